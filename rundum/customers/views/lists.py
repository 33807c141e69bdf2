"""The list of customers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.reading import ask
from rundum.base.replies import wants_part
from rundum.customers.components.rows import customer_rows
from rundum.customers.policy import may_take
from rundum.customers.queries.lists import (
    LONGEST_COUNT,
    Filters,
    PageQuestion,
    Place,
    counted,
    queue,
    teams_seen,
)
from rundum.teams.forms.choosing import LOOKED_THROUGH
from rundum.teams.frame import frame_of
from rundum.teams.models import Team

MINE, EVERYONES, NOBODYS = "mine", "all", "none"
NO_TEAM = 0  # the id of none


@open_to_colleagues
@require_safe
def customers(request: SignedInRequest) -> HttpResponse:
    """Those of one's team first; others, and those without a team, one press away."""
    team = frame_of(request).team
    whose = _whose(request, team)
    filters = Filters(
        team=_id_of(whose),
        without_team=whose == NOBODYS,
        tag=request.GET.get("tag", ""),
        text=request.GET.get("q", ""),
    )
    rows = PageQuestion(request.user, filters, after=_place(request, "after"), before=_place(request, "before"))
    mine = counted(request.user, Filters(team=team.pk if team else NO_TEAM))
    everyones = counted(request.user, Filters())
    waiting = queue(request.user)
    first = teams_seen(request.user, LOOKED_THROUGH + 1)
    named = teams_seen(request.user, LOOKED_THROUGH, named=_typed(request))
    answers = ask(rows.question, mine, everyones, waiting, first, named)
    is_typed = len(answers.of(first)) > LOOKED_THROUGH
    teams = answers.of(named if is_typed else first)
    page, without_team = rows.page(answers), answers.one(waiting)
    context = {
        "page": page,
        "filters": filters,
        "whose": whose,
        "counted": {"mine": answers.one(mine), "all": answers.one(everyones), "none": without_team.length},
        "longest": LONGEST_COUNT,
        "oldest": without_team.oldest,
        "teams": [*teams, whose] if isinstance(whose, Team) and whose not in teams else teams,
        "oob": wants_part(request),
        "is_typed": is_typed,
        "is_unknown": whose not in (EVERYONES, NOBODYS) and not isinstance(whose, Team),
        "rows": customer_rows(
            page.customers, whose=str(whose.pk) if isinstance(whose, Team) else whose, take=may_take(request.user)
        ),
    }
    part = "#answer" if context["oob"] else ""
    return render(request, "customers/customers.html" + part, context)


def _asked(request: HttpRequest) -> str:
    return " ".join(request.GET.get("team", MINE).split())


def _is_id(asked: str) -> bool:
    return asked.isascii() and asked.isdigit()


def _typed(request: HttpRequest) -> str:
    """The name, or part of one, that stands in the field; nothing where the address says whose."""
    asked = _asked(request)
    return "" if asked in (MINE, EVERYONES, NOBODYS, _("No team yet")) or _is_id(asked) else asked


def _whose(request: SignedInRequest, team: Team | None) -> Team | str:
    """A team, EVERYONES, NOBODYS, or what was typed and is no team: by id in addresses, by name in the field."""
    asked = _asked(request)
    if asked == MINE:
        return team or EVERYONES
    if asked in ("", EVERYONES):
        return EVERYONES
    if asked in (NOBODYS, _("No team yet")):
        return NOBODYS
    if _is_id(asked) and (named := Team.objects.filter(pk=int(asked)).first()):
        return named
    named_so = list(Team.objects.current().filter(name__icontains=asked)[: LOOKED_THROUGH + 1])
    exactly = [one for one in named_so if one.name.casefold() == asked.casefold()]
    return exactly[0] if exactly else named_so[0] if len(named_so) == 1 else asked


def _id_of(whose: Team | str) -> int | None:
    """The id of the team to filter by; None for no filter."""
    if isinstance(whose, Team):
        return whose.pk
    return None if whose in (EVERYONES, NOBODYS) else NO_TEAM


def _place(request: HttpRequest, name: str) -> Place | None:
    number, _colon, sort_name = request.GET.get(name, "").partition(":")
    return Place(sort_name, int(number)) if number.isascii() and number.isdigit() else None
