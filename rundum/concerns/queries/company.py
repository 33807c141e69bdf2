"""Who is on a concern, and which colleagues fit. Facts only: nothing is scored and nobody is ranked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from rundum.accounts.faces import FACE
from rundum.accounts.models import User
from rundum.base.reading import Answers, Question
from rundum.base.rows import ids_in, put_in, rows_of
from rundum.concerns.models import Concern, Help, HelpRequest


@dataclass(frozen=True)
class Fit:
    """A colleague who fits, and why.

    skills: those the step needs and they have at its level. learns: those they want to learn (name, level, level
    needed). knows_since, last_spoke: first and last two-way contact with this customer.
    """

    user: User
    skills: list[str]
    learns: list[tuple[str, int, int]]
    knows_since: datetime | None
    last_spoke: datetime | None


@dataclass(frozen=True)
class Company:
    """members: of the team today, by name. away: ids of those who are not at work today."""

    members: list[User]
    away: set[int]
    helps: list[Help]
    requests: list[HelpRequest]
    fitting: list[Fit]

    def is_member(self, user: User) -> bool:
        return any(member.pk == user.pk for member in self.members)

    def helper(self, user: User) -> bool:
        return any(given.user_id == user.pk for given in self.helps)


class Need(NamedTuple):
    """A skill the step needs, at which level."""

    skill_id: int
    name: str
    level: int


class Able(NamedTuple):
    """The level someone has in one of the skills needed, and whether they want to learn it."""

    user_id: int
    skill_id: int
    level: int
    wishes: bool


class Spoken(NamedTuple):
    """First and last two-way contact of someone with the customer."""

    user_id: int
    first: datetime
    last: datetime


MEMBERS = """
    id IN (
        SELECT user_id FROM teams_membership
        WHERE team_id = %(team)s AND starts_on <= %(day)s AND (ends_on IS NULL OR ends_on >= %(day)s)
    )
"""
AWAY = """
    SELECT DISTINCT user_id FROM teams_absence WHERE starts_on <= %(day)s AND ends_on >= %(day)s AND user_id IN (
        SELECT user_id FROM teams_membership
        WHERE team_id = %(team)s AND starts_on <= %(day)s AND (ends_on IS NULL OR ends_on >= %(day)s)
    )
"""
NEEDS = """
    SELECT need.skill_id, skill.name, need.level FROM concerns_stepskill need
    JOIN skills_skill skill ON skill.id = need.skill_id WHERE need.step_id = %(step)s ORDER BY skill.name, skill.id
"""
ABLE = """
    SELECT who.user_id, who.skill_id, coalesce(max(who.level), 0), bool_or(who.wishes) FROM (
        SELECT user_id, skill_id, level, false AS wishes FROM skills_proficiency
        UNION ALL SELECT user_id, skill_id, NULL, true FROM skills_learningwish
    ) who JOIN concerns_stepskill need ON need.skill_id = who.skill_id AND need.step_id = %(step)s
    WHERE who.user_id IN (
        SELECT user_id FROM teams_membership
        WHERE team_id = %(team)s AND starts_on <= %(day)s AND (ends_on IS NULL OR ends_on >= %(day)s)
    )
    GROUP BY who.user_id, who.skill_id
"""
SPOKEN = """
    SELECT by_id, min(at), max(at) FROM timeline_entry
    WHERE customer_id = %(customer)s AND two_way AND by_id IS NOT NULL GROUP BY by_id
"""


class CompanyQuestions:
    """What has to be read about the people of a concern, to be asked with the rest of its page."""

    def __init__(self, concern: Concern, day: date) -> None:
        params = {
            "customer": concern.customer_id,
            "concern": concern.pk,
            "team": concern.team_id,
            "step": concern.step_id,
            "day": day,
        }
        mine = "customer_id = %(customer)s AND concern_id = %(concern)s"
        self.concern = concern
        self.members = rows_of(User, f"is_active AND {MEMBERS}", params, order="name, id", fields=FACE)
        self.away = Question(AWAY, int, params)
        self.helps = rows_of(Help, f"{mine} AND until IS NULL", params, order="since, id")
        self.requests = rows_of(HelpRequest, f"{mine} AND answered_at IS NULL", params, order="asked_at, id")
        self.needs = Question(NEEDS, Need, params)
        self.able = Question(ABLE, Able, params)
        self.spoken = Question(SPOKEN, Spoken, params)

    @property
    def all(self) -> tuple[Question[Any], ...]:
        return self.members, self.away, self.helps, self.requests, self.needs, self.able, self.spoken

    def people(self, answers: Answers) -> set[int]:
        """The ids of the people to put in."""
        return ids_in(answers.of(self.helps), "user_id") | ids_in(answers.of(self.requests), "asked_id", "by_id")

    def company(self, answers: Answers, people: Mapping[int, User]) -> Company:
        """No query."""
        members, away = answers.of(self.members), set(answers.of(self.away))
        helps = put_in(answers.of(self.helps), people, "user")
        requests = put_in(answers.of(self.requests), people, "asked", "by")
        busy = {given.user_id for given in helps} | {self.concern.holder_id} | away
        candidates = [member for member in members if member.pk not in busy]
        needs, spoken = answers.of(self.needs), {row.user_id: row for row in answers.of(self.spoken)}
        able = {(row.user_id, row.skill_id): row for row in answers.of(self.able)}
        fits = [_fit(user, needs, able, spoken.get(user.pk)) for user in candidates]
        return Company(members, away, helps, requests, [fit for fit in fits if fit is not None])


def _fit(user: User, needs: list[Need], able: Mapping[tuple[int, int], Able], spoken: Spoken | None) -> Fit | None:
    """Why the person fits; None for whom no fact says so."""
    mine = {need.skill_id: able.get((user.pk, need.skill_id), Able(user.pk, need.skill_id, 0, False)) for need in needs}
    skills = [need.name for need in needs if mine[need.skill_id].level >= need.level]
    learns = [
        (need.name, mine[need.skill_id].level, need.level)
        for need in needs
        if mine[need.skill_id].wishes and mine[need.skill_id].level < need.level
    ]
    if spoken or learns or (skills and len(skills) == len(needs)):
        return Fit(user, skills, learns, spoken.first if spoken else None, spoken.last if spoken else None)
    return None
