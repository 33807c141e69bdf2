"""The teams of the example company and the people around them."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.calc.names import sort_key_text
from rundum.decisions.actions.granting import grant_authority
from rundum.decisions.models import Authority
from rundum.exchange.example.history import Crew
from rundum.exchange.example.people import (
    ADMINISTRATOR,
    BOARD,
    COACHES,
    DOMAIN,
    LOAN,
    SKILLS,
    SPONSOR,
    TEAMS,
    ExampleMember,
    ExampleTeam,
)
from rundum.skills.models import LearningWish, Proficiency, Skill, Strength
from rundum.teams.actions.coaching import add_coach
from rundum.teams.actions.founding import found_team
from rundum.teams.actions.functions import cover_function, set_up_functions
from rundum.teams.actions.members import add_member, lend_member
from rundum.teams.models import Function, Membership, Team
from rundum.teams.queries.calendars import working_calendar_of


def make_crew(plan: ExampleTeam) -> Crew:
    """One team with its members, what they can do, and its authority."""
    taken = Team.objects.current().filter(name=plan.name).exists()
    team = found_team(
        name=f"{plan.name} (Beispiel)" if taken else plan.name,
        purpose=plan.purpose,
        colour=plan.colour,
        land=plan.land,
        by=None,
        is_example=True,
    )
    functions = {function.key: function for function in set_up_functions()}
    skills = {name: _skill(name, functions[key]) for name, key in SKILLS.items()}
    by_function: dict[str, list[User]] = defaultdict(list)
    members = []
    for member in plan.members:
        user = _member(member, team, skills)
        members.append(user)
        for key in member.functions:
            cover_function(team, function=functions[key], user=user, by=None)
            by_function[key].append(user)
    grant_authority(
        team,
        area=Authority.Area.GOODWILL,
        per_case=Decimal(500),
        per_month=Decimal(2000),
        currency="EUR",
        by=None,
    )
    return Crew(team, working_calendar_of(team), dict(by_function), members)


def _skill(name: str, function: Function) -> Skill:
    return Skill.objects.get_or_create(name=name, defaults={"function": function, "is_example": True})[0]


def _member(member: ExampleMember, team: Team, skills: dict[str, Skill]) -> User:
    user = _person(
        member.name,
        job_title=member.job_title,
        portrait=member.portrait,
        is_administrator=member.name == ADMINISTRATOR,
    )
    add_member(team, user=user, share=Decimal(member.share), by=None)
    Proficiency.objects.bulk_create(
        Proficiency(user=user, skill=skills[name], level=level, since=now()) for name, level in member.skills
    )
    Strength.objects.bulk_create(Strength(user=user, name=name, since=now()) for name in member.strengths)
    if member.learns:
        LearningWish.objects.create(user=user, skill=skills[member.learns], since=now())
    return user


def _person(name: str, **fields: Any) -> User:
    """Someone with an address at the company; they come in by a sign-in link."""
    return User.objects.create_user(
        f"{sort_key_text(name).replace(' ', '.')}@{DOMAIN}", name=name, is_example=True, **fields
    )


def surround(crews: list[Crew]) -> None:
    """Coaches, board and sponsor, and who is lent where."""
    by_name = {plan.name: crew for plan, crew in zip(TEAMS, crews, strict=True)}
    for name, teams in COACHES:
        coach = _person(name, job_title="Coach")
        for team in teams:
            add_coach(by_name[team].team, coach=coach, by=None)
    _person(BOARD, job_title="Geschäftsführung", is_board=True)
    _person(SPONSOR, job_title="Geschäftsleitung", is_sponsor=True, portrait="henrik")
    name, to_team, share = LOAN
    lent = Membership.objects.get(user__name=name, user__is_example=True)
    lend_member(lent, to_team=by_name[to_team].team, share=Decimal(share), starts_on=today(), ends_on=None, by=None)
