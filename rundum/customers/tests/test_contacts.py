from datetime import date

import pytest

from rundum.base.refusals import NotAllowed, Refused
from rundum.customers.actions.contacts import (
    add_contact,
    contact_left,
    contact_returned,
    edit_contact,
    give_consent,
    withdraw_consent,
)
from rundum.customers.models import Consent, Contact
from rundum.timeline.models import Entry
from tests.world import World


def test_a_contact_has_several_addresses_and_numbers_the_preferred_first(world: World) -> None:
    contact = add_contact(
        world.dairy,
        by=world.aylin,
        first_name="Sabine",
        last_name="Lüders",
        parts=["pays"],
        emails=["Einkauf@Wiesengrund.example", "sl@wiesengrund.example", "einkauf@wiesengrund.example"],
        phones=["040 123456", "+43 1 5880 0"],
    )
    assert [email.address for email in contact.emails.all()] == [
        "einkauf@wiesengrund.example",
        "sl@wiesengrund.example",
    ]
    assert [phone.number for phone in contact.phones.all()] == ["+4940123456", "+43158800"]
    assert "luders" in contact.search_name


def test_phones_are_read_as_dialled_in_the_customers_country(world: World) -> None:
    world.clinic.country = "CH"
    world.clinic.save()
    contact = add_contact(world.clinic, by=world.piet, last_name="Keller", phones=["044 668 18 00"])
    assert contact.phones.get().number == "+41446681800"


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"last_name": "Ohm", "phones": ["zwölf"]}, "phone_wrong"),
        ({"last_name": "Ohm", "emails": ["ohm@"]}, "email_wrong"),
        ({"last_name": " "}, "contact_name_missing"),
    ],
)
def test_a_contact_that_cannot_be_reached_like_that_is_refused(
    world: World, details: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        add_contact(world.dairy, by=world.aylin, **details)
    assert refusal.value.code == code
    assert Contact.objects.filter(customer=world.dairy).get() == world.brandl
    assert not Entry.objects.exists()


def test_editing_replaces_the_numbers_only_when_asked(world: World) -> None:
    contact = add_contact(world.dairy, by=world.aylin, last_name="Petrov", phones=["040 123456"])
    edit_contact(contact, by=world.emeka, position="Instandhaltung")
    assert contact.phones.count() == 1
    edit_contact(contact, by=world.emeka, phones=[])
    assert contact.phones.count() == 0


def test_a_colleague_of_another_team_cannot_change_a_contact(world: World) -> None:
    with pytest.raises(NotAllowed):
        edit_contact(world.brandl, by=world.piet, last_name="Brandt")
    assert Contact.objects.get(pk=world.brandl.pk).last_name == "Brandl"
    assert not Entry.objects.exists()


def test_a_contact_who_left_stays_with_what_they_said(world: World) -> None:
    left = contact_left(world.brandl, on=date(2026, 11, 1), by=world.aylin)
    assert left.left_on == date(2026, 11, 1)
    assert contact_returned(left, by=world.aylin).left_on is None
    assert Entry.objects.filter(contact_id=world.brandl.pk).count() == 2


def test_a_consent_names_how_we_got_it_and_can_be_withdrawn_and_given_again(world: World) -> None:
    first = give_consent(world.brandl, purpose="survey", source="Messe, Visitenkarte", by=world.aylin)
    assert give_consent(world.brandl, purpose="survey", source="noch einmal", by=world.aylin) == first
    withdraw_consent(first, by=world.aylin)
    again = give_consent(world.brandl, purpose="survey", source="E-Mail vom 3. Juni", by=world.aylin)
    assert again != first
    assert Consent.objects.filter(contact=world.brandl).count() == 2
    assert Entry.objects.count() == 3


def test_a_consent_without_a_source_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        give_consent(world.brandl, purpose="news", source=" ", by=world.aylin)
    assert refusal.value.code == "consent_without_source"
    assert not Consent.objects.exists()
    assert not Entry.objects.exists()
