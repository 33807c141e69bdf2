"""Small faults: one step, and from a number on the way to the cause (AC4.3)."""

from datetime import timedelta

import pytest
from django.test import Client

from rundum.base.clock import standing_at
from rundum.base.refusals import NotAllowed, Refused
from rundum.improvement.actions.corrective_actions import open_corrective_action
from rundum.improvement.actions.faults import note_fault, set_fault_limit
from rundum.improvement.models import Cause, CorrectiveAction, Fault, FaultLimit
from rundum.improvement.queries.faults import frequency_of
from rundum.improvement.tests.corrective import about
from rundum.timeline.models import Entry
from tests.world import MONDAY, World, make_concern

pytestmark = pytest.mark.django_db

NOTE, LIMIT, LIST = (
    "/improvement/corrective-actions/faults/new/",
    "/improvement/corrective-actions/faults/limit/",
    "/improvement/corrective-actions/",
)
OLD_ADDRESS = "Adresse veraltet"


def noted(world: World, times: int, cause: str = OLD_ADDRESS, *, days_ago: float = 0) -> None:
    with standing_at(MONDAY - timedelta(days=days_ago)):
        for _time in range(times):
            note_fault(world.hanse, cause=cause, note="Berichtigt", by=world.aylin)


def test_a_fault_is_fixed_and_noted_in_one_step(world: World, client: Client):
    concern = about(world)
    client.force_login(world.emeka)
    with standing_at(MONDAY):
        answer = client.post(
            f"{NOTE}?concern={concern.customer_id}-{concern.pk}", {"note": "Adresse berichtigt", "cause": OLD_ADDRESS}
        )
    assert answer["Location"] == f"/concerns/{concern.customer_id}/{concern.pk}/"
    fault = Fault.objects.get()
    assert fault.cause.name == OLD_ADDRESS
    assert fault.concerns.get().concern_id == concern.pk
    assert Entry.objects.filter(concern_id=concern.pk, verb="improvement.concern_fault_noted").count() == 1


def test_a_cause_is_on_the_teams_list_once_however_it_is_written(world: World, client: Client):
    noted(world, 1)
    noted(world, 1, "  adresse   VERALTET ")
    assert Cause.objects.count() == 1
    client.force_login(world.emeka)
    assert f'<option value="{OLD_ADDRESS}">' in client.get(NOTE).content.decode()


def test_the_tenth_with_the_same_cause_offers_the_full_form_prefilled(world: World, client: Client):
    noted(world, 8)
    concern = about(world)
    client.force_login(world.emeka)
    said = {"note": "Berichtigt", "cause": OLD_ADDRESS}
    with standing_at(MONDAY + timedelta(hours=1)):
        assert client.post(NOTE, said)["Location"] == LIST
        answer = client.post(f"{NOTE}?concern={concern.customer_id}-{concern.pk}", said)
        offered = f"/improvement/corrective-actions/new/?cause={Cause.objects.get().pk}"
        assert answer["Location"] == offered
        page = client.get(offered).content.decode()
        assert OLD_ADDRESS in page
        assert str(concern.number) in page
        assert offered in client.get(LIST).content.decode()
        assert offered in client.get("/improvement/").content.decode()
        client.post(offered, {"title": OLD_ADDRESS, "concerns": str(concern.number)})
        assert offered not in client.get(LIST).content.decode()
    action = CorrectiveAction.objects.get()
    assert action.cause.name == OLD_ADDRESS
    assert action.links.get().concern_id == concern.pk


def test_those_of_longer_ago_and_of_other_causes_do_not_count(world: World):
    noted(world, 6, days_ago=31)
    noted(world, 9, "Teil fehlte")
    noted(world, 9)
    with standing_at(MONDAY + timedelta(hours=1)):
        frequency = frequency_of(world.hanse)
    assert [(cause.name, cause.faults) for cause in frequency.causes] == [(OLD_ADDRESS, 9), ("Teil fehlte", 9)]
    assert frequency.due == []


def test_count_and_days_are_the_teams_to_set(world: World, client: Client):
    noted(world, 3)
    client.force_login(world.emeka)
    with standing_at(MONDAY + timedelta(hours=1)):
        assert client.post(LIMIT, {"times": 3, "days": 14}).status_code == 302
        assert [cause.name for cause in frequency_of(world.hanse).due] == [OLD_ADDRESS]
        assert client.post(LIMIT, {"times": 1, "days": 14}).status_code == 422
    limit = FaultLimit.objects.get()
    assert (limit.times, limit.days) == (3, 14)
    assert Entry.objects.filter(verb="improvement.fault_limit_set").count() == 1


def test_what_a_corrective_action_has_taken_up_is_not_offered_again(world: World):
    noted(world, 10)
    with standing_at(MONDAY + timedelta(hours=1)):
        open_corrective_action(world.hanse, title=OLD_ADDRESS, cause=Cause.objects.get(), by=world.aylin)
        assert frequency_of(world.hanse).causes == []


@pytest.mark.parametrize("who", ["piet", "henrik", "vera", "sven", "ada"])
def test_nobody_outside_the_team_notes_a_fault_or_sets_the_limit(world: World, client: Client, who: str):
    with pytest.raises(NotAllowed):
        note_fault(world.hanse, cause="x", note="y", by=getattr(world, who))
    with pytest.raises(NotAllowed):
        set_fault_limit(world.hanse, times=2, days=2, by=getattr(world, who))
    concern = about(world)
    client.force_login(getattr(world, who))
    address = f"{NOTE}?concern={concern.customer_id}-{concern.pk}"
    assert client.post(address, {"note": "y", "cause": "x"}).status_code == 403
    assert not Fault.objects.exists()
    assert not Cause.objects.exists()
    assert not FaultLimit.objects.exists()


def test_a_fault_is_noted_at_the_teams_own_concerns_only(world: World):
    foreign = make_concern(world.clinic, world.complaint, "Leck", number=2500)
    with standing_at(MONDAY), pytest.raises(Refused):
        note_fault(world.hanse, cause="x", note="y", concern=foreign, by=world.aylin)
    assert not Fault.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("said", [{"note": " ", "cause": "x"}, {"note": "y", "cause": " "}])
def test_note_and_cause_are_both_needed_and_nothing_is_lost(world: World, client: Client, said: dict[str, str]):
    client.force_login(world.emeka)
    answer = client.post(NOTE, said)
    assert answer.status_code == 422
    assert not Fault.objects.exists()
    assert not Cause.objects.exists()
