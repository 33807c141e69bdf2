"""What a team has finished and what has come in, week by week: the ground its forecast stands on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rundum.base.reading import Question, ask
from rundum.calc.periods import Week, local_date, week_at, week_bounds
from rundum.measures.queries.facts.frame import week_of
from rundum.teams.models import Team

MOST_WEEKS = 26
ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Throughput:
    """The complete weeks by their Mondays, oldest first, each with what was finished and what came in.

    open: concerns of the team open now. waiting: those of them that wait for somebody.
    """

    mondays: tuple[date, ...]
    finished: tuple[int, ...]
    arrived: tuple[int, ...]
    open: int
    waiting: int


class Row(NamedTuple):
    """What is counted, of which week (none for what is counted now), how much; of `began` the day alone."""

    kind: str
    week: date | None
    number: int


def throughput_of(team: Team, at: datetime, zone: ZoneInfo, *, process: int | None = None) -> Throughput:
    """The last 26 complete weeks of the team before the moment `at`, a week without anything with 0; one query.

    zone: the organisation's, whose weeks they are. process: the id of the one that alone counts. Weeks before the team
    existed are left out; an imported team existed since it first closed something.

    A concern counts for the team it is with now, and as finished in the week it was last closed. One that became part
    of another neither came in nor was finished: it is the same work.
    """
    this_week = week_at(at, zone)
    earliest = this_week.plus(-MOST_WEEKS)
    params = {
        "team": team.pk,
        "process": process,
        "zone": zone.key,
        "first": week_bounds(earliest, zone).start,
        "last": week_bounds(this_week, zone).start,
    }
    question = Question(_sql("" if process is None else "AND k.process_id = %(process)s"), Row, params)
    rows = ask(question).of(question)
    counted = {(row.kind, row.week): row.number for row in rows}
    closed = [row.week for row in rows if row.kind == "began" and row.week is not None]
    began = min([local_date(team.made_at, zone), *closed])
    first = max(earliest, _first_whole_week(began))
    mondays = tuple(first.monday + ONE_WEEK * nth for nth in range((this_week.monday - first.monday).days // 7))
    return Throughput(
        mondays=mondays,
        finished=tuple(counted.get(("finished", monday), 0) for monday in mondays),
        arrived=tuple(counted.get(("arrived", monday), 0) for monday in mondays),
        open=counted["open", None],
        waiting=counted["waiting", None],
    )


def _first_whole_week(day: date) -> Week:
    week = Week.of(day)
    return week if week.monday == day else week.plus(1)


def _sql(process: str) -> str:
    """Each part through its own index: concern_team_closed, concern_team_newest, concern_team_open."""
    concerns = "FROM concerns_concern k WHERE k.team_id = %(team)s"
    return f"""
        SELECT 'finished', {week_of("k.closed_at")} AS week, count(*) {concerns} {process}
           AND k.closed_at >= %(first)s AND k.closed_at < %(last)s AND k.merged_into_id IS NULL GROUP BY week
        UNION ALL SELECT 'arrived', {week_of("k.arrived_at")} AS week, count(*) {concerns} {process}
           AND k.arrived_at >= %(first)s AND k.arrived_at < %(last)s AND k.merged_into_id IS NULL GROUP BY week
        UNION ALL SELECT 'open', NULL, count(*) {concerns} {process} AND k.closed_at IS NULL
        UNION ALL SELECT 'waiting', NULL, count(*) {concerns} {process} AND k.closed_at IS NULL AND k.waiting_for <> ''
        UNION ALL SELECT 'began', (min(k.closed_at) AT TIME ZONE %(zone)s)::date, 0 {concerns}
           AND k.closed_at IS NOT NULL
    """
