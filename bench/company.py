"""The organisation of a generated company: teams, the people in them, and what they may decide."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from bench.loading import NULL, Table
from bench.words import FIRST_NAMES, PASSWORD, STEMS, surname
from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.concerns.actions.processes import set_up_processes
from rundum.concerns.models import LaneLimit, Phase, Step, StepSkill
from rundum.decisions.models import Authority
from rundum.skills.models import LearningWish, Proficiency, Skill
from rundum.teams.actions.functions import set_up_functions
from rundum.teams.actions.organisation import found_organisation
from rundum.teams.models import Coaching, Cover, Function, Membership, Team, WorkingHours

CUSTOMERS_PER_TEAM = 330
MEMBERS = 8  # of a team
TEAMS_PER_COACH = 5
SKILLS = ("Buchhaltung", "Mahnwesen", "Angebote", "Verträge", "Kältetechnik", "Elektrik", "Hydraulik", "Logistik",
          "Reklamation", "Schulung", "Englisch", "Moderation")  # fmt: skip


@dataclass(frozen=True)
class Company:
    """Ids in blocks: team n of `teams` has the members first_member + MEMBERS * n and following."""

    first_team: int
    teams: int
    first_member: int

    def member(self, team: int, place: int) -> int:
        return self.first_member + MEMBERS * (team - self.first_team) + place


def found_company(customers: int, random: Random) -> Company:
    """An organisation with a team for every 330 customers, each with eight members, a coach and all it needs."""
    found_organisation(name="Rundum Benchmark", zone_name="Europe/Berlin", country="DE", currency="EUR", language="de")
    set_up_functions()
    set_up_processes()
    count = max(1, customers // CUSTOMERS_PER_TEAM)
    teams = Table(Team, "name", "purpose", "colour", "land")
    colours = Team.Colour.values
    first_team = teams.next_id
    for place in range(count):
        teams.put(
            f"{STEMS[place % len(STEMS)]}er Land {place + 1}",
            "Wir sind für unsere Kunden da, rundum.",
            colours[place % len(colours)],
            "BY",
        )
    teams.close()
    first_member = _people(count, random)
    company = Company(first_team, count, first_member)
    _set_up_teams(company)
    set_up_skills(company)
    return company


def _people(teams: int, random: Random) -> int:
    """Members in blocks of MEMBERS by team, then the coaches. Returns the first member's id."""
    users = Table(User, "email", "name", "password", "portrait", "last_login")
    password = make_password(PASSWORD)
    first = users.next_id
    for place in range(teams * MEMBERS + teams // TEAMS_PER_COACH + 1):
        name = f"{random.choice(FIRST_NAMES)} {surname(random)}"
        users.put(f"person-{place}@bench.example", name, password, "", NULL)
    users.close()
    return first


def set_up_skills(company: Company) -> None:
    """Skills, who has them at which level, who wants to learn them, and which of them steps need."""
    random = Random(7)
    Skill.objects.bulk_create(Skill(name=name) for name in SKILLS)
    skills = list(Skill.objects.order_by("pk").values_list("pk", flat=True))
    levels = Table(Proficiency, "user_id", "skill_id", "level")
    wishes = Table(LearningWish, "user_id", "skill_id")
    for person in range(company.first_member, company.first_member + company.teams * MEMBERS):
        *known, wished = random.sample(skills, 7)
        for skill in known:
            levels.put(person, skill, random.randint(1, 4))
        wishes.put(person, wished)
    levels.close()
    wishes.close()
    StepSkill.objects.bulk_create(
        StepSkill(step_id=step, skill_id=random.choice(skills))
        for step in Step.objects.filter(phase__in=(Phase.UNDERSTAND, Phase.SOLVE))
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def _set_up_teams(company: Company) -> None:
    started = (today() - timedelta(days=1200)).isoformat()
    functions = list(Function.objects.values_list("pk", flat=True))
    hours = Table(WorkingHours, "team_id", "weekday", "opens", "closes")
    memberships = Table(Membership, "team_id", "user_id", "starts_on")
    coachings = Table(Coaching, "team_id", "coach_id", "starts_on")
    covers = Table(Cover, "team_id", "function_id", "user_id")
    authorities = Table(Authority, "team_id", "area", "per_case", "per_month", "in_force_from")
    limits = Table(LaneLimit, "team_id", "phase", "most")
    in_force = (now() - timedelta(days=1200)).isoformat()
    coaches = company.first_member + company.teams * MEMBERS
    for place in range(company.teams):
        team = company.first_team + place
        for weekday in range(5):
            hours.put(team, weekday, "08:00", "17:00")
        for member in range(MEMBERS):
            memberships.put(team, company.member(team, member), started)
        coachings.put(team, coaches + place // TEAMS_PER_COACH, started)
        for at, function in enumerate(functions):
            covers.put(team, function, company.member(team, at))
            covers.put(team, function, company.member(team, (at + 3) % MEMBERS))
        authorities.put(team, Authority.Area.GOODWILL.value, "250", "2000", in_force)
        limits.put(team, Phase.SOLVE.value, 8)
    for table in (hours, memberships, coachings, covers, authorities, limits):
        table.close()
