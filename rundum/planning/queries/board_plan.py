"""The free concerns of a team planned at once, as offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from django.db.models import F

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.calc.assignment import Choice, Person, Plan, plan_work
from rundum.calc.offers import Hindrance, Offer
from rundum.concerns.models import Concern, StepSkill
from rundum.planning.queries.offers import ShownOffer, fitting, share_ahead
from rundum.planning.queries.taken import taken_by
from rundum.teams.models import Team

MOST = 200
HEADROOM = 2
"""So many times an even part of all threads somebody may hold: where the reason "has room" gives nothing any more."""
EVENNESS = 2
"""Points that one percent of that room costs between the fullest and the emptiest."""


@dataclass(frozen=True)
class Planned:
    """A free concern; whom the plan offers it to, or the rule because of which it waits. needs: skills, see Fitting."""

    concern: Concern
    offer: ShownOffer | None
    rule: Hindrance | None
    needs: Sequence[StepSkill]


@dataclass(frozen=True)
class BoardPlan:
    rows: list[Planned]
    plan: Plan
    reader: int

    @property
    def mine(self) -> list[Planned]:
        """What the plan offers to the reader."""
        return [row for row in self.rows if row.offer and row.offer.user.pk == self.reader]

    @property
    def others(self) -> list[Planned]:
        return [row for row in self.rows if row.offer and row.offer.user.pk != self.reader]

    @property
    def waiting(self) -> list[Planned]:
        return [row for row in self.rows if row.offer is None]


@lru_cache(maxsize=16)
def _plan(people: tuple[Person, ...], concerns: tuple[int, ...], choices: tuple[Choice, ...], seed: int) -> Plan:
    """The plan, solved once for all who look at the same board: the same question has the same answer."""
    return plan_work(people, dict.fromkeys(concerns, 1), choices, seed=seed, evenness=EVENNESS, may_wait=True)


def board_plan(team: Team, reader: User) -> BoardPlan:
    """The plan for the free concerns of the team, the most urgent 200; sixteen queries and the solver.

    How long a concern will take is not known, so each counts as one; room is twice an even part of all threads by
    share of time. Evenness counts the four weeks behind as well: whoever took little then, though they were there, is
    offered more.
    """
    free = Concern.objects.visible_to(reader).open().filter(team=team, holder=None)
    in_order = free.select_related("process", "customer").order_by(F("due_at").asc(nulls_last=True), "arrived_at", "id")
    concerns = list(in_order[:MOST])
    found, day = fitting(team, concerns), today(team.zone)
    shares = {key: share_ahead(person, day) for key, person in found.people.items() if person.is_here}
    each = (sum(found.threads.values()) + len(concerns)) / (sum(shares.values()) or 1)
    behind = taken_by(team, found.people, day)
    each_behind = sum(taken.threads for taken in behind.values()) / (sum(taken.share for taken in behind.values()) or 1)
    people = [
        Person(
            key,
            capacity=max(ceil(HEADROOM * each * share) - found.threads[key], 0),
            recent=behind[key].threads,
            recent_capacity=ceil(HEADROOM * each_behind * behind[key].share),
        )
        for key, share in shares.items()
    ]
    choices: dict[tuple[int, int], Offer] = {
        (concern.pk, offer.key): offer for concern in concerns for offer in found.offers[concern.pk].all
    }
    able = {concern for concern, _person in choices}
    plan = _plan(
        tuple(people),
        tuple(concern.pk for concern in concerns if concern.pk in able),
        tuple(Choice(concern, person, offer.sum, offer.learn_with) for (concern, person), offer in choices.items()),
        day.toordinal(),
    )
    chosen = {choice.concern: choice.person for choice in plan.chosen}
    rows = [
        Planned(
            concern,
            found.words(concern.pk, choices[concern.pk, chosen[concern.pk]]) if concern.pk in chosen else None,
            None if concern.pk in chosen else found.hindrance(concern.pk) or plan.rule,
            found.needs[concern.pk],
        )
        for concern in concerns
    ]
    return BoardPlan(rows, plan, reader.pk)
