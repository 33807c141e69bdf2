"""Rolling up bit by bit: what it touches, and that any past week stays the same, whatever happens."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random

import psycopg
import pytest
from django.db import connection

from rundum.base.clock import standing_at
from rundum.concerns.actions.closing import close_concern
from rundum.concerns.actions.moving import hand_over_concern, merge_concern, undo_merge
from rundum.concerns.actions.reopening import reopen_concern
from rundum.measures.actions.rolling_up import Refreshed, refresh_measures
from rundum.measures.models import Made, Measure, Reading, StaleChart, StaleWeek, Stay, WeekValue
from rundum.measures.tests.small_world import LATER, RECORDED, WEEK, all_values, close, hours, refresh, take_in, value
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_concern_counts_for_the_team_that_had_it_then(world: World):
    concern = take_in(world, 0)
    refresh(hours(8 * 24))
    with standing_at(hours(8 * 24)):
        hand_over_concern(concern, to_team=world.foerde, reason="Nähe", by=world.aylin)
    refresh()
    assert [value(world, "received", 0, team) for team in (world.hanse, world.foerde)] == [1, 0]
    assert [value(world, "in_progress", 0, team) for team in (world.hanse, world.foerde)] == [1, 0]
    assert [value(world, "in_progress", 1, team) for team in (world.hanse, world.foerde)] == [0, 1]


def test_past_weeks_stay_whatever_happens_to_their_concerns(world: World):
    merged, into = take_in(world, 0), take_in(world, 1)
    moved, back = take_in(world, 2), take_in(world, 3)
    close(moved, 30, world)
    close(back, 30, world)
    with standing_at(hours(31)):
        merge = merge_concern(merged, into=into, by=world.aylin)
    far = LATER + timedelta(weeks=2)
    refresh(far)
    before = {row for row in all_values() if row[3] < date(2026, 12, 21)}
    with standing_at(far):
        undo_merge(merge, by=world.aylin)
        reopen_concern(back, reason="Doch", by=world.aylin)
        reopen_concern(moved, reason="Doch", by=world.aylin)
        moved.refresh_from_db()
        hand_over_concern(moved, to_team=world.foerde, reason="Nähe", by=world.aylin)
    refresh(far + timedelta(weeks=1))
    anew()
    refresh(far + timedelta(weeks=1))
    assert before <= all_values()


def test_a_measure_that_a_later_version_brings_is_computed_for_all_weeks(world: World):
    close(take_in(world, 0), 1, world)
    refresh()
    WeekValue.objects.filter(measure__key="same_hands").delete()
    Measure.objects.get(key="same_hands").delete()
    refresh()
    assert value(world, "same_hands", 0) == 1


def anew() -> None:
    """Forget everything that was rolled up."""
    for model in (WeekValue, Reading, Stay, StaleWeek, StaleChart, Made):
        model.objects.all().delete()


def test_rolled_up_bit_by_bit_or_at_once_is_the_same(world: World):
    random = Random(5)
    concerns = []
    for day in range(34):
        at = day * 24
        if day % 2 == 0:
            concerns.append(take_in(world, at))
        if day % 3 == 1:
            concern = random.choice(concerns)
            concern.refresh_from_db()
            member = world.aylin if concern.team_id == world.hanse.pk else world.piet
            with standing_at(hours(at)):
                if not concern.is_open:
                    reopen_concern(concern, reason="Doch", by=member)
                elif day % 2:
                    close_concern(concern, outcome="served", note="läuft", by=member)
                else:
                    other = world.foerde if concern.team_id == world.hanse.pk else world.hanse
                    hand_over_concern(concern, to_team=other, reason="Nähe", by=member)
        refresh(hours(at + 1))
    settled = LATER + timedelta(weeks=6)
    refresh(settled)
    before = all_values()
    assert len(before) > 100
    anew()
    refresh(settled)
    assert all_values() == before


def test_a_second_refresh_changes_nothing(world: World):
    take_in(world, 0)
    refresh()
    written = set(WeekValue.objects.filter(week__lt=WEEK[5]).values_list("pk", flat=True))
    refresh()  # reads the last entries once more, in case one was still on its way
    refresh()
    third = refresh()
    assert (third.entries, third.weeks) == (0, 0)
    assert not StaleWeek.objects.exists()
    assert len(written) == WeekValue.objects.filter(week__lt=WEEK[5]).count()


def test_what_comes_late_touches_only_its_weeks(world: World):
    take_in(world, 0)
    refresh()
    refresh()
    late = take_in(world, 8 * 24)
    close(late, 15 * 24, world)
    refresh(LATER + timedelta(hours=1))
    written = WeekValue.objects.filter(computed_at=LATER + timedelta(hours=1))
    touched = set(written.exclude(measure__key__in=RECORDED).values_list("team", "week"))
    assert touched == {(world.hanse.pk, WEEK[1]), (world.hanse.pk, WEEK[2])}
    assert set(written.filter(measure__key="received").values_list("week", flat=True)) == {WEEK[1]}
    assert [value(world, "received", week) for week in range(3)] == [1, 1, 0]
    assert [value(world, "in_progress", week) for week in range(3)] == [1, 2, 1]


@contextmanager
def another_connection() -> Iterator[psycopg.Cursor]:
    """A transaction of somebody else's, open in the block and committed at its end."""
    params = connection.get_connection_params()
    for name in ("cursor_factory", "context", "prepare_threshold", "client_encoding"):
        params.pop(name, None)
    with psycopg.connect(**params) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        yield cursor


@pytest.mark.django_db(transaction=True)
def test_a_long_transaction_elsewhere_lets_nothing_be_read_again_that_was_there_before_it(world: World):
    take_in(world, 0)
    with standing_at(LATER):
        refresh_measures()
        with another_connection():
            take_in(world, 1)
            assert refresh_measures().entries == 1
            assert refresh_measures().entries == 1  # the other one may have written before it
            take_in(world, 2)
            assert refresh_measures().entries == 2
        refresh_measures()
        assert refresh_measures() == Refreshed(0, 0)


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_appears_after_later_ones_is_read_all_the_same(world: World):
    concern = take_in(world, 0)
    with standing_at(LATER):
        refresh_measures()
        with another_connection() as other:
            other.execute(
                """
                INSERT INTO concerns_closure (customer_id, concern_id, outcome, note, at, by_id)
                VALUES (%(customer)s, %(concern)s, 'served', '', %(at)s, NULL);
                """,
                {"customer": concern.customer_id, "concern": concern.pk, "at": hours(24)},
            )
            other.execute(
                """
                INSERT INTO timeline_entry (customer_id, concern_id, team_id, verb, at, two_way, text, voice, data)
                VALUES (%(customer)s, %(concern)s, %(team)s, 'concerns.closed', %(at)s, false, '', '', '{}')
                """,
                {"customer": concern.customer_id, "concern": concern.pk, "team": concern.team_id, "at": hours(24)},
            )
            take_in(world, 26)
            refresh_measures()
        assert value(world, "finished") == 0
        refresh_measures()
    assert value(world, "finished") == 1
