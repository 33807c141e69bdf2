"""The first act in an empty installation."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from rundum.accounts.models import User
from rundum.concerns.actions.processes import set_up_processes
from rundum.decisions.actions.granting import grant_authority
from rundum.decisions.models import Authority
from rundum.teams.actions.accounts import add_person
from rundum.teams.actions.founding import Span, found_team
from rundum.teams.actions.functions import set_up_functions
from rundum.teams.actions.members import add_member
from rundum.teams.actions.organisation import found_organisation

GOODWILL_PER_CASE = Decimal(100)
GOODWILL_PER_MONTH = Decimal(500)


@dataclass(frozen=True)
class FirstTeam:
    """land: the part of an ISO 3166-2 code after the country. hours: weekday, from, to."""

    name: str
    purpose: str
    country: str
    land: str
    hours: Sequence[Span]


@dataclass(frozen=True)
class Founder:
    """Who sets Rundum up and becomes its administrator; `joins` the first team, or only sets it up."""

    name: str
    email: str
    password: str
    joins: bool


@transaction.atomic
def begin(
    *, name: str, zone_name: str, country: str, currency: str, language: str, founder: Founder, team: FirstTeam
) -> User:
    """Found the organisation with all it needs to work: administrator, functions, processes, a team with authority.

    The goodwill limits are modest ones to begin with; administrators change them. Returns the administrator.
    Raises Refused("already_founded"), and what the actions it calls refuse.
    """
    found_organisation(name=name, zone_name=zone_name, country=country, currency=currency, language=language)
    administrator = add_person(
        name=founder.name,
        email=founder.email,
        password=founder.password,
        by=None,
        language=language,
        is_administrator=True,
    )
    set_up_functions()
    set_up_processes()
    first = found_team(
        name=team.name,
        purpose=team.purpose,
        zone_name=zone_name,
        country=team.country,
        land=team.land,
        hours=team.hours,
        by=administrator,
    )
    if founder.joins:
        add_member(first, user=administrator, by=administrator)
    grant_authority(
        first,
        area=Authority.Area.GOODWILL,
        per_case=GOODWILL_PER_CASE,
        per_month=GOODWILL_PER_MONTH,
        currency=currency,
        by=administrator,
    )
    return administrator
