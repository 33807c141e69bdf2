"""When one concern is done, on its own page and as a line on the concern's."""

import pytest
from django.urls import reverse

from rundum.concerns.models import Concern
from rundum.planning.tests.past_weeks import AT, finish, founded, open_ones, signed_in, text_of
from tests.world import MONDAY, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def test_a_concern_is_forecast_in_its_place(world: World) -> None:
    founded(world.hanse, 9)
    finish(world, [5] * 9)
    concerns = open_ones(world, 10)
    client = signed_in(world.aylin)
    address = reverse("planning:concern_forecast", args=[world.dairy.pk, concerns[4].pk])
    line = text_of(client.get(address, headers={"HX-Request": "true"}).content.decode())
    assert "With 85% odds done by Mon 30 Nov. Place 5 of 10, by promise." in line
    page = text_of(client.get(address).content.decode())
    assert "With 85% odds done by Mon 30 Nov." in page
    assert "new concerns come in as steadily as before" in page


def test_a_concern_that_waits_says_what_that_does_to_its_forecast(world: World) -> None:
    founded(world.hanse, 9)
    finish(world, [5] * 9)
    (one,) = open_ones(world, 1, waiting_for="supplier", waiting_since=MONDAY)
    page = signed_in(world.aylin).get(reverse("planning:concern_forecast", args=[one.customer_id, one.pk]))
    assert "It waits for a supplier right now." in page.content.decode()


def test_the_page_of_an_open_concern_asks_for_its_forecast_and_that_of_a_closed_one_does_not(world: World) -> None:
    (one,) = open_ones(world, 1)
    client = signed_in(world.aylin)
    page = reverse("concerns:concern", args=[one.customer_id, one.pk])
    line = reverse("planning:concern_forecast", args=[one.customer_id, one.pk])
    assert f'hx-get="{line}"' in client.get(page).content.decode()
    Concern.objects.filter(pk=one.pk).update(solved=True)
    assert f'hx-get="{line}"' not in client.get(page).content.decode()  # the customer has said when: now
    Concern.objects.filter(pk=one.pk).update(closed_at=AT)
    changed = client.get(f"{page}live/", headers={"HX-Request": "true"}).content.decode()
    assert '<p class="sm muted" id="concern-forecast" hidden></p>' in changed
    assert f'hx-get="{line}"' not in client.get(page).content.decode()
    assert client.get(line, headers={"HX-Request": "true"}).content.decode().strip() == ""
    assert "nothing left to forecast" in client.get(line).content.decode()


def test_who_cannot_see_a_concern_finds_no_forecast(world: World) -> None:
    (one,) = open_ones(world, 1, confidential=True)
    address = reverse("planning:concern_forecast", args=[one.customer_id, one.pk])
    assert signed_in(world.piet).get(address).status_code == 404
    assert signed_in(world.aylin).get(address).status_code == 200
