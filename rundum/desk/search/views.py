"""Search: what the palette shows while one types, and the same as a page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.replies import wants_part
from rundum.desk.search.queries import find
from rundum.teams.frame import frame_of


@open_to_colleagues
@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """Customers, contacts, concerns and teams that match `q`: options for the palette, rows for a page of its own."""
    typed = request.GET.get("q", "")
    organisation = frame_of(request).organisation
    found = find(typed, request.user, country=organisation.country if organisation else "")
    context = {"typed": typed.strip(), "found": found}
    return render(request, "desk/search/search.html" + ("#options" if wants_part(request) else ""), context)
