"""Corrective actions: the list, opening one, its page, and those at a concern."""

from decimal import Decimal

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.formats.reading import written_decimal
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.concerns.models import Concern, Promise
from rundum.concerns.queries.family import case_of
from rundum.decisions.models import Authority
from rundum.decisions.queries import authority_state
from rundum.improvement.actions.corrective_actions import link_concerns, open_corrective_action, unlink_concern
from rundum.improvement.forms.corrective_actions import LinkForm, OpeningForm
from rundum.improvement.models import ActionPart, Cause, CorrectiveAction, LinkedConcern
from rundum.improvement.queries.corrective_actions import action_page, actions_at, actions_of
from rundum.improvement.queries.faults import concerns_with, frequency_of
from rundum.improvement.shown_course import lines_of
from rundum.improvement.shown_effect import shown_effect
from rundum.improvement.views.corrective_parts import context_of_part, visible_action
from rundum.measures.models import Signal
from rundum.teams.current import current_team
from rundum.teams.policy import is_member, require_member

ACT = "improvement/corrective_act.html"
LONGEST_ID = 16
TITLE = 200


@open_to_colleagues
@require_safe
def corrective_actions(request: SignedInRequest) -> HttpResponse:
    """The team's corrective actions, page by page, and the causes of its small faults."""
    team = current_team(request)
    if team is None:
        return render(request, "concerns/no_team.html")
    closed = request.GET.get("state") == "closed"
    context = {
        "team": team,
        "closed": closed,
        "today": today(team.zone),
        "page": actions_of(team, request.user, closed=closed, place=request.GET.get("place", "")),
        "frequency": frequency_of(team),
        "may_change": is_member(request.user, team.pk),
    }
    return render(request, "improvement/corrective_actions.html", context)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def opening(request: SignedInRequest) -> HttpResponse:
    """Something went wrong: a new corrective action; from a concern, a promise that was not kept, a signal or a
    frequent cause, prefilled."""
    team = current_team(request)
    promise = promise_asked_for(request)
    concern = promise.concern if promise else concern_asked_for(request)
    signal = Signal.objects.filter(pk=_number(request.GET, "signal")).select_related("team", "measure").first()
    cause = Cause.objects.filter(pk=_number(request.GET, "cause")).select_related("team").first()
    origin = concern or signal or cause
    team = origin.team if origin else team
    if team is None:
        return render(request, "concerns/no_team.html")
    require_member(request.user, team.pk, customer=concern.customer_id if concern else None)
    frequency = frequency_of(team)
    form = OpeningForm(
        request.POST if request.method == "POST" else None,
        team=team,
        reader=request.user,
        initial=_prefilled(request.user, concern, promise, cause, frequency.days),
    )
    if form.is_valid():
        with refusals_shown_in(form):
            action = open_corrective_action(team, cause=cause, signal=signal, by=request.user, **form.cleaned_data)
            toast(request, _("The corrective action is open."))
            return redirect("improvement:corrective_action", action.pk)
    context = {
        "title": _("Open a corrective action"),
        "submit": _("Open it"),
        "form": form,
        "often": next((one for one in frequency.due if cause and one.id == cause.pk), None),
        "frequency": frequency,
        "signal": signal,
    }
    return render(request, "improvement/corrective_opening.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_safe
def corrective_action(request: SignedInRequest, pk: int) -> HttpResponse:
    """One corrective action: what is written, what comes next, and what the measure says about its fix."""
    action = visible_action(request.user, pk)
    page = action_page(action, request.user)
    context: dict[str, object] = {"action": action, "page": page, "course": page.course, "lines": lines_of(page.course)}
    following = page.course.next_part
    if following and page.may_change and following not in {ActionPart.SIMILAR, ActionPart.VERDICT}:
        context |= context_of_part(request, page.course, following)
    if (check := page.course.planned or page.course.found_effective) is not None:
        context["effect"] = shown_effect(check, page.course)
    return render(request, "improvement/corrective_action.html", context)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def linking(request: SignedInRequest, pk: int) -> HttpResponse:
    """Link further concerns."""
    action = visible_action(request.user, pk)
    require_member(request.user, action.team_id)
    posted = request.POST if request.method == "POST" else None
    form = LinkForm(posted, team=action.team, reader=request.user)
    if form.is_valid():
        with refusals_shown_in(form):
            link_concerns(action, concerns=form.cleaned_data["concerns"], by=request.user)
            toast(request, _("The concerns are linked."))
            return redirect("improvement:corrective_action", pk)
    context = {"title": _("Link concerns"), "submit": _("Link them"), "form": form, "action": action}
    return render(request, ACT, context, status=422 if form.errors else 200)


@open_to_colleagues
@require_POST
def unlinking(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the link to a concern away."""
    action = visible_action(request.user, pk)
    require_member(request.user, action.team_id)
    concern = get_object_or_404(_linked(action, request.user), pk=_number(request.POST, "concern"))
    unlink_concern(action, concern=concern, by=request.user)
    toast(request, _("The link is gone."))
    return redirect("improvement:corrective_action", pk)


@open_to_colleagues
@require_safe
def authority(request: SignedInRequest, pk: int) -> HttpResponse:
    """What an amount of goodwill for a linked concern would mean, answered while it is being typed."""
    action = visible_action(request.user, pk)
    concern = _linked(action, request.user).filter(pk=_number(request.GET, "concern")).first()
    try:
        amount = max(written_decimal(request.GET.get("amount", "")), Decimal(0))
    except ValueError:
        amount = Decimal(0)
    case = case_of(concern) if concern else None
    state = authority_state(action.team, area=Authority.Area.GOODWILL, case=case)
    page = {"authority": state, "amount": amount, "before": "id_amount", "team": action.team_id}
    return render(request, "concerns/authority_now.html", page)


@open_to_colleagues
@require_safe
def at_concern(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """The corrective actions of one concern, as a part of the concern's page."""
    concern = get_object_or_404(
        Concern.objects.visible_to(request.user).select_related("team", "customer"), customer=customer, pk=pk
    )
    context = {
        "concern": concern,
        "actions": actions_at(concern, request.user),
        "may_change": is_member(request.user, concern.team_id),
    }
    name = "improvement/at_concern.html"
    return render(request, f"{name}#section" if "HX-Request" in request.headers else name, context)


def concern_asked_for(request: SignedInRequest) -> Concern | None:
    """The concern the address names as customer-concern; Http404 where the reader must not see it."""
    customer, _dash, pk = request.GET.get("concern", "").partition("-")
    if not (customer.isdecimal() and pk.isdecimal()):
        return None
    visible = Concern.objects.visible_to(request.user).select_related("team", "customer")
    return get_object_or_404(visible, customer=int(customer), pk=int(pk))


def promise_asked_for(request: SignedInRequest) -> Promise | None:
    """The promise the address names as customer-promise; Http404 where the reader must not see its concern."""
    customer, _dash, pk = request.GET.get("promise", "").partition("-")
    if not (customer.isdecimal() and pk.isdecimal() and len(customer) < LONGEST_ID and len(pk) < LONGEST_ID):
        return None
    promises = Promise.objects.select_related("concern__team", "concern__customer")
    promise = get_object_or_404(promises, customer=int(customer), pk=int(pk))
    get_object_or_404(Concern.objects.visible_to(request.user), customer=int(customer), pk=promise.concern_id)
    return promise


def _prefilled(
    reader: User, concern: Concern | None, promise: Promise | None, cause: Cause | None, days: int
) -> dict[str, str]:
    if concern is not None and promise is not None:
        title = _("Promise not kept: %(promise)s") % {"promise": promise.text}
        return {"title": Truncator(title).chars(TITLE), "concerns": str(concern.number)}
    if concern is not None:
        return {"title": concern.title, "concerns": str(concern.number)}
    if cause is not None:
        numbers = concerns_with(cause, reader, days=days).values_list("number", flat=True)
        return {"title": cause.name, "concerns": ", ".join(str(number) for number in numbers[:50])}
    return {}


def _linked(action: CorrectiveAction, reader: User) -> QuerySet[Concern]:
    own = action.links.exclude(tie=LinkedConcern.Tie.ELSEWHERE)
    return Concern.objects.visible_to(reader).filter(pk__in=own.values("concern"))


def _number(given: QueryDict, name: str) -> int:
    """An id that was given by name; 0, which nothing has, where there is none."""
    value = given.get(name, "")
    return int(value) if value.isdecimal() and len(value) < LONGEST_ID else 0
