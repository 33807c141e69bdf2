"""The end of a concern: the customer's verdict, closing, coming back."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.concerns.actions.closing import close_concern, record_verdict
from rundum.concerns.actions.reopening import reopen_concern
from rundum.concerns.forms.acts import ClosingForm, ReasonForm, VerdictForm
from rundum.concerns.policy import require_may_reopen, require_may_work_on
from rundum.concerns.views.answering import done
from rundum.concerns.views.found import concern_or_404
from rundum.concerns.views.pages import act_page
from rundum.teams.policy import is_member


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def verdict(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """What the customer says about the outcome."""
    concern = concern_or_404(request, customer, pk)
    require_may_work_on(request.user, concern)
    start = {"contact": concern.contact_id, "solved": request.GET.get("solved")}
    form = VerdictForm(request.POST or None, customer=customer, initial=start)
    if form.is_valid():
        with refusals_shown_in(form):
            record_verdict(concern, by=request.user, **form.cleaned_data)
            return done(request, concern, _("The customer's verdict is written down."))
    about = _("This step belongs to the customer. Ask, and write down what they say.")
    title = _("What does the customer say?")
    return act_page(request, concern, form, title=title, submit=_("Write it down"), about=about)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def closing(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Close with the outcome as the customer sees it."""
    concern = concern_or_404(request, customer, pk)
    require_may_work_on(request.user, concern)
    form = ClosingForm(request.POST or None, is_sale=concern.process.is_sale)
    if form.is_valid():
        with refusals_shown_in(form):
            close_concern(concern, by=request.user, **form.cleaned_data)
            return done(request, concern, _("The concern is closed."))
    return act_page(request, concern, form, title=_("Close this concern"), submit=_("Close"))


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def reopening(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """The concern came back."""
    concern = concern_or_404(request, customer, pk)
    require_may_reopen(request.user, concern)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            reopen_concern(concern, reason=form.cleaned_data["reason"], by=request.user)
            return done(request, concern, _("The concern is open again. Its clock goes on."))
    if not is_member(request.user, concern.team_id):
        about = _("It goes on in your team then. It is counted that it came back, and its clock goes on.")
    else:
        about = _("It is counted that it came back, and its clock goes on from the first contact.")
    return act_page(request, concern, form, title=_("Reopen this concern"), submit=_("Reopen"), about=about)
