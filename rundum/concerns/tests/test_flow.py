"""The flow board: lanes, limits, filters, moving and taking from cards; a fixed number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.concerns.actions.holding import lend_hand, take_concern
from rundum.concerns.actions.promising import give_promise
from rundum.concerns.actions.waiting import wait_for
from rundum.concerns.filters import Filters
from rundum.concerns.models import Concern, LaneLimit, Phase
from rundum.concerns.queries.flow import board_of
from rundum.teams.policy import is_member
from rundum.timeline.models import Entry
from tests.world import World, make_concern

HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def act_address(concern: Concern) -> str:
    return f"/concerns/{concern.customer_id}/{concern.pk}/flow/"


def test_concerns_stand_in_the_lane_of_their_phase_with_all_a_card_tells(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Dichtungen <undicht>")
    take_concern(concern, by=world.aylin)
    lend_hand(concern, by=world.emeka)
    wait_for(concern, whom="supplier", reason="Teile", by=world.aylin)
    page = signed_in(world.aylin).get("/concerns/").content.decode()
    for part in (
        "Dichtungen &lt;undicht&gt;",
        "Molkerei Wiesengrund",
        "2418",
        "Reklamation",
        "Aylin Kaya",
        "Emeka Okafor",
    ):
        assert part in page
    assert "Dichtungen" in page[page.index('id="lane-arrived"') : page.index('id="lane-understand"')]


def test_a_lane_over_its_limit_says_so_in_one_sentence(world: World) -> None:
    LaneLimit.objects.create(team=world.hanse, phase=Phase.ARRIVED, most=1)
    for number in (1, 2):
        make_concern(world.dairy, world.complaint, "Undicht", number=number)
    world.aylin.language = "en"
    world.aylin.save()
    page = signed_in(world.aylin).get("/concerns/").content.decode()
    assert "2 of 1" in page
    assert page.count("beyond the limit") == 1


def test_moving_answers_with_both_lanes_and_writes_it_down(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Undicht")
    answer = signed_in(world.aylin).post(act_address(concern), {"lane": "solve"}, headers=HTMX)
    html = answer.content.decode()
    assert 'id="lane-arrived"' in html
    assert 'id="lane-solve"' in html
    assert 'id="lane-confirm"' not in html
    concern.refresh_from_db()
    assert concern.phase == "solve"
    assert Entry.objects.filter(verb="concerns.step_moved", by=world.aylin).count() == 1


def test_without_javascript_moving_leads_back_to_the_board_with_its_filters(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Undicht")
    answer = signed_in(world.aylin).post(act_address(concern) + "?show=free&shape=card", {"lane": "solve"})
    assert (answer.status_code, answer["Location"]) == (302, "/concerns/?show=free")


@pytest.mark.parametrize("who", ["piet", "henrik", "vera", "ada"])
def test_nobody_outside_the_team_moves_or_takes_anything(world: World, who: str) -> None:
    concern = make_concern(world.dairy, world.complaint, "Undicht")
    client = signed_in(getattr(world, who))
    for act in ({"lane": "solve"}, {"act": "take"}, {"act": "help"}):
        assert client.post(act_address(concern), act, headers=HTMX).status_code == 403
    concern.refresh_from_db()
    assert (concern.phase, concern.holder_id) == ("arrived", None)
    assert not Entry.objects.filter(verb__startswith="concerns.").exists()


def test_taking_from_a_row_answers_with_the_row(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Undicht")
    html = (
        signed_in(world.aylin).post(act_address(concern) + "?shape=row", {"act": "take"}, headers=HTMX).content.decode()
    )
    assert f'<li hx-swap-oob="true" class="lrow" id="row-{concern.pk}">' in html
    assert "Aylin Kaya" in html


def test_the_chips_narrow_the_board(world: World) -> None:
    free = make_concern(world.dairy, world.complaint, "Frei", number=1)
    held = make_concern(world.dairy, world.complaint, "Gehalten", number=2)
    take_concern(held, by=world.aylin)
    give_promise(held, text="Rückruf", due_at=now() + timedelta(days=9), by=world.aylin)
    late = make_concern(world.dairy, world.complaint, "Zu spät", number=3)
    give_promise(late, text="Rückruf", due_at=now() + timedelta(seconds=1), by=world.aylin)
    Concern.objects.filter(pk=late.pk).update(due_at=now() - timedelta(hours=1))
    client = signed_in(world.aylin)
    shown = {
        show: {k.title for k in (free, held, late) if k.title in client.get(f"/concerns/?show={show}").content.decode()}
        for show in ("all", "risk", "without", "free", "held", "waiting")
    }
    assert shown == {
        "all": {"Frei", "Gehalten", "Zu spät"}, "risk": {"Zu spät"}, "without": {"Frei"},
        "free": {"Frei", "Zu spät"}, "held": {"Gehalten"}, "waiting": set(),
    }  # fmt: skip


def test_the_board_of_one_process_has_its_steps_as_lanes(world: World) -> None:
    step = world.complaint.version.steps.get(phase="solve")
    step.own_name, step.wip_limit = "Beheben", 0
    step.save()
    concern = make_concern(world.dairy, world.complaint, "Undicht")
    client = signed_in(world.aylin)
    page = client.get(f"/concerns/?process={world.complaint.pk}").content.decode()
    assert "Beheben" in page
    client.post(f"{act_address(concern)}?process={world.complaint.pk}", {"lane": str(step.pk)}, headers=HTMX)
    concern.refresh_from_db()
    assert concern.step == step


def test_what_is_confidential_is_hidden_from_other_teams(world: World) -> None:
    make_concern(world.dairy, world.complaint, "Geheim", confidential=True)
    for who, seen in [(world.aylin, True), (world.ada, False)]:
        client = signed_in(who)
        client.post("/teams/current/", {"team": world.hanse.pk})
        assert ("Geheim" in client.get("/concerns/").content.decode()) is seen


def test_lanes_count_what_the_reader_may_see(world: World) -> None:
    make_concern(world.dairy, world.complaint, "Übernahmegespräche", confidential=True)

    def count(reader: User) -> int:
        inside = is_member(reader, world.hanse.pk)
        board = board_of(world.hanse, Filters(), reader=reader, inside=inside, processes=[])
        return sum(lane.count for lane in board.lanes)

    assert (count(world.aylin), count(world.piet)) == (1, 0)


def test_changes_are_asked_for_with_a_version_and_answered_once(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Undicht")
    client = signed_in(world.aylin)
    first = client.get("/concerns/changes/?version=old", headers=HTMX)
    version = first.headers["Rundum-Version"]
    assert client.get(f"/concerns/changes/?version={version}", headers=HTMX).status_code == 204
    take_concern(concern, by=world.emeka)
    again = client.get(f"/concerns/changes/?version={version}", headers=HTMX)
    assert again.status_code == 200
    assert "Emeka Okafor" in again.content.decode()


@pytest.mark.parametrize("query", ["", "?process=P"])
def test_the_board_takes_as_many_queries_with_200_concerns_as_with_5(world: World, query: str) -> None:
    client = signed_in(world.aylin)
    address = "/concerns/" + query.replace("P", str(world.complaint.pk))
    counted = []
    for number in range(200):
        make_concern(world.dairy, world.complaint, "Undicht", number=number)
        if number in (4, 199):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counted.append(len(queries))
    assert counted[0] == counted[1]
    assert counted[0] <= 20


def test_a_long_lane_shows_fifty_and_leads_to_the_list(world: World) -> None:
    for number in range(52):
        make_concern(world.dairy, world.complaint, "Undicht", number=number)
    page = signed_in(world.aylin).get("/concerns/").content.decode()
    assert page.count("data-card>") == 50
    assert "/concerns/list/?phase=arrived" in page


def test_the_team_sets_the_limits_of_its_lanes_itself(world: World) -> None:
    client = signed_in(world.aylin)
    assert client.post("/concerns/limits/", {"solve": "3", "arrived": "0"}).status_code == 422
    assert not LaneLimit.objects.exists()
    assert client.post("/concerns/limits/", {"solve": "3", "arrived": ""}).status_code == 302
    assert list(LaneLimit.objects.values_list("team", "phase", "most")) == [(world.hanse.pk, "solve", 3)]
    for who in (world.henrik, world.ada):
        outside = signed_in(who)
        outside.post("/teams/current/", {"team": world.hanse.pk})
        assert outside.post("/concerns/limits/", {"solve": "9"}).status_code == 403
    assert LaneLimit.objects.get().most == 3
