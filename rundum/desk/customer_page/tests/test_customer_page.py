from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rundum.accounts.models import User
from rundum.base.clock import now, standing_at, today
from rundum.base.refusals import NotAllowed, Refused
from rundum.concerns.actions.crediting import give_credit
from rundum.concerns.actions.intake import take_in_concern
from rundum.concerns.actions.moving import hand_over_concern
from rundum.concerns.actions.promising import give_promise, keep_promise
from rundum.concerns.models import Concern, Promise
from rundum.customers.actions.assigning import tick_handover_item
from rundum.customers.actions.expecting import add_expectation, change_met
from rundum.customers.actions.talking import record_customer_talk
from rundum.customers.models import Customer, Reading, TeamHandover
from rundum.desk.customer_page.actions import offer_with_promises, receive_customer
from rundum.desk.customer_page.queries import MOST_RINGS, head
from rundum.teams.models import Absence
from rundum.teams.queries.calendars import working_calendar_of
from rundum.timeline.models import Entry
from tests.world import World, make_team

PARTS = ("", "concerns/", "money/", "people/", "timeline/")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def take_in(world: World, title: str = "Dichtungen undicht", **fields: object) -> Concern:
    return take_in_concern(
        world.dairy,
        process=world.complaint,
        title=title,
        channel="phone",
        by=world.emeka,
        contact=world.brandl,
        **fields,
    )


def test_satisfaction_stands_before_promises_expectations_and_yield_and_is_not_known_yet(world: World) -> None:
    User.objects.filter(pk=world.aylin.pk).update(language="en")
    html = client_of(world.aylin).get(f"/customers/{world.dairy.pk}/").text
    head = html[html.index('class="hk"') :]
    places = [head.index(word) for word in ("Satisfaction", "Promises", "Expectations", "Yield")]
    assert places == sorted(places)
    assert "not known yet" in head[: places[1]]


def test_promises_are_counted_from_the_promises_themselves(world: World) -> None:
    concern = take_in(world)
    kept = give_promise(concern, text="Rückruf", due_at=now() + timedelta(days=2), by=world.emeka)
    keep_promise(kept, by=world.emeka)
    give_promise(concern, text="Ersatzteile", due_at=now() + timedelta(days=9), by=world.emeka)
    with standing_at(now() - timedelta(days=3)):
        give_promise(concern, text="Angebot", due_at=now() + timedelta(days=1), by=world.emeka)
    answer = client_of(world.piet).get(f"/customers/{world.dairy.pk}/")
    head = answer.context["head"]
    assert (head.kept, head.ended, len(head.rings)) == (1, 2, 3)
    assert "in den letzten 12 Monaten" in answer.text


def test_concerns_are_counted_as_linked_unlinked_and_unmet(world: World) -> None:
    met = add_expectation(world.dairy, text="Rückruf", source="said", met="met", by=world.aylin)
    unmet = add_expectation(world.dairy, text="Nicht zweimal", source="said", by=world.aylin)
    change_met(unmet, met="unmet", by=world.aylin)
    for expectation in (met, unmet, unmet, None):
        take_in(world, expectation=expectation)
    served = client_of(world.aylin).get(f"/customers/{world.dairy.pk}/").context["head"].served
    assert (served.linked, served.unlinked, served.unmet, served.open) == (3, 1, 2, 4)


def test_every_part_shows_what_belongs_there(world: World) -> None:
    concern = take_in(world)
    give_credit(concern, amount=Decimal(80), reason="Stillstand am Freitag", by=world.emeka)
    record_customer_talk(world.dairy, kind="call", contact=world.brandl, by=world.aylin, voice="Ihr seid schnell.")
    client = client_of(world.piet)
    overview, concerns, money, people, timeline = (
        client.get(f"/customers/{world.dairy.pk}/{part}").text for part in PARTS
    )
    assert "Dichtungen undicht" in overview
    assert "Dichtungen undicht" in concerns
    assert "80,00" in money
    assert "Theresa Brandl" in people
    assert "Ihr seid schnell." in timeline


