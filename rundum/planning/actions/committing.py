"""A team commits to what it wants to have done in a week, and people commit themselves. Nobody commits others."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.base.refusals import NotAllowed, Refused
from rundum.calc.periods import Week
from rundum.concerns.models import Concern
from rundum.planning.models import AnyCommitment, Commitment, OwnCommitment
from rundum.planning.queries.load import Beyond, Loads, loads_of
from rundum.planning.words import beyond_words
from rundum.teams.models import Team
from rundum.teams.policy import require_member
from rundum.timeline.actions import add_entry
from rundum.timeline.models import Entry

ONE_WEEK = timedelta(weeks=1)
NOT_BEYOND = Beyond()


@transaction.atomic
def commit_to_concern(
    concern: Concern, *, week: date, hours: Decimal, mine: bool, by: User, accepted: Beyond = NOT_BEYOND
) -> Commitment:
    """The concern's team commits to work on it in the week (its Monday) for about so many hours.

    mine: `by` takes it on; else it is the team's. accepted: so much beyond capacity is what `by` was shown and wants
    all the same. Raises NotAllowed for anyone but members; Refused("beyond_capacity") where it is more than that,
    "closed", "committed_already", "week_over".
    """
    team = _locked(concern.team)
    concern = Concern.objects.select_for_update(of=("self",)).get(customer=concern.customer_id, pk=concern.pk)
    require_member(by, team.pk, customer=concern.customer_id)
    if concern.team_id != team.pk:
        raise Refused("moved", _("Another team has this concern by now."))
    if not concern.is_open:
        raise Refused("closed", _("This concern is closed. Reopen it first."))
    _check(team, week, hours, mine=mine, by=by, accepted=accepted)
    made = Commitment(
        customer_id=concern.customer_id, concern=concern, team=team, week=week, hours=hours, user=by if mine else None
    )
    return _begin(made, by)


@transaction.atomic
def commit_in_own_words(
    team: Team, *, week: date, text: str, hours: Decimal, mine: bool, by: User, accepted: Beyond = NOT_BEYOND
) -> OwnCommitment:
    """The team commits hours to something that is no concern. As `commit_to_concern`; Refused("no_text") too."""
    team = _locked(team)
    require_member(by, team.pk)
    if not text.strip():
        raise Refused("no_text", _("Say in a few words what it is."))
    _check(team, week, hours, mine=mine, by=by, accepted=accepted)
    return _begin(OwnCommitment(text=text.strip(), team=team, week=week, hours=hours, user=by if mine else None), by)


@transaction.atomic
def take_commitment(commitment: AnyCommitment, *, by: User) -> Entry:
    """`by` commits themselves to what the team has committed to. Raises NotAllowed outside the team,
    Refused("taken", "ended")."""
    commitment = _running(commitment, by)
    if commitment.user_id is not None:
        raise Refused("taken", _("Somebody has committed to this already. Ask whether they want help."))
    commitment.user = by
    commitment.save(update_fields=["user"])
    return write_down("planning.commitment_taken", commitment, by)


@transaction.atomic
def release_commitment(commitment: AnyCommitment, *, by: User) -> Entry:
    """It is the team's again. Only who has committed themselves can do it; NotAllowed for others, Refused("ended")."""
    commitment = _running(commitment, by)
    if commitment.user_id != by.pk:
        raise NotAllowed("own_only", _("Everyone lets go of their own commitments only."))
    commitment.user = None
    commitment.save(update_fields=["user"])
    return write_down("planning.commitment_released", commitment, by)


@transaction.atomic
def finish_commitment(commitment: AnyCommitment, *, by: User) -> Entry:
    """What was committed to is done. Raises NotAllowed outside the team, Refused("ended", "week_long_over")."""
    commitment = _running(commitment, by)
    _check_not_long_over(commitment)
    return _end(commitment, "done_at", "planning.commitment_done", by)


@transaction.atomic
def withdraw_commitment(commitment: AnyCommitment, *, by: User) -> Entry:
    """The team does not do it after all. Raises NotAllowed outside the team, Refused("ended", "week_long_over")."""
    commitment = _running(commitment, by)
    _check_not_long_over(commitment)
    return _end(commitment, "withdrawn_at", "planning.commitment_withdrawn", by)


