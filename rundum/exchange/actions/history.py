"""What the events of one concern tell: its steps, hand-overs, waits, endings and returns."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from typing import Any

from django.db import models

from rundum.concerns.models import Closure, Concern, Handover, Holding, Process, Reopening, Step, StepPassage, Wait
from rundum.exchange.actions.taking import Taking
from rundum.exchange.mapping import State
from rundum.exchange.reading import Row
from rundum.teams.models import Team
from rundum.timeline.models import Entry


@dataclass(frozen=True)
class Event:
    """One row understood; team and member are ids."""

    row: Row
    at: datetime
    team: int
    member: int
    state: State


@dataclass(frozen=True)
class History:
    """All events of one concern in order; customer is an id, steps go by phase."""

    key: str
    digest: str
    customer: int
    process: Process
    steps: dict[str, Step]
    events: list[Event]


@dataclass
class _Told:
    """The rows a history becomes. Each event leaves exactly one entry, named after the most it brought about."""

    concern: Concern
    passages: list[StepPassage] = field(default_factory=list)
    holdings: list[Holding] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    handovers: list[Handover] = field(default_factory=list)
    closures: list[Closure] = field(default_factory=list)
    reopenings: list[Reopening] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


def keep_histories(taking: Taking, histories: list[History]) -> None:
    """Keep the concerns of some histories with all that happened to them, in a fixed number of statements."""
    concerns = [_concern(history, taking.mapping.currency) for history in histories]
    for number, concern in enumerate(concerns, taking.draw_numbers("concern", len(concerns)) if concerns else 0):
        concern.number = number
    Concern.objects.bulk_create(concerns)
    names = dict(Team.objects.values_list("pk", "name"))
    told = [_tell(history, concern, names) for history, concern in zip(histories, concerns, strict=True)]
    _keep(StepPassage, (one.passages for one in told))
    _keep(Holding, (one.holdings for one in told))
    _keep(Wait, (one.waits for one in told))
    _keep(Handover, (one.handovers for one in told))
    _keep(Closure, (one.closures for one in told))
    _keep(Reopening, (one.reopenings for one in told))
    _keep(Entry, (one.entries for one in told))
    for history, concern in zip(histories, concerns, strict=True):
        taking.ledger.add("concern", history.key, concern.pk, customer=history.customer, digest=history.digest)


def _keep[M: models.Model](model: type[M], rows: Iterable[list[M]]) -> None:
    model._default_manager.bulk_create([row for some in rows for row in some], batch_size=2000)


def _concern(history: History, currency: str) -> Concern:
    first, last = history.events[0], history.events[-1]
    step = history.steps[last.state.step]
    return Concern(
        customer_id=history.customer,
        team_id=last.team,
        process=history.process,
        version=history.process.version,
        step=step,
        phase=step.phase,
        title=first.row["title"][:200],
        product=first.row["product"][:120],
        currency=currency,
        channel=Concern.Channel.IMPORT,
        holder_id=last.member,
        arrived_at=first.at,
        step_since=_since(history, lambda event: event.state.step),
        waiting_for=last.state.waits_for,
        waiting_since=_since(history, lambda event: event.state.waits_for) if last.state.waits_for else None,
        closed_at=_since(history, lambda event: bool(event.state.ends)) if last.state.ends else None,
        handed_over=sum(a.team != b.team for a, b in _pairs(history)),
        reopened=sum(bool(a.state.ends) and not b.state.ends for a, b in _pairs(history)),
    )


def _pairs(history: History) -> list[tuple[Event, Event]]:
    return list(zip(history.events, history.events[1:], strict=False))


def _since(history: History, what: Callable[[Event], object]) -> datetime:
    """When the run of events began in which `what` has been the same as in the last one."""
    last = what(history.events[-1])
    return list(takewhile(lambda event: what(event) == last, reversed(history.events)))[-1].at


def _tell(history: History, concern: Concern, names: dict[int, str]) -> _Told:
    told = _Told(concern)
    before: Event | None = None
    for event in history.events:
        verb, data = "exchange.event", {"state": event.row["state"]}
        if before is None or event.state.step != before.state.step:
            _enter_step(told, history, event)
            if before is not None:
                verb, data = "concerns.step_moved", data | {"step": event.state.step}
        if before is None or event.member != before.member:
            _hold(told, event)
        waited = before.state.waits_for if before else ""
        if event.state.waits_for != waited:
            _wait(told, event)
            verb = "concerns.waiting" if event.state.waits_for else "concerns.waiting_ended"
            data = data | {"whom": event.state.waits_for or waited}
        if event.state.ends and not (before and before.state.ends):
            told.closures.append(
                Closure(
                    **_of(concern), outcome=event.state.ends, note=event.row["state"], at=event.at, by_id=event.member
                )
            )
            verb, data = "concerns.closed", data | {"outcome": event.state.ends}
        if before and before.state.ends and not event.state.ends:
            told.reopenings.append(
                Reopening(
                    **_of(concern), reason=event.row["state"], closed_at=before.at, at=event.at, by_id=event.member
                )
            )
            verb = "concerns.reopened"
        if before and event.team != before.team:
            told.handovers.append(
                Handover(
                    **_of(concern),
                    from_team_id=before.team,
                    to_team_id=event.team,
                    reason=event.row["state"],
                    at=event.at,
                    by_id=event.member,
                )
            )
            verb, data = "concerns.handed_over", data | {"from": names[before.team], "to": names[event.team]}
        told.entries.append(
            Entry(
                verb=verb,
                customer_id=history.customer,
                concern_id=concern.pk,
                team_id=event.team,
                by_id=event.member,
                at=event.at,
                data=data,
            )
        )
        before = event
    if concern.closed_at is not None:
        told.passages[-1].left_at = concern.closed_at
    return told


def _of(concern: Concern) -> dict[str, Any]:
    return {"customer_id": concern.customer_id, "concern": concern}


def _enter_step(told: _Told, history: History, event: Event) -> None:
    if told.passages:
        told.passages[-1].left_at = event.at
    step = history.steps[event.state.step]
    told.passages.append(StepPassage(**_of(told.concern), step=step, entered_at=event.at, by_id=event.member))


def _hold(told: _Told, event: Event) -> None:
    if told.holdings:
        told.holdings[-1].until = event.at
    told.holdings.append(Holding(**_of(told.concern), user_id=event.member, since=event.at))


def _wait(told: _Told, event: Event) -> None:
    if told.waits and told.waits[-1].until is None:
        told.waits[-1].until = event.at
    if event.state.waits_for:
        told.waits.append(
            Wait(
                **_of(told.concern),
                waiting_for=event.state.waits_for,
                reason=event.row["state"],
                since=event.at,
                by_id=event.member,
            )
        )