def test_a_confidential_concern_shows_in_no_part_to_another_team(world: World) -> None:
    concern = take_in(world, title="Übernahmegespräche", confidential=True)
    give_credit(concern, amount=Decimal(80), reason="Streng vertraulich", by=world.emeka)
    for part in PARTS:
        html = client_of(world.piet).get(f"/customers/{world.dairy.pk}/{part}").text
        assert "Übernahmegespräche" not in html
        assert "Streng vertraulich" not in html
        assert f"/concerns/{world.dairy.pk}/{concern.pk}/" not in html
    assert "Übernahmegespräche" in client_of(world.aylin).get(f"/customers/{world.dairy.pk}/").text


def test_promises_beyond_those_that_are_drawn_are_counted_too(world: World) -> None:
    concern = take_in(world)
    due = now() - timedelta(days=1)
    given = {"customer": world.dairy, "team": world.hanse, "text": "x", "given_at": due - timedelta(days=2)}
    Promise.objects.bulk_create(
        Promise(concern=concern, due_at=due, first_due_at=due, kept_at=due - timedelta(hours=1), **given)
        for _ in range(MOST_RINGS + 5)
    )
    Promise.objects.create(concern=concern, due_at=due, first_due_at=due, **given)
    seen = head(world.dairy, world.aylin, working_calendar_of(world.hanse))
    assert (len(seen.rings), seen.kept, seen.ended) == (MOST_RINGS, MOST_RINGS + 5, MOST_RINGS + 6)


