"""Undo from the toast, while it stands."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.refusals import Refused
from rundum.base.replies import onward, toast
from rundum.concerns.actions.undoing import undo_entry
from rundum.concerns.addresses import concern_address
from rundum.timeline.models import Entry


@open_to_colleagues
@require_POST
def undo(request: SignedInRequest, customer: int, pk: int, entry: int) -> HttpResponse:
    """Take back what one has just done oneself; then back to the page one was on."""
    done = get_object_or_404(Entry, customer_id=customer, concern_id=pk, pk=entry, by=request.user)
    try:
        undo_entry(done, by=request.user)
    except Refused as refusal:
        toast(request, refusal.sentence)
    else:
        toast(request, _("Taken back."))
    return redirect(onward(request, request.headers.get("Referer", ""), concern_address(customer, pk)))
