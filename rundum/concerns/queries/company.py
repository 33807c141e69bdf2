"""Who is on a concern, and which colleagues fit. Facts only: nothing is scored and nobody is ranked."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Min

from rundum.accounts.models import User
from rundum.concerns.models import Concern, Help, HelpRequest, StepSkill
from rundum.skills.models import LearningWish, Proficiency
from rundum.teams.models import Absence, Membership
from rundum.timeline.models import Entry


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

    def on_it(self) -> set[int]:
        return {given.user_id for given in self.helps}


def company_of(concern: Concern, day: date) -> Company:
    """Eight queries."""
    memberships = Membership.objects.on(day).filter(team=concern.team_id).values("user")
    members = list(User.objects.filter(pk__in=memberships, is_active=True).order_by("name", "pk"))
    ids = [member.pk for member in members]
    away = set(Absence.objects.on(day).filter(user__in=ids).values_list("user", flat=True))
    helps = list(
        Help.objects.filter(customer=concern.customer_id, concern=concern, until=None)
        .select_related("user")
        .order_by("since", "pk")
    )
    requests = list(
        HelpRequest.objects.filter(customer=concern.customer_id, concern=concern, answered_at=None)
        .select_related("asked", "by")
        .order_by("asked_at", "pk")
    )
    busy = {given.user_id for given in helps} | {concern.holder_id}
    candidates = [member for member in members if member.pk not in busy and member.pk not in away]
    return Company(members, away, helps, requests, _fitting(concern, candidates))


def _fitting(concern: Concern, candidates: list[User]) -> list[Fit]:
    ids = [user.pk for user in candidates]
    needs = {need.skill_id: need for need in StepSkill.objects.filter(step=concern.step_id).select_related("skill")}
    levels = {
        (row.user_id, row.skill_id): row.level for row in Proficiency.objects.filter(user__in=ids, skill__in=needs)
    }
    wishes = set(LearningWish.objects.filter(user__in=ids, skill__in=needs).values_list("user", "skill"))
    spoken = {
        row["by"]: (row["first"], row["last"])
        for row in Entry.objects.filter(customer_id=concern.customer_id, two_way=True, by__in=ids)
        .values("by")
        .annotate(first=Min("at"), last=Max("at"))
    }
    fits = []
    for user in candidates:
        skills = [need.skill.name for need in needs.values() if levels.get((user.pk, need.skill_id), 0) >= need.level]
        learns = [
            (need.skill.name, levels.get((user.pk, need.skill_id), 0), need.level)
            for need in needs.values()
            if (user.pk, need.skill_id) in wishes and levels.get((user.pk, need.skill_id), 0) < need.level
        ]
        contact = spoken.get(user.pk)
        if contact or learns or (skills and len(skills) == len(needs)):
            fits.append(Fit(user, skills, learns, *(contact or (None, None))))
    return fits