@transaction.atomic
def move_commitment(commitment: AnyCommitment, *, by: User) -> Entry:
    """It goes on in the week after its own, with the same hours and the same person.

    Whether that is beyond the capacity of that week is said by `loads_of`; nothing is refused for it, as the work is
    there. Raises NotAllowed outside the team, Refused("ended", "week_long_over", "committed_already").
    """
    commitment = _running(commitment, by)
    _check_not_long_over(commitment)
    onward = commitment.week + ONE_WEEK
    again: AnyCommitment = (
        Commitment(customer_id=commitment.customer_id, concern_id=commitment.concern_id)
        if isinstance(commitment, Commitment)
        else OwnCommitment(text=commitment.text)
    )
    again.team, again.week, again.hours = commitment.team, onward, commitment.hours
    again.user, again.by, again.made_at = commitment.user, by, now()
    _save_once(again)
    return _end(commitment, "moved_at", "planning.commitment_moved", by, {"next": again.pk})


def write_down(
    verb: str, commitment: AnyCommitment, by: User | None, data: Mapping[str, object] | None = None
) -> Entry:
    """The entry of what happened to a commitment: on the team's record. Planning is no touch of the customer's concern,
    and how many hours are expected of it is nobody's figure."""
    about = {
        "kind": commitment.kind,
        "commitment": commitment.pk,
        "team": commitment.team.name,
        "week": commitment.week.isoformat(),
    }
    return add_entry(verb, by=by, team=commitment.team_id, data=about | dict(data or {}))


def first_open_week(team: Team) -> date:
    """The Monday of the week it is where the team works: earlier ones are over."""
    return Week.of(today(team.zone)).monday


def _locked(team: Team) -> Team:
    """Two who commit at once must not both be told that it fits."""
    return Team.objects.select_for_update(no_key=True).get(pk=team.pk)


def _running(commitment: AnyCommitment, by: User) -> AnyCommitment:
    """The commitment as it stands now, locked, for a member of its team."""
    found: AnyCommitment
    if isinstance(commitment, Commitment):
        of_customer = Commitment.objects.filter(customer=commitment.customer_id)
        found = of_customer.select_for_update(of=("self",)).select_related("team", "concern").get(pk=commitment.pk)
        require_member(by, found.team_id, customer=found.customer_id)
    else:
        found = OwnCommitment.objects.select_for_update(of=("self",)).select_related("team").get(pk=commitment.pk)
        require_member(by, found.team_id)
    if found.done_at is not None or not found.stands:
        raise Refused("ended", _("Somebody has just ended this commitment."))
    return found


def _check(team: Team, week: date, hours: Decimal, *, mine: bool, by: User, accepted: Beyond) -> None:
    if week < first_open_week(team):
        raise Refused("week_over", _("This week is over. Commit to it for the week that runs or one to come."))
    loads = loads_of(team, week, by, asked=hours, mine=mine)
    beyond = beyond_of(loads)
    if not accepted.covers(beyond):
        sentence = _("%(beyond)s Send it again if you want that all the same.")
        raise Refused("beyond_capacity", sentence % {"beyond": beyond_words(beyond)})


def beyond_of(loads: Loads) -> Beyond:
    """What of the hours asked for nobody has; a person's own only where they are asked for."""
    beyond = Beyond(loads.team.beyond if loads.team.asked else Decimal(0))
    return replace(beyond, own=loads.own.beyond) if loads.own.asked else beyond


def _begin[C: (Commitment, OwnCommitment)](made: C, by: User) -> C:
    made.by, made.made_at = by, now()
    _save_once(made)
    write_down("planning.committed", made, by)
    return made


def _save_once(made: AnyCommitment) -> None:
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise Refused("committed_already", _("The team has committed to this concern for that week already.")) from None


LONG_OVER = gettext_lazy("This week has been over for long; its figures stand.")


def _check_not_long_over(commitment: AnyCommitment) -> None:
    """Last week's commitments can still be told apart; older weeks stand."""
    if commitment.week < first_open_week(commitment.team) - ONE_WEEK:
        raise Refused("week_long_over", LONG_OVER)


def _end(
    commitment: AnyCommitment, column: str, verb: str, by: User, data: Mapping[str, object] | None = None
) -> Entry:
    setattr(commitment, column, now())
    commitment.ended_by = by
    commitment.save(update_fields=[column, "ended_by"])
    return write_down(verb, commitment, by, data)
