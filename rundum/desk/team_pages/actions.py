"""Going: what it means for the team a person leaves, and for the concerns whose thread they hold."""

from datetime import date

from django.db import transaction

from rundum.accounts.models import User
from rundum.concerns.actions.leaving import free_threads_of
from rundum.concerns.models import Concern
from rundum.teams.actions import end_membership
from rundum.teams.actions.accounts import deactivate_person
from rundum.teams.models import Membership


@transaction.atomic
def leave_team(membership: Membership, *, ends_on: date, by: User) -> list[Concern]:
    """Set someone's last day in a team; returns the concerns that are free to take from now on.

    These are none while the last day is still to come. Raises what `end_membership` raises.
    """
    ending = end_membership(membership, ends_on=ends_on, by=by)
    return free_threads_of(ending.user, by=by)


@transaction.atomic
def deactivate(user: User, *, by: User) -> list[Concern]:
    """Let someone sign in no longer; returns the concerns that are free to take from now on.

    Raises what `deactivate_person` raises.
    """
    return free_threads_of(deactivate_person(user, by=by), by=by)
