"""What came of a trial: which weeks are compared, by which method, and what is said of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from rundum.base.clock import standing_at
from rundum.improvement.actions.cycle_results import keep_results
from rundum.improvement.actions.cycle_steps import end_cycle
from rundum.improvement.queries.cycles import result_of
from rundum.improvement.shown_cycles import ShownCycle
from rundum.improvement.tests.trials import LATER, STEADY, checking
from rundum.improvement.tests.weeks import shares, values
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db


def test_shares_are_compared_by_their_cases(world: World):
    """Newcombe's difference of 48 of 80 before and 56 of 70 after: 0.0524 to 0.3339."""
    cycle = checking(world, key="promises_kept", start=Decimal("0.6"), target=Decimal("0.8"))
    figures = [(24, 40), (24, 40), (28, 35), (28, 35)]
    shares(world, "promises_kept", figures, last=MONDAY.date() + timedelta(weeks=1))
    result = result_of(cycle, LATER.date())
    assert result is not None
    assert result.change is not None
    assert (result.change.lower, result.change.upper) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert (result.change.n_before, result.change.n_after) == (80, 70)
    assert "Wie vorhergesagt" in str(ShownCycle(cycle, LATER.date(), result).verdict)


def test_a_result_that_was_not_known_when_the_team_decided_is_completed_and_then_stands(world: World):
    cycle = checking(world)
    with standing_at(LATER):
        end_cycle(cycle, act="adopt", learnt="Fühlt sich gut an", by=world.aylin)
        assert keep_results() == 0
        figures = [*STEADY, *[5, 6, 4, 5, 6, 5, 4, 5]]
        values(world, "open_age", figures, last=MONDAY.date() + timedelta(weeks=7))
        assert keep_results() == 1
        values(world, "open_age", [50] * 24, last=MONDAY.date() + timedelta(weeks=7))
        assert keep_results() == 0
    cycle.refresh_from_db()
    assert cycle.result_after == 5


def test_a_figure_that_got_there_by_chance_is_not_distinguishable_from_noise(world: World):
    cycle = checking(world)
    values(world, "open_age", [*[11, 3, 19, 11, 4, 18], *[6, 2, 9]], last=MONDAY.date() + timedelta(weeks=2))
    shown = ShownCycle(cycle, LATER.date(), result_of(cycle, LATER.date()))
    assert "Noch nicht von Schwankung zu unterscheiden" in str(shown.verdict)


def test_only_weeks_from_the_change_to_the_day_named_count(world: World):
    """Weeks after the named day say nothing about the prediction, nor do those longer ago than a quarter."""
    cycle = checking(world, due_on=date(2026, 12, 13))
    figures = [*[99] * 4, *[10, 12] * 6, 11, *[5, 6, 7], *[99] * 4]
    values(world, "open_age", figures, last=MONDAY.date() + timedelta(weeks=6))
    with standing_at(MONDAY):
        early = result_of(cycle, MONDAY.date())
    result = result_of(cycle, LATER.date())
    assert result is not None
    assert result.change is not None
    assert (result.change.before, result.change.after) == (pytest.approx(11), pytest.approx(6))
    assert (result.change.n_before, result.change.n_after, result.to_come) == (13, 3, 0)
    assert early is not None
    assert (early.change, early.to_come) == (None, 3)
