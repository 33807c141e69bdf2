"""Saying for whom a concern waits."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.concerns.actions.waiting import stop_waiting, wait_for
from rundum.concerns.forms.acts import WaitForm
from rundum.concerns.models import Concern
from rundum.concerns.policy import require_may_work_on
from rundum.concerns.views.answering import act, done
from rundum.concerns.views.found import concern_or_404
from rundum.concerns.views.pages import act_page


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def waiting(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """The concern waits for somebody from now on."""
    concern = concern_or_404(request, customer, pk)
    require_may_work_on(request.user, concern)
    form = WaitForm(request.POST or None, initial={"whom": concern.waiting_for or Concern.WaitingFor.CUSTOMER})
    if form.is_valid():
        with refusals_shown_in(form):
            wait_for(concern, whom=form.cleaned_data["whom"], reason=form.cleaned_data["reason"], by=request.user)
            return done(request, concern, _("It is written down for whom this waits."))
    about = _("The time goes on and is shown apart. It is never taken off.")
    return act_page(request, concern, form, title=_("For whom does this wait?"), submit=_("Write it down"), about=about)


@open_to_colleagues
@require_POST
def waited(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """The concern waits for nobody any more."""
    return act(request, customer, pk, lambda found: stop_waiting(found, by=request.user), _("It goes on."))
