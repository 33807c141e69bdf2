from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import include, path

from rundum.base import navigation


def page(_request):
    return HttpResponse()


def area(name, *views):
    return include(([path(f"{view}/" if view != "teamraum" else "", page, name=view) for view in views], name))


urlpatterns = [
    path("", area("desk", "teamraum")),
    path("concerns/", area("concerns", "flow")),
    path("import/", area("exchange", "imports")),
    path("", area("planning", "forecast", "offers")),
    path("measures/", include(([path("", page, name="register"), path("teams/", page, name="teams")], "measures"))),
    path("improvement/", area("improvement", "improvement")),
]

pytestmark = pytest.mark.urls(__name__)


def shown(address, *, administrator=False):
    request = RequestFactory().get(address)
    request.user = SimpleNamespace(is_administrator=administrator)
    return [link for section in navigation.sections(request) for link in section.links]


def test_only_areas_that_have_an_address_are_shown():
    assert [link.place.view for link in shown("/")] == [
        "desk:teamraum",
        "concerns:flow",
        "improvement:improvement",
        "measures:teams",
    ]


def test_setting_up_is_shown_to_administrators():
    assert [link.place.view for link in shown("/", administrator=True)][-1] == "exchange:imports"


def current(address):
    return [link.place.view for link in shown(address) if link.current]


def test_the_start_page_is_current_only_for_itself():
    assert current("/") == ["desk:teamraum"]
    assert current("/concerns/flow/17/") == ["concerns:flow"]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/forecast/", "concerns:flow"),
        ("/offers/", "concerns:flow"),
        ("/offers/weights/", "concerns:flow"),
        ("/measures/3/", "improvement:improvement"),
        ("/measures/teams/picture/", "measures:teams"),
    ],
)
def test_a_page_that_is_no_place_of_its_own_marks_the_one_it_belongs_to(address, place):
    assert current(address) == [place]


def test_a_page_that_belongs_to_no_place_marks_none():
    assert current("/profile/") == []
