"""The life of a concern, through its actions."""

from datetime import timedelta
from decimal import Decimal

import pytest

from rundum.base.clock import standing_at
from rundum.base.refusals import EditConflict, NotAllowed, Refused
from rundum.concerns.actions.closing import close_concern, record_verdict, reopen_concern
from rundum.concerns.actions.editing import edit_concern
from rundum.concerns.actions.holding import answer_help_request, ask_for_help, lend_hand, release_concern, take_concern
from rundum.concerns.actions.intake import take_in_concern
from rundum.concerns.actions.moving import hand_over_concern, merge_concern, split_concern, undo_merge
from rundum.concerns.actions.promising import break_promise, give_promise, keep_promise, move_promise, withdraw_promise
from rundum.concerns.actions.stepping import check_item, move_to_step
from rundum.concerns.actions.talking import Talk, record_talk, write_note
from rundum.concerns.actions.undoing import undo_entry
from rundum.concerns.actions.waiting import stop_waiting, wait_for
from rundum.concerns.models import Concern, Holding, Merge, SpecificationItem, UnmetNeed
from rundum.timeline.models import Entry
from tests.world import MONDAY, World, make_concern, make_customer

TOMORROW = MONDAY + timedelta(days=1)


@pytest.fixture
def concern(world: World) -> Concern:
    return make_concern(world.dairy, world.complaint, "Dichtungen undicht")


def last_entry() -> Entry:
    return Entry.objects.latest("pk")


def step_after(concern: Concern):
    return concern.version.steps.get(position=concern.step.position + 1)


def test_a_phone_call_taken_in_is_two_way_contact_and_the_first_reply(world: World) -> None:
    with standing_at(MONDAY):
        concern = take_in_concern(
            world.dairy, process=world.complaint, title="Tropft", channel="phone", contact=world.brandl, by=world.aylin
        )
    assert concern.team == world.hanse
    assert concern.first_reply_at == MONDAY
    assert last_entry().two_way
    assert last_entry().contact_id == world.brandl.pk


def test_an_email_taken_in_is_no_reply_yet(world: World) -> None:
    concern = take_in_concern(
        world.dairy, process=world.complaint, title="Tropft", channel="email", contact=world.brandl, by=world.aylin
    )
    assert concern.first_reply_at is None
    assert not last_entry().two_way


def test_concerns_are_numbered_without_gaps(world: World) -> None:
    numbers = [
        take_in_concern(world.dairy, process=world.complaint, title="x", channel="own", by=world.aylin).number
        for _ in range(3)
    ]
    assert numbers == [1, 2, 3]


def test_a_concern_needs_a_customer_with_a_team(world: World) -> None:
    stray = make_customer("Ohne Team KG", None, number=1003)
    with pytest.raises(Refused, match="no_team"):
        take_in_concern(stray, process=world.complaint, title="x", channel="own", by=world.aylin)
    assert not Concern.objects.exists()
    assert not Entry.objects.exists()


def test_a_member_takes_a_concern_and_a_colleague_takes_it_over(world: World, concern: Concern) -> None:
    take_concern(concern, by=world.aylin)
    take_concern(concern, by=world.emeka)
    concern.refresh_from_db()
    assert concern.holder == world.emeka
    assert Holding.objects.filter(until=None).get().user == world.emeka


@pytest.mark.parametrize("outsider", ["piet", "henrik", "vera", "sven", "ada"])
def test_nobody_outside_the_team_works_on_its_concerns(world: World, concern: Concern, outsider: str) -> None:
    by = getattr(world, outsider)
    acts = [
        lambda: take_concern(concern, by=by),
        lambda: lend_hand(concern, by=by),
        lambda: ask_for_help(concern, asked=world.emeka, by=by),
        lambda: move_to_step(concern, step=step_after(concern), by=by),
        lambda: give_promise(concern, text="x", due_at=TOMORROW, by=by),
        lambda: close_concern(concern, outcome="served", note="x", by=by),
        lambda: hand_over_concern(concern, to_team=world.foerde, reason="x", by=by),
    ]
    for act in acts:
        with standing_at(MONDAY), pytest.raises(NotAllowed):
            act()
    concern.refresh_from_db()
    assert concern.holder is None
    assert not Entry.objects.exists()


