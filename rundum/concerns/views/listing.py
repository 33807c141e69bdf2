"""Concerns as a list: what may disappoint a customer first, or in any other order; closed ones too."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.replies import wants_part
from rundum.concerns.components.cards import row_of
from rundum.concerns.filters import Chip, Filters
from rundum.concerns.models import Concern
from rundum.concerns.process_policy import processes_in_use_by
from rundum.concerns.queries.listing import Order, page_of
from rundum.concerns.views.readers import reader_of
from rundum.concerns.views.several import WAIT, Selection, act_on_selected
from rundum.teams.current import current_team
from rundum.teams.policy import is_member


@open_to_colleagues
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: SignedInRequest) -> HttpResponse:
    """A page of the concerns of the team one looks at; a POST acts on those selected there, one by one."""
    team = current_team(request)
    if team is None:
        return render(request, "concerns/no_team.html")
    selection = act_on_selected(request) if request.method == "POST" else Selection()
    if request.method == "POST" and selection.status == 200:
        return redirect(request.get_full_path())
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
        "sections": [
            (section, [row_of(card, reader, selected=card.id in selection.kept) for card in cards])
            for section, cards in page.sections
        ],
        "may_act": reader.may_act,
        "selection": selection,
        "whom": [(f"{WAIT}{value}", label) for value, label in Concern.WaitingFor.choices if value],
        "processes": processes_in_use_by(team.pk),
        "query": filters.address(),
    }
    part = "concerns/list.html#rows" if wants_part(request) else "concerns/list.html"
    return render(request, part, context, status=selection.status)
