"""What becomes of the threads, the help and the requests for help of those who are no longer there."""

from collections import defaultdict
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.concerns.actions.acting import write_down
from rundum.concerns.actions.holding import end_holding
from rundum.concerns.models import Concern, Help, HelpRequest
from rundum.teams.models import OPEN_END, Membership, Team


@transaction.atomic
def free_threads_of(user: User, *, by: User | None) -> list[Concern]:
    """Free the open concerns that someone who has left still holds, helps with or is asked to help with.

    Returns those that are free to take. It reaches only into teams whose last day with them is today or over (all
    teams, for someone deactivated), so it takes work from nobody who is there, whoever calls it.
    """
    staying = Membership.objects.on(today()).filter(OPEN_END | Q(ends_on__gt=today()), user=user, user__is_active=True)
    return _free(user, ~Q(team__in=staying.values("team")), by)


def free_threads_of_the_gone() -> int:
    """Do the same for everybody whose last day in a team has passed there since, and for those deactivated.

    Happens by itself (rundum.concerns.periodic), soon after midnight of each team's zone. Returns how many concerns
    are free to take. Each person is a transaction of its own; those who hold nothing cost nothing.
    """
    freed = 0
    for user, teams in _gone_with_work().items():
        with transaction.atomic():
            freed += len(_free(user, Q(team__in=teams), None))
    return freed


def _gone_with_work() -> dict[User, set[int]]:
    """Who still has open work in teams (their ids) where they are no more."""
    days = {
        name: today(ZoneInfo(name)) for name in Team.objects.order_by().values_list("zone_name", flat=True).distinct()
    }
    if not days:
        return {}
    over = reduce(or_, (Q(team__zone_name=zone, ends_on__lt=day) for zone, day in days.items()))
    running = reduce(
        or_,
        (Q(team__zone_name=zone, starts_on__lte=day) & (OPEN_END | Q(ends_on__gte=day)) for zone, day in days.items()),
    )
    back = Membership.objects.filter(running, team=OuterRef("team"), user=OuterRef("user"))
    left = set(Membership.objects.filter(over).exclude(Exists(back)).values_list("user", "team"))
    inactive = set(User.objects.filter(is_active=False).values_list("pk", flat=True))
    people = {user for user, _team in left} | inactive
    held = Concern.objects.open().filter(holder__in=people).values_list("holder", "team")
    helping = Help.objects.filter(until=None, user__in=people, concern__closed_at=None)
    asked = HelpRequest.objects.filter(answered_at=None, asked__in=people, concern__closed_at=None)
    work = (
        set(held) | set(helping.values_list("user", "concern__team")) | set(asked.values_list("asked", "concern__team"))
    )
    teams = defaultdict(set)
    for user, team in work:
        if (user, team) in left or user in inactive:
            teams[user].add(team)
    return {user: teams[user.pk] for user in User.objects.filter(pk__in=teams).order_by("pk")}


def _free(user: User, where: Q, by: User | None) -> list[Concern]:
    """Let go of the person's work on open concerns `where` it is no longer theirs; returns those free to take."""
    helping = Help.objects.filter(user=user, until=None).values_list("customer", "concern")
    asked = HelpRequest.objects.filter(asked=user, answered_at=None).values_list("customer", "concern")
    held = Concern.objects.open().filter(holder=user).values_list("customer", "pk")
    theirs = {*helping, *asked, *held}
    concerns = Concern.objects.open().filter(
        where, customer__in={customer for customer, _pk in theirs}, pk__in={pk for _customer, pk in theirs}
    )
    freed = []
    for concern in concerns.select_for_update(of=("self",)).order_by("customer", "pk"):
        data = {"person": user.name, "user": user.pk}
        mine = {"customer": concern.customer_id, "concern": concern}
        if HelpRequest.objects.filter(**mine, asked=user, answered_at=None).update(answered_at=now()):
            write_down("concerns.help_request_ended", concern, by=by, data=data)
        if Help.objects.filter(**mine, user=user, until=None).update(until=now()):
            write_down("concerns.help_ended", concern, by=by, data=data)
        if concern.holder_id == user.pk:
            end_holding(concern)
            concern.holder = None
            concern.save(update_fields=["holder"])
            write_down("concerns.thread_freed", concern, by=by, data=data)
            freed.append(concern)
    return freed