def test_who_may_talk_is_the_team_that_has_the_concern_now(world: World, concern: Concern) -> None:
    as_read_before = Concern.objects.get(pk=concern.pk)
    hand_over_concern(concern, to_team=world.foerde, reason="Ersatzteil liegt dort", by=world.aylin)
    with pytest.raises(NotAllowed):
        record_talk(as_read_before, kind="call", contact=world.brandl, text="Zu spät", by=world.aylin)
    assert record_talk(as_read_before, kind="call", contact=world.brandl, text="Übernommen", by=world.piet)


def test_a_coach_may_comment(world: World, concern: Concern) -> None:
    write_note(concern, text="Was braucht ihr?", by=world.henrik)
    assert last_entry().by == world.henrik


def test_only_members_can_be_asked_for_help(world: World, concern: Concern) -> None:
    with pytest.raises(Refused, match="not_in_team"):
        ask_for_help(concern, asked=world.piet, by=world.aylin)
    request = ask_for_help(concern, asked=world.chiara, by=world.aylin)
    with pytest.raises(NotAllowed):
        answer_help_request(request, accepted=True, by=world.emeka)
    answer_help_request(request, accepted=True, by=world.chiara)
    assert concern.helps.get(until=None).user == world.chiara


def test_letting_go_needs_holding(world: World, concern: Concern) -> None:
    with pytest.raises(Refused, match="not_held"):
        release_concern(concern, by=world.aylin)


def test_steps_are_passed_one_at_a_time(world: World, concern: Concern) -> None:
    with standing_at(TOMORROW):
        move_to_step(concern, step=step_after(concern), by=world.aylin)
    first, second = concern.passages.order_by("pk")
    assert first.left_at == TOMORROW
    assert second.left_at is None
    concern.refresh_from_db()
    assert concern.phase == "understand"


def test_a_line_of_the_specification_is_ticked_once(world: World, concern: Concern) -> None:
    item = SpecificationItem.objects.create(step=concern.step, position=0, text="Foto anfordern")
    check_item(concern, item=item, by=world.aylin, deviation="Kunde hat schon eins geschickt")
    with pytest.raises(Refused, match="checked"):
        check_item(concern, item=item, by=world.emeka)
    assert Entry.objects.get().verb == "concerns.item_deviated"


