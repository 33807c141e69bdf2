from datetime import date, timedelta
from decimal import Decimal

from rundum.calc.coverage import Run, runs_without, weighted_share

MONDAY = date(2026, 11, 23)
WEEK = [MONDAY + timedelta(days=ahead) for ahead in range(5)]


def test_help_halves_the_weight_and_learning_takes_it_away() -> None:
    covers = [(Decimal("0.8"), 4), (Decimal("0.6"), 2), (Decimal("1.0"), 1), (Decimal("0.5"), None)]
    assert weighted_share(covers) == Decimal("1.6")


def test_nobody_is_nothing() -> None:
    assert weighted_share([]) == 0


def test_days_in_a_row_without_cover_are_one_run() -> None:
    assert runs_without(WEEK, {WEEK[0], WEEK[3], WEEK[4]}) == [Run(WEEK[1], WEEK[2], open_ended=False)]


def test_a_run_up_to_the_last_day_looked_at_is_open_ended() -> None:
    assert runs_without(WEEK, {WEEK[0]}) == [Run(WEEK[1], WEEK[4], open_ended=True)]


def test_a_weekend_parts_no_run() -> None:
    days = [date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 1)]
    assert runs_without(days, {days[2]}) == [Run(days[0], days[1], open_ended=False)]


def test_full_cover_leaves_no_run() -> None:
    assert runs_without(WEEK, set(WEEK)) == []
    assert runs_without([], set()) == []
