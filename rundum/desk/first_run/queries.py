"""How far a new team has come with setting itself up."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.formats.numbers import money
from rundum.concerns.models import Concern
from rundum.customers.models import Customer
from rundum.decisions.models import Authority
from rundum.decisions.queries import authority_state
from rundum.skills.models import Strength
from rundum.teams.models import Function, Membership, Team


@dataclass(frozen=True)
class StartStep:
    """One thing to do together. view: where; it gets the team's id when `of_team`."""

    title: str
    so_far: str
    done: bool
    label: str
    icon: str
    view: str
    of_team: bool = False


def start_steps(team: Team, user: User) -> list[StartStep]:
    """The steps in their order, with what stands already. Counts are the team's; six queries."""
    return list(_steps(team, user))


def _steps(team: Team, user: User) -> Iterator[StartStep]:
    members = list(Membership.objects.on(today(team.zone)).filter(team=team).values_list("user", flat=True))
    told = Strength.objects.filter(user__in=members).values("user").distinct().count()
    people = ngettext("%(count)s person", "%(count)s people", len(members)) % {"count": len(members)}
    yield StartStep(
        _("Who you are"),
        _("%(people)s, %(told)s with strengths") % {"people": people, "told": told},
        len(members) > 1,
        _("Bring in people"),
        "users",
        "teams:team",
        of_team=True,
    )
    open_functions = Function.objects.exclude(covers__team=team, covers__user__in=members)
    gaps = ", ".join(open_functions.values_list("name", flat=True))
    yield StartStep(
        _("Who covers what"),
        _("Still open: %(functions)s") % {"functions": gaps} if gaps else _("Every function is covered"),
        not gaps,
        _("Share it out"),
        "scale",
        "teams:covers",
        of_team=True,
    )
    has_customers = Customer.objects.filter(team=team).exists()
    yield StartStep(
        _("Take over your customers"),
        _("Your customers are here")
        if has_customers
        else _("from a table or the system so far; nothing is overwritten without you"),
        has_customers,
        _("Take over customers"),
        "upload",
        "exchange:imports" if user.is_administrator else "customers:taking_on",
    )
    state = authority_state(team, area=Authority.Area.GOODWILL)
    yield StartStep(
        _("What you may decide alone"),
        _("Goodwill up to %(case)s a case and %(month)s a month")
        % {
            "case": money(state.authority.per_case, state.authority.currency),
            "month": money(state.authority.per_month, state.authority.currency),
        }
        if state
        else _("no limits yet; until then you ask"),
        state is not None,
        _("See the limits"),
        "shield-check",
        "decisions:authority",
        of_team=True,
    )
    has_concerns = Concern.objects.filter(team=team).exists()
    yield StartStep(
        _("The first concern"),
        _("You are at work") if has_concerns else _("from the first call to the customer's verdict, in one place"),
        has_concerns,
        _("Take in a concern"),
        "plus",
        "concerns:intake",
    )
