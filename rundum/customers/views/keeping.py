"""Taking customers on, changing what is known about them, taking them from the queue."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.refusals import EditConflict
from rundum.base.replies import onward, toast
from rundum.customers.actions.assigning import assign_customer
from rundum.customers.actions.keeping import edit_customer, take_on_customer
from rundum.customers.forms.differing import differences
from rundum.customers.forms.keeping import CustomerForm, TakingForm, TakingOnForm, as_initial
from rundum.customers.models import Customer
from rundum.customers.policy import require_may_keep, require_may_take
from rundum.customers.queries.changes import last_change
from rundum.customers.views.found import customer_or_404
from rundum.teams.frame import frame_of
from rundum.teams.models import Organisation


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def taking_on(request: SignedInRequest) -> HttpResponse:
    """A new customer, called `name` to begin with; `next` in the address leads on with them from there."""
    organisation = Organisation.objects.first()
    start = {"kind": Customer.Kind.COMPANY, "team": frame_of(request).team, "name": request.GET.get("name", "")}
    if organisation is not None:
        start |= {"country": organisation.country, "language": organisation.language}
    back = onward(request, request.GET.get("next", ""), "")
    form = TakingOnForm(request.POST or None, by=request.user, initial=start)
    if form.is_valid():
        with refusals_shown_in(form):
            customer = take_on_customer(
                form.cleaned_data["name"],
                by=request.user,
                team=form.cleaned_data["team"],
                reason=form.cleaned_data["reason"],
                **form.particulars,
            )
            toast(
                request,
                _("%(name)s is taken on, number %(number)s.") % {"name": customer.name, "number": customer.number},
            )
            if back:
                return redirect(f"{back}{'&' if '?' in back else '?'}customer={customer.pk}")
            return redirect("customers:customer", customer.pk)
    context = {"form": form, "back": back}
    return render(request, "customers/taking_on.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def details(request: SignedInRequest, customer: int) -> HttpResponse:
    """Change the particulars; of two who do so at once the second sees both versions (409)."""
    found = customer_or_404(request, customer)
    require_may_keep(request.user, found)
    form = CustomerForm(request.POST or None, initial=as_initial(found))
    context: dict[str, object] = {"customer": found, "form": form}
    status = 200
    if form.is_valid():
        try:
            with refusals_shown_in(form):
                name, revision = form.cleaned_data["name"], form.cleaned_data["revision"] or 0
                edit_customer(found, revision=revision, by=request.user, name=name, **form.particulars)
                toast(request, _("The details are kept."))
                return redirect("customers:customer", found.pk)
        except EditConflict:
            current = customer_or_404(request, customer)
            context["form"] = form = _again(form, revision=current.revision)
            context["conflict"] = {
                "by": last_change(current, "customers.edited"),
                "differences": differences(form, as_initial(current)),
            }
            status = 409
    return render(request, "customers/details.html", context, status=422 if form.is_bound and form.errors else status)


def _again(form: CustomerForm, *, revision: int) -> CustomerForm:
    """The same words once more, now on top of the other's version."""
    assert form.data is not None
    return CustomerForm({**{name: form.data.get(name, "") for name in form.fields}, "revision": revision})


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def taking(request: SignedInRequest, customer: int) -> HttpResponse:
    """Take a customer from the queue "no team yet" into one of one's own teams."""
    found = customer_or_404(request, customer)
    require_may_take(request.user, found)
    form = TakingForm(request.POST or None, by=request.user)
    if form.is_valid():
        with refusals_shown_in(form):
            team = form.cleaned_data["team"]
            assign_customer(found, team=team, reason=form.cleaned_data["reason"], by=request.user)
            toast(request, _("%(name)s is with team %(team)s now.") % {"name": found.name, "team": team.name})
            return redirect("customers:customer", found.pk)
    context = {
        "customer": found,
        "form": form,
        "title": _("Take into a team"),
        "submit": _("Take this customer"),
    }
    return render(request, "customers/form.html", context, status=422 if form.errors else 200)
