import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone, translation

from rundum.accounts.access import open_to_colleagues
from rundum.urls import urlpatterns as real


@open_to_colleagues
def where_and_how(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{translation.get_language()} {timezone.get_current_timezone_name()}")


urlpatterns = [path("where-and-how/", where_and_how), *real]

pytestmark = pytest.mark.urls(__name__)


def signed_in(user):
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def test_a_page_speaks_the_language_of_the_account_and_keeps_the_teams_time(world):
    world.hanse.zone_name = "America/New_York"
    world.hanse.save()
    world.aylin.language = "en"
    world.aylin.save()
    answer = signed_in(world.aylin).get("/where-and-how/", headers={"Accept-Language": "de"})
    assert answer.text == "en America/New_York"
    assert answer.headers["Content-Language"] == "en"


def test_nothing_of_one_request_stays_for_the_next(world):
    world.aylin.language = "en"
    world.aylin.save()
    before = translation.get_language(), timezone.get_current_timezone_name()
    signed_in(world.aylin).get("/where-and-how/")
    assert (translation.get_language(), timezone.get_current_timezone_name()) == before


def test_someone_without_a_team_gets_the_pages_in_the_houses_time(world):
    assert signed_in(world.ada).get("/where-and-how/").text == "de Europe/Berlin"


def test_the_frame_names_team_and_organisation(world):
    page = signed_in(world.aylin).get("/profile/").text
    assert "<b>Hanse</b><small>Nordwerk GmbH</small>" in page
    assert 'aria-current="true"' in page
