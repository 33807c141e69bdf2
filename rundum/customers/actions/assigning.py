"""Which team serves a customer: taken from the queue, or handed from one team to the next with a checklist."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.customers.actions.acting import locked, write_down
from rundum.customers.models import (
    Assignment,
    Contact,
    Customer,
    Expectation,
    HandoverItem,
    TeamHandover,
    WorkingAgreement,
)
from rundum.customers.policy import require_may_decide_for
from rundum.teams.models import Team
from rundum.teams.policy import is_member, require_member


@transaction.atomic
def assign_customer(customer: Customer, *, team: Team, reason: str, by: User | None) -> Assignment:
    """Take a customer that has no team yet into `team`.

    By a member of that team: teams take customers, nobody gives them. Administrators do it at set-up and import.
    Raises NotAllowed for anyone else, Refused("has_team") for a customer that has one.
    """
    customer = locked(customer)
    if by is not None and not by.is_administrator:
        require_member(by, team.pk, customer=customer.pk)
    if customer.team_id is not None:
        raise Refused("has_team", _("This customer has a team already. Its team can hand it over."))
    assignment = _begin(customer, team, reason.strip(), by)
    write_down("customers.assigned", customer, by=by, data={"team": team.name, "reason": assignment.reason})
    return assignment


@transaction.atomic
def offer_customer(
    customer: Customer, *, to_team: Team, reason: str, by: User, open_promises: Sequence[str] = ()
) -> TeamHandover:
    """Offer a customer to another team, with the checklist of what is to be passed on (AC3.7).

    open_promises: the customer's open promises in words, as promises lie above the customers; expectations, working
    agreement and people are added here. The customer stays with its team until the other one confirms.
    Raises NotAllowed outside the team,
    Refused("no_team", "no_reason", "same_team", "team_closed" or "already_offered").
    """
    customer = locked(customer)
    require_may_decide_for(by, customer)
    if customer.team_id is None:
        raise Refused("no_team", _("This customer has no team yet. A team can take it from the queue."))
    if not reason.strip():
        raise Refused("no_reason", _("Say why: a customer changes its team for a good reason only."))
    if to_team.pk == customer.team_id:
        raise Refused("same_team", _("The customer is with this team already."))
    if to_team.closed_at is not None:
        raise Refused("team_closed", _("This team no longer exists. Choose another one."))
    if TeamHandover.objects.filter(customer=customer, confirmed_at=None, withdrawn_at=None).exists():
        raise Refused("already_offered", _("This customer is offered to a team already. Withdraw that first."))
    handover = TeamHandover.objects.create(
        customer=customer,
        from_team_id=customer.team_id,
        to_team=to_team,
        reason=reason.strip(),
        offered_at=now(),
        offered_by=by,
    )
    HandoverItem.objects.bulk_create(
        HandoverItem(customer=customer, handover=handover, kind=kind, text=text[:500])
        for kind, text in _to_pass_on(customer, open_promises)
    )
    write_down("customers.offered", customer, by=by, data={"team": to_team.name, "reason": handover.reason})
    return handover


def _to_pass_on(customer: Customer, open_promises: Sequence[str]) -> list[tuple[str, str]]:
    kinds = HandoverItem.Kind
    items: list[tuple[str, str]] = [(kinds.PROMISE, promise) for promise in open_promises]
    expectations = Expectation.objects.current().filter(customer=customer).order_by("id")
    items += [(kinds.EXPECTATION, expectation.text) for expectation in expectations]
    agreement = WorkingAgreement.objects.filter(customer=customer).order_by("-version").first()
    if agreement is not None:
        rules = [agreement.get_channel_display(), agreement.cadence, *agreement.terms.splitlines()]
        items.append((kinds.AGREEMENT, " · ".join(rule for rule in rules if rule)))
    people = Contact.objects.filter(customer=customer, left_on=None).order_by("last_name", "id")
    items += [
        (kinds.INTRODUCTION, ", ".join(part for part in (contact.name, contact.position) if part)) for contact in people
    ]
    return items


@transaction.atomic
def tick_handover_item(item: HandoverItem, *, by: User) -> HandoverItem:
    """This one thing has been passed on. By a member of either team. Ticked already: nothing happens."""
    customer, handover = _open_handover(item.customer_id, item.handover_id)
    _require_either_team(by, handover)
    item = HandoverItem.objects.get(customer=customer, handover=handover, pk=item.pk)
    if item.done_at is None:
        item.done_at, item.done_by = now(), by
        item.save(update_fields=["done_at", "done_by"])
        write_down("customers.handover_item_done", customer, by=by, data={"item": item.text})
    return item


@transaction.atomic
def confirm_handover(handover: TeamHandover, *, by: User) -> Assignment:
    """The receiving team has everything: from now on the customer is theirs.

    Open concerns follow through concerns' own actions: pages call desk.actions.receive_customer.
    Raises NotAllowed for anyone outside the receiving team, Refused("items_open" or "handover_over").
    """
    customer, handover = _open_handover(handover.customer_id, handover.pk)
    require_member(by, handover.to_team_id, customer=customer.pk)
    if handover.items.filter(customer=customer, done_at=None).exists():
        raise Refused("items_open", _("Something on the checklist is still to be passed on. Go through it together."))
    handover.confirmed_at, handover.confirmed_by = now(), by
    handover.save(update_fields=["confirmed_at", "confirmed_by"])
    Assignment.objects.filter(customer=customer, ends_at=None).update(ends_at=now())
    before = handover.from_team.name
    assignment = _begin(customer, handover.to_team, handover.reason, by)
    write_down("customers.received", customer, by=by, data={"from": before, "team": handover.to_team.name})
    return assignment


@transaction.atomic
def withdraw_handover(handover: TeamHandover, *, by: User) -> TeamHandover:
    """The customer stays where it is. By a member of either team: the other one may decline."""
    customer, handover = _open_handover(handover.customer_id, handover.pk)
    _require_either_team(by, handover)
    handover.withdrawn_at = now()
    handover.save(update_fields=["withdrawn_at"])
    write_down("customers.handover_withdrawn", customer, by=by, data={"team": handover.to_team.name})
    return handover


def _open_handover(customer: int, handover: int) -> tuple[Customer, TeamHandover]:
    current = locked(customer)
    found = TeamHandover.objects.select_related("from_team", "to_team").get(customer=current, pk=handover)
    if found.confirmed_at is not None or found.withdrawn_at is not None:
        raise Refused("handover_over", _("This hand-over is over."))
    return current, found


def _require_either_team(by: User, handover: TeamHandover) -> None:
    if not is_member(by, handover.from_team_id):
        require_member(by, handover.to_team_id, customer=handover.customer_id)


def _begin(customer: Customer, team: Team, reason: str, by: User | None) -> Assignment:
    customer.team, customer.team_since = team, now()
    customer.save(update_fields=["team", "team_since"])
    return Assignment.objects.create(customer=customer, team=team, starts_at=customer.team_since, reason=reason, by=by)
