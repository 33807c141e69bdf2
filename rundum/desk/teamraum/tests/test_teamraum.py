"""The Teamraum: what it shows, to whom, and that it costs the same however much there is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rundum.accounts.models import User
from rundum.base.clock import now, standing_at
from rundum.concerns.actions.holding import ask_for_help, take_concern
from rundum.concerns.actions.intake import take_in_concern
from rundum.concerns.actions.stepping import move_to_step
from rundum.concerns.models import Concern, HelpRequest, Promise, UnmetNeed
from rundum.customers.models import Expectation, Reading
from rundum.teams.models import Absence, Cover
from rundum.timeline.actions import add_entry
from tests.world import MONDAY, World, make_concern, make_contact, make_customer


def room_for(user: User, language: str = "en") -> str:
    User.objects.filter(pk=user.pk).update(language=language)
    client = Client()
    client.force_login(user)
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def make_promise(concern: Concern, **fields: object) -> Promise:
    due = {"due_at": now() + timedelta(minutes=5), "given_at": now() - timedelta(days=9), **fields}
    return Promise.objects.create(
        customer=concern.customer, concern=concern, team=concern.team, text="Rückruf", first_due_at=due["due_at"], **due
    )


def test_a_member_lands_on_the_team_with_satisfaction_before_promises_before_yield(world: World) -> None:
    page = room_for(world.aylin)
    assert "team Hanse" in page
    assert page.index("h-satisfaction") < page.index("h-promises") < page.index("h-yield")
    assert "not known yet" in page


def test_the_most_urgent_promise_stands_first_and_free_concerns_can_be_taken(world: World) -> None:
    make_concern(world.dairy, world.complaint, "ohne Zusage", number=1)
    soon = {"due_at": now() + timedelta(minutes=30), "promised_at": now() - timedelta(days=9)}
    urgent = make_concern(world.dairy, world.complaint, "gleich fällig", number=2, **soon)
    take_concern(urgent, by=world.emeka)
    page = room_for(world.aylin)
    assert page.index("gleich fällig") < page.index("ohne Zusage")
    assert 'value="take"' in page
    assert 'value="help"' in page


def test_where_all_that_is_open_is_solved_nobody_is_told_that_nothing_is_open(world: World) -> None:
    assert "Nothing is open" in room_for(world.aylin)
    solved = make_concern(world.dairy, world.complaint, "gelöst")
    move_to_step(solved, step=solved.version.steps.get(position=3), by=world.aylin)
    page = room_for(world.aylin)
    assert "All that is open is solved" in page
    assert "Nothing is open" not in page


def test_the_week_says_how_many_customers_one_person_only_knows_and_nobody_today(world: World) -> None:
    assert "1 customer is known by nobody who is here today" in room_for(world.aylin)
    Reading.objects.create(customer=world.dairy, user=world.emeka)
    page = room_for(world.aylin)
    assert "1 customer is known by one person only" in page
    assert "known by nobody who is here today" not in page
    assert 'href="/knowledge/"' in page


def test_nobody_outside_the_team_is_offered_to_act(world: World) -> None:
    make_concern(world.dairy, world.complaint, "ohne Zusage")
    client = Client()
    client.force_login(world.piet)
    client.post("/teams/current/", {"team": world.hanse.pk})
    page = client.get("/").content.decode()
    assert "ohne Zusage" in page
    assert 'value="take"' not in page


def test_promises_of_the_month_are_counted_and_drawn(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Undicht")
    make_promise(concern, kept_at=now() - timedelta(days=1))
    make_promise(concern, broken_at=now() - timedelta(hours=1), due_at=now() - timedelta(hours=2))
    make_promise(concern, withdrawn_at=now() - timedelta(days=1))
    page = room_for(world.aylin)
    assert "of 2 kept" in page
    assert 'aria-label="1 kept, 1 broken"' in page


def test_three_quick_ones_do_not_hide_seven_that_have_been_open_for_a_month(world: World) -> None:
    """AC6.1: the median counts open concerns for as long as they have been open."""
    for number in range(10):
        concern = make_concern(world.dairy, world.complaint, "Undicht", number=number)
        arrived = now() - timedelta(days=30)
        closed = arrived + timedelta(days=1) if number < 3 else None
        Concern.objects.filter(pk=concern.pk).update(arrived_at=arrived, closed_at=closed, first_reply_at=closed)
    page = room_for(world.aylin).replace("\xa0", " ")
    assert "more than 30 d" in page
    assert "half of 10, 7 still open" in page
    assert "<b>1 d" not in page


def test_this_week_lists_what_would_be_forgotten(world: World) -> None:
    Expectation.objects.create(
        customer=world.dairy, text="Rückruf in 60 Minuten", source="said", confirmed_at=now() - timedelta(days=181)
    )
    Expectation.objects.create(customer=world.dairy, text="frisch bestätigt", source="said")
    quiet = make_contact(world.dairy, "Karl", "Stumm", cadence_days=30)
    type(quiet).objects.filter(pk=quiet.pk).update(made_at=now() - timedelta(days=31))
    Cover.objects.filter(team=world.hanse, function=world.service).delete()
    page = room_for(world.aylin)
    assert "Rückruf in 60 Minuten" in page
    assert "frisch bestätigt" not in page
    assert "Speak with Karl Stumm again" in page
    assert "Service is not covered" in page
    add_entry("concerns.called", by=world.aylin, customer=world.dairy.pk, contact=quiet.pk, two_way=True)
    assert "Karl Stumm" not in room_for(world.aylin)


def test_requests_for_help_reach_the_one_who_is_asked(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Undicht")
    ask_for_help(concern, asked=world.emeka, by=world.aylin, note="Hydraulik")
    assert "asks you for help" in room_for(world.emeka)
    assert "asks you for help" not in room_for(world.chiara)
    HelpRequest.objects.update(answered_at=now(), accepted=False)
    assert "asks you for help" not in room_for(world.emeka)


def test_customers_words_stand_there_unshortened_and_confidential_ones_only_inside(world: World) -> None:
    words = "Zweimal umsonst gewartet. " * 20
    take_in_concern(
        world.dairy, process=world.complaint, title="Geheim", channel="phone", by=world.aylin, contact=world.brandl,
        voice=words, confidential=True,
    )  # fmt: skip
    assert words.strip() in room_for(world.aylin)
    client = Client()
    client.force_login(world.piet)
    client.post("/teams/current/", {"team": world.hanse.pk})
    assert "umsonst" not in client.get("/").content.decode()


def test_needs_we_could_not_serve_are_listed_with_their_reason(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Wartung in Polen")
    UnmetNeed.objects.create(
        customer=world.dairy, concern=concern, team=world.hanse, reason="Niemand fährt dorthin", function=world.service
    )
    page = room_for(world.aylin)
    assert "Niemand fährt dorthin" in page
    assert "missing: Service" in page


def test_people_stand_by_name_with_no_figure_of_any_one(world: World) -> None:
    Absence.objects.create(user=world.emeka, starts_on=now().date(), ends_on=now().date() + timedelta(days=2))
    page = room_for(world.aylin)
    who = page[page.index("h-who") :]
    assert who.index("Aylin Kaya") < who.index("Chiara Rossi") < who.index("Emeka Okafor")
    assert "away until" in who
    assert "2 of 3 here" in page


@pytest.mark.parametrize("who", ["vera", "ada", "henrik", "sven"])
def test_who_is_in_no_team_lands_on_all_teams_by_name(world: World, who: str) -> None:
    make_customer("Neu GmbH", None, number=1)
    page = room_for(getattr(world, who))
    assert page.index("Förde</a>") < page.index("Hanse</a>")
    assert ("One customer has no team yet" in page) is (who in {"vera", "ada"})
    assert "not covered" in page  # nobody covers anything in Förde


def test_the_room_takes_as_many_queries_with_200_concerns_as_with_5(world: World) -> None:
    client = Client()
    client.force_login(world.aylin)
    counted = []
    for number in range(200):
        concern = make_concern(world.dairy, world.complaint, "Undicht", number=number)
        make_promise(concern)
        if number in (4, 199):
            client.get("/")
            with CaptureQueriesContext(connection) as queries:
                client.get("/")
            counted.append(len(queries))
    assert counted[0] == counted[1]
    assert counted[0] <= 50


def test_changes_are_answered_once(world: World) -> None:
    client = Client()
    client.force_login(world.aylin)
    concern = make_concern(world.dairy, world.complaint, "Undicht")
    version = client.get("/changes/?version=old").headers["Rundum-Version"]
    assert client.get(f"/changes/?version={version}").status_code == 204
    take_concern(concern, by=world.emeka)
    again = client.get(f"/changes/?version={version}").content.decode()
    assert 'id="today"' in again
    assert "Emeka Okafor" in again


def move_on(world: World, times: int, *, step: int = 1) -> None:
    """Emeka moves so many concerns on, in the week of MONDAY."""
    for number in range(1, times + 1):
        concern = make_concern(world.dairy, world.complaint, f"Rückfrage {step} {number}", number=100 * step + number)
        with standing_at(MONDAY + timedelta(hours=number)):
            for position in range(1, step + 1):
                move_to_step(concern, step=concern.version.steps.get(position=position), by=world.emeka)


def test_who_has_done_the_same_for_eight_weeks_is_asked_alone_whether_they_want_a_change(world: World) -> None:
    move_on(world, 9)
    with standing_at(MONDAY):
        assert "Would you like a change?" not in room_for(world.emeka)  # this week is not over
    with standing_at(MONDAY + timedelta(weeks=1)):
        assert "Would you like a change?" in room_for(world.emeka)
        for other in (world.aylin, world.henrik, world.vera, world.ada):
            assert "Would you like a change?" not in room_for(other)
    with standing_at(MONDAY + timedelta(weeks=9)):
        assert "Would you like a change?" not in room_for(world.emeka)


def test_varied_work_raises_no_question(world: World) -> None:
    move_on(world, 9)
    move_on(world, 3, step=2)
    with standing_at(MONDAY + timedelta(weeks=1)):
        assert "Would you like a change?" not in room_for(world.emeka)
