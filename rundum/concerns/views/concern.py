"""The page of one concern, older entries, and what changes on it while one looks."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.concerns.actions.attending import attend
from rundum.concerns.components.slips import slips_for
from rundum.concerns.models import Concern
from rundum.concerns.queries.concern_page import concern_page
from rundum.concerns.queries.presences import present_at
from rundum.concerns.views.answering import PAGE, TABS, address_of, asked_for, context_of
from rundum.concerns.views.composer import blank_forms
from rundum.concerns.views.found import concern_or_404
from rundum.timeline.actions import read_mentions
from rundum.timeline.components.entries import timeline_items
from rundum.timeline.queries import Cursor, newest_entry


@open_to_colleagues
@require_GET
def concern(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """The page. ?tab= shows one part of the timeline, ?before= what lies before a place, ?compose= what to write."""
    found = concern_or_404(request, customer, pk)
    tab = TABS.get(request.GET.get("tab", ""))
    before = Cursor.read(request.GET.get("before", ""))
    page = concern_page(found, request.user, tab=tab, before=before)
    read_mentions(request.user, customer=customer, concern=pk)
    context = context_of(page, tab) | blank_forms(page, request.GET.get("compose", ""))
    return render(request, PAGE, context | {"before": before, "is_past": before is not None})


@open_to_colleagues
@require_GET
def earlier(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Entries before a place, as a part to stand above those shown already."""
    found = concern_or_404(request, customer, pk)
    tab, _start = asked_for(request)
    page = concern_page(found, request.user, tab=tab, before=Cursor.read(request.GET.get("before", "")))
    items = timeline_items(page.timeline, contacts=page.contact_names, slips=slips_for(page))
    context = {"page": page, "items": items, "address": address_of(found), "tab": tab.value if tab else ""}
    return render(request, f"{PAGE}#earlier", context)


@open_to_colleagues
@require_GET
def live(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """What has changed since ?version=: nothing (204), who is there, or all parts. Asked every two seconds.

    The question itself is the sign of life that others see.
    """
    found = get_object_or_404(
        Concern.objects.visible_to(request.user).only("pk", "customer_id"), customer=customer, pk=pk
    )
    attend(found, writing="writing" in request.GET, by=request.user)
    present = present_at(found, request.user)
    version = f"{newest_entry(customer, pk)}.{present.version}"
    known = request.GET.get("version", "")
    if version == known:
        return HttpResponse(status=204)
    if known.partition(".")[0] == version.partition(".")[0]:
        answer = render(request, f"{PAGE}#presence", {"present": present})
    else:
        tab, start = asked_for(request)
        whole = concern_or_404(request, customer, pk)
        page = concern_page(whole, request.user, tab=tab, start=start)
        answer = render(request, f"{PAGE}#changed", context_of(page, tab))
    answer.headers["Rundum-Version"] = version
    return answer
