"""Files on entries, given to whoever may see the entry."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.concerns.models import Concern
from rundum.customers.models import Customer
from rundum.timeline.files import served
from rundum.timeline.models import Attachment


@open_to_colleagues
@require_GET
def file(request: SignedInRequest, customer: int, entry: int, pk: int) -> HttpResponseBase:
    """One file, as a download. Not found for whoever must not see the concern or, in none, the customer."""
    attachment = get_object_or_404(Attachment.objects.select_related("entry"), customer_id=customer, entry=entry, pk=pk)
    concern = attachment.entry.concern_id
    if concern is None:
        get_object_or_404(Customer.objects.visible_to(request.user), pk=customer)
    else:
        get_object_or_404(Concern.objects.visible_to(request.user), customer=customer, pk=concern)
    try:
        return served(attachment)
    except FileNotFoundError:
        raise Http404 from None
