"""What other systems call a customer."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.customers.actions.keeping import add_external_id, remove_external_id
from rundum.customers.forms.keeping import ExternalIdForm
from rundum.customers.models import ExternalId
from rundum.customers.policy import require_may_keep
from rundum.customers.views.found import customer_or_404


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def external_ids(request: SignedInRequest, customer: int) -> HttpResponse:
    """The numbers known, and one more."""
    found = customer_or_404(request, customer)
    require_may_keep(request.user, found)
    form = ExternalIdForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            add_external_id(found, by=request.user, **form.cleaned_data)
            toast(request, _("The number is kept."))
            return redirect("customers:external_ids", found.pk)
    context = {"customer": found, "form": form, "known": found.external_ids.order_by("source", "value")}
    return render(request, "customers/external_ids.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_POST
def external_id_removal(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """That system no longer calls the customer so."""
    found = customer_or_404(request, customer)
    known = get_object_or_404(ExternalId, customer=found, pk=pk)
    remove_external_id(known, by=request.user)
    toast(request, _("Removed: %(source)s %(number)s") % {"source": known.source, "number": known.value})
    return redirect("customers:external_ids", found.pk)
