"""Days on which people are not at work."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.refusals import Refused
from rundum.teams.models import Absence
from rundum.teams.policy import require_same_team
from rundum.timeline.actions import add_entry

ONE_DAY = timedelta(days=1)


@transaction.atomic
def add_absence(user: User, *, kind: str, starts_on: date, ends_on: date, by: User | None) -> Absence:
    """Enter that a person is away. One of the same kind that overlaps or touches it becomes one with it.

    by: the person, someone in a team with them, or an administrator; else NotAllowed. Raises
    Refused("days_in_order"). Whether a function loses its cover is asked before, with `coverage_without`.
    """
    require_same_team(by, user)
    if ends_on < starts_on:
        raise Refused("days_in_order", _("The last day must not lie before the first."))
    user = User.objects.select_for_update().get(pk=user.pk)
    touching = Absence.objects.filter(
        user=user, kind=kind, starts_on__lte=ends_on + ONE_DAY, ends_on__gte=starts_on - ONE_DAY
    )
    joined = list(touching)
    starts_on = min([starts_on, *(absence.starts_on for absence in joined)])
    ends_on = max([ends_on, *(absence.ends_on for absence in joined)])
    touching.delete()
    absence = Absence.objects.create(user=user, kind=kind, starts_on=starts_on, ends_on=ends_on)
    add_entry("teams.absence_added", by=by, data=_told(absence))
    return absence


@transaction.atomic
def remove_absence(absence: Absence, *, by: User | None) -> None:
    """The person is at work after all.

    by: the person, someone in a team with them, or an administrator; else NotAllowed.
    """
    require_same_team(by, absence.user)
    User.objects.select_for_update().get(pk=absence.user_id)
    add_entry("teams.absence_removed", by=by, data=_told(absence))
    absence.delete()


def _told(absence: Absence) -> dict[str, object]:
    # Not the kind: whether someone is ill or on leave is nobody's business in a log.
    return {
        "member": absence.user.name,
        "user": absence.user_id,
        "starts_on": absence.starts_on.isoformat(),
        "ends_on": absence.ends_on.isoformat(),
    }
