"""Concerns that go to another team, fall into two, or turn out to be one."""

from datetime import timedelta

import pytest

from rundum.base.clock import now, standing_at
from rundum.base.refusals import Refused
from rundum.concerns.actions.editing import set_confidential
from rundum.concerns.actions.holding import ask_for_help, take_concern
from rundum.concerns.actions.moving import hand_over_concern, merge_concern, split_concern, undo_merge
from rundum.concerns.actions.promising import give_promise
from rundum.concerns.actions.undoing import undo_entry
from rundum.concerns.models import Concern, Merge
from rundum.concerns.queries.concern_page import concern_page, visible_concern
from rundum.timeline.models import Entry
from tests.world import MONDAY, World, make_concern

TOMORROW = MONDAY + timedelta(days=1)


def test_there_and_back_is_one_concern_that_was_not_one_stop(world: World, concern: Concern) -> None:
    take_concern(concern, by=world.aylin)
    hand_over_concern(concern, to_team=world.foerde, reason="Ersatzteil liegt dort", by=world.aylin)
    hand_over_concern(concern, to_team=world.hanse, reason="Erledigt", by=world.piet)
    concern.refresh_from_db()
    assert concern.team == world.hanse
    assert concern.holder is None
    assert Concern.objects.filter(handed_over__gt=0).count() == 1


def test_nobody_stays_asked_to_help_by_the_team_that_has_handed_it_over(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        asked = [ask_for_help(concern, asked=whom, by=world.aylin) for whom in (world.emeka, None)]
        hand_over_concern(concern, to_team=world.foerde, reason="Ersatzteil liegt dort", by=world.aylin)
        assert not concern.help_requests.filter(answered_at=None).exists()
        undo_entry(Entry.objects.latest("pk"), by=world.aylin)
    assert set(concern.help_requests.filter(answered_at=None)) == set(asked)


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


def test_only_one_of_them_confidential_keeps_two_concerns_apart(world: World, concern: Concern) -> None:
    secret = make_concern(world.dairy, world.complaint, "Übernahmegespräche", number=2419, confidential=True)
    for one, other in ((secret, concern), (concern, secret)):
        with pytest.raises(Refused, match="confidential"):
            merge_concern(one, into=other, by=world.aylin)
    assert not Merge.objects.exists()
    assert not Entry.objects.exists()


def test_related_concerns_are_named_to_those_who_may_read_them(world: World, concern: Concern) -> None:
    part = split_concern(concern, title="Rechnung falsch", process=world.complaint, by=world.aylin)
    other = make_concern(world.dairy, world.complaint, "Dasselbe", number=2419)
    merge_concern(other, into=concern, by=world.aylin)
    for one in (part, other):
        set_confidential(one, confidential=True, by=world.aylin)
    seen = concern_page(visible_concern(world.aylin, world.dairy.pk, concern.pk), world.aylin)
    assert ([merge.concern for merge in seen.merges], seen.parts) == ([other], [part])
    hidden = concern_page(visible_concern(world.piet, world.dairy.pk, concern.pk), world.piet)
    assert not hidden.is_related
    set_confidential(part, confidential=False, by=world.aylin)
    set_confidential(concern, confidential=True, by=world.aylin)
    assert concern_page(visible_concern(world.piet, world.dairy.pk, part.pk), world.piet).whole is None


def test_a_merged_promise_is_the_team_s_that_keeps_it_now(world: World, concern: Concern) -> None:
    other = make_concern(world.dairy, world.complaint, "Dasselbe", number=2419)
    hand_over_concern(concern, to_team=world.foerde, reason="Ersatzteil liegt dort", by=world.aylin)
    promise = give_promise(other, text="x", due_at=now() + timedelta(days=1), by=world.chiara)
    merge = merge_concern(other, into=concern, by=world.chiara)
    promise.refresh_from_db()
    assert promise.team == world.foerde
    undo_merge(merge, by=world.chiara)
    promise.refresh_from_db()
    assert promise.team == world.hanse


def test_what_a_team_splits_off_stays_with_it(world: World, concern: Concern) -> None:
    hand_over_concern(concern, to_team=world.foerde, reason="Ersatzteil liegt dort", by=world.aylin)
    part = split_concern(concern, title="Rechnung falsch", process=world.complaint, by=world.piet)
    assert part.team == world.foerde


def test_a_concern_is_not_handed_over_to_a_team_that_is_gone(world: World, concern: Concern) -> None:
    world.foerde.closed_at = MONDAY
    world.foerde.save()
    with pytest.raises(Refused, match="team_closed"):
        hand_over_concern(concern, to_team=world.foerde, reason="x", by=world.aylin)
    assert not concern.handovers.exists()
    assert not Entry.objects.exists()
