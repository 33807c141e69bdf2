"""The list of customers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.replies import wants_part
from rundum.customers.components.rows import customer_rows
from rundum.customers.models import Customer
from rundum.customers.policy import may_take
from rundum.customers.queries.lists import (
    LONGEST_COUNT,
    Filters,
    Place,
    count_up_to,
    customers_found,
    customers_page,
)
from rundum.teams.frame import frame_of
from rundum.teams.models import Team

MINE, EVERYONES, NOBODYS = "mine", "all", "none"
MOST_TEAMS = 60  # in a menu


@open_to_colleagues
@require_safe
def customers(request: SignedInRequest) -> HttpResponse:
    """Those of one's team first; others, and those without a team, one press away."""
    team = frame_of(request).team
    whose = _whose(request, team)
    filters = Filters(
        teams=[whose.pk] if isinstance(whose, Team) else [],
        without_team=whose == NOBODYS,
        tag=request.GET.get("tag", ""),
        text=request.GET.get("q", ""),
    )
    visible = Customer.objects.visible_to(request.user)
    waiting = visible.without_team()
    page = customers_page(visible, filters, after=_place(request, "after"), before=_place(request, "before"))
    counted = {
        "mine": count_up_to(customers_found(visible, Filters(teams=[team.pk]))) if team else 0,
        "all": count_up_to(customers_found(visible, Filters())),
        "none": waiting.count(),
    }
    context = {
        "page": page,
        "filters": filters,
        "whose": whose,
        "counted": counted,
        "longest": LONGEST_COUNT,
        "oldest": waiting.order_by("made_at").values_list("made_at", flat=True).first()
        if counted["none"] and request.user.is_board
        else None,
        "teams": _teams_to_choose(request, whose),
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


def _teams_to_choose(request: SignedInRequest, whose: Team | str) -> list[Team]:
    """All teams, while a menu can hold them; of more than that the reader's own, and the one they look at."""
    everyones = list(Team.objects.current().only("name")[: MOST_TEAMS + 1])
    if len(everyones) <= MOST_TEAMS:
        return everyones
    own = frame_of(request).teams
    return [*own, whose] if isinstance(whose, Team) and whose not in own else own


def _place(request: HttpRequest, name: str) -> Place | None:
    number, _colon, sort_name = request.GET.get(name, "").partition(":")
    return Place(sort_name, int(number)) if number.isascii() and number.isdigit() else None
