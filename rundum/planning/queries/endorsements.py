"""Which strengths are confirmed by those who saw them at work, and which one may confirm now."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.calc.names import sort_key_text
from rundum.concerns.models import Concern
from rundum.concerns.queries.workers import workers_of
from rundum.planning.models import Endorsement
from rundum.skills.models import Strength

FADES_AFTER = timedelta(days=365)
"""A strength nobody has seen at work for twelve months no longer counts as confirmed (SPEC F5c)."""


@dataclass(frozen=True)
class Confirmation:
    """Who confirmed a strength within the last twelve months, by name, each once; newest: the day of the last time."""

    people: list[str]
    newest: datetime


@dataclass(frozen=True)
class Colleague:
    """Somebody one worked with. strengths: those they chose, and whether one has confirmed each after this concern."""

    user: User
    strengths: list[tuple[Strength, bool]]


def confirmed_strengths(users: Collection[int]) -> dict[int, list[str]]:
    """The strengths of these people that count as confirmed now, by person, in their words; one query."""
    found: dict[int, list[str]] = defaultdict(list)
    fresh = Endorsement.objects.filter(strength__user__in=users, given_at__gt=now() - FADES_AFTER)
    for user, name in fresh.values_list("strength__user", "strength__name").distinct():
        found[user].append(name)
    return found


def confirmations(user: User) -> dict[int, Confirmation]:
    """The confirmations of one person's strengths that count now, by strength; one query."""
    fresh = Endorsement.objects.filter(strength__user=user, given_at__gt=now() - FADES_AFTER)
    given: dict[int, dict[str, datetime]] = defaultdict(dict)
    for endorsement in fresh.select_related("by").order_by("given_at", "pk"):
        given[endorsement.strength_id][endorsement.by.name] = endorsement.given_at
    return {strength: Confirmation(sorted(by, key=sort_key_text), max(by.values())) for strength, by in given.items()}


def colleagues_on(concern: Concern, reader: User) -> list[Colleague]:
    """Those who worked on the concern with the reader and chose strengths, by name; nobody if the reader did not.

    Three queries.
    """
    workers = workers_of(concern)
    if reader.pk not in workers or concern.is_open:
        return []
    mine = set(
        Endorsement.objects.filter(customer=concern.customer_id, concern=concern, by=reader).values_list(
            "strength", flat=True
        )
    )
    chosen: dict[User, list[tuple[Strength, bool]]] = defaultdict(list)
    for strength in Strength.objects.filter(user__in=workers - {reader.pk}).select_related("user"):
        chosen[strength.user].append((strength, strength.pk in mine))
    return [Colleague(user, chosen[user]) for user in sorted(chosen, key=lambda one: sort_key_text(one.name))]
