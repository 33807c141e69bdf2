"""What a team commits to for a week: by its members, each for themselves, never beyond capacity without saying so."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from rundum.base.clock import standing_at
from rundum.base.refusals import NotAllowed, Refused
from rundum.concerns.actions.closing import close_concern
from rundum.concerns.actions.moving import merge_concern
from rundum.concerns.models import Concern
from rundum.planning.actions.committing import (
    commit_in_own_words,
    commit_to_concern,
    finish_commitment,
    move_commitment,
    release_commitment,
    take_commitment,
    withdraw_commitment,
)
from rundum.planning.actions.finishing import finish_closed_commitments
from rundum.planning.actions.undoing import undo_planned
from rundum.planning.models import Commitment, OwnCommitment
from rundum.planning.queries.load import Beyond, loads_of
from rundum.planning.queries.week import PlannedWeek
from rundum.timeline.models import Entry
from tests.world import MONDAY, World, make_concern

pytestmark = pytest.mark.django_db

THIS = date(2026, 11, 23)
NEXT = date(2026, 11, 30)
FOUR = Decimal(4)


@pytest.fixture(autouse=True)
def _now():
    with standing_at(MONDAY):
        yield


@pytest.fixture
def concern(world: World) -> Concern:
    return make_concern(world.dairy, world.complaint, "Pumpe tropft")


def entries(verb: str) -> int:
    return Entry.objects.filter(verb=f"planning.{verb}").count()


def newest() -> Entry:
    return Entry.objects.filter(verb__startswith="planning.").latest("pk")


def meeting(world: World, hours: Decimal = FOUR, *, mine: bool = False, **fields: object) -> OwnCommitment:
    wanted = {"week": THIS, "text": "Teamrunde", "by": world.aylin} | fields
    return commit_in_own_words(world.hanse, hours=hours, mine=mine, **wanted)


def test_the_team_commits_to_a_concern_or_somebody_commits_themselves(world: World, concern: Concern):
    ours = commit_to_concern(concern, week=THIS, hours=FOUR, mine=False, by=world.aylin)
    assert (ours.user, ours.hours, ours.by) == (None, FOUR, world.aylin)
    assert meeting(world, mine=True).user == world.aylin
    assert entries("committed") == 2
    assert not Entry.objects.filter(verb="planning.committed", customer_id=concern.customer_id).exists()


@pytest.mark.parametrize("name", ["piet", "henrik", "vera", "sven", "ada"])
def test_nobody_but_its_members_commits_a_team_to_anything(world: World, concern: Concern, name: str):
    by = getattr(world, name)
    for commit in (
        lambda: commit_to_concern(concern, week=THIS, hours=FOUR, mine=False, by=by),
        lambda: meeting(world, by=by),
    ):
        with pytest.raises(NotAllowed):
            commit()
    assert not Commitment.objects.exists()
    assert not OwnCommitment.objects.exists()
    assert not entries("committed")


def test_a_concern_is_committed_to_once_a_week(world: World, concern: Concern):
    first = commit_to_concern(concern, week=THIS, hours=FOUR, mine=False, by=world.aylin)
    with pytest.raises(Refused, match="committed_already"):
        commit_to_concern(concern, week=THIS, hours=FOUR, mine=False, by=world.emeka)
    commit_to_concern(concern, week=NEXT, hours=FOUR, mine=False, by=world.emeka)
    withdraw_commitment(first, by=world.emeka)
    commit_to_concern(concern, week=THIS, hours=FOUR, mine=True, by=world.emeka)
    assert Commitment.objects.standing().count() == 2
    assert entries("committed") == 3


def test_more_than_there_are_hours_is_refused_until_it_was_seen(world: World):
    """AC23.1. The team has 88 hours this week."""
    meeting(world, Decimal(85))
    with pytest.raises(Refused, match="beyond_capacity") as refused:
        meeting(world, Decimal("9.5"))
    assert "6,5" in str(refused.value.sentence) or "6.5" in str(refused.value.sentence)
    with pytest.raises(Refused, match="beyond_capacity"):
        meeting(world, Decimal("9.5"), accepted=Beyond(Decimal(6)))
    assert OwnCommitment.objects.count() == 1
    assert entries("committed") == 1
    meeting(world, Decimal("9.5"), accepted=Beyond(Decimal("6.5")))
    assert loads_of(world.hanse, THIS, world.aylin).team.beyond == Decimal("6.5")


def test_ones_own_week_counts_only_what_one_has_taken_on_oneself(world: World):
    meeting(world, Decimal(38), mine=True)
    meeting(world, Decimal(40))
    with pytest.raises(Refused, match="beyond_capacity"):
        meeting(world, Decimal(3), mine=True)
    meeting(world, Decimal(3))
    meeting(world, Decimal(3), mine=True, accepted=Beyond(own=Decimal(1)))
    assert loads_of(world.hanse, THIS, world.aylin).own.beyond == 1
    assert loads_of(world.hanse, THIS, world.emeka).own.committed == 0


def test_a_week_that_is_over_is_not_planned(world: World, concern: Concern):
    with pytest.raises(Refused, match="week_over"):
        commit_to_concern(concern, week=THIS - timedelta(weeks=1), hours=FOUR, mine=False, by=world.aylin)
    assert not Commitment.objects.exists()


def test_a_closed_concern_is_not_committed_to(world: World, concern: Concern):
    close_concern(concern, outcome="served", note="läuft", by=world.aylin)
    with pytest.raises(Refused, match="closed"):
        commit_to_concern(concern, week=THIS, hours=FOUR, mine=False, by=world.aylin)
    assert not Commitment.objects.exists()


def test_people_take_on_what_is_the_teams_and_give_back_only_their_own(world: World):
    ours = meeting(world)
    take_commitment(ours, by=world.emeka)
    ours.refresh_from_db()
    assert ours.user == world.emeka
    with pytest.raises(Refused, match="taken"):
        take_commitment(ours, by=world.aylin)
    with pytest.raises(NotAllowed):
        release_commitment(ours, by=world.aylin)
    ours.refresh_from_db()
    assert ours.user == world.emeka
    release_commitment(ours, by=world.emeka)
    ours.refresh_from_db()
    assert ours.user is None
    assert (entries("commitment_taken"), entries("commitment_released")) == (1, 1)


@pytest.mark.parametrize("name", ["piet", "henrik", "ada"])
@pytest.mark.parametrize("act", [take_commitment, finish_commitment, move_commitment, withdraw_commitment])
def test_nobody_from_outside_says_what_becomes_of_a_commitment(world: World, act, name: str):
    ours = meeting(world)
    with pytest.raises(NotAllowed):
        act(ours, by=getattr(world, name))
    ours.refresh_from_db()
    assert ours.is_running
    assert ours.user is None
    assert OwnCommitment.objects.count() == 1


def test_what_moves_on_begins_anew_in_the_next_week_with_the_same_person(world: World, concern: Concern):
    mine = commit_to_concern(concern, week=THIS, hours=FOUR, mine=True, by=world.emeka)
    move_commitment(mine, by=world.aylin)
    mine.refresh_from_db()
    assert not mine.stands
    onward = Commitment.objects.get(week=NEXT)
    assert (onward.concern, onward.hours, onward.user) == (concern, FOUR, world.emeka)
    assert loads_of(world.hanse, THIS, world.emeka).team.committed == 0


def test_what_has_ended_does_not_end_again(world: World):
    ours = meeting(world)
    finish_commitment(ours, by=world.aylin)
    for act in (finish_commitment, move_commitment, withdraw_commitment, take_commitment):
        with pytest.raises(Refused, match="ended"):
            act(ours, by=world.emeka)
    assert OwnCommitment.objects.count() == 1


def test_last_weeks_can_still_be_told_and_older_ones_stand(world: World):
    told, stands = meeting(world), meeting(world)
    with standing_at(MONDAY + timedelta(weeks=1)):
        finish_commitment(told, by=world.aylin)
    with standing_at(MONDAY + timedelta(weeks=2)), pytest.raises(Refused, match="week_long_over"):
        finish_commitment(stands, by=world.aylin)
    stands.refresh_from_db()
    assert stands.is_running


def test_everything_is_taken_back_at_once_but_not_later_and_not_by_others(world: World, concern: Concern):
    ours = commit_to_concern(concern, week=THIS, hours=FOUR, mine=False, by=world.aylin)
    take_commitment(ours, by=world.aylin)
    undo_planned(newest(), by=world.aylin)
    ours.refresh_from_db()
    assert ours.user is None
    move_commitment(ours, by=world.aylin)
    undo_planned(newest(), by=world.aylin)
    ours.refresh_from_db()
    assert ours.is_running
    assert Commitment.objects.count() == 1
    withdraw_commitment(ours, by=world.aylin)
    withdrawn = newest()
    for by, later in ((world.emeka, 0), (world.aylin, 60)):
        with standing_at(MONDAY + timedelta(seconds=later)), pytest.raises(Refused, match="too_late"):
            undo_planned(withdrawn, by=by)
    ours.refresh_from_db()
    assert not ours.stands


def test_a_commitment_made_by_mistake_is_gone_when_taken_back(world: World):
    meeting(world)
    undo_planned(newest(), by=world.aylin)
    assert not OwnCommitment.objects.exists()
    assert entries("undone") == 1


def test_what_others_have_changed_since_is_not_taken_back(world: World):
    ours = meeting(world)
    made = newest()
    take_commitment(ours, by=world.emeka)
    with pytest.raises(Refused, match="overtaken"):
        undo_planned(made, by=world.aylin)
    assert OwnCommitment.objects.get().user == world.emeka


def test_a_concern_closed_in_its_week_is_done_by_itself(world: World, concern: Concern):
    other = make_concern(world.dairy, world.complaint, "Zweite Pumpe", number=2419)
    doubled = make_concern(world.dairy, world.complaint, "Doppelt", number=2420)
    in_time, late, merged = (
        commit_to_concern(each, week=THIS, hours=FOUR, mine=False, by=world.aylin) for each in (concern, other, doubled)
    )
    with standing_at(MONDAY + timedelta(days=2)):
        close_concern(concern, outcome="served", note="läuft", by=world.aylin)
        merge_concern(doubled, into=other, by=world.aylin)
    with standing_at(MONDAY + timedelta(weeks=1)):
        close_concern(other, outcome="served", note="läuft", by=world.aylin)
        assert finish_closed_commitments() == 1
        assert finish_closed_commitments() == 0
    for each in (in_time, late, merged):
        each.refresh_from_db()
    assert in_time.done_at == MONDAY + timedelta(days=2)
    assert [each.done_at for each in (late, merged)] == [None, None]


def test_the_weeks_before_say_what_became_of_it_for_the_team_as_a_whole(world: World, concern: Concern):
    finish_commitment(meeting(world), by=world.aylin)
    withdraw_commitment(meeting(world), by=world.aylin)
    move_commitment(commit_to_concern(concern, week=THIS, hours=Decimal(2), mine=True, by=world.emeka), by=world.aylin)
    meeting(world, Decimal(1))
    with standing_at(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        planned = PlannedWeek(world.hanse, NEXT, world.aylin)
        (last,) = planned.kept
        assert planned.left_over == 1
        over = PlannedWeek(world.hanse, THIS, world.aylin)
        assert (over.done, over.committed) == (last.done, last.committed)
        assert loads_of(world.hanse, THIS, world.aylin).team.committed == last.hours
    assert (last.monday, last.committed, last.done, last.hours, last.hours_done) == (THIS, 3, 1, 7, 4)
    assert planned.share_kept == Decimal(1) / 3