def test_the_row_repeats_the_promise_due_next(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        later = give_promise(concern, text="Einbau", due_at=TOMORROW + timedelta(days=3), by=world.aylin)
        sooner = give_promise(concern, text="Rückruf", due_at=TOMORROW, by=world.aylin)
        concern.refresh_from_db()
        assert concern.due_at == sooner.due_at
        keep_promise(sooner, by=world.emeka)
    concern.refresh_from_db()
    assert concern.due_at == later.due_at


def test_a_promise_in_the_past_is_refused(world: World, concern: Concern) -> None:
    with standing_at(TOMORROW), pytest.raises(Refused, match="past"):
        give_promise(concern, text="x", due_at=MONDAY, by=world.aylin)
    assert not concern.promises.exists()
    assert not Entry.objects.exists()


def test_a_promise_past_its_time_can_only_be_broken(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        promise = give_promise(concern, text="x", due_at=TOMORROW, by=world.aylin)
    with standing_at(TOMORROW + timedelta(seconds=1)):
        for act in (
            lambda: keep_promise(promise, by=world.aylin),
            lambda: withdraw_promise(promise, reason="x", by=world.aylin),
            lambda: move_promise(promise, due_at=TOMORROW + timedelta(days=1), told="Anruf", by=world.aylin),
        ):
            with pytest.raises(Refused, match="too_late"):
                act()
        broken = break_promise(promise, reason="Spediteur", by=world.aylin)
    assert broken.broken_at is not None


def test_a_promise_moves_only_with_the_customer_told(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        promise = give_promise(concern, text="x", due_at=TOMORROW, by=world.aylin)
        with pytest.raises(Refused, match="not_told"):
            move_promise(promise, due_at=TOMORROW + timedelta(days=1), told=" ", by=world.aylin)
        move_promise(promise, due_at=TOMORROW + timedelta(days=1), told="Anruf bei Frau Brandl", by=world.aylin)
    promise.refresh_from_db()
    assert promise.due_at == TOMORROW + timedelta(days=1)
    assert promise.first_due_at == TOMORROW


def test_the_first_talk_is_the_first_reply(world: World, concern: Concern) -> None:
    with standing_at(TOMORROW):
        record_talk(concern, kind=Talk.CALL, contact=world.brandl, text="Rückruf", by=world.emeka)
    with standing_at(TOMORROW + timedelta(hours=1)):
        record_talk(concern, kind=Talk.EMAIL, contact=world.brandl, text="Bestätigt", by=world.emeka)
    concern.refresh_from_db()
    assert concern.first_reply_at == TOMORROW


def test_waiting_is_a_period_of_its_own(world: World, concern: Concern) -> None:
    wait_for(concern, whom="customer", reason="Foto", by=world.aylin)
    wait_for(concern, whom="supplier", by=world.aylin)
    stop_waiting(concern, by=world.aylin)
    assert concern.waits.filter(until=None).count() == 0
    assert concern.waits.count() == 2
    concern.refresh_from_db()
    assert concern.waiting_for == ""


def test_a_concern_with_an_open_promise_cannot_be_closed(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        give_promise(concern, text="x", due_at=TOMORROW, by=world.aylin)
        record_verdict(concern, solved=True, by=world.aylin, contact=world.brandl)
        with pytest.raises(Refused, match="open_promises"):
            close_concern(concern, outcome="served", by=world.aylin)
    concern.refresh_from_db()
    assert concern.is_open
    assert last_entry().verb == "concerns.verdict"


def test_a_served_need_wants_the_customers_verdict(world: World, concern: Concern) -> None:
    with pytest.raises(Refused, match="no_verdict"):
        close_concern(concern, outcome="served", by=world.aylin)
    record_verdict(concern, solved=True, voice="Danke, läuft.", contact=world.brandl, by=world.aylin)
    close_concern(concern, outcome="served", by=world.aylin)
    concern.refresh_from_db()
    assert concern.solved
    assert not concern.is_open


def test_a_need_not_served_leaves_its_reason(world: World, concern: Concern) -> None:
    with pytest.raises(Refused, match="no_reason"):
        close_concern(concern, outcome="not_served", by=world.aylin)
    close_concern(concern, outcome="not_served", unmet_reason="Kein Gabelstapler", by=world.aylin)
    assert UnmetNeed.objects.get().reason == "Kein Gabelstapler"


def test_only_a_sale_is_won(world: World, concern: Concern) -> None:
    with pytest.raises(Refused, match="sale_outcome"):
        close_concern(concern, outcome="won", by=world.aylin)


def test_a_reopened_concern_keeps_its_clock_and_loses_its_verdict(world: World, concern: Concern) -> None:
    record_verdict(concern, solved=True, by=world.aylin)
    close_concern(concern, outcome="served", by=world.aylin)
    reopen_concern(concern, reason="Tropft wieder", by=world.emeka)
    concern.refresh_from_db()
    assert (concern.arrived_at, concern.reopened, concern.solved, concern.phase) == (MONDAY, 1, None, "solve")


def test_there_and_back_is_one_concern_that_was_not_one_stop(world: World, concern: Concern) -> None:
    take_concern(concern, by=world.aylin)
    hand_over_concern(concern, to_team=world.foerde, reason="Ersatzteil liegt dort", by=world.aylin)
    hand_over_concern(concern, to_team=world.hanse, reason="Erledigt", by=world.piet)
    concern.refresh_from_db()
    assert concern.team == world.hanse
    assert concern.holder is None
    assert Concern.objects.filter(handed_over__gt=0).count() == 1


def test_a_hand_over_needs_a_reason(world: World, concern: Concern) -> None:
    with pytest.raises(Refused, match="no_reason"):
        hand_over_concern(concern, to_team=world.foerde, reason=" ", by=world.aylin)
    assert not concern.handovers.exists()


def test_two_matters_in_one_concern_become_two(world: World, concern: Concern) -> None:
    part = split_concern(concern, title="Rechnung falsch", process=world.complaint, by=world.aylin)
    assert part.split_from == concern
    assert part.customer == concern.customer


def test_a_merge_can_be_taken_back(world: World, concern: Concern) -> None:
    other = make_concern(world.dairy, world.complaint, "Dasselbe", number=2419)
    with standing_at(MONDAY):
        promise = give_promise(other, text="x", due_at=TOMORROW, by=world.aylin)
        merge = merge_concern(other, into=concern, by=world.aylin)
        promise.refresh_from_db()
        assert promise.concern == concern
        undo_merge(merge, by=world.emeka)
        with pytest.raises(Refused, match="undone"):
            undo_merge(merge, by=world.emeka)
    promise.refresh_from_db()
    other.refresh_from_db()
    assert promise.concern == other
    assert other.is_open
    assert other.merged_into is None
    assert other.due_at == TOMORROW


def test_concerns_of_two_customers_are_never_merged(world: World, concern: Concern) -> None:
    foreign = make_concern(world.clinic, world.complaint, "Anderes", number=2419)
    with pytest.raises(Refused, match="other_customer"):
        merge_concern(foreign, into=concern, by=world.chiara)
    assert not Merge.objects.exists()


def test_two_people_editing_at_once_lose_nothing(world: World, concern: Concern) -> None:
    edit_concern(concern, revision=1, title="Dichtungen undicht, Linie 2", summary="", by=world.aylin)
    with pytest.raises(EditConflict) as conflict:
        edit_concern(concern, revision=1, title="Pumpe tropft", summary="", by=world.emeka)
    assert conflict.value.theirs.title == "Dichtungen undicht, Linie 2"
    concern.refresh_from_db()
    assert concern.title == "Dichtungen undicht, Linie 2"


def undo_last(by) -> None:
    undo_entry(last_entry(), by=by)


def test_undo_gives_everything_back(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        take_concern(concern, by=world.aylin)
        take_concern(concern, by=world.emeka)
        undo_last(world.emeka)
        concern.refresh_from_db()
        assert concern.holder == world.aylin
        release_concern(concern, by=world.aylin)
        undo_last(world.aylin)
        concern.refresh_from_db()
        assert concern.holder == world.aylin
        assert Holding.objects.filter(until=None).count() == 1
        move_to_step(concern, step=step_after(concern), by=world.aylin)
        undo_last(world.aylin)
        concern.refresh_from_db()
        assert concern.phase == "arrived"
        assert concern.passages.get().left_at is None
        give_promise(concern, text="x", due_at=TOMORROW, by=world.aylin)
        undo_last(world.aylin)
        concern.refresh_from_db()
        assert concern.due_at is None
        close_concern(concern, outcome="served", note="Kunde nicht erreicht", by=world.aylin)
        undo_last(world.aylin)
        concern.refresh_from_db()
        assert concern.is_open
        hand_over_concern(concern, to_team=world.foerde, reason="x", by=world.aylin)
        undo_last(world.aylin)
        concern.refresh_from_db()
        assert (concern.team, concern.handed_over, concern.holder) == (world.hanse, 0, world.aylin)


def test_undo_is_for_the_one_who_did_it_and_for_a_moment(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        take_concern(concern, by=world.aylin)
        with pytest.raises(Refused, match="too_late"):
            undo_last(world.emeka)
    with standing_at(MONDAY + timedelta(seconds=16)), pytest.raises(Refused, match="too_late"):
        undo_last(world.aylin)


def test_undo_is_refused_when_something_has_happened_since(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        take_concern(concern, by=world.aylin)
        taken = last_entry()
        write_note(concern, text="Ich bin dran", by=world.emeka)
        with pytest.raises(Refused, match="overtaken"):
            undo_entry(taken, by=world.aylin)


def test_a_sale_carries_its_figures(world: World) -> None:
    concern = take_in_concern(
        world.dairy, process=world.complaint, title="Armaturen", channel="visit", by=world.aylin,
        value=Decimal("12400.00"), probability=60, product="DP-40",
    )  # fmt: skip
    concern.refresh_from_db()
    assert concern.value == Decimal("12400.00")
