"""The parts of a corrective action, each with a form of its own that also stands on its page when it is its turn."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.formats.numbers import currency_symbol
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.concerns.forms.composing import ABOUT_AMOUNT
from rundum.concerns.models import Concern, Process
from rundum.decisions.models import Authority
from rundum.decisions.queries import authority_state
from rundum.improvement.actions.corrective_parts import (
    contain,
    decide_cause_work,
    write_causes,
    write_consequences,
    write_fix,
)
from rundum.improvement.actions.effect_checks import close_corrective_action, judge_effect, plan_check
from rundum.improvement.forms.corrective_actions import (
    CausesForm,
    CauseWorkForm,
    CheckForm,
    ClosingForm,
    ConsequencesForm,
    ContainmentForm,
    FixForm,
    JudgingForm,
)
from rundum.improvement.models import ActionPart, CorrectiveAction, LinkedConcern
from rundum.improvement.policy import may_judge
from rundum.improvement.queries.corrective_course import Course, course_of
from rundum.improvement.queries.faults import causes_of
from rundum.improvement.shown_course import part_address
from rundum.improvement.shown_effect import shown_effect
from rundum.measures.models import Measure
from rundum.teams.models import Membership
from rundum.teams.policy import require_member

LOOK_AFTER = timedelta(weeks=8)
SUBMIT: Mapping[ActionPart, str | Promise] = {
    ActionPart.CONTAINMENT: _("Write it down"),
    ActionPart.CONSEQUENCES: _("Write it down"),
    ActionPart.CAUSE_WORK: _("Decide"),
    ActionPart.CAUSES: _("Write the causes down"),
    ActionPart.FIX: _("Write the fix down"),
    ActionPart.CHECK: _("Plan the check"),
    ActionPart.VERDICT: _("Give the verdict"),
    ActionPart.CLOSING: _("Close it"),
}
DONE: Mapping[ActionPart, str | Promise] = {
    ActionPart.CONTAINMENT: _("The containment is written down."),
    ActionPart.CONSEQUENCES: _("The consequences are written down."),
    ActionPart.CAUSE_WORK: _("Decided."),
    ActionPart.CAUSES: _("The causes are written down."),
    ActionPart.FIX: _("The fix is written down."),
    ActionPart.CHECK: _("The check is planned."),
    ActionPart.VERDICT: _("The verdict is given."),
    ActionPart.CLOSING: _("The corrective action is closed."),
}


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def containment(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was done at once, and goodwill for a customer."""
    return _part(request, pk, ActionPart.CONTAINMENT)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def consequences(request: SignedInRequest, pk: int) -> HttpResponse:
    """What came of it."""
    return _part(request, pk, ActionPart.CONSEQUENCES)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def cause_work(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whether the team goes to the cause."""
    return _part(request, pk, ActionPart.CAUSE_WORK)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def causes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Why it happened."""
    return _part(request, pk, ActionPart.CAUSES)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def fix(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was changed."""
    return _part(request, pk, ActionPart.FIX)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """On which measure and when the effect is looked at."""
    return _part(request, pk, ActionPart.CHECK)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def verdict(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whether the fix has worked, said by somebody who did not do it."""
    return _part(request, pk, ActionPart.VERDICT)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def closing(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close it, with what it leaves behind."""
    return _part(request, pk, ActionPart.CLOSING)


def visible_action(reader: User, pk: int) -> CorrectiveAction:
    """The corrective action, where the reader may see it; Http404 otherwise."""
    rows = CorrectiveAction.objects.visible_to(reader).select_related("team", "cause", "by", "signal__measure")
    return get_object_or_404(rows, pk=pk)


def context_of_part(
    request: SignedInRequest, course: Course, part: ActionPart, data: QueryDict | None = None
) -> dict[str, Any]:
    """The form of a part and what its template needs beside it."""
    action = course.action
    context: dict[str, Any] = {
        "form": _form(course, part, request.user, data),
        "part": part,
        "submit": SUBMIT[part],
        "part_address": part_address(action, part),
    }
    if part is ActionPart.CONTAINMENT:
        context["authority"] = authority_state(action.team, area=Authority.Area.GOODWILL)
    if part is ActionPart.CAUSES:
        context["causes"] = causes_of(action.team)
    if part is ActionPart.VERDICT and course.planned:
        context["effect"] = shown_effect(course.planned, course)
    return context


def _part(request: SignedInRequest, pk: int, part: ActionPart) -> HttpResponse:
    action = visible_action(request.user, pk)
    course = course_of(action)
    if part is not ActionPart.VERDICT or not may_judge(request.user, action.team_id, doers=course.doers):
        require_member(request.user, action.team_id)
    context = context_of_part(request, course, part, request.POST if request.method == "POST" else None)
    form = context["form"]
    if form.is_valid():
        with refusals_shown_in(form, fields=ABOUT_AMOUNT if "amount" in form.fields else {}):
            _act(action, part, form.cleaned_data, form, request.user)
            toast(request, DONE[part])
            return redirect("improvement:corrective_action", pk)
    # What was posted all the same comes back with the refusal in the form.
    did_the_fix = part is ActionPart.VERDICT and request.user.pk in course.doers and not form.errors
    context |= {"action": action, "course": course, "did_the_fix": did_the_fix}
    return render(request, "improvement/corrective_part.html", context, status=422 if form.errors else 200)


def _act(action: CorrectiveAction, part: ActionPart, said: dict[str, Any], form: forms.Form, by: User) -> None:
    match part:
        case ActionPart.CONTAINMENT:
            contain(action, by=by, **said)
        case ActionPart.CONSEQUENCES:
            write_consequences(action, by=by, **said)
        case ActionPart.CAUSE_WORK:
            decide_cause_work(action, by=by, **said)
        case ActionPart.CAUSES:
            assert isinstance(form, CausesForm)
            write_causes(action, whys=form.whys, cause=said["cause"], by=by)
        case ActionPart.FIX:
            doers = User.objects.filter(pk__in=said["doers"])
            write_fix(action, text=said["text"], done_on=said["done_on"], doers=doers, by=by)
        case ActionPart.CHECK:
            plan_check(action, by=by, **said)
        case ActionPart.VERDICT:
            judge_effect(action, by=by, **said)
        case ActionPart.CLOSING:
            process = said["process"]
            close_corrective_action(action, version=process.version if process else None, note=said["note"], by=by)


def _form(course: Course, part: ActionPart, reader: User, data: QueryDict | None) -> forms.Form:
    """The form of a part, with what is written already."""
    action = course.action
    before = course.passage(part)
    text = {"text": before.text} if before else {}
    match part:
        case ActionPart.CONTAINMENT:
            return _containment_form(action, reader, data, text)
        case ActionPart.CONSEQUENCES:
            return ConsequencesForm(data, initial=text)
        case ActionPart.CAUSE_WORK:
            decided = {"needed": "yes" if before.needed else "no", "reason": before.text} if before else {}
            return CauseWorkForm(data, initial=decided)
        case ActionPart.CAUSES:
            return CausesForm(data, initial=_causes_before(course))
        case ActionPart.FIX:
            return _fix_form(course, reader, data)
        case ActionPart.CHECK:
            measures = sorted(Measure.objects.in_use().of_team(action.team_id), key=lambda one: one.name)
            planned = course.planned
            start: dict[str, object] = {"due_on": today(action.team.zone) + LOOK_AFTER}
            if planned:
                start = {"measure": planned.measure_id, "expected": planned.expected, "due_on": planned.due_on}
            return CheckForm(data, measures=measures, initial=start)
        case ActionPart.VERDICT:
            return JudgingForm(data)
    in_use = Process.objects.filter(retired_at=None, version__isnull=False).select_related("version")
    processes = in_use.filter(team=None) | in_use.filter(team=action.team_id)
    return ClosingForm(data, processes=list(processes.order_by("name", "pk")))


def _containment_form(
    action: CorrectiveAction, reader: User, data: QueryDict | None, start: dict[str, Any]
) -> ContainmentForm:
    own = action.links.exclude(tie=LinkedConcern.Tie.ELSEWHERE)
    concerns = (
        Concern.objects.visible_to(reader)
        .filter(pk__in=own.values("concern"), team=action.team_id)
        .select_related("customer")
        .order_by("number")
    )
    state = authority_state(action.team, area=Authority.Area.GOODWILL)
    currency = currency_symbol(state.authority.currency) if state else ""
    # Without authority no goodwill can be given, so it is not asked about.
    form = ContainmentForm(data, concerns=list(concerns) if state else [], currency=currency, initial=start)
    if "amount" in form.fields:
        asks = {
            "hx-get": reverse("improvement:corrective_authority", args=[action.pk]),
            "hx-target": "#authority-now",
            "hx-swap": "outerHTML",
            "hx-sync": "closest form:abort",
            "hx-include": "#id_concern, #id_amount",
        }
        form.fields["amount"].widget.attrs |= asks | {"hx-trigger": "input changed delay:200ms"}
        form.fields["concern"].widget.attrs |= asks | {"hx-trigger": "change"}
    return form


def _causes_before(course: Course) -> dict[str, str]:
    """The causes of this round, or those that the last round had to give up, to start from."""
    before = course.passage(ActionPart.CAUSES) or next((one for one in reversed(course.passages) if one.whys), None)
    cause = course.action.cause.name if course.action.cause else ""
    return {f"why_{number}": why for number, why in enumerate(before.whys if before else [], 1)} | {"cause": cause}


def _fix_form(course: Course, reader: User, data: QueryDict | None) -> FixForm:
    action = course.action
    here = Membership.objects.on(today()).filter(team=action.team_id)
    members = User.objects.filter(pk__in=here.values("user")).order_by("name", "pk")
    before = course.fix
    start: dict[str, object] = {"done_on": today(action.team.zone), "doers": [reader.pk]}
    if before:
        doers = [doer.user_id for doer in before.doers.all()]
        start = {"text": before.text, "done_on": before.done_on, "doers": doers}
    return FixForm(data, members=members, initial=start)
