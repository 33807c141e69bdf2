"""Writing down the parts of a corrective action, from containment to the fix, each in its turn."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.base.refusals import Refused
from rundum.concerns.actions.crediting import give_credit
from rundum.concerns.models import Concern, Credit
from rundum.improvement.actions.corrective_actions import keep_in_step, locked_action, mark_same_cause, write_down
from rundum.improvement.actions.faults import cause_called
from rundum.improvement.models import (
    ActionPart,
    ContainmentCredit,
    CorrectiveAction,
    Fix,
    FixDoer,
    LinkedConcern,
    Passage,
)
from rundum.improvement.queries.corrective_course import Course, course_of
from rundum.teams.models import Membership

WHYS = 7
"""More questions than these lead away from what the team can change."""


@transaction.atomic
def contain(
    action: CorrectiveAction,
    *,
    text: str,
    by: User,
    concern: Concern | None = None,
    amount: Decimal | None = None,
    reason: str = "",
) -> Passage:
    """What was done at once; with an amount, goodwill to the customer of a linked concern from the team's authority.

    reason: what the credit is for, in words that this customer's timeline may hold. Raises NotAllowed outside the team,
    Refused("closed", "nothing_said"), Refused("not_about") for a concern it is not about, or what `give_credit` raises
    beyond a limit; then nothing is written.
    """
    action = locked_action(action, by)
    if amount is not None and concern is not None:
        _give_goodwill(action, concern, amount, reason, by)
    return _write(action, ActionPart.CONTAINMENT, text, by=by)


def _give_goodwill(action: CorrectiveAction, concern: Concern, amount: Decimal, reason: str, by: User) -> Credit:
    links = action.links.filter(customer=concern.customer_id, concern=concern).exclude(tie=LinkedConcern.Tie.ELSEWHERE)
    if not links.exists():
        raise Refused("not_about", _("Link the concern first. Goodwill goes to the customers it is about."))
    if not reason.strip():
        raise Refused("no_reason", _("Say what the goodwill is for, in words this customer may read."))
    credit = give_credit(concern, amount=amount, reason=reason.strip(), by=by)
    ContainmentCredit.objects.create(
        customer_id=credit.customer_id, credit=credit, action=action, team_id=action.team_id
    )
    return credit


@transaction.atomic
def write_consequences(action: CorrectiveAction, *, text: str, by: User) -> Passage:
    """What came of it, and how that was dealt with. Raises NotAllowed, Refused("closed", "not_yet", "nothing_said")."""
    return _write(locked_action(action, by), ActionPart.CONSEQUENCES, text, by=by)


@transaction.atomic
def decide_cause_work(action: CorrectiveAction, *, needed: bool, reason: str, by: User) -> Passage:
    """Whether the team goes to the cause. If not, it says why; fix and check remain.

    Raises NotAllowed outside the team, Refused("closed", "not_yet"), Refused("nothing_said") for a no without reason,
    Refused("further_round") once a fix has turned out not to work.
    """
    action = locked_action(action, by)
    if action.round > 1 and not needed:
        raise Refused("further_round", _("A fix has not worked. Without the cause the next one will not either."))
    return _write(action, ActionPart.CAUSE_WORK, reason, by=by, needed=needed)


@transaction.atomic
def write_causes(action: CorrectiveAction, *, whys: Sequence[str], cause: str, by: User) -> Passage:
    """Why it happened, asked again and again; and its cause in a few words, on the team's list from now on.

    Raises NotAllowed outside the team, Refused("closed", "not_yet", "nothing_said"), Refused("no_cause").
    """
    action = locked_action(action, by)
    said = [why.strip() for why in whys if why.strip()][:WHYS]
    passage = _write(action, ActionPart.CAUSES, cause, by=by, whys=said)
    action.cause = cause_called(action.team, cause, by=by)
    action.save(update_fields=["cause"])
    return passage


@transaction.atomic
def mark_similar_cases(
    action: CorrectiveAction, *, text: str, own: Collection[Concern], elsewhere: Collection[Concern], by: User
) -> Passage:
    """Where else it happened: what was looked for, and what has the same cause. own: concerns of the team.

    Raises NotAllowed outside the team, Refused("closed", "not_yet", "nothing_said"), Refused("not_ours").
    """
    action = locked_action(action, by)
    passage = _write(action, ActionPart.SIMILAR, text, by=by)
    mark_same_cause(action, own=own, elsewhere=elsewhere, by=by)
    return passage


@transaction.atomic
def write_fix(action: CorrectiveAction, *, text: str, done_on: date, doers: Collection[User], by: User) -> Fix:
    """What was changed so that it does not happen again, since when, and who worked on it.

    Raises NotAllowed outside the team, Refused("closed", "not_yet", "nothing_said"), Refused("nobody") without doers,
    Refused("not_done") for a day to come, Refused("not_members") for doers who are not in the team.
    """
    action = locked_action(action, by)
    _require_turn(course_of(action), ActionPart.FIX)
    if not text.strip():
        raise Refused("nothing_said", _("Say in a sentence what you changed."))
    if done_on > today(action.team.zone):
        raise Refused("not_done", _("That day is still to come. Write the fix down once it is done."))
    if not doers:
        raise Refused("nobody", _("Who worked on it? Somebody else looks at the effect later."))
    members = Membership.objects.on(today()).filter(team=action.team_id, user__in=[user.pk for user in doers])
    if members.values("user").distinct().count() != len({user.pk for user in doers}):
        raise Refused("not_members", _("Only members of the team work on its fixes."))
    fix = Fix.objects.create(
        action=action, team_id=action.team_id, round=action.round, text=text.strip(), done_on=done_on, at=now(), by=by
    )
    FixDoer.objects.bulk_create(FixDoer(fix=fix, team_id=action.team_id, user=user) for user in doers)
    keep_in_step(action)
    write_down("improvement.part_written", action, by=by, part=ActionPart.FIX.value)
    return fix


def _write(
    action: CorrectiveAction,
    part: ActionPart,
    text: str,
    *,
    by: User,
    needed: bool | None = None,
    whys: Sequence[str] = (),
) -> Passage:
    _require_turn(course_of(action), part)
    if not text.strip() and not needed:
        raise Refused("nothing_said", _("Say it in a sentence, so that the team still knows in a year."))
    passage = Passage.objects.create(
        action=action,
        team_id=action.team_id,
        round=action.round,
        part=part,
        text=text.strip(),
        needed=needed,
        whys=list(whys),
        at=now(),
        by=by,
    )
    keep_in_step(action)
    write_down("improvement.part_written", action, by=by, part=part.value)
    return passage


def _require_turn(course: Course, part: ActionPart) -> None:
    """Raise Refused("not_yet") unless everything before the part is done; what is done may be written anew."""
    if part not in course.parts:
        raise Refused("not_yet", _("The team has decided that no cause work is needed here. Decide that anew first."))
    following = course.next_part
    if following is not None and course.is_before(following, part):
        raise Refused("not_yet", _("One after the other: first comes “%(part)s”.") % {"part": following.label})
