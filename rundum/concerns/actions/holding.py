"""People take work. Nobody gives it to them: every action here is about the one who acts, or asks."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import NotAllowed, Refused
from rundum.concerns.actions.acting import locked_for, write_down
from rundum.concerns.models import Concern, Help, HelpRequest, Holding
from rundum.teams.policy import is_member


@transaction.atomic
def take_concern(concern: Concern, *, by: User, only_free: bool = False) -> Holding:
    """`by` holds the thread from now on, also when a colleague held it before.

    only_free: they have seen it free and mean to take it from nobody. Raises Refused("held_already") when they hold it
    already, and for what is only taken free Refused("taken_meanwhile") when a colleague was quicker.
    """
    concern = locked_for(concern, by)
    if concern.holder_id == by.pk:
        raise Refused("held_already", _("You hold the thread already."))
    if only_free and concern.holder is not None:
        sentence = _("%(name)s holds the thread by now. Lend a hand, or take it over once you have agreed on that.")
        raise Refused("taken_meanwhile", sentence % {"name": concern.holder.name})
    before = concern.holder_id
    end_holding(concern)
    holding = Holding.objects.create(customer_id=concern.customer_id, concern=concern, user=by, since=now())
    concern.holder = by
    concern.save(update_fields=["holder"])
    write_down("concerns.taken", concern, by=by, data={"before": before})
    return holding


@transaction.atomic
def release_concern(concern: Concern, *, by: User) -> Concern:
    """`by` lets go of the thread; the concern is free to take. Raises Refused("not_held") if they do not hold it."""
    concern = locked_for(concern, by)
    if concern.holder_id != by.pk:
        raise Refused("not_held", _("You do not hold the thread."))
    end_holding(concern)
    concern.holder = None
    concern.save(update_fields=["holder"])
    write_down("concerns.released", concern, by=by)
    return concern


def end_holding(concern: Concern) -> None:
    """Nobody holds the thread of the locked concern from now on; its row is for the caller to save."""
    Holding.objects.filter(customer=concern.customer_id, concern=concern, until=None).update(until=now())


@transaction.atomic
def lend_hand(concern: Concern, *, by: User) -> Help:
    """`by` helps with the concern. Raises Refused("helps_already") when they do."""
    concern = locked_for(concern, by)
    if concern.helps.filter(user=by, until=None).exists():
        raise Refused("helps_already", _("You lend a hand already."))
    help_given = Help.objects.create(customer_id=concern.customer_id, concern=concern, user=by, since=now())
    write_down("concerns.helps", concern, by=by)
    return help_given


@transaction.atomic
def stop_helping(concern: Concern, *, by: User) -> Concern:
    """`by` no longer helps. Raises Refused("not_helping") if they do not."""
    concern = locked_for(concern, by)
    if not concern.helps.filter(user=by, until=None).update(until=now()):
        raise Refused("not_helping", _("You are not lending a hand here."))
    write_down("concerns.helped", concern, by=by)
    return concern


@transaction.atomic
def ask_for_help(concern: Concern, *, asked: User | None, by: User, note: str = "") -> HelpRequest:
    """Ask one colleague of the team, or (None) the whole team, for help. They decide.

    Raises Refused("not_in_team") for someone who is not a member of the concern's team.
    """
    concern = locked_for(concern, by)
    if asked is not None and not is_member(asked, concern.team_id):
        raise Refused("not_in_team", _("Only members of the team can be asked. A person can be lent to the team."))
    request = HelpRequest.objects.create(
        customer_id=concern.customer_id, concern=concern, asked=asked, by=by, note=note, asked_at=now()
    )
    verb = "concerns.help_asked" if asked else "concerns.help_asked_team"
    write_down(verb, concern, by=by, text=note, data={"asked": asked.name, "asked_id": asked.pk} if asked else None)
    return request


@transaction.atomic
def answer_help_request(request: HelpRequest, *, accepted: bool, by: User) -> HelpRequest:
    """Say yes (and lend a hand) or no to a request.

    Raises NotAllowed for a request to somebody else, Refused("answered") when it has been answered,
    Refused("whole_team") for a no where the whole team was asked: another member may say yes.
    """
    concern = locked_for(request.concern, by)
    request = HelpRequest.objects.select_for_update().get(customer=concern.customer_id, pk=request.pk)
    if request.asked_id not in (None, by.pk):
        raise NotAllowed("asked_someone_else", _("Somebody else was asked."), customer=concern.customer_id)
    if request.answered_at is not None:
        raise Refused("answered", _("This request has been answered already."))
    if request.asked_id is None and not accepted:
        raise Refused("whole_team", _("The whole team was asked. Nobody needs to say no."))
    request.answered_at, request.accepted, request.asked = now(), accepted, by
    request.save(update_fields=["answered_at", "accepted", "asked"])
    if not accepted:
        write_down("concerns.help_declined", concern, by=by)
    elif not concern.helps.filter(user=by, until=None).exists():
        lend_hand(concern, by=by)
    return request
