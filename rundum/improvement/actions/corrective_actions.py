"""Opening a corrective action, and saying which concerns it is about."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.concerns.models import Concern
from rundum.customers.actions.numbering import draw_numbers
from rundum.improvement.models import Cause, CorrectiveAction, LinkedConcern
from rundum.improvement.queries.corrective_course import course_of
from rundum.measures.actions.annotating import answer_signal
from rundum.measures.models import Signal
from rundum.teams.models import Team
from rundum.teams.policy import require_member
from rundum.timeline.actions import add_entry

SERIES = "corrective-action"
MOST = 100  # concerns linked at once


@transaction.atomic
def open_corrective_action(
    team: Team,
    *,
    title: str,
    by: User,
    concerns: Collection[Concern] = (),
    cause: Cause | None = None,
    signal: Signal | None = None,
) -> CorrectiveAction:
    """Something went wrong, and the team goes to its cause. cause: of its list, where small faults have led here.

    A signal is answered by it. Raises NotAllowed outside the team; Refused("no_title"), Refused("not_ours") for a
    concern that is not the team's or that `by` must not see, Refused("too_many"), or what `answer_signal` raises.
    """
    require_member(by, team.pk)
    if not title.strip():
        raise Refused("no_title", _("Say in a sentence what went wrong."))
    if cause is not None and cause.team_id != team.pk:
        raise Refused("not_ours", _("This cause is not on the list of the team."))
    action = CorrectiveAction.objects.create(
        number=draw_numbers(SERIES), team=team, title=title.strip(), cause=cause, signal=signal, opened_at=now(), by=by
    )
    if signal is not None:
        if signal.team_id != team.pk:
            raise Refused("not_ours", _("This signal is another team's."))
        answer_signal(signal, note=action.title, acted=True, by=by)
    write_down("improvement.corrective_action_opened", action, by=by)
    _link(action, ours(team, concerns, by), LinkedConcern.Tie.ABOUT, by=by)
    return action


@transaction.atomic
def link_concerns(action: CorrectiveAction, *, concerns: Collection[Concern], by: User) -> list[LinkedConcern]:
    """The corrective action is about these concerns too; those that are linked already stay as they are.

    Raises NotAllowed outside the team, Refused("closed", "not_ours", "too_many").
    """
    action = locked_action(action, by)
    return _link(action, ours(action.team, concerns, by), LinkedConcern.Tie.ABOUT, by=by)


@transaction.atomic
def unlink_concern(action: CorrectiveAction, *, concern: Concern, by: User) -> None:
    """The corrective action is not about this concern after all.

    Raises NotAllowed outside the team, Refused("closed"), Refused("goodwill_given") while it has spent goodwill there.
    """
    action = locked_action(action, by)
    if action.credits.filter(customer=concern.customer_id, credit__concern=concern).exists():
        raise Refused("goodwill_given", _("Goodwill was given here as part of containment, so the link stays."))
    links = LinkedConcern.objects.filter(customer=concern.customer_id, concern=concern, action=action)
    if links.delete()[0]:
        write_down_at(concern, "improvement.concern_unlinked", action, by=by)


def mark_same_cause(
    action: CorrectiveAction, *, own: Collection[Concern], elsewhere: Collection[Concern], by: User
) -> list[LinkedConcern]:
    """Tie similar cases to a locked action; part of the act that looks for them. Nothing is written at other teams'."""
    made = _link(action, ours(action.team, own, by), LinkedConcern.Tie.SAME_CAUSE, by=by)
    for concern in (
        Concern.objects.visible_to(by).exclude(team=action.team).filter(pk__in=[one.pk for one in elsewhere])
    ):
        made += _tied(action, concern, LinkedConcern.Tie.ELSEWHERE, by)
    return made


def ours(team: Team, concerns: Collection[Concern], by: User) -> list[Concern]:
    """The concerns as they stand now. Raises Refused unless all are the team's and `by` sees each of them."""
    if len(concerns) > MOST:
        raise Refused("too_many", _("So many concerns at once are more than anyone looks through. Link fewer."))
    wanted = {concern.pk for concern in concerns}
    found = list(Concern.objects.visible_to(by).filter(team=team, pk__in=wanted).order_by("pk"))
    if len(found) != len(wanted):
        raise Refused("not_ours", _("A corrective action is about concerns of its own team. One of these is not."))
    return found


def locked_action(action: CorrectiveAction, by: User, *, closed_too: bool = False) -> CorrectiveAction:
    """The corrective action as it stands now, locked, for a member of its team.

    Raises NotAllowed for anyone else, Refused("closed") for a closed one unless `closed_too`.
    """
    require_member(by, action.team_id)
    current = CorrectiveAction.objects.select_for_update(of=("self",)).select_related("team").get(pk=action.pk)
    if not closed_too and not current.is_open:
        raise Refused(
            "closed", _("This corrective action is closed. Plan another check to see whether it still holds.")
        )
    return current


def keep_in_step(action: CorrectiveAction) -> None:
    """What lists show of a locked action, after something was written down for it."""
    course = course_of(action)
    action.next_part = course.next_part or ""
    action.check_on = course.planned.due_on if course.planned else None
    action.save(update_fields=["next_part", "check_on"])


def write_down(verb: str, action: CorrectiveAction, *, by: User, **data: object) -> None:
    """The entry of an act, kept with the team. No text: what the team writes may name customers."""
    add_entry(verb, by=by, team=action.team_id, data=_data(action) | data)


def write_down_at(concern: Concern, verb: str, action: CorrectiveAction, *, by: User) -> None:
    """The entry on the timeline of a concern; it says the number only, as others' concerns may be in the text."""
    add_entry(verb, by=by, customer=concern.customer_id, concern=concern.pk, team=concern.team_id, data=_data(action))


def write_down_at_concerns(verb: str, action: CorrectiveAction, *, by: User) -> None:
    """The same at every concern of the team that is tied to it."""
    links = action.links.exclude(tie=LinkedConcern.Tie.ELSEWHERE).select_related("concern").order_by("pk")
    for link in links:
        write_down_at(link.concern, verb, action, by=by)


def _data(action: CorrectiveAction) -> dict[str, object]:
    return {"corrective_action": action.pk, "number": action.number, "team": action.team.name}


def _link(
    action: CorrectiveAction, concerns: Iterable[Concern], tie: LinkedConcern.Tie, *, by: User
) -> list[LinkedConcern]:
    made: list[LinkedConcern] = []
    for concern in concerns:
        new = _tied(action, concern, tie, by)
        if new:
            write_down_at(concern, "improvement.concern_linked", action, by=by)
        made += new
    return made


def _tied(action: CorrectiveAction, concern: Concern, tie: LinkedConcern.Tie, by: User) -> list[LinkedConcern]:
    """The new link, or nothing where there was one."""
    link, is_new = LinkedConcern.objects.get_or_create(
        customer_id=concern.customer_id,
        concern=concern,
        action=action,
        defaults={"team": action.team, "tie": tie, "at": now(), "by": by},
    )
    return [link] if is_new else []
