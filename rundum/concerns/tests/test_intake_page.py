"""Taking in: who it is, what it is about; wrong input is kept, and nothing half is saved."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from rundum.accounts.models import User
from rundum.base.clock import now, standing_at
from rundum.concerns.models import Concern, Promise
from rundum.customers.models import ContactPhone, Customer, Expectation
from rundum.timeline.models import Entry
from tests.world import MONDAY, World, make_customer, make_process


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def said(world: World, **changes: object) -> dict[str, object]:
    return {"title": "Dichtungen undicht", "process": world.complaint.pk, "channel": "phone"} | changes


def address(world: World) -> str:
    return f"/concerns/new/?customer={world.dairy.pk}"


def test_a_caller_is_found_by_name_by_number_and_by_phone(world: World) -> None:
    ContactPhone.objects.create(customer=world.dairy, contact=world.brandl, number="+4943112345")
    client = signed_in(world.aylin)
    for text in ("wiesen", "1001", "+49 431 12345", "0431 12345"):
        assert "Molkerei Wiesengrund" in client.get("/concerns/new/", {"q": text}).content.decode()
    by_phone = client.get("/concerns/new/", {"q": "0431/12345"}).content.decode()
    assert f"?customer={world.dairy.pk}&amp;contact={world.brandl.pk}&amp;channel=phone" in by_phone
    assert "Ostersee" not in by_phone
    part = client.get("/concerns/new/", {"q": "wiesen"}, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="found"')


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Werft & Söhne", "Werft & Söhne"),
        (" 24/7 Service ", "24/7 Service"),
        ("0431 998877", ""),
        ("a@werft.example", ""),
    ],
)
@pytest.mark.parametrize(("looked_for_at", "field"), [("/concerns/new/", "q"), ("/concerns/phone/", "who")])
def test_who_is_not_found_is_taken_on_under_the_name_that_was_typed_and_one_comes_back_with_them(
    world: World, looked_for_at: str, field: str, typed: str, name: str
) -> None:
    client = signed_in(world.aylin)
    part = client.get(looked_for_at, {field: typed}, headers={"HX-Request": "true"}).text
    (link,) = re.findall(r'href="(/customers/new/[^"]+)"', part)
    assert f'href="{link}"' in client.get(looked_for_at, {field: typed}).text
    form = client.get(unescape(link)).context["form"]
    assert form["name"].value() == name
    given = {"kind": "company", "name": "Werft", "language": "de", "country": "DE", "team": world.hanse.pk}
    answer = client.post(unescape(link), given | {"vat_id": "DE1"})
    assert (answer.status_code, answer.context["back"]) == (422, looked_for_at)
    answer = client.post(unescape(link), given)
    customer = Customer.objects.get(name="Werft")
    assert answer["Location"] == f"{looked_for_at}?customer={customer.pk}"
    assert "Werft" in client.get(answer["Location"]).text


def test_once_the_customer_is_chosen_the_cursor_stands_in_the_matter_and_after_a_mistake_at_what_was_wrong(
    world: World,
) -> None:
    client = signed_in(world.aylin)
    assert client.get(address(world)).text.split('id="id_title"')[0].rsplit("<input", 1)[1].count("autofocus") == 1
    assert "autofocus" not in client.post(address(world), said(world, title="")).text


def test_what_was_said_promised_and_taken_lands_at_once(world: World) -> None:
    expectation = Expectation.objects.create(customer=world.dairy, text="Rückruf", source="said")
    until = timezone.localtime(now() + timedelta(days=2))
    answer = signed_in(world.aylin).post(
        address(world),
        said(
            world, contact=world.brandl.pk, voice="Es tropft.", summary="DP-40", expectation=expectation.pk,
            promise="Rückruf", promised_until=until.strftime("%Y-%m-%dT%H:%M"), hold="on",
        ),
    )  # fmt: skip
    concern = Concern.objects.get()
    assert answer["Location"] == f"/concerns/{world.dairy.pk}/{concern.pk}/"
    assert (concern.holder, concern.contact, concern.expectation) == (world.aylin, world.brandl, expectation)
    assert Promise.objects.get().text == "Rückruf"
    assert Entry.objects.get(verb="concerns.taken_in").voice == "Es tropft."


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"process": ""},
        {"promise": "Rückruf"},
        {"promised_until": "2020-01-01T10:00", "promise": "Rückruf"},
    ],
)
def test_wrong_input_is_kept_and_saves_nothing(world: World, wrong: dict[str, object]) -> None:
    answer = signed_in(world.aylin).post(address(world), said(world, summary="Bleibt stehen") | wrong)
    assert answer.status_code == 422
    assert "Bleibt stehen" in answer.content.decode()
    assert not Concern.objects.exists()
    assert not Entry.objects.exists()


def test_half_past_midnight_was_today_on_the_teams_clock(world: World) -> None:
    client = signed_in(world.aylin)
    with standing_at(MONDAY):
        early = said(world, promise="Rückruf", promised_until="2026-11-23T00:30")
        assert "gestern" not in client.post(address(world), early).text
        late = said(world, promise="Rückruf", promised_until="2026-11-22T23:30")
        assert "gestern" in client.post(address(world), late).text


def test_sale_figures_count_for_a_sale_only(world: World) -> None:
    sale = make_process("sale", "Verkauf", is_sale=True)
    client = signed_in(world.aylin)
    client.post(address(world), said(world, value="1.000,00"))
    client.post(address(world), said(world, value="1.000,00", process=sale.pk))
    assert [concern.value for concern in Concern.objects.order_by("pk")] == [None, 1000]


def test_colleagues_of_other_teams_take_in_but_neither_promise_nor_hold(world: World) -> None:
    client = signed_in(world.piet)
    assert 'name="promise"' not in client.get(address(world)).content.decode()
    until = (now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    answer = client.post(address(world), said(world, promise="x", promised_until=until, hold="on"))
    assert answer.status_code == 302
    assert Concern.objects.get().holder is None
    assert not Promise.objects.exists()


def test_a_customer_without_a_team_is_taken_into_one_first(world: World) -> None:
    waiting = make_customer("Neu GmbH", None, number=7)
    page = signed_in(world.aylin).get(f"/concerns/new/?customer={waiting.pk}").content.decode()
    assert "Neu GmbH" in page
    assert f"/customers/{waiting.pk}/team/" in page
    assert 'name="title"' not in page


def test_a_confidential_customer_of_another_team_is_not_found(world: World) -> None:
    world.clinic.confidential = True
    world.clinic.save()
    client = signed_in(world.aylin)
    shown = client.get("/concerns/new/", {"q": "Ostersee"}).text
    assert "Ostersee" not in shown.replace('value="Ostersee"', "").replace("?name=Ostersee&", "")
    assert client.get(f"/concerns/new/?customer={world.clinic.pk}").status_code == 404
