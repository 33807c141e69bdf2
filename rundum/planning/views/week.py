"""A team's week: what it has to give, what it has committed to, and whether that fits, shown while one plans."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.charts import week_label
from rundum.base.clock import today
from rundum.base.formats.reading import written_decimal
from rundum.base.paging import Key, page_by_key
from rundum.base.replies import page_or_part
from rundum.calc.periods import Week
from rundum.calc.working_time import WorkingCalendar
from rundum.planning.actions.committing import beyond_of
from rundum.planning.forms.committing import MOST, CommittingForm, OwnCommittingForm, form_for
from rundum.planning.queries.load import Loads, loads_of
from rundum.planning.queries.week import PlannedWeek, Proposal, free_concerns
from rundum.planning.words import beyond_words
from rundum.teams.current import current_team
from rundum.teams.models import Team
from rundum.teams.policy import require_member
from rundum.teams.queries import working_calendar_of

PAGE = "planning/week.html"
FURTHEST = timedelta(weeks=53)
"""How far a team can look ahead."""
EARLIEST = date(2000, 1, 3)
OWN = "own"
IN_ORDER = (Key("due_at", nullable=True), Key("arrived_at"), Key("pk"))


@open_to_colleagues
@require_safe
def this_week(request: SignedInRequest) -> HttpResponse:
    """The week it is."""
    team = current_team(request)
    if team is None:
        return render(request, "concerns/no_team.html")
    return week_page(request, team, Week.of(today(team.zone)).monday)


@open_to_colleagues
@require_safe
def week(request: SignedInRequest, monday: str) -> HttpResponse:
    """Any week, by its Monday; another day of a week leads to it."""
    team, first, day = asked_for(request, monday)
    if day != first:
        return redirect("planning:week_of", first.isoformat())
    return week_page(request, team, first)


@open_to_colleagues
@require_safe
def load(request: SignedInRequest, monday: str) -> HttpResponse:
    """What so many hours more would make of the week, answered while they are being typed (AC23.1)."""
    team, first, _day = asked_for(request, monday)
    require_member(request.user, team.pk)
    loads = loads_of(team, first, request.user, asked=_typed(request), mine="mine" in request.GET)
    return render(request, "planning/load.html", {"asked": True} | said_of(loads))


@open_to_colleagues
@require_safe
def choosing(request: SignedInRequest, monday: str) -> HttpResponse:
    """The open concerns the team has not committed to for the week, to choose from; the most urgent promise first."""
    team, first, _day = asked_for(request, monday)
    require_member(request.user, team.pk)
    planned = PlannedWeek(team, first, request.user)
    if planned.is_over:
        return redirect("planning:week_of", first.isoformat())
    page = page_by_key(free_concerns(team, first, request.user), IN_ORDER, request.GET.get("place", ""))
    loads = loads_of(team, first, request.user)
    calendar = working_calendar_of(team)
    context = {
        "team": team,
        "page": page,
        "planned": planned,
        "label": week_label(first),
        "rows": [_row(Proposal(each, (), None), None, calendar) for each in page.rows],
    }
    return render(request, "planning/choosing.html", context | said_of(loads))


def week_page(
    request: SignedInRequest,
    team: Team,
    monday: date,
    *,
    bound: Mapping[str, CommittingForm] | None = None,
    extra: Proposal | None = None,
) -> HttpResponse:
    """The page, or for htmx its part that planning changes. bound: forms that were sent and are shown again, by their
    row's key. extra: a concern with such a form that has no promise due in the week."""
    bound = bound or {}
    planned = PlannedWeek(team, monday, request.user)
    asked = next(iter(bound.values()), None)
    hours, mine = asked_of(asked)
    loads = loads_of(team, monday, request.user, asked=hours, mine=mine, known=planned.capacity)
    calendar = working_calendar_of(team)
    proposals = planned.proposals
    if extra is not None and extra.key not in {each.key for each in proposals}:
        proposals = [extra, *proposals]
    context = {
        "team": team,
        "planned": planned,
        "label": week_label(monday),
        "rows": [_row(each, bound.get(each.key), calendar) for each in proposals],
        "own_row": {
            "form": bound.get(OWN) or OwnCommittingForm(auto_id=f"{OWN}_%s"),
            "key": OWN,
            "is_bound": OWN in bound,
        },
    }
    status = 422 if any(form.errors for form in bound.values()) else 200
    return page_or_part(request, PAGE, "plan", context | said_of(loads), status)


def said_of(loads: Loads) -> dict[str, object]:
    """What the parts that show a load need."""
    beyond = beyond_of(loads)
    return {"loads": loads, "beyond": beyond, "beyond_words": beyond_words(beyond)}


def asked_for(request: SignedInRequest, monday: str) -> tuple[Team, date, date]:
    """The team looked at, the Monday of the week asked for, and the day that was asked for."""
    team = current_team(request)
    try:
        day = date.fromisoformat(monday)
    except ValueError:
        raise Http404 from None
    if team is None or not EARLIEST <= day <= today(team.zone) + FURTHEST:
        raise Http404
    return team, Week.of(day).monday, day


def asked_of(form: CommittingForm | None) -> tuple[Decimal, bool]:
    """The hours a form that is shown again asks for, and whether its sender takes them on."""
    if form is None or "hours" not in form.cleaned_data:
        return Decimal(0), False
    return form.cleaned_data["hours"], bool(form.cleaned_data.get("mine"))


def _row(proposal: Proposal, form: CommittingForm | None, calendar: WorkingCalendar) -> dict[str, object]:
    return {
        "proposal": proposal,
        "ring": proposal.ring(calendar),
        "about": proposal.concern.title,
        "form": form or form_for(proposal.key),
        "key": proposal.key,
        "is_bound": form is not None,
    }


def _typed(request: SignedInRequest) -> Decimal:
    try:
        return min(max(written_decimal(request.GET.get("hours", "")), Decimal(0)), MOST)
    except ValueError:
        return Decimal(0)
