"""Who is in a team, at home or on loan, from when to when."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.formats.days import day_inside
from rundum.base.refusals import Refused
from rundum.teams.models import Cover, Membership, Team
from rundum.teams.policy import require_may_end, require_set_up
from rundum.timeline.actions import add_entry

FULL_TIME = Decimal(1)


@transaction.atomic
def add_member(
    team: Team,
    *,
    user: User,
    by: User | None,
    kind: str = Membership.Kind.HOME,
    share: Decimal = FULL_TIME,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Membership:
    """Let a person be in the team from a day on (default: today): at home, or on loan from their home team.

    share: of a full working week, above 0 and at most 1. Raises NotAllowed for anyone but the team's members and
    administrators (for a loan: those of the home team, see `lend_member`); Refused("already_member",
    "home_elsewhere", "not_at_home", "days_in_order", "share_out_of_range").
    """
    starts_on = starts_on or today(team.zone)
    if kind == Membership.Kind.LOAN:
        lending = Membership.objects.on(starts_on).filter(user=user, kind=Membership.Kind.HOME).first()
        if lending is None:
            raise Refused("not_at_home", _("%(person)s is at home in no team yet.") % {"person": user.name})
        return lend_member(lending, to_team=team, share=share, starts_on=starts_on, ends_on=ends_on, by=by)
    require_set_up(by, team.pk)
    _check(share, starts_on, ends_on)
    user = User.objects.select_for_update().get(pk=user.pk)
    _check_not_yet_in(team, user, starts_on, ends_on)
    homes = _during(Membership.objects.filter(user=user, kind=Membership.Kind.HOME), starts_on, ends_on)
    elsewhere = homes.select_related("team").first()
    if elsewhere:
        sentence = _("%(person)s is at home in %(team)s at that time. That team can lend them to you.")
        raise Refused("home_elsewhere", sentence % {"person": user.name, "team": elsewhere.team.name})
    return _join(team, user, Membership.Kind.HOME, share, starts_on, ends_on, by)


@transaction.atomic
def lend_member(
    membership: Membership, *, to_team: Team, share: Decimal, starts_on: date, ends_on: date | None, by: User | None
) -> Membership:
    """Lend someone who is at home in one team to another for a time and a share of their working week.

    Lending a person is no hand-over of their work. Raises NotAllowed for anyone but the members of the team they are
    at home in and administrators; Refused("lends_oneself", "not_at_home", "same_team", "already_member",
    "days_in_order", "share_out_of_range", "lent_too_much"). Nobody lends themselves: who is in a team reads what is
    confidential there, so a colleague agrees.
    """
    require_set_up(by, membership.team_id)
    if by is not None and by.pk == membership.user_id and not by.is_administrator:
        raise Refused("lends_oneself", _("Ask a colleague of your team to lend you: nobody joins another team alone."))
    _check(share, starts_on, ends_on)
    user = User.objects.select_for_update().get(pk=membership.user_id)
    membership = Membership.objects.select_related("team").get(pk=membership.pk)
    last = ends_on or date.max
    covers_it = membership.starts_on <= starts_on and (membership.ends_on is None or last <= membership.ends_on)
    if membership.kind != Membership.Kind.HOME or not covers_it:
        raise Refused("not_at_home", _("Only someone who is at home in the team all that time can be lent."))
    if membership.team_id == to_team.pk:
        raise Refused("same_team", _("Choose another team than the one they are at home in."))
    _check_not_yet_in(to_team, user, starts_on, ends_on)
    loans = _during(Membership.objects.filter(user=user, kind=Membership.Kind.LOAN), starts_on, ends_on)
    lent = loans.aggregate(total=Sum("share"))["total"] or Decimal(0)
    if lent + share > membership.share:
        sentence = _("%(person)s has %(share)s %% of a week, and %(lent)s %% of it is lent at that time already.")
        figures = {"person": user.name, "share": round(membership.share * 100), "lent": round(lent * 100)}
        raise Refused("lent_too_much", sentence % figures)
    return _join(to_team, user, Membership.Kind.LOAN, share, starts_on, ends_on, by)


@transaction.atomic
def end_membership(membership: Membership, *, ends_on: date, by: User | None) -> Membership:
    """Set the last day of a membership. What the person is lent to others ends with their home.

    A loan is ended by either team. Raises NotAllowed for others but administrators; Refused("days_in_order",
    "already_ended").
    """
    membership = Membership.objects.select_related("team", "user").get(pk=membership.pk)
    require_may_end(by, membership)
    User.objects.select_for_update().get(pk=membership.user_id)
    if membership.ends_on and membership.ends_on < today():
        raise Refused("already_ended", _("This membership has ended already."))
    if ends_on < membership.starts_on:
        raise Refused("days_in_order", _("The last day must not lie before the first."))
    membership.ends_on = ends_on
    membership.save(update_fields=["ends_on"])
    if membership.kind == Membership.Kind.HOME:
        _end_loans(membership.user_id, ends_on)
    data = {
        "team": membership.team.name,
        "member": membership.user.name,
        "user": membership.user_id,
        "ends_on": ends_on.isoformat(),
    }
    add_entry("teams.membership_ended", by=by, team=membership.team_id, data=data)
    return membership


def _end_loans(user: int, ends_on: date) -> None:
    loans = Membership.objects.filter(user=user, kind=Membership.Kind.LOAN)
    loans.filter(starts_on__gt=ends_on).delete()
    loans.filter(Q(ends_on=None) | Q(ends_on__gt=ends_on)).update(ends_on=ends_on)


def _join(
    team: Team, user: User, kind: str, share: Decimal, starts_on: date, ends_on: date | None, by: User | None
) -> Membership:
    # What they covered in an earlier period is no longer true by itself.
    if not Membership.objects.filter(team=team, user=user, ends_on=starts_on - timedelta(days=1)).exists():
        Cover.objects.filter(team=team, user=user).delete()
    membership = Membership.objects.create(
        team=team, user=user, kind=kind, share=share, starts_on=starts_on, ends_on=ends_on
    )
    verb = "teams.member_lent" if kind == Membership.Kind.LOAN else "teams.member_added"
    data = {
        "team": team.name,
        "member": user.name,
        "user": user.pk,
        "share": str(share),
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat() if ends_on else None,
    }
    add_entry(verb, by=by, team=team.pk, data=data)
    return membership


def _check(share: Decimal, starts_on: date, ends_on: date | None) -> None:
    if not 0 < share <= FULL_TIME:
        raise Refused("share_out_of_range", _("The share of working time must lie above 0 and at most at 100 %."))
    if ends_on is not None and ends_on < starts_on:
        raise Refused("days_in_order", _("The last day must not lie before the first."))


def _check_not_yet_in(team: Team, user: User, starts_on: date, ends_on: date | None) -> None:
    there = _during(Membership.objects.filter(team=team, user=user), starts_on, ends_on).first()
    if there:
        sentence = _("%(person)s is in %(team)s since %(day)s already.")
        said = {"person": user.name, "team": team.name, "day": day_inside(there.starts_on)}
        raise Refused("already_member", sentence % said)


def _during(memberships: QuerySet[Membership], starts_on: date, ends_on: date | None) -> QuerySet[Membership]:
    overlapping = memberships.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
    return overlapping.filter(starts_on__lte=ends_on) if ends_on else overlapping
