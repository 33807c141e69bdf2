"""How a promise ends, or gets another time."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.concerns.actions.promising import break_promise, keep_promise, move_promise, withdraw_promise
from rundum.concerns.forms.acts import MovePromiseForm, ReasonForm
from rundum.concerns.models import Concern, Promise
from rundum.concerns.policy import require_may_work_on
from rundum.concerns.views.answering import done
from rundum.concerns.views.found import concern_or_404
from rundum.concerns.views.pages import act_page


@open_to_colleagues
@require_POST
def kept(request: SignedInRequest, customer: int, pk: int, promise: int) -> HttpResponse:
    """The promise was kept."""
    concern, found = _promise(request, customer, pk, promise)
    keep_promise(found, by=request.user)
    return done(request, concern, _("The promise is kept."))


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def broken(request: SignedInRequest, customer: int, pk: int, promise: int) -> HttpResponse:
    """The promise could not be kept, and why."""
    concern, found = _promise(request, customer, pk, promise)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            break_promise(found, reason=form.cleaned_data["reason"], by=request.user)
            return done(request, concern, _("It is written down. Tell the customer, and give a new promise."))
    title, submit = _("We could not keep this promise"), _("Write it down")
    return act_page(request, concern, form, title=title, submit=submit, about=found.text)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def withdrawn(request: SignedInRequest, customer: int, pk: int, promise: int) -> HttpResponse:
    """The promise is taken back, with a reason the customer knows."""
    concern, found = _promise(request, customer, pk, promise)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            withdraw_promise(found, reason=form.cleaned_data["reason"], by=request.user)
            return done(request, concern, _("The promise is withdrawn."))
    return act_page(request, concern, form, title=_("Withdraw this promise"), submit=_("Withdraw"), about=found.text)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def moved(request: SignedInRequest, customer: int, pk: int, promise: int) -> HttpResponse:
    """The promise gets another time, with the customer told."""
    concern, found = _promise(request, customer, pk, promise)
    form = MovePromiseForm(request.POST or None, initial={"due_at": found.due_at})
    if form.is_valid():
        with refusals_shown_in(form):
            move_promise(found, due_at=form.cleaned_data["due_at"], told=form.cleaned_data["told"], by=request.user)
            return done(request, concern, _("The promise has another time."))
    return act_page(
        request, concern, form, title=_("Agree another time"), submit=_("Move the promise"), about=found.text
    )


def _promise(request: SignedInRequest, customer: int, pk: int, promise: int) -> tuple[Concern, Promise]:
    concern = concern_or_404(request, customer, pk)
    require_may_work_on(request.user, concern)
    promises = Promise.objects.select_related("concern")
    return concern, get_object_or_404(promises, customer=customer, concern=concern, pk=promise)
