"""Concerns as a list: what may disappoint a customer first, or in any other order; closed ones too."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.replies import wants_part
from rundum.concerns.components.cards import row_of
from rundum.concerns.filters import Chip, Filters
from rundum.concerns.process_policy import processes_in_use_by
from rundum.concerns.queries.listing import Order, page_of
from rundum.concerns.views.readers import reader_of
from rundum.teams.current import current_team
from rundum.teams.policy import is_member


@open_to_colleagues
@require_safe
def listing(request: SignedInRequest) -> HttpResponse:
    """A page of the concerns of the team one looks at."""
    team = current_team(request)
    if team is None:
        return render(request, "concerns/no_team.html")
    filters, sort = Filters.read(request.GET), request.GET.get("sort", "")
    order = Order(sort) if sort in list(Order) else Order.PROMISE
    inside = is_member(request.user, team.pk)
    page = page_of(team, filters, order, reader=request.user, inside=inside, after=request.GET.get("after", ""))
    reader = reader_of(request, team, page.calendar, filters.address(), "row", inside=inside)
    context = {
        "team": team,
        "filters": filters,
        "order": order,
        "orders": list(Order),
        "page": page,
        "chips": [(chip, filters.address(chip), int(getattr(page.counts, chip.value))) for chip in Chip],
        "sections": [(section, [row_of(card, reader) for card in cards]) for section, cards in page.sections],
        "processes": processes_in_use_by(team.pk),
        "query": filters.address(),
    }
    return render(request, "concerns/list.html#rows" if wants_part(request) else "concerns/list.html", context)
