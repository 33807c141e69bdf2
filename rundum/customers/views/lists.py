"""The list of customers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.reading import ask
from rundum.base.replies import wants_part
from rundum.base.rows import rows_of
from rundum.customers.components.rows import customer_rows
from rundum.customers.policy import may_take
from rundum.customers.queries.lists import (
    LONGEST_COUNT,
    Filters,
    PageQuestion,
    Place,
    counted,
    queue,
)
from rundum.teams.frame import frame_of
from rundum.teams.models import Team

MINE, EVERYONES, NOBODYS = "mine", "all", "none"
MOST_TEAMS = 60  # in a menu
NO_TEAM = 0  # the id of none


@open_to_colleagues
@require_safe
def customers(request: SignedInRequest) -> HttpResponse:
    """Those of one's team first; others, and those without a team, one press away."""
    team = frame_of(request).team
    whose = _whose(request, team)
    filters = Filters(
        team=whose.pk if isinstance(whose, Team) else None,
        without_team=whose == NOBODYS,
        tag=request.GET.get("tag", ""),
        text=request.GET.get("q", ""),
    )
    rows = PageQuestion(request.user, filters, after=_place(request, "after"), before=_place(request, "before"))
    mine = counted(request.user, Filters(team=team.pk if team else NO_TEAM))
    everyones = counted(request.user, Filters())
    waiting = queue(request.user)
    teams = rows_of(Team, "closed_at IS NULL", {}, order="name, id", fields=("id", "name"), limit=MOST_TEAMS + 1)
    answers = ask(rows.question, mine, everyones, waiting, teams)
    page, without_team = rows.page(answers), answers.one(waiting)
    context = {
        "page": page,
        "filters": filters,
        "whose": whose,
        "counted": {"mine": answers.one(mine), "all": answers.one(everyones), "none": without_team.length},
        "longest": LONGEST_COUNT,
        "oldest": without_team.oldest,
        "teams": _teams_to_choose(request, whose, answers.of(teams)),
        "rows": customer_rows(
            page.customers, whose=str(whose.pk) if isinstance(whose, Team) else whose, take=may_take(request.user)
        ),
    }
    part = "#found" if wants_part(request) else ""
    return render(request, "customers/customers.html" + part, context)


def _whose(request: SignedInRequest, team: Team | None) -> Team | str:
    asked = request.GET.get("team", MINE)
    if asked == MINE and team is not None:
        return team
    if asked.isascii() and asked.isdigit() and (named := Team.objects.filter(pk=int(asked)).first()):
        return named
    return NOBODYS if asked == NOBODYS else EVERYONES


def _teams_to_choose(request: SignedInRequest, whose: Team | str, everyones: list[Team]) -> list[Team]:
    """All teams, while a menu can hold them; of more than that the reader's own, and the one they look at."""
    if len(everyones) <= MOST_TEAMS:
        return everyones
    own = frame_of(request).teams
    return [*own, whose] if isinstance(whose, Team) and whose not in own else own


def _place(request: HttpRequest, name: str) -> Place | None:
    number, _colon, sort_name = request.GET.get(name, "").partition(":")
    return Place(sort_name, int(number)) if number.isascii() and number.isdigit() else None
