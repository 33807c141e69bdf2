"""The page on which a customer goes from one team to another."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.customers.actions.assigning import tick_handover_item, withdraw_handover
from rundum.customers.models import Customer, HandoverItem, TeamHandover
from rundum.customers.policy import require_may_decide_for
from rundum.customers.views.found import customer_or_404
from rundum.desk.customer_page.actions import offer_with_promises, receive_customer
from rundum.teams.forms.choosing import choice_of_team
from rundum.teams.models import Team
from rundum.teams.policy import is_member, teams_of

ORDER = HandoverItem.Kind.values
"""What presses most comes first: what was promised."""


class OfferForm(forms.Form):
    """To which team, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, help_text=gettext_lazy("The customer will ask, too.")
    )

    def __init__(self, data: dict[str, str] | None = None, *, customer: Customer) -> None:
        super().__init__(data)
        teams = Team.objects.current().exclude(pk=customer.team_id or 0)
        self.fields["to_team"] = choice_of_team(teams, label=gettext_lazy("To which team"))
        self.order_fields(["to_team", "reason"])


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def handover(request: SignedInRequest, customer: int) -> HttpResponse:
    """Offer the customer to another team; while it is offered, go through the checklist together."""
    found = _found(request, customer)
    running = _running(found)
    if running is None or request.method == "POST":
        require_may_decide_for(request.user, found)
    data = request.POST.dict() if request.method == "POST" else None
    form = OfferForm(data, customer=found)
    if form.is_valid():
        with refusals_shown_in(form):
            offer = offer_with_promises(found, by=request.user, **form.cleaned_data)
            toast(
                request, _("%(name)s is offered to team %(team)s.") % {"name": found.name, "team": offer.to_team.name}
            )
            return redirect("customers:handover", found.pk)
    context: dict[str, object] = {"customer": found, "handover": running, "form": form}
    if running is not None:
        gives, receives = (is_member(request.user, team) for team in (running.from_team_id, running.to_team_id))
        listed = HandoverItem.objects.filter(customer=found, handover=running).select_related("done_by").order_by("id")
        items = sorted(listed, key=lambda item: ORDER.index(item.kind))
        context |= {
            "items": items,
            "may_tick": gives or receives,
            "may_receive": receives,
            "all_done": all(item.done_at is not None for item in items),
        }
    return render(request, "desk/customer/handover.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_POST
def item(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """This one thing has been passed on."""
    found = _found(request, customer)
    tick_handover_item(get_object_or_404(HandoverItem, customer=found, pk=pk), by=request.user)
    return redirect("customers:handover", found.pk)


@open_to_colleagues
@require_POST
def receipt(request: SignedInRequest, customer: int) -> HttpResponse:
    """The receiving team confirms: the customer and its open concerns are theirs."""
    found = _found(request, customer)
    assignment = receive_customer(_offer_or_404(found), by=request.user)
    toast(request, _("%(name)s is with team %(team)s now.") % {"name": found.name, "team": assignment.team.name})
    return redirect("customers:customer", found.pk)


@open_to_colleagues
@require_POST
def withdrawal(request: SignedInRequest, customer: int) -> HttpResponse:
    """The customer stays where it is."""
    found = _found(request, customer)
    withdraw_handover(_offer_or_404(found), by=request.user)
    toast(request, _("%(name)s stays with its team.") % {"name": found.name})
    if not Customer.objects.visible_to(request.user).filter(pk=found.pk).exists():
        return redirect("/")  # who declines a confidential customer sees it no longer
    return redirect("customers:customer", found.pk)


def _found(request: SignedInRequest, pk: int) -> Customer:
    """The customer, for those who may see it and for the team it is offered to, confidential or not."""
    offers = TeamHandover.objects.filter(customer=pk, confirmed_at=None, withdrawn_at=None)
    if offers.filter(to_team__in=teams_of(request.user)).exists():
        return get_object_or_404(Customer.objects.select_related("team"), pk=pk)
    return customer_or_404(request, pk)


def _running(customer: Customer) -> TeamHandover | None:
    offers = TeamHandover.objects.filter(customer=customer, confirmed_at=None, withdrawn_at=None)
    return offers.select_related("from_team", "to_team", "offered_by").first()


def _offer_or_404(customer: Customer) -> TeamHandover:
    return get_object_or_404(TeamHandover, customer=customer, confirmed_at=None, withdrawn_at=None)
