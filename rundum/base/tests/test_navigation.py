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
]

pytestmark = pytest.mark.urls(__name__)


def shown(address, *, administrator=False):
    request = RequestFactory().get(address)
    request.user = SimpleNamespace(is_administrator=administrator)
    return [link for section in navigation.sections(request) for link in section.links]


def test_only_areas_that_have_an_address_are_shown():
    assert [link.place.view for link in shown("/")] == ["desk:teamraum", "concerns:flow"]


def test_setting_up_is_shown_to_administrators():
    assert [link.place.view for link in shown("/", administrator=True)][-1] == "exchange:imports"


def test_the_start_page_is_current_only_for_itself():
    assert [link.current for link in shown("/")] == [True, False]
    assert [link.current for link in shown("/concerns/flow/17/")] == [False, True]