def test_who_declines_a_confidential_customer_is_not_sent_to_its_page(world: World) -> None:
    Customer.objects.filter(pk=world.dairy.pk).update(confidential=True)
    offer_with_promises(world.dairy, to_team=world.foerde, reason="Näher dran", by=world.aylin)
    answer = client_of(world.piet).post(f"/customers/{world.dairy.pk}/handover/withdrawal/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_figures_leave_out_what_the_reader_must_not_see(world: World) -> None:
    expectation = add_expectation(world.dairy, text="Rückruf", source="said", by=world.aylin)
    concern = take_in(world, title="Übernahmegespräche", confidential=True, expectation=expectation)
    keep_promise(give_promise(concern, text="Anruf", due_at=now() + timedelta(days=2), by=world.emeka), by=world.emeka)
    calendar = working_calendar_of(world.hanse)
    for reader, count in ((world.aylin, 1), (world.piet, 0)):
        seen = head(world.dairy, reader, calendar)
        assert (seen.kept, seen.expectations[0].concerns, seen.served.linked) == (count, count, count)


@pytest.mark.parametrize("is_confidential", [False, True])
def test_of_a_confidential_customer_its_team_sees_what_another_team_has_unless_that_is_confidential(
    world: World, is_confidential: bool
) -> None:
    concern = take_in(world, confidential=is_confidential)
    hand_over_concern(concern, to_team=world.foerde, reason="Fachfrage", by=world.emeka)
    Customer.objects.filter(pk=world.dairy.pk).update(confidential=True)
    link = f"/concerns/{world.dairy.pk}/{concern.pk}/"
    shown = [link in client_of(world.aylin).get(f"/customers/{world.dairy.pk}/{part}").text for part in PARTS]
    assert any(shown) is not is_confidential
    assert client_of(world.aylin).get(link).status_code == (404 if is_confidential else 200)
    assert client_of(world.piet).get(link).status_code == 200


def test_a_colleague_of_another_team_reads_everything_and_is_offered_no_change(world: World) -> None:
    add_expectation(world.dairy, text="Rückruf", source="said", by=world.aylin)
    html = client_of(world.piet).get(f"/customers/{world.dairy.pk}/").text
    assert "Rückruf" in html
    assert "/details/" not in html
    assert "/expectations/" not in html


def test_the_page_takes_the_same_queries_however_much_there_is(world: World) -> None:
    client = client_of(world.aylin)
    client.get("/customers/")  # what is asked once in the life of a process is asked here
    counted: list[list[int]] = []
    for times in (2, 30):
        for number in range(times):
            concern = take_in(world, title=f"Anliegen {number}")
            give_promise(concern, text="Rückruf", due_at=now() + timedelta(days=2), by=world.emeka)
            add_expectation(world.dairy, text=f"Erwartung {number}", source="said", by=world.aylin)
            record_customer_talk(world.dairy, kind="call", contact=world.brandl, by=world.emeka)
        counted.append([])
        for part in PARTS:
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/customers/{world.dairy.pk}/{part}")
            counted[-1].append(len(queries))
    assert counted[0] == counted[1]
    assert max(counted[0]) <= 36


def test_concerns_and_timeline_go_on_page_by_page(world: World) -> None:
    for number in range(60):
        take_in(world, title=f"Anliegen {number:02}")
    client = client_of(world.aylin)
    first = client.get(f"/customers/{world.dairy.pk}/concerns/")
    titles = [one["row"].title for one in first.context["concerns"]]
    assert (titles[0], titles[-1], len(titles)) == ("Anliegen 59", "Anliegen 10", 50)
    second = client.get(f"/customers/{world.dairy.pk}/concerns/", {"before": str(first.context["more"])})
    assert second.context["concerns"][0]["row"].title == "Anliegen 09"
    latest = client.get(f"/customers/{world.dairy.pk}/timeline/")
    assert 'href="#latest"' in latest.text
    earlier = client.get(f"/customers/{world.dairy.pk}/timeline/", {"before": str(latest.context["earlier"])})
    assert latest.text.count('id="entry-') == 50
    assert earlier.text.count('id="entry-') == 10


def test_what_a_place_in_an_address_does_not_say_is_the_first_page(world: World) -> None:
    client = client_of(world.aylin)
    for part, typed in [("concerns/", "before=x"), ("timeline/", "before=9-&kind=record"), ("timeline/", "before=1-1")]:
        assert client.get(f"/customers/{world.dairy.pk}/{part}?{typed}").status_code == 200
    assert client.get("/customers/?after=x:&before=7&team=99").status_code == 200


def test_open_concerns_and_their_promises_go_to_the_receiving_team_with_the_customer(world: World) -> None:
    concern = take_in(world)
    promise = give_promise(concern, text="Ersatzteile", due_at=now() + timedelta(days=2), by=world.emeka)
    handover = offer_with_promises(world.dairy, to_team=world.foerde, reason="Das Werk zieht um", by=world.aylin)
    assert "Ersatzteile" in handover.items.get(kind="promise").text
    with pytest.raises(Refused):
        receive_customer(handover, by=world.piet)
    for item in handover.items.all():
        tick_handover_item(item, by=world.piet)
    receive_customer(handover, by=world.piet)
    concern.refresh_from_db()
    promise.refresh_from_db()
    assert (concern.team, promise.team, concern.handed_over) == (world.foerde, world.foerde, 0)


def test_what_a_third_team_works_on_stays_there(world: World) -> None:
    third = make_team("Heide")
    concern = take_in(world)
    hand_over_concern(concern, to_team=third, reason="Fachfrage", by=world.emeka)
    offer = offer_with_promises(world.dairy, to_team=world.foerde, reason="Näher dran", by=world.aylin)
    offer.items.update(done_at=now(), done_by=world.aylin)
    receive_customer(offer, by=world.piet)
    concern.refresh_from_db()
    assert concern.team == third


def test_the_checklist_keeps_the_words_of_confidential_promises(world: World) -> None:
    concern = take_in(world, title="Übernahmegespräche", confidential=True)
    give_promise(concern, text="Stillschweigen", due_at=now() + timedelta(days=2), by=world.emeka)
    offer = offer_with_promises(world.dairy, to_team=world.foerde, reason="Näher dran", by=world.aylin)
    assert offer.items.filter(kind="promise").count() == 1
    assert "Stillschweigen" not in client_of(world.vera).get(f"/customers/{world.dairy.pk}/handover/").text


def test_nothing_moves_when_someone_else_confirms(world: World) -> None:
    concern = take_in(world)
    handover = offer_with_promises(world.dairy, to_team=world.foerde, reason="Das Werk zieht um", by=world.aylin)
    for item in handover.items.all():
        tick_handover_item(item, by=world.piet)
    before = Entry.objects.count()
    with pytest.raises(NotAllowed):
        receive_customer(handover, by=world.aylin)
    concern.refresh_from_db()
    assert concern.team == world.hanse
    assert Entry.objects.count() == before


def test_a_customer_changes_its_team_on_the_page(world: World) -> None:
    Customer.objects.filter(pk=world.dairy.pk).update(confidential=True)
    address = f"/customers/{world.dairy.pk}/handover/"
    gives, receives, coach = client_of(world.aylin), client_of(world.piet), client_of(world.henrik)
    assert receives.get(address).status_code == 404
    assert gives.post(address, {"to_team": world.foerde.pk, "reason": ""}).status_code == 422
    assert gives.post(address, {"to_team": world.foerde.pk, "reason": "Das Werk zieht um"}).status_code == 302
    assert receives.get(address).status_code == 200
    assert coach.get(address).status_code == 404
    assert receives.post(address + "receipt/").status_code == 409
    for item in TeamHandover.objects.get().items.all():
        assert gives.post(f"{address}items/{item.pk}/").status_code == 302
    assert gives.post(address + "receipt/").status_code == 403
    assert receives.post(address + "receipt/").status_code == 302
    assert Customer.objects.get(pk=world.dairy.pk).team == world.foerde


def test_the_page_says_plainly_who_knows_them_and_that_nobody_of_these_is_here(world: World) -> None:
    client = client_of(world.aylin)
    address = f"/customers/{world.dairy.pk}/"
    assert "Niemand im Team kennt sie." in client.get(address).text
    record_customer_talk(world.dairy, kind="call", contact=world.brandl, by=world.emeka)
    assert "Nur Emeka Okafor kennt sie." in client.get(address).text
    Absence.objects.create(user=world.emeka, starts_on=today(), ends_on=today())
    assert "Nur Emeka Okafor kennt sie und ist heute nicht da." in client.get(address).text
    record_customer_talk(world.dairy, kind="call", contact=world.brandl, by=world.chiara)
    assert "Heute da: Chiara Rossi" in " ".join(client.get(address).text.split())


def test_a_member_reads_what_the_team_knows_and_confirms_it_on_a_page(world: World) -> None:
    take_in(world, title="Übernahmegespräche", confidential=True)
    client, address = client_of(world.chiara), f"/customers/{world.dairy.pk}/reading/"
    assert f'href="{address}"' in client.get(f"/customers/{world.dairy.pk}/").text
    refused = client.post(address)
    assert refused.status_code == 422
    assert "Noch steht nichts geschrieben." in refused.text
    assert not Reading.objects.exists()
    add_expectation(world.dairy, text="Rückruf am selben Tag", source="said", by=world.aylin)
    page = client.get(address).text
    assert "Rückruf am selben Tag" in page
    assert "Übernahmegespräche" in page
    assert client.post(address).status_code == 302
    assert [(reading.customer, reading.user) for reading in Reading.objects.all()] == [(world.dairy, world.chiara)]
    for outside in (world.piet, world.henrik, world.ada):
        assert client_of(outside).get(address).status_code == 403
        assert address not in client_of(outside).get(f"/customers/{world.dairy.pk}/").text
