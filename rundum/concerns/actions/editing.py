"""Describing a concern better."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from rundum.accounts.models import User
from rundum.base.refusals import EditConflict
from rundum.concerns.actions.acting import locked_for, write_down
from rundum.concerns.models import Concern
from rundum.customers.models import Expectation

DESCRIPTION = ("title", "summary", "product", "value", "probability", "expected_on")


@transaction.atomic
def edit_concern(
    concern: Concern,
    *,
    revision: int,
    title: str,
    summary: str,
    by: User,
    product: str = "",
    value: Decimal | None = None,
    probability: int | None = None,
    expected_on: date | None = None,
) -> Concern:
    """Change the description. revision: the one the editor started from.

    Raises EditConflict when someone else has changed it meanwhile; nothing is lost on either side.
    """
    concern = locked_for(concern, by, closed_too=True)
    if concern.revision != revision:
        raise EditConflict(concern)
    wanted = {
        "title": title,
        "summary": summary,
        "product": product,
        "value": value,
        "probability": probability,
        "expected_on": expected_on,
    }
    before = {name: getattr(concern, name) for name in DESCRIPTION}
    changed = [name for name in DESCRIPTION if before[name] != wanted[name]]
    if not changed:
        return concern
    for name in changed:
        setattr(concern, name, wanted[name])
    concern.revision += 1
    concern.save(update_fields=[*changed, "revision"])
    write_down(
        "concerns.edited",
        concern,
        by=by,
        data={"before": {name: None if before[name] is None else str(before[name]) for name in changed}},
    )
    return concern


@transaction.atomic
def link_expectation(concern: Concern, *, expectation: Expectation | None, by: User) -> Concern:
    """Say which expectation of the customer the concern serves; None takes the link away."""
    concern = locked_for(concern, by, closed_too=True)
    if expectation is not None and expectation.customer_id != concern.customer_id:
        raise ValueError("the expectation belongs to another customer")
    before, concern.expectation = concern.expectation_id, expectation
    concern.save(update_fields=["expectation"])
    if expectation is None:
        write_down("concerns.expectation_unlinked", concern, by=by, data={"before": before})
    else:
        write_down(
            "concerns.expectation_linked", concern, by=by, data={"expectation": expectation.text, "before": before}
        )
    return concern


@transaction.atomic
def set_confidential(concern: Concern, *, confidential: bool, by: User) -> Concern:
    """Keep the concern to its team, or open it to all colleagues again."""
    concern = locked_for(concern, by, closed_too=True)
    if concern.confidential != confidential:
        concern.confidential = confidential
        concern.save(update_fields=["confidential"])
        write_down("concerns.made_confidential" if confidential else "concerns.made_readable", concern, by=by)
    return concern
