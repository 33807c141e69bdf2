"""Who works on a concern of another team's customer adds the contacts they speak with: they, and no third team."""

import pytest
from django.test import Client

from rundum.accounts.models import User
from rundum.base.refusals import NotAllowed
from rundum.concerns.actions.moving import hand_over_concern
from rundum.concerns.models import Concern
from rundum.customers.actions.contacts import add_contact, contact_left, edit_contact, give_consent
from rundum.customers.models import Contact, Customer
from rundum.timeline.models import Entry
from tests.world import MONDAY, World, join, make_concern, make_customer, make_person, make_team

FORM = {"first_name": "Sven", "last_name": "Lindqvist", "emails": "", "phones": ""}


@pytest.fixture
def mill(world: World) -> Customer:
    """With Hanse, and nobody known there."""
    return make_customer("Mühle Grabow", world.hanse, number=1003)


@pytest.fixture
def concern(world: World, mill: Customer) -> Concern:
    """The mill's, with Förde."""
    concern = make_concern(mill, world.complaint, "Sieb gerissen")
    concern.team = world.foerde
    concern.save()
    return concern


@pytest.fixture
def nils(world: World) -> User:
    """Of a third team."""
    nils = make_person("Nils Adler")
    join(nils, make_team("Küste"))
    return nils


def new_contact(customer: Customer) -> str:
    return f"/customers/{customer.pk}/people/new/"


def test_from_the_concern_to_the_new_contact_and_back_to_write_down_the_reply(
    world: World, client: Client, mill: Customer, concern: Concern
) -> None:
    client.force_login(world.piet)
    page = f"/concerns/{mill.pk}/{concern.pk}/"
    adding = f"{new_contact(mill)}?next={page}"
    assert f'href="{adding}"' in client.get(page).text
    assert f'href="{page}"' in client.get(adding).text
    assert client.post(adding, FORM)["Location"] == page
    sven = Contact.objects.get(customer=mill)
    assert sven.name == "Sven Lindqvist"
    posted = {"kind": "call", "contact": sven.pk, "text": "Ersatz ist unterwegs"}
    assert client.post(f"{page}talk/", posted).status_code == 302
    assert set(Entry.objects.filter(customer_id=mill.pk).values_list("verb", flat=True)) == {
        "customers.contact_added",
        "concerns.called",
    }


def test_the_customers_page_offers_it_to_them(
    world: World, client: Client, mill: Customer, concern: Concern, nils: User
) -> None:
    for who, offered in [(world.piet, True), (world.aylin, True), (world.ada, True), (nils, False)]:
        client.force_login(who)
        for part in ("", "people/"):
            assert (f'href="{new_contact(mill)}"' in client.get(f"/customers/{mill.pk}/{part}").text) is offered


def test_where_one_goes_on_is_never_elsewhere(world: World, client: Client, mill: Customer, concern: Concern) -> None:
    client.force_login(world.piet)
    answer = client.post(f"{new_contact(mill)}?next=https://elsewhere.example/", FORM)
    assert answer["Location"] == f"/customers/{mill.pk}/people/"


@pytest.mark.parametrize("who", ["nils", "henrik", "vera", "sven"])
def test_nobody_else_adds_one(
    world: World, client: Client, mill: Customer, concern: Concern, nils: User, who: str
) -> None:
    client.force_login(nils if who == "nils" else getattr(world, who))
    assert client.get(new_contact(mill)).status_code == 403
    assert client.post(new_contact(mill), FORM).status_code == 403
    assert not Contact.objects.filter(customer=mill).exists()


def test_when_the_concern_is_closed_or_elsewhere_they_add_no_more(
    world: World, mill: Customer, concern: Concern
) -> None:
    Concern.objects.update(closed_at=MONDAY)
    with pytest.raises(NotAllowed):
        add_contact(mill, last_name="Lindqvist", by=world.piet)
    Concern.objects.update(closed_at=None)
    hand_over_concern(concern, to_team=world.hanse, reason="Kennt das Sieb", by=world.piet)
    with pytest.raises(NotAllowed):
        add_contact(mill, last_name="Lindqvist", by=world.piet)
    assert not Contact.objects.filter(customer=mill).exists()


def test_a_concern_of_one_customer_opens_no_other(world: World, concern: Concern) -> None:
    with pytest.raises(NotAllowed):
        add_contact(world.dairy, last_name="Lindqvist", by=world.piet)
    assert Contact.objects.filter(customer=world.dairy).get() == world.brandl


def test_what_is_known_of_contacts_stays_the_customers_teams_to_change(
    world: World, mill: Customer, concern: Concern
) -> None:
    sven = add_contact(mill, last_name="Lindqvist", by=world.piet)
    for act in (
        lambda: edit_contact(sven, last_name="Lindberg", by=world.piet),
        lambda: contact_left(sven, by=world.piet),
        lambda: give_consent(sven, purpose="news", source="Anruf", by=world.piet),
    ):
        with pytest.raises(NotAllowed):
            act()
    sven.refresh_from_db()
    assert (sven.last_name, sven.left_on) == ("Lindqvist", None)


def test_a_confidential_customers_contacts_stay_its_teams(
    world: World, client: Client, mill: Customer, concern: Concern
) -> None:
    mill.confidential = True
    mill.save()
    client.force_login(world.piet)
    page = client.get(f"/concerns/{mill.pk}/{concern.pk}/")
    assert page.status_code == 200
    assert new_contact(mill) not in page.text
    assert client.get(new_contact(mill)).status_code == 404
    assert client.post(new_contact(mill), FORM).status_code == 404
    with pytest.raises(NotAllowed):
        add_contact(mill, last_name="Lindqvist", by=world.piet)
    assert not Contact.objects.filter(customer=mill).exists()
