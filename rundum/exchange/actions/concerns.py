"""Taking over concerns that stand in one row each."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rundum.base.clock import now
from rundum.concerns.models import Closure, Concern, Holding, Process, Step, StepPassage
from rundum.exchange.actions.customers import add_customers, customer_named, give_teams
from rundum.exchange.actions.taking import BATCH, Taking, steps_of
from rundum.exchange.mapping import State
from rundum.exchange.reading import Row, WrongRow, amount, moment
from rundum.teams.models import Membership
from rundum.timeline.models import Entry


@dataclass
class _Found:
    """A row understood: its concern, not kept yet, and the moments around it."""

    row: Row
    concern: Concern
    state: State
    closed_at: datetime | None


def take_over_concerns(taking: Taking, rows: list[Row]) -> None:
    """Each row is a concern. A customer the source does not list is made from its name; one without a team gets
    the team that has most of its concerns."""
    fresh = taking.fresh(rows, "concern")
    with transaction.atomic():
        process, steps = steps_of(taking.mapping, taking.by)
        customer_ids = customers_named(taking, {row["customer"] for row in fresh if row["customer"]})
        taking.ledger.write()
    teams = dict(Membership.objects.filter(ends_on=None).order_by("-pk").values_list("user", "team"))
    found = taking.each(fresh, lambda row: _understand(row, taking, process, steps, customer_ids, teams))
    with transaction.atomic():
        _give_teams(taking, [one.concern for one in found])
    for start in range(0, len(found), BATCH):
        with transaction.atomic():
            batch = found[start : start + BATCH]
            _keep(taking, batch)
            taking.keep(len(batch))


def customers_named(taking: Taking, keys: set[str]) -> dict[str, int]:
    """The ids of the customers a source calls so, by key; those it has not listed are made from their names."""
    missing = sorted(key for key in keys if taking.ledger.find("customer", key) is None)
    add_customers(taking, [(key, "", customer_named(key, taking.mapping)) for key in missing])
    return {key: known.pk for key in keys if (known := taking.ledger.find("customer", key))}


def _understand(
    row: Row, taking: Taking, process: Process, steps: dict[str, Step], customers: dict[str, int], teams: dict[int, int]
) -> _Found:
    state = taking.file.states.get(row.required("state"))
    if state is None:
        raise WrongRow(_("“%(state)s” is a state the mapping does not know.") % {"state": row["state"]})
    member = taking.ledger.find("member", row.required("member"))
    if member is None or member.pk not in teams:
        raise WrongRow(_("Nobody called “%(name)s” has been taken over.") % {"name": row["member"]})
    # A row without a day of its own arrives with the import: nothing earlier is known.
    arrived_at = moment(row["arrived_at"], taking.mapping) if row["arrived_at"] else now()
    closed_at = moment(row.required("closed_at"), taking.mapping) if state.ends else None
    if closed_at is not None and closed_at < arrived_at:
        raise WrongRow(_("It ends before it begins."))
    step = steps[state.step]
    concern = Concern(
        customer_id=customers[row.required("customer")],
        team_id=teams[member.pk],
        process=process,
        version=process.version,
        step=step,
        phase=step.phase,
        step_since=closed_at or arrived_at,
        title=row.required("title")[:200],
        product=row["product"][:120],
        value=amount(row["value"]),
        currency=taking.mapping.currency,
        channel=Concern.Channel.IMPORT,
        holder_id=member.pk,
        arrived_at=arrived_at,
        closed_at=closed_at,
    )
    return _Found(row, concern, state, closed_at)


def _give_teams(taking: Taking, concerns: list[Concern]) -> None:
    teams: dict[int, Counter[int]] = defaultdict(Counter)
    since: dict[int, datetime] = {}
    for concern in concerns:
        teams[concern.customer_id][concern.team_id] += 1
        since[concern.customer_id] = min(since.get(concern.customer_id, concern.arrived_at), concern.arrived_at)
    give_teams(
        teams,
        since,
        by=taking.by.pk if taking.by else None,
        reason=_("Has most of the concerns in %(source)s") % {"source": taking.mapping.title},
    )


def _keep(taking: Taking, found: list[_Found]) -> None:
    concerns = [one.concern for one in found]
    for number, concern in enumerate(concerns, taking.draw_numbers("concern", len(concerns)) if concerns else 0):
        concern.number = number
    Concern.objects.bulk_create(concerns)
    StepPassage.objects.bulk_create(
        StepPassage(
            customer_id=concern.customer_id,
            concern=concern,
            step=concern.step,
            entered_at=concern.arrived_at,
            left_at=concern.closed_at,
            by_id=concern.holder_id,
        )
        for concern in concerns
    )
    Holding.objects.bulk_create(
        Holding(
            customer_id=concern.customer_id, concern=concern, user_id=concern.holder_id or 0, since=concern.arrived_at
        )
        for concern in concerns
    )
    Closure.objects.bulk_create(
        Closure(
            customer_id=one.concern.customer_id,
            concern=one.concern,
            outcome=one.state.ends,
            at=one.closed_at,
            by_id=one.concern.holder_id,
        )
        for one in found
        if one.closed_at is not None
    )
    # Who imports takes the concern over; who held it in the other system closed it there.
    importer = taking.by.pk if taking.by else None
    Entry.objects.bulk_create(
        _entry(one, "exchange.concern_taken_over", one.concern.arrived_at, importer) for one in found
    )
    Entry.objects.bulk_create(
        _entry(one, "concerns.closed", one.closed_at, one.concern.holder_id)
        for one in found
        if one.closed_at is not None
    )
    for one in found:
        taking.ledger.add(
            "concern", one.row["key"], one.concern.pk, customer=one.concern.customer_id, digest=one.row.digest
        )


def _entry(one: _Found, verb: str, at: datetime, by: int | None) -> Entry:
    return Entry(
        verb=verb,
        customer_id=one.concern.customer_id,
        concern_id=one.concern.pk,
        team_id=one.concern.team_id,
        by_id=by,
        at=at,
        data={"key": one.row["key"], "outcome": one.state.ends},
    )
