"""Teams of different size beside each other by one measure, over some weeks; never in order of their results."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q

from rundum.base.reading import Question, ask
from rundum.calc.funnel import Funnel, count_funnel, share_funnel
from rundum.calc.names import sort_key_text
from rundum.measures.built_in import WITHOUT_SOURCE
from rundum.measures.models import Data, Measure

COMPARABLE = (Data.SHARE, Data.RATE)
"""What has cases behind it, so that a team's size can be told: yes or no of so many, or so often in so many."""
PER_RECEIVED = ("finished", "handovers")
"""Counts that are compared for each concern the team received in the same weeks; that is the team's size then."""


@dataclass(frozen=True)
class Comparison:
    """names: of the teams, alphabetical, as the funnel's teams stand. per: whose count is the teams' size, where the
    measure has no cases of its own."""

    names: tuple[str, ...]
    funnel: Funnel
    per: Measure | None = None


class _Sum(NamedTuple):
    name: str
    part: Decimal
    whole: Decimal


def comparable_measures() -> list[Measure]:
    """The measures that every team has and by which teams can be compared, by name.

    One that is written down week by week counts the same people again each week, so its weeks are no cases.
    """
    comparable = Q(data__in=COMPARABLE) | Q(key__in=PER_RECEIVED)
    measures = Measure.objects.in_use().filter(comparable, team=None)
    told = [one for one in measures if one.built_in and not one.built_in.recorded and one.key not in WITHOUT_SOURCE]
    return sorted(told, key=lambda measure: sort_key_text(measure.name))


def comparison(measure: Measure, *, last: date, weeks: int) -> Comparison | None:
    """All open teams by their cases in the `weeks` weeks up to `last` (a Monday); one query, two for a mere count.

    None where there was no case at all, or the cases are not whole ones, which chance does not count in.
    """
    per = Measure.objects.get(key="received") if measure.key in PER_RECEIVED else None
    sql = """
        SELECT t.name, COALESCE(SUM(w.numerator), 0), COALESCE(SUM(CASE WHEN e.id IS NULL THEN w.denominator
                                                                   ELSE e.numerator END), 0)
        FROM teams_team t
        LEFT JOIN (measures_weekvalue w LEFT JOIN measures_weekvalue e
                   ON e.team_id = w.team_id AND e.measure_id = %(per)s::bigint AND e.process_id IS NULL
                   AND e.week = w.week AND e.numerator IS NOT NULL)
             ON w.team_id = t.id AND w.measure_id = %(measure)s AND w.process_id IS NULL
             AND w.week BETWEEN %(first)s AND %(last)s AND w.numerator IS NOT NULL
             AND (CASE WHEN %(per)s::bigint IS NULL THEN w.denominator ELSE e.numerator END) IS NOT NULL
        WHERE t.closed_at IS NULL
        GROUP BY t.id, t.name
    """
    params = {
        "measure": measure.pk,
        "per": per.pk if per else None,
        "first": last - timedelta(weeks=weeks - 1),
        "last": last,
    }
    question = Question(sql, _Sum, params)
    sums = sorted(ask(question).of(question), key=lambda one: sort_key_text(one.name))
    if not sum(one.whole for one in sums) or any(one.part % 1 or one.whole % 1 for one in sums):
        return None
    parts, wholes = [int(one.part) for one in sums], [int(one.whole) for one in sums]
    funnel = share_funnel(parts, wholes) if measure.data == Data.SHARE else count_funnel(parts, wholes)
    return Comparison(tuple(one.name for one in sums), funnel, per)
