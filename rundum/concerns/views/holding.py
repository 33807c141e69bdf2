"""Taking work, helping, asking for help. Nobody is given work here."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.forms import refusals_shown_in
from rundum.concerns.actions.holding import (
    answer_help_request,
    ask_for_help,
    lend_hand,
    release_concern,
    stop_helping,
    take_concern,
)
from rundum.concerns.forms.acts import HelpRequestForm
from rundum.concerns.models import HelpRequest
from rundum.concerns.policy import require_may_work_on
from rundum.concerns.views.answering import act, done
from rundum.concerns.views.found import concern_or_404
from rundum.concerns.views.pages import act_page
from rundum.teams.models import Membership


@open_to_colleagues
@require_POST
def taking(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Hold the thread: a free one or, with `over`, that of a colleague."""
    only_free = "over" not in request.POST
    sentence = _("You hold the thread now.")
    return act(request, customer, pk, lambda found: take_concern(found, by=request.user, only_free=only_free), sentence)


@open_to_colleagues
@require_POST
def releasing(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Let go of the thread."""
    sentence = _("You let go of the thread. Anyone of the team can take it.")
    return act(request, customer, pk, lambda found: release_concern(found, by=request.user), sentence)


@open_to_colleagues
@require_POST
def helping(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Lend a hand."""
    return act(request, customer, pk, lambda found: lend_hand(found, by=request.user), _("You lend a hand."))


@open_to_colleagues
@require_POST
def helped(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """No longer lend a hand."""
    sentence = _("You no longer lend a hand here.")
    return act(request, customer, pk, lambda found: stop_helping(found, by=request.user), sentence)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def help_request(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Ask a colleague of the team, or all of it, for help. ?asked= suggests whom."""
    concern = concern_or_404(request, customer, pk)
    require_may_work_on(request.user, concern)
    members = Membership.objects.on(today()).filter(team=concern.team_id).values("user")
    colleagues = User.objects.filter(pk__in=members).exclude(pk=request.user.pk).order_by("name", "pk")
    form = HelpRequestForm(request.POST or None, colleagues=colleagues, initial={"asked": request.GET.get("asked")})
    if form.is_valid():
        with refusals_shown_in(form):
            ask_for_help(concern, asked=form.cleaned_data["asked"], note=form.cleaned_data["note"], by=request.user)
            return done(request, concern, _("The question is asked."))
    return act_page(request, concern, form, title=_("Ask for help"), submit=_("Ask"))


@open_to_colleagues
@require_POST
def help_answer(request: SignedInRequest, customer: int, pk: int, help_request: int) -> HttpResponse:
    """Say yes or no to a request for help."""
    concern = concern_or_404(request, customer, pk)
    asked = get_object_or_404(HelpRequest, customer=customer, concern=concern, pk=help_request)
    accepted = request.POST.get("accepted") == "yes"
    answer_help_request(asked, accepted=accepted, by=request.user)
    return done(request, concern, _("You lend a hand.") if accepted else _("You have said no; that is fine."))
