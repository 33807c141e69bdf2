"""The skills of a team by its people, with what they are needed for: the steps of processes, and the customers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.clock import today
from rundum.base.reading import ask
from rundum.calc.knowledge import coverage
from rundum.concerns.queries.step_cover import StepCover, step_cover
from rundum.customers.queries.spread import SpreadQuestion
from rundum.desk.coverage import step_gap_sentence
from rundum.skills.models import Level
from rundum.skills.policy import may_name_skills
from rundum.skills.queries import matrix_of
from rundum.teams.current import current_team


@dataclass(frozen=True)
class ShownStep:
    """A step with its gaps in words."""

    cover: StepCover

    @property
    def gap_sentences(self) -> Sequence[str]:
        """On which days nobody who can do it is there, and who is away; nothing where nobody can anyway."""
        return [step_gap_sentence(self.cover, gap) for gap in self.cover.gaps] if self.cover.able else []


@open_to_colleagues
@require_safe
def matrix(request: SignedInRequest) -> HttpResponse:
    """Who can do, teaches and wants to learn what, in the team looked at; and what is at risk of being undone."""
    team = current_team(request)
    page: dict[str, object] = {"team": team, "levels": Level, "may_name": may_name_skills(request.user)}
    if team is None:
        return render(request, "desk/skills/matrix.html", page)
    day = today(team.zone)
    shown = matrix_of(team, day)
    spread = SpreadQuestion(team.pk, [person.user.pk for person in shown.people], request.user)
    covered = step_cover(team, shown.people, day)
    page |= {
        "matrix": shown,
        "known": coverage(spread.cases(ask(*spread.questions))),
        "covered": covered,
        "steps": [ShownStep(each) for each in covered.steps],
    }
    return render(request, "desk/skills/matrix.html", page)
