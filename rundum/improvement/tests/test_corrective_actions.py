"""Corrective actions: from containment to a fix that somebody else has found to work (AC4.1)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rundum.accounts.models import User
from rundum.base.clock import standing_at
from rundum.base.reading import ask
from rundum.base.refusals import NotAllowed, Refused
from rundum.concerns.actions.promising import give_promise
from rundum.concerns.models import Credit
from rundum.decisions.models import AuthorityUse
from rundum.improvement.actions.corrective_actions import link_concerns, open_corrective_action, unlink_concern
from rundum.improvement.actions.corrective_parts import contain
from rundum.improvement.actions.effect_checks import close_corrective_action, judge_effect
from rundum.improvement.models import (
    ActionPart,
    ContainmentCredit,
    CorrectiveAction,
    LinkedConcern,
    Passage,
)
from rundum.improvement.queries.corrective_actions import DueCheck, due_checks
from rundum.improvement.tests.corrective import about, at_the_check, brought_to, opened
from rundum.measures.actions.rolling_up import refresh_measures
from rundum.measures.models import Measure, Signal
from rundum.timeline.models import Entry
from tests.world import MONDAY, World, make_concern, make_customer

pytestmark = pytest.mark.django_db

LIST, NEW = "/improvement/corrective-actions/", "/improvement/corrective-actions/new/"


def page_of(action: CorrectiveAction, part: str = "") -> str:
    return f"{LIST}{action.pk}/{part}"


def test_a_member_opens_one_about_concerns_of_several_customers(world: World, client: Client):
    client.force_login(world.emeka)
    first = about(world)
    second = make_concern(
        make_customer("Brauerei Nord", world.hanse, number=1003), world.complaint, "Leck", number=2419
    )
    with standing_at(MONDAY):
        answer = client.post(NEW, {"title": "Falsche Dichtung", "concerns": "2418, 2419"})
    action = CorrectiveAction.objects.get()
    assert answer["Location"] == page_of(action)
    assert {link.concern_id for link in action.links.all()} == {first.pk, second.pk}
    for concern in (first, second):
        entry = Entry.objects.get(concern_id=concern.pk, verb="improvement.concern_linked")
        assert entry.data["number"] == action.number
        assert entry.text == ""
        assert "Falsche" not in str(entry.data)


def test_its_entries_lead_to_it(world: World, client: Client):
    action = opened(world, about(world))
    concern = action.links.get().concern
    client.force_login(world.aylin)
    timeline = client.get(f"/concerns/{concern.customer_id}/{concern.pk}/").content.decode()
    assert f'<a class="link" href="{page_of(action)}">' in timeline
    client.force_login(world.ada)
    assert f'<a class="link" href="{page_of(action)}">' in client.get("/settings/record/").content.decode()


def test_from_a_concern_it_opens_prefilled(world: World, client: Client):
    client.force_login(world.aylin)
    concern = about(world, "Pumpe undicht")
    page = client.get(f"{NEW}?concern={concern.customer_id}-{concern.pk}").content.decode()
    assert "Pumpe undicht" in page
    assert "2418" in page


def test_a_promise_that_was_not_kept_leads_to_its_cause_from_where_it_stands(world: World, client: Client):
    concern = about(world, "Pumpe undicht")
    with standing_at(MONDAY):
        promise = give_promise(concern, text="Techniker kommt", due_at=MONDAY + timedelta(hours=3), by=world.aylin)
    address = f"{NEW}?promise={concern.customer_id}-{promise.pk}"
    page = f"/concerns/{concern.customer_id}/{concern.pk}/"
    week = f"/measures/{Measure.objects.get(key='promises_kept').pk}/weeks/2026-11-23/"
    client.force_login(world.aylin)
    with standing_at(MONDAY + timedelta(hours=1)):
        assert address not in client.get(page).content.decode()
    with standing_at(MONDAY + timedelta(days=1)):
        refresh_measures()
        for shown in (page, "/figures/promises/", week):
            assert address in client.get(shown).content.decode()
        opening = client.get(address).content.decode()
        assert 'value="Zusage nicht gehalten: Techniker kommt"' in opening
        assert f'value="{concern.number}"' in opening
        assert client.get(f"{NEW}?promise=1-999999").status_code == 404
        client.force_login(world.piet)
        assert address not in client.get(page).content.decode()
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("who", ["piet", "henrik", "vera", "sven", "ada"])
def test_nobody_outside_the_team_opens_or_writes_one(world: World, client: Client, who: str):
    action = opened(world, about(world))
    entries = Entry.objects.count()
    with pytest.raises(NotAllowed):
        open_corrective_action(world.hanse, title="Etwas", by=getattr(world, who))
    with pytest.raises(NotAllowed):
        contain(action, text="Getan", by=getattr(world, who))
    client.force_login(getattr(world, who))
    assert client.get(page_of(action)).status_code == 200
    assert client.post(page_of(action, "containment/"), {"text": "Getan"}).status_code == 403
    assert CorrectiveAction.objects.count() == 1
    assert not Passage.objects.exists()
    assert Entry.objects.count() == entries + 1  # the refusal of the request is kept


def test_it_is_about_the_teams_own_concerns_only(world: World):
    foreign = make_concern(world.clinic, world.complaint, "Leck", number=2419)
    with standing_at(MONDAY), pytest.raises(Refused) as refused:
        open_corrective_action(world.hanse, title="Leck", concerns=[foreign], by=world.aylin)
    assert refused.value.code == "not_ours"
    assert not CorrectiveAction.objects.exists()


def test_a_number_that_is_no_concern_of_the_team_is_named_and_nothing_is_lost(world: World, client: Client):
    make_concern(world.clinic, world.complaint, "Leck", number=2419)
    client.force_login(world.aylin)
    answer = client.post(NEW, {"title": "Falsche Dichtung", "concerns": "2419"})
    assert answer.status_code == 422
    assert "2419" in answer.content.decode()
    assert "Falsche Dichtung" in answer.content.decode()
    assert not CorrectiveAction.objects.exists()


def test_one_about_a_confidential_concern_is_its_teams_alone(world: World, client: Client):
    concern = about(world)
    action = opened(world, concern)
    concern.confidential = True
    concern.save()
    client.force_login(world.piet)
    assert client.get(page_of(action)).status_code == 404
    with standing_at(MONDAY):
        assert not CorrectiveAction.objects.visible_to(world.piet).exists()
        assert CorrectiveAction.objects.visible_to(world.emeka).exists()
    assert client.get(f"/concerns/{concern.customer_id}/{concern.pk}/corrective-actions/").status_code == 404


def test_containment_is_written_at_once_and_spends_goodwill_from_the_authority(world: World, client: Client):
    concern = about(world)
    action = opened(world, concern)
    client.force_login(world.emeka)
    said = {"text": "Linie gedrosselt", "concern": concern.pk, "amount": "80", "reason": "Ausfall"}
    with standing_at(MONDAY):
        assert client.post(page_of(action, "containment/"), said).status_code == 302
    credit = Credit.objects.get()
    assert (credit.concern_id, credit.use.amount, credit.reason) == (concern.pk, Decimal(80), "Ausfall")
    assert ContainmentCredit.objects.get().credit_id == credit.pk
    assert "80,00" in client.get(page_of(action)).content.decode()


def test_goodwill_beyond_the_limit_is_refused_and_nothing_is_written(world: World, client: Client):
    concern = about(world)
    action = opened(world, concern)
    client.force_login(world.emeka)
    said = {"text": "Linie gedrosselt", "concern": concern.pk, "amount": "100,01", "reason": "Ausfall"}
    with standing_at(MONDAY):
        answer = client.post(page_of(action, "containment/"), said)
    assert answer.status_code == 422
    assert "Linie gedrosselt" in answer.content.decode()
    assert not Passage.objects.exists()
    assert not AuthorityUse.objects.exists()
    assert not Entry.objects.filter(verb="concerns.credited").exists()


def test_goodwill_goes_to_linked_concerns_only(world: World):
    action, other = opened(world, about(world)), about(world, "Etwas anderes", number=2420)
    with standing_at(MONDAY), pytest.raises(Refused) as refused:
        contain(action, text="Getan", concern=other, amount=Decimal(10), reason="Ausfall", by=world.aylin)
    assert refused.value.code == "not_about"
    assert not Credit.objects.exists()
    assert not Passage.objects.exists()


def test_the_bar_says_before_the_button_whether_it_is_the_teams_to_decide(world: World, client: Client):
    concern = about(world)
    action = opened(world, concern)
    client.force_login(world.aylin)
    address = f"{page_of(action, 'authority/')}?concern={concern.pk}&amount="
    assert "auth-ok" in client.get(f"{address}50").content.decode()
    assert "auth-ok" not in client.get(f"{address}150").content.decode()


def test_a_concern_with_goodwill_stays_linked(world: World):
    concern = about(world)
    action = opened(world, concern)
    with standing_at(MONDAY):
        contain(action, text="Getan", concern=concern, amount=Decimal(10), reason="Ausfall", by=world.aylin)
        with pytest.raises(Refused) as refused:
            unlink_concern(action, concern=concern, by=world.aylin)
    assert refused.value.code == "goodwill_given"
    assert action.links.count() == 1


def test_a_link_is_made_once_and_taken_away_again(world: World):
    action, concern = opened(world), about(world)
    with standing_at(MONDAY):
        assert len(link_concerns(action, concerns=[concern], by=world.emeka)) == 1
        assert link_concerns(action, concerns=[concern], by=world.emeka) == []
        unlink_concern(action, concern=concern, by=world.emeka)
    assert not LinkedConcern.objects.exists()
    verbs = Entry.objects.filter(concern_id=concern.pk).values_list("verb", flat=True).order_by("pk")
    assert list(verbs) == ["improvement.concern_linked", "improvement.concern_unlinked"]


def test_a_signal_is_answered_by_a_corrective_action(world: World, client: Client):
    signal = Signal.objects.create(
        measure=Measure.objects.get(key="received"), team=world.hanse, rule="we1",
        first_week=date(2026, 11, 16), last_week=date(2026, 11, 16),
    )  # fmt: skip
    client.force_login(world.aylin)
    with standing_at(MONDAY):
        client.post(f"{NEW}?signal={signal.pk}", {"title": "Zu viele Reklamationen"})
    signal.refresh_from_db()
    assert signal.acted
    assert signal.note == "Zu viele Reklamationen"
    assert CorrectiveAction.objects.get().signal == signal


def test_the_pages_read_at_a_fixed_number_of_queries(world: World, client: Client):
    client.force_login(world.aylin)
    first = opened(world, about(world))
    with standing_at(MONDAY):
        client.get(page_of(first))
        counts = []
        for number in (2500, 2510):
            with CaptureQueriesContext(
                connection,
            ) as read:
                client.get(page_of(first))
                client.get(LIST)
                client.get("/improvement/")
            counts.append(len(read))
            concerns = [about(world, "Leck", number=number + more) for more in range(5)]
            link_concerns(first, concerns=concerns, by=world.aylin)
            opened(world, *concerns)
    assert counts[0] == counts[1]


def test_the_concerns_page_shows_what_goes_to_its_cause(world: World, client: Client):
    concern = about(world)
    action = opened(world, concern)
    client.force_login(world.emeka)
    slot = f"/concerns/{concern.customer_id}/{concern.pk}/corrective-actions/"
    assert slot in client.get(f"/concerns/{concern.customer_id}/{concern.pk}/").content.decode()
    part = client.get(slot, headers={"HX-Request": "true"}).content.decode()
    assert page_of(action) in part
    assert "<html" not in part
    assert f"{NEW}?concern=" in part
    client.force_login(world.henrik)
    assert f"{NEW}?concern=" not in client.get(slot, headers={"HX-Request": "true"}).content.decode()


def test_open_and_closed_ones_have_a_list_each(world: World, client: Client):
    opened(world, title="Noch offen")
    action = brought_to(world, ActionPart.VERDICT, opened(world, title="Erledigt"))
    with at_the_check():
        judge_effect(action, effective=True, note="Läuft", by=world.emeka)
        close_corrective_action(action, note="Nichts zu ändern", by=world.emeka)
    client.force_login(world.emeka)
    still, done = (client.get(address).content.decode() for address in (LIST, f"{LIST}?state=closed"))
    assert "Noch offen" in still
    assert "Erledigt" not in still
    assert "Erledigt" in done
    assert "Noch offen" not in done


def test_the_team_room_names_the_checks_that_are_due_this_week(world: World, client: Client):
    concern = about(world)
    action = brought_to(world, ActionPart.VERDICT, opened(world, concern, title="Falsche Dichtung"))
    client.force_login(world.emeka)
    with standing_at(MONDAY):
        assert page_of(action) not in client.get("/").content.decode()
    with at_the_check():
        assert page_of(action) in client.get("/").content.decode()
        concern.confidential = True
        concern.save()
        client.force_login(world.henrik)
        assert "Falsche Dichtung" not in client.get("/").content.decode()
        assert due(world, world.henrik, inside=False) == []
        assert len(due(world, world.emeka, inside=True)) == 1


def due(world: World, reader: User, *, inside: bool) -> list[DueCheck]:
    question = due_checks(world.hanse.pk, date(2027, 1, 25), reader=reader.pk, inside=inside)
    return ask(question).of(question)
