"""Gaps of a team in words, and whom they concern: its customers and their open concerns (AC2.1)."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import F, Max
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.formats.days import long_day
from rundum.calc.coverage import Run
from rundum.concerns.models import Concern, StepSkill
from rundum.concerns.queries.step_cover import StepCover
from rundum.customers.models import Customer
from rundum.teams.models import Function, Team
from rundum.teams.words import names

NAMED = 6
"""How many are named; the rest is counted."""


@dataclass
class Concerned:
    """What waits for a function nobody covers.

    customers: the first of those the team serves, by name, of `customers_in_all`; concerns: the most urgent open ones
    whose process still needs a skill of the function, of `concerns_in_all`. Where no process of the team's open
    concerns says which skills it needs, every open concern counts: nobody can know yet that it does without.
    """

    customers: list[Customer]
    customers_in_all: int
    concerns: list[Concern] = field(default_factory=list)
    concerns_in_all: int = 0

    @property
    def further_customers(self) -> int:
        return self.customers_in_all - len(self.customers)

    @property
    def further_concerns(self) -> int:
        return self.concerns_in_all - len(self.concerns)


def concerned_by(team: Team, functions: Collection[Function], user: User) -> dict[int, Concerned]:
    """For each of these functions whom its gap concerns, as far as `user` may see it, by function id.

    Five queries for any number of functions, none for no function.
    """
    if not functions:
        return {}
    served = Customer.objects.visible_to(user).filter(team=team)
    customers, customers_in_all = list(served.order_by("sort_name", "id")[:NAMED]), served.count()
    waiting = Concern.objects.visible_to(user).open().filter(team=team)
    in_order = waiting.order_by(F("due_at").asc(nulls_last=True), "arrived_at", "id")
    places = list(in_order.values_list("pk", "version", "step__position"))
    needs = _last_steps({version for _pk, version, _position in places})
    needing: dict[int, list[int]] = {}
    for function in functions:
        last = {version: position for (version, needed), position in needs.items() if needed == function.pk}
        needing[function.pk] = [pk for pk, version, position in places if position <= last.get(version, -1)]
        if not needs:
            needing[function.pk] = [pk for pk, _version, _position in places]
    named = {pk for waits in needing.values() for pk in waits[:NAMED]}
    concerns = Concern.objects.visible_to(user).filter(team=team).select_related("customer").in_bulk(named)
    return {
        function: Concerned(
            customers, customers_in_all, [concerns[pk] for pk in waits[:NAMED] if pk in concerns], len(waits)
        )
        for function, waits in needing.items()
    }


def _last_steps(versions: set[int]) -> dict[tuple[int, int], int]:
    """By process version and function, the last step that needs a skill of the function."""
    needs = StepSkill.objects.filter(step__version__in=versions, skill__function__isnull=False)
    last = needs.values_list("step__version", "skill__function").annotate(last=Max("step__position"))
    return {(version, function): position for version, function, position in last}


def step_gap_sentence(cover: StepCover, gap: Run) -> str:
    """On which days nobody who can do the step is there, and who is away then."""
    said = {
        "first": long_day(gap.first),
        "last": long_day(gap.last),
        "people": names(person.user for person in cover.able),
    }
    if gap.open_ended:
        return _("From %(first)s on nobody who can do it is there. Away: %(people)s.") % said
    if gap.first == gap.last:
        return _("On %(first)s nobody who can do it is there. Away: %(people)s.") % said
    return _("From %(first)s to %(last)s nobody who can do it is there. Away: %(people)s.") % said
