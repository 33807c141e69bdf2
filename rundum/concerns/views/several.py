"""One act on the concerns selected in the list; the list shows how it went."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.accounts.models import User
from rundum.base.refusals import NotAllowed
from rundum.base.replies import onward, toast
from rundum.concerns.actions.holding import take_concern
from rundum.concerns.actions.several import Several, act_on_each, undo_each
from rundum.concerns.actions.stepping import move_to_next_step
from rundum.concerns.actions.waiting import wait_for
from rundum.concerns.filters import id_in
from rundum.concerns.models import Concern
from rundum.concerns.queries.listing import PAGE
from rundum.timeline.models import Entry
from rundum.timeline.refusals import record_refusal

WAIT = "wait-"


@dataclass(frozen=True)
class Selection:
    """What came of it, for the list: a sentence where nothing could be asked of anybody, and what was refused."""

    several: Several = field(default_factory=Several)
    sentence: str = ""

    @property
    def status(self) -> int:
        if self.sentence:
            return 422
        return 409 if self.several.refused else 200

    @property
    def kept(self) -> frozenset[int]:
        """The concerns that stay selected."""
        return frozenset(concern.pk for concern, _refusal in self.several.refused)


def act_on_selected(request: SignedInRequest) -> Selection:
    """Do what the button said (`act`) to each `concern` posted ("customer-id"), and say in a toast what was done.

    Raises NotAllowed where nothing of it is this person's to do.
    """
    act = _act(request.POST.get("act", ""), by=request.user)
    concerns = _concerns(request)
    if act is None or not concerns:
        return Selection(sentence=_("Select concerns first, then say what is to be done with them."))
    several = act_on_each(concerns, act, by=request.user)
    _record(request, several)
    if several.done:
        toast(request, _done(request.POST["act"], len(several.done)), _undo_address(several.done))
    return Selection(several)


@open_to_colleagues
@require_POST
def undo_several(request: SignedInRequest) -> HttpResponse:
    """Take back what one has just done to several concerns (`entry` in the address); back to the list."""
    wished = _pairs(request.GET.getlist("entry"))
    mine = Entry.objects.filter(
        customer_id__in=[customer for customer, _pk in wished], pk__in=[pk for _customer, pk in wished], by=request.user
    )
    entries = [entry for entry in mine if (entry.customer_id, entry.pk) in wished]
    refused = undo_each(entries, by=request.user)
    if refused:
        toast(request, refused[0].sentence)
    if len(entries) > len(refused):
        toast(request, _("Taken back."))
    return redirect(onward(request, request.headers.get("Referer", ""), "concerns:list"))


def _act(name: str, *, by: User) -> Callable[[Concern], object] | None:
    """The action a button stands for."""
    if name == "take":
        return partial(take_concern, by=by)
    if name == "next":
        return partial(move_to_next_step, by=by)
    whom = name.removeprefix(WAIT)
    if whom != name and whom and whom in Concern.WaitingFor.values:
        return partial(wait_for, whom=whom, by=by)
    return None


def _concerns(request: SignedInRequest) -> list[Concern]:
    """The posted concerns that the person sees, in the order of the list."""
    wished = _pairs(request.POST.getlist("concern"))
    seen = Concern.objects.visible_to(request.user).filter(
        customer__in=[customer for customer, _pk in wished], pk__in=[pk for _customer, pk in wished]
    )
    found = {(concern.customer_id, concern.pk): concern for concern in seen}
    return [found[pair] for pair in wished if pair in found]


def _pairs(texts: list[str]) -> list[tuple[int, int]]:
    """The customer's id and the thing's own of each "7-12"; a page's worth at most."""
    read = [tuple(id_in(part) for part in text.split("-")) for text in texts[:PAGE]]
    return [(pair[0], pair[1]) for pair in read if len(pair) == 2 and pair[0] is not None and pair[1] is not None]


def _record(request: SignedInRequest, several: Several) -> None:
    """What was not this person's to do is kept on the record, as when it is tried singly."""
    strange = [refusal for _concern, refusal in several.refused if isinstance(refusal, NotAllowed)]
    if strange and len(strange) == len(several.refused) and not several.done:
        raise strange[0]
    for refusal in strange:
        record_refusal(request, refusal)


def _done(act: str, count: int) -> str:
    if act == "take":
        words = ngettext(
            "You hold the thread of %(count)s concern now.", "You hold the thread of %(count)s concerns now.", count
        )
    elif act == "next":
        words = ngettext("%(count)s concern is a step further.", "%(count)s concerns are a step further.", count)
    else:
        words = ngettext("%(count)s concern waits now.", "%(count)s concerns wait now.", count)
    return words % {"count": count}


def _undo_address(done: list[Entry]) -> str:
    entries = [("entry", f"{entry.customer_id}-{entry.pk}") for entry in done]
    return f"{reverse('concerns:several_undoing')}?{urlencode(entries)}"
