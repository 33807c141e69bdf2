"""The flow board: lanes with their limits, cards, chips; a fixed number of queries, however much there is."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.reading import Question, ask
from rundum.calc.working_time import WorkingCalendar
from rundum.concerns.filters import Filters
from rundum.concerns.models import Phase, Process
from rundum.concerns.queries.cards import (
    COLUMNS,
    JOINS,
    PICKED,
    Card,
    Counts,
    chip_counts,
    narrowed,
    running_promises,
    those_at_risk,
    visible,
)
from rundum.concerns.queries.news import version_question
from rundum.concerns.queries.seen import seen_by
from rundum.teams.models import Team
from rundum.teams.queries.calendars import working_calendar_of

DONE_WHEN = {
    Phase.ARRIVED: _("The customer knows who takes care of it"),
    Phase.UNDERSTAND: _("Cause and wish are clear"),
    Phase.SOLVE: _("It works and the promise is kept"),
    Phase.CONFIRM: _("The customer says so themselves"),
    Phase.SECURE: _("It is learned from and settled"),
}
"""What makes a part done, whatever the process; a process may say it better for its own steps."""
MOST_CARDS = 50  # in one lane; the list shows the rest


@dataclass(frozen=True)
class Lane:
    """A part of all processes, or a step of the one process the board shows.

    key: the phase, or the step's id. count: all open concerns of the team in it that the reader sees, filtered or not;
    limit: how many the team wants there at most. more: there are more than the cards shown.
    """

    key: str
    name: str
    done_when: str
    count: int
    limit: int | None
    cards: Sequence[Card]
    more: bool
    phase: str

    @property
    def beyond(self) -> int:
        """By how many the limit is passed."""
        return max(self.count - self.limit, 0) if self.limit is not None else 0


@dataclass(frozen=True)
class Board:
    """What the flow board shows. version: rises with everything that happens in the team."""

    lanes: Sequence[Lane]
    counts: Counts
    processes: Sequence[Process]
    process: Process | None
    calendar: WorkingCalendar
    version: str


class _Place(NamedTuple):
    """Where a lane's concerns are: in a phase, or in certain steps of one process's versions."""

    key: str
    name: str
    done_when: str
    limit: int | None
    phase: str
    steps: Sequence[int]


class StepLike(Protocol):
    """A step, as the model has it or as a query read it."""

    @property
    def phase(self) -> str: ...

    @property
    def own_name(self) -> str: ...


class _Step(NamedTuple):
    id: int
    version_id: int
    position: int
    phase: str
    own_name: str
    done_when: str
    wip_limit: int | None


class _Crowd(NamedTuple):
    phase: str
    step_id: int
    size: int


class _Limit(NamedTuple):
    phase: str
    most: int


def board_of(team: Team, filters: Filters, *, reader: User, inside: bool, processes: Sequence[Process]) -> Board:
    """The board of the team as `reader` may see it. inside: the reader is a member of the team.

    processes: those in use by the team. Two round trips, eight queries.
    """
    at, calendar = now(), working_calendar_of(team)
    process = next((one for one in processes if one.pk == filters.process), None)
    crowds = _crowds(team.pk, process, reader=reader.pk, inside=inside)
    limits = Question("SELECT phase, most FROM concerns_lanelimit WHERE team_id = %(team)s", _Limit, {"team": team.pk})
    steps, running, version = _steps(process), running_promises(team.pk, at), version_question(team.pk)
    first = ask(crowds, limits, steps, running, version)
    at_risk = those_at_risk(first.of(running), at, calendar)
    most = {limit.phase: limit.most for limit in first.of(limits)}
    places = _step_places(first.of(steps), process) if process else _phase_places(most)
    cards = _cards(team.pk, places, filters, reader=reader.pk, inside=inside, at_risk=at_risk)
    counts = chip_counts(team.pk, filters, reader=reader.pk, at=at, at_risk=at_risk, inside=inside)
    second = ask(cards, counts)
    found = second.of(cards)
    return Board(
        lanes=[_lane(place, first.of(crowds), found) for place in places],
        counts=second.one(counts),
        processes=processes,
        process=process,
        calendar=calendar,
        version=first.one(version).text,
    )


def lane_of[S: StepLike](steps: Sequence[S], step: StepLike) -> S:
    """The one of `steps` (of one version, in order) that stands for a step of another version.

    The one of the same phase and name; else the first of the same phase; else the last one before that phase.
    """
    same = [one for one in steps if (one.phase, one.own_name) == (step.phase, step.own_name)]
    phase = [one for one in steps if one.phase == step.phase]
    order = Phase.values.index
    before = [one for one in steps if order(one.phase) < order(step.phase)]
    return (same or phase or before[-1:] or list(steps))[0]


def _crowds(team: int, process: Process | None, *, reader: int, inside: bool) -> Question[_Crowd]:
    sql = f"""
        SELECT k.phase, k.step_id, count(*) FROM concerns_concern k
        {"" if inside else "JOIN customers_customer c ON c.id = k.customer_id"}
        WHERE k.team_id = %(team)s AND k.closed_at IS NULL
            AND (%(process)s::bigint IS NULL OR k.process_id = %(process)s) {visible(inside=inside)}
        GROUP BY k.phase, k.step_id
    """  # noqa: S608 (put together from our own texts alone)
    return Question(sql, _Crowd, seen_by(reader) | {"team": team, "process": process.pk if process else None})


def _steps(process: Process | None) -> Question[_Step]:
    sql = """
        SELECT s.id, s.version_id, s.position, s.phase, s.own_name, s.done_when, s.wip_limit
        FROM concerns_step s JOIN concerns_processversion v ON v.id = s.version_id
        WHERE v.process_id = %(process)s ORDER BY s.version_id, s.position
    """
    return Question(sql, _Step, {"process": process.pk if process else None})


def _phase_places(limits: Mapping[str, int]) -> list[_Place]:
    return [
        _Place(phase.value, str(phase.label), str(DONE_WHEN[phase]), limits.get(phase.value), phase.value, ())
        for phase in Phase
    ]


def _step_places(steps: Sequence[_Step], process: Process) -> list[_Place]:
    """The steps of the version in use; those of earlier versions, which running concerns keep, stand with them."""
    in_use = [step for step in steps if step.version_id == process.version_id]
    members: dict[int, list[int]] = {step.id: [] for step in in_use}
    for step in steps:
        members[lane_of(in_use, step).id].append(step.id)
    return [
        _Place(
            key=str(step.id),
            name=step.own_name or str(Phase(step.phase).label),
            done_when=step.done_when,
            limit=step.wip_limit,
            phase=step.phase,
            steps=members[step.id],
        )
        for step in in_use
    ]


def _cards(
    team: int, places: Sequence[_Place], filters: Filters, *, reader: int, inside: bool, at_risk: Sequence[int]
) -> Question[Card]:
    where = narrowed(filters, reader=reader, at=now(), at_risk=at_risk, inside=inside)
    # Two texts instead of one condition that fits both, so that the index by phase is used.
    in_lane = "k.step_id = ANY(lane.steps)" if any(place.steps for place in places) else "k.phase = lane.phase"
    lanes = json.dumps([{"key": place.key, "phase": place.phase, "steps": list(place.steps)} for place in places])
    sql = f"""
        SELECT lane.key, {COLUMNS}
        FROM jsonb_to_recordset(%(lanes)s::jsonb) AS lane(key text, phase text, steps bigint[])
        CROSS JOIN LATERAL (
            SELECT {PICKED} FROM concerns_concern k JOIN customers_customer c ON c.id = k.customer_id
            WHERE k.team_id = %(team)s AND k.closed_at IS NULL
              AND {in_lane} {where.sql}
            ORDER BY k.due_at NULLS LAST, k.arrived_at, k.id LIMIT %(most)s
        ) k {JOINS}
        ORDER BY lane.key, k.due_at NULLS LAST, k.arrived_at, k.id
    """  # noqa: S608 (put together from our own texts alone)
    return Question(sql, Card, {**where.params, "team": team, "lanes": lanes, "most": MOST_CARDS + 1})


def _lane(place: _Place, crowds: Sequence[_Crowd], found: Sequence[Card]) -> Lane:
    cards = [card for card in found if card.lane == place.key]
    inside = (
        crowd for crowd in crowds if (crowd.step_id in place.steps if place.steps else crowd.phase == place.phase)
    )
    return Lane(
        key=place.key,
        name=place.name,
        done_when=place.done_when,
        count=sum(crowd.size for crowd in inside),
        limit=place.limit,
        cards=cards[:MOST_CARDS],
        more=len(cards) > MOST_CARDS,
        phase=place.phase,
    )
