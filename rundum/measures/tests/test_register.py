"""The register and the weeks as others read them."""

from datetime import date
from decimal import Decimal

import pytest

from rundum.measures.actions.setting_up import set_up_measures
from rundum.measures.built_in import BUILT_IN
from rundum.measures.models import Kind, Measure, WeekValue
from rundum.measures.queries.weeks import weeks_of
from tests.world import World

pytestmark = pytest.mark.django_db

OCTOBER = date(2026, 10, 5)


def test_every_built_in_measure_has_its_row_as_declared(world: World):
    rows = {measure.key: measure for measure in Measure.objects.filter(team=None)}
    assert rows.keys() == BUILT_IN.keys()
    for key, declared in BUILT_IN.items():
        assert (rows[key].kind, rows[key].data, rows[key].direction) == (
            declared.kind,
            declared.data,
            declared.direction,
        )


def test_there_is_one_of_each_kind():
    assert {each.kind for each in BUILT_IN.values()} == set(Kind)


def test_setting_up_twice_changes_nothing(world: World):
    before = list(Measure.objects.values_list("pk", flat=True))
    set_up_measures()
    assert list(Measure.objects.values_list("pk", flat=True)) == before


def test_a_count_without_rows_of_a_process_is_nought_and_a_share_is_not_known(world: World, django_assert_num_queries):
    for key in ("received", "promises_kept"):
        measure = Measure.objects.get(key=key)
        WeekValue.objects.create(measure=measure, team=world.hanse, week=OCTOBER, value=Decimal("0.5"), n=2)
        with django_assert_num_queries(1):
            (figure,) = weeks_of(measure, world.hanse, world.complaint, until=date(2026, 11, 23))
        assert figure.value == (0 if key == "received" else None)
        assert figure.settled


def test_a_week_stands_only_after_its_concerns_were_looked_at_long_enough(world: World):
    measure = Measure.objects.get(key="time_to_resolution")
    WeekValue.objects.create(measure=measure, team=world.hanse, week=OCTOBER, value=Decimal(30), n=2)

    def settled(until: date) -> bool:
        return weeks_of(measure, world.hanse, until=until)[0].settled

    assert not settled(date(2026, 11, 2))
    assert settled(date(2026, 11, 9))
