"""What every act at a concern answers: the page's parts as they stand now, or the way back to the page."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from rundum.accounts.access import SignedInRequest
from rundum.accounts.models import User
from rundum.base.replies import toast, wants_part
from rundum.concerns.actions.undoing import is_undoable
from rundum.concerns.addresses import concern_address, undo_address
from rundum.concerns.components.slips import slips_for
from rundum.concerns.models import Concern
from rundum.concerns.queries.concern_page import ConcernPage, concern_page
from rundum.concerns.queries.presences import present_at
from rundum.concerns.views.found import concern_or_404
from rundum.timeline.components.entries import timeline_items
from rundum.timeline.kinds import Tab
from rundum.timeline.models import Entry
from rundum.timeline.queries import Cursor

PAGE = "concerns/concern.html"
CHANGED = f"{PAGE}#changed"
TABS = {tab.value: tab for tab in (Tab.TALK, Tab.WORK, Tab.MONEY)}


def address_of(concern: Concern) -> str:
    """The page of the concern."""
    return concern_address(concern.customer_id, concern.pk)


def context_of(page: ConcernPage, tab: Tab | None = None) -> dict[str, object]:
    """What the page's template and each of its parts need."""
    return {
        "page": page,
        "concern": page.concern,
        "tab": tab.value if tab else "",
        "items": timeline_items(page.timeline, contacts=page.contact_names, slips=slips_for(page)),
        "present": present_at(page.concern, page.reader),
        "address": address_of(page.concern),
    }


def asked_for(request: HttpRequest) -> tuple[Tab | None, Cursor | None]:
    """The tab and the start of the timeline that the reader looks at, also when they are busy with an act."""
    looked_at = parse_qs(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    tab = request.GET.get("tab") or next(iter(looked_at.get("tab", [])), "")
    return TABS.get(tab), Cursor.read(request.POST.get("start") or request.GET.get("start", ""))


def changed_parts(
    request: SignedInRequest, concern: Concern, extra: Mapping[str, object] | None = None, part: str = CHANGED
) -> HttpResponse:
    """The parts of the page that acts change, to be swapped in by their ids."""
    tab, start = asked_for(request)
    current = concern_or_404(request, concern.customer_id, concern.pk)
    page = concern_page(current, request.user, tab=tab, start=start)
    return render(request, part, context_of(page, tab) | {"oob": True} | dict(extra or {}))


def done(
    request: SignedInRequest,
    concern: Concern,
    sentence: str | Promise,
    *,
    part: str = CHANGED,
    extra: Mapping[str, object] | None = None,
) -> HttpResponse:
    """After an act: say what was done and offer to take it back, then show the concern."""
    toast(request, sentence, undo_of(concern, request.user))
    if not Concern.objects.visible_to(request.user).filter(customer=concern.customer_id, pk=concern.pk).exists():
        # It went to another team and is kept there.
        return _sent_to(request, "/")
    if wants_part(request):
        return changed_parts(request, concern, extra, part)
    return redirect(address_of(concern))


def act(
    request: SignedInRequest, customer: int, pk: int, action: Callable[[Concern], object], sentence: str | Promise
) -> HttpResponse:
    """One act that needs no form: fetch, do, answer."""
    concern = concern_or_404(request, customer, pk)
    action(concern)
    return done(request, concern, sentence)


def undo_of(concern: Concern, user: User) -> str:
    """Where the newest thing the person did to the concern is taken back; empty where it cannot be."""
    mine = Entry.objects.filter(customer_id=concern.customer_id, concern_id=concern.pk)
    newest = mine.order_by("-pk").first()
    if newest is None or not is_undoable(newest, user):
        return ""
    return undo_address(newest)


def _sent_to(request: HttpRequest, address: str) -> HttpResponse:
    if wants_part(request):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)
