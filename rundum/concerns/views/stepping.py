"""Moving a concern through its process, ticking off its work specification and its next steps."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.refusals import Refused
from rundum.concerns.actions.stepping import (
    add_task,
    check_item,
    finish_task,
    move_to_step,
    reopen_task,
    uncheck_item,
)
from rundum.concerns.models import SpecificationItem, Step, Task
from rundum.concerns.policy import require_may_work_on
from rundum.concerns.views.answering import done
from rundum.concerns.views.found import concern_or_404

LONGEST_TASK, LONGEST_DEVIATION = 200, 300


@open_to_colleagues
@require_POST
def step(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Move the concern to the step that was posted."""
    concern = concern_or_404(request, customer, pk)
    require_may_work_on(request.user, concern)
    chosen = get_object_or_404(Step, version=concern.version_id, pk=_number(request, "step"))
    move_to_step(concern, step=chosen, by=request.user)
    return done(request, concern, _("The concern is in “%(step)s” now.") % {"step": chosen.name})


@open_to_colleagues
@require_POST
def item(request: SignedInRequest, customer: int, pk: int, item: int) -> HttpResponse:
    """Tick a line of the work specification off, say what was done instead, or take the tick back."""
    concern = concern_or_404(request, customer, pk)
    line = get_object_or_404(SpecificationItem, step__version=concern.version_id, pk=item)
    if request.POST.get("do") == "uncheck":
        uncheck_item(concern, item=line, by=request.user)
        return done(request, concern, _("Open again: %(item)s") % {"item": line.text})
    deviation = request.POST.get("deviation", "").strip()
    if request.POST.get("do") == "deviate" and not deviation:
        raise Refused("no_deviation", _("Say what you did instead, and why. The next review learns from it."))
    check_item(concern, item=line, deviation=deviation[:LONGEST_DEVIATION], by=request.user)
    return done(request, concern, _("Ticked off: %(item)s") % {"item": line.text})


@open_to_colleagues
@require_POST
def tasks(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Write down a next step."""
    concern = concern_or_404(request, customer, pk)
    require_may_work_on(request.user, concern)
    text = request.POST.get("text", "").strip()
    if not text:
        raise Refused("no_text", _("What is the next step?"))
    add_task(concern, text=text[:LONGEST_TASK], by=request.user)
    return done(request, concern, _("The next step is written down."), part="concerns/concern.html#task_added")


@open_to_colleagues
@require_POST
def task(request: SignedInRequest, customer: int, pk: int, task: int) -> HttpResponse:
    """A next step is done, or is not done after all."""
    concern = concern_or_404(request, customer, pk)
    found = get_object_or_404(Task.objects.select_related("concern"), customer=customer, concern=concern, pk=task)
    if request.POST.get("do") == "reopen":
        reopen_task(found, by=request.user)
        return done(request, concern, _("Open again: %(item)s") % {"item": found.text})
    finish_task(found, by=request.user)
    return done(request, concern, _("Done: %(item)s") % {"item": found.text})


def _number(request: SignedInRequest, name: str) -> int:
    """A posted number; 0, which nothing is called, for anything else."""
    posted = request.POST.get(name, "")
    return int(posted) if posted.isdecimal() and len(posted) < 19 else 0
