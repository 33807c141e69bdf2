from datetime import date

import pytest
from django.test import Client

from rundum.base.clock import standing_at
from rundum.base.refusals import EditConflict, NotAllowed, Refused
from rundum.customers.actions.keeping import add_external_id, edit_customer, tag_customer, take_on_customer
from rundum.customers.models import Assignment, Customer, ExternalId
from rundum.timeline.models import Entry
from tests.world import MONDAY, World


def test_a_customer_taken_on_gets_the_next_number_its_team_and_an_entry(world: World) -> None:
    with standing_at(MONDAY):
        first = take_on_customer("Bäckerei Åsgård", by=world.aylin, team=world.hanse, reason="Wohnt im Hafen")
        second = take_on_customer("Ärzte am Markt", by=world.vera)
    assert second.number == first.number + 1
    assert (first.team, first.team_since) == (world.hanse, MONDAY)
    assignment = Assignment.objects.get(customer=first)
    assert (assignment.team, assignment.starts_at, assignment.reason) == (world.hanse, MONDAY, "Wohnt im Hafen")
    assert second.team is None
    assert Entry.objects.get(customer_id=first.pk).verb == "customers.taken_on"


def test_names_sort_and_are_found_as_german_lists_of_names_do(world: World) -> None:
    for name in ("Bremen Bau", "Ärzte am Markt", "Aachen Azubi"):
        take_on_customer(name, by=world.ada)
    named = Customer.objects.filter(team=None).order_by("sort_name")
    assert [customer.name for customer in named] == ["Aachen Azubi", "Ärzte am Markt", "Bremen Bau"]
    assert "aerzte" in named[1].search_name.split()
    assert "arzte" in named[1].search_name.split()


def test_nobody_puts_a_new_customer_into_a_team_of_others(world: World) -> None:
    for outsider in (world.piet, world.henrik, world.vera):
        with pytest.raises(NotAllowed):
            take_on_customer("Werft Nord", by=outsider, team=world.hanse)
    assert not Customer.objects.filter(name="Werft Nord").exists()
    assert not Entry.objects.exists()


def test_a_vat_id_is_checked_and_kept_without_blanks(world: World) -> None:
    customer = take_on_customer("Werft Nord", by=world.aylin, country="de", vat_id="DE 136 695 976")
    assert (customer.country, customer.vat_id) == ("DE", "DE136695976")
    swiss = take_on_customer("Käserei Uri", by=world.aylin, country="CH", vat_id="CHE-107.787.577 MWST")
    assert swiss.vat_id == "CHE107787577MWST"
    with pytest.raises(Refused) as refusal:
        take_on_customer("Werft Süd", by=world.aylin, country="DE", vat_id="DE136695975")
    assert refusal.value.code == "vat_id_wrong"
    with pytest.raises(Refused) as refusal:
        take_on_customer("Werft Süd", by=world.aylin, country="XX")
    assert refusal.value.code == "country_unknown"
    assert not Customer.objects.filter(name="Werft Süd").exists()


def test_an_edit_keeps_what_was_there_in_the_entry(world: World) -> None:
    edited = edit_customer(
        world.dairy, revision=1, by=world.emeka, name="Molkerei Wiesengrund AG", customer_since=date(2014, 5, 1)
    )
    assert (edited.revision, edited.sort_name) == (2, "molkerei wiesengrund ag")
    entry = Entry.objects.get(customer_id=world.dairy.pk)
    assert entry.data["before"] == {"name": "Molkerei Wiesengrund eG", "customer_since": None}


def test_of_two_who_edit_at_once_the_second_sees_what_the_first_wrote(world: World) -> None:
    edit_customer(world.dairy, revision=1, by=world.emeka, city="Altwerder")
    with pytest.raises(EditConflict) as conflict:
        edit_customer(world.dairy, revision=1, by=world.aylin, city="Neuwerder")
    assert isinstance(conflict.value.theirs, Customer)
    assert conflict.value.theirs.city == "Altwerder"
    assert Customer.objects.get(pk=world.dairy.pk).city == "Altwerder"
    assert Entry.objects.count() == 1


def test_an_edit_that_changes_nothing_leaves_no_trace(world: World) -> None:
    edit_customer(world.dairy, revision=1, by=world.emeka, name="Molkerei  Wiesengrund eG")
    assert Customer.objects.get(pk=world.dairy.pk).revision == 1
    assert not Entry.objects.exists()


def test_only_members_and_administrators_keep_a_customers_details(world: World) -> None:
    edit_customer(world.dairy, revision=1, by=world.ada, city="Altwerder")
    for outsider in (world.piet, world.henrik, world.vera, world.sven):
        with pytest.raises(NotAllowed):
            edit_customer(world.dairy, revision=2, by=outsider, city="Anderswo")
    assert Customer.objects.get(pk=world.dairy.pk).city == "Altwerder"
    assert Entry.objects.count() == 1


def test_tags_stand_once_whatever_their_capitals(world: World) -> None:
    assert tag_customer(world.dairy, tags=["Pumpen", "pumpen ", " "], by=world.aylin).tags == ["Pumpen"]


def test_a_number_in_another_system_belongs_to_one_customer(world: World) -> None:
    add_external_id(world.dairy, source="ERP", value="D-17", by=world.ada)
    add_external_id(world.dairy, source="ERP", value="D-17", by=world.ada)
    assert Entry.objects.count() == 1
    with pytest.raises(Refused) as refusal:
        add_external_id(world.clinic, source="ERP", value="D-17", by=world.ada)
    assert refusal.value.code == "external_id_taken"
    assert ExternalId.objects.get().customer == world.dairy


def test_a_number_in_another_system_is_added_and_removed_on_a_page(world: World, client: Client) -> None:
    client.force_login(world.aylin)
    address = f"/customers/{world.dairy.pk}/external-ids/"
    assert client.post(address, {"source": "ERP", "value": "D-17"}).status_code == 302
    assert "D-17" in client.get(address).content.decode()
    assert client.post(f"{address}{ExternalId.objects.get().pk}/removal/").status_code == 302
    assert not ExternalId.objects.exists()
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["customers.external_id_added", "customers.external_id_removed"]


def test_a_number_of_another_customer_is_refused_and_nobody_else_removes_it(world: World, client: Client) -> None:
    known = add_external_id(world.clinic, source="ERP", value="D-17", by=None)
    client.force_login(world.aylin)
    answer = client.post(f"/customers/{world.dairy.pk}/external-ids/", {"source": "ERP", "value": "D-17"})
    assert answer.status_code == 422
    assert client.post(f"/customers/{world.clinic.pk}/external-ids/{known.pk}/removal/").status_code == 403
    assert client.post(f"/customers/{world.dairy.pk}/external-ids/{known.pk}/removal/").status_code == 404
    assert ExternalId.objects.get() == known
    assert Entry.objects.filter(verb__startswith="customers.").count() == 1
