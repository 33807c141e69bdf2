from datetime import timedelta

import pytest

from rundum.base.clock import standing_at
from rundum.base.refusals import NotAllowed, Refused
from rundum.customers.actions.expecting import (
    add_expectation,
    change_met,
    confirm_expectation,
    retire_expectation,
)
from rundum.customers.models import Expectation
from rundum.customers.queries.lists import expectations_to_confirm
from rundum.timeline.models import Entry
from tests.world import MONDAY, World


def test_an_expectation_is_to_be_confirmed_once_the_period_is_over_and_not_before(world: World) -> None:
    with standing_at(MONDAY):
        expectation = add_expectation(world.dairy, text="Rückruf binnen 60 Minuten", source="said", by=world.aylin)
    period = timedelta(days=180)
    with standing_at(MONDAY + period):
        assert not expectations_to_confirm(world.hanse.pk, world.aylin)
        assert not expectation.is_to_confirm(MONDAY + period, 180)
    late = MONDAY + period + timedelta(seconds=1)
    with standing_at(late):
        assert list(expectations_to_confirm(world.hanse.pk, world.aylin)) == [expectation]
        assert not expectations_to_confirm(world.foerde.pk, world.piet)
        confirm_expectation(expectation, by=world.emeka, contact=world.brandl)
        assert not expectations_to_confirm(world.hanse.pk, world.aylin)
    expectation.refresh_from_db()
    assert (expectation.confirmed_at, expectation.confirmed_by) == (late, world.emeka)


def test_the_period_is_the_organisations_own(world: World) -> None:
    world.organisation.confirm_expectations_days = 30
    world.organisation.save()
    with standing_at(MONDAY):
        expectation = add_expectation(world.dairy, text="Sammelrechnung", source="contract", by=world.aylin)
    with standing_at(MONDAY + timedelta(days=31)):
        assert list(expectations_to_confirm(world.hanse.pk, world.aylin)) == [expectation]


def test_whether_we_meet_it_changes_with_an_entry_and_only_when_it_changes(world: World) -> None:
    expectation = add_expectation(world.dairy, text="Sammelrechnung", source="said", by=world.aylin)
    change_met(expectation, met="unmet", by=world.aylin)
    change_met(expectation, met="unmet", by=world.aylin)
    assert Entry.objects.filter(verb="customers.expectation_changed").get().data["before"] == "unknown"


def test_an_expectation_let_go_takes_no_more_changes(world: World) -> None:
    expectation = add_expectation(world.dairy, text="Sammelrechnung", source="said", by=world.aylin)
    retire_expectation(expectation, by=world.aylin)
    with pytest.raises(Refused) as refusal:
        confirm_expectation(expectation, by=world.aylin)
    assert refusal.value.code == "expectation_retired"
    assert not Expectation.objects.current().exists()
    assert Entry.objects.count() == 2


def test_only_the_team_says_what_its_customer_expects(world: World) -> None:
    for outsider in (world.piet, world.henrik, world.vera, world.ada):
        with pytest.raises(NotAllowed):
            add_expectation(world.dairy, text="Rabatt", source="said", by=outsider)
    assert not Expectation.objects.exists()
    assert not Entry.objects.exists()
