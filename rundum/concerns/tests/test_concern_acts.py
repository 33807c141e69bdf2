"""What is done to a concern through its page: each address calls its action and shows the outcome."""

from datetime import timedelta

import pytest
from django.test import Client

from rundum.base.clock import now
from rundum.concerns.actions.promising import give_promise
from rundum.concerns.models import Concern, HelpRequest, Merge, Phase, Promise, SpecificationItem, Task
from rundum.customers.models import Expectation
from rundum.timeline.models import Entry
from tests.world import World, make_concern


@pytest.fixture
def concern(world: World) -> Concern:
    return make_concern(world.dairy, world.complaint, "Dosierpumpen undicht", contact=world.brandl)


@pytest.fixture
def member(world: World, client: Client) -> Client:
    client.force_login(world.aylin)
    return client


def page_of(concern: Concern, rest: str = "") -> str:
    return f"/concerns/{concern.customer_id}/{concern.pk}/{rest}"


def promised(world: World, concern: Concern) -> Promise:
    return give_promise(concern, text="Fertig", due_at=now() + timedelta(days=2), by=world.aylin)


def test_taking_the_thread_and_letting_go(world: World, member: Client, concern: Concern) -> None:
    member.post(page_of(concern, "holding/"))
    concern.refresh_from_db()
    assert concern.holder == world.aylin
    member.post(page_of(concern, "holding/end/"))
    concern.refresh_from_db()
    assert concern.holder is None


def test_what_was_just_done_is_taken_back_from_the_toast(world: World, member: Client, concern: Concern) -> None:
    response = member.post(page_of(concern, "holding/"), headers={"HX-Request": "true", "HX-Source": "button"})
    undo = f"/concerns/{concern.customer_id}/{concern.pk}/entries/{Entry.objects.latest('pk').pk}/undo/"
    assert undo in response.content.decode()
    member.post(undo)
    concern.refresh_from_db()
    assert concern.holder is None


def test_moving_on_shows_who_did_each_step(world: World, member: Client, concern: Concern) -> None:
    second = concern.version.steps.get(position=1)
    member.post(page_of(concern, "step/"), {"step": second.pk})
    views = member.get(page_of(concern)).context["page"].progress.steps
    assert [view.state for view in views] == ["done", "current", "next", "next", "next"]
    assert views[0].doers == [world.aylin]


def test_a_step_of_another_process_is_not_found(member: Client, concern: Concern) -> None:
    assert member.post(page_of(concern, "step/"), {"step": "999999"}).status_code == 404
    assert member.post(page_of(concern, "step/"), {"step": "x"}).status_code == 404


def test_a_waiting_concern_shows_its_step_as_blocked(member: Client, concern: Concern) -> None:
    member.post(page_of(concern, "waiting/"), {"whom": "customer", "reason": "Foto"})
    page = member.get(page_of(concern)).context["page"]
    assert page.progress.steps[0].state == "blocked"
    assert page.wait.reason == "Foto"
    member.post(page_of(concern, "waiting/end/"))
    assert member.get(page_of(concern)).context["page"].wait is None


def test_the_work_specification_is_ticked_off_or_deviated_from(member: Client, concern: Concern) -> None:
    step = concern.step
    first, second = (
        SpecificationItem.objects.create(step=step, position=place, text=f"Zeile {place}") for place in range(2)
    )
    member.post(page_of(concern, f"items/{first.pk}/"), {"do": "check"})
    assert member.post(page_of(concern, f"items/{second.pk}/"), {"do": "deviate"}).status_code == 409
    member.post(page_of(concern, f"items/{second.pk}/"), {"do": "deviate", "deviation": "Später, Kunde im Urlaub"})
    lines = member.get(page_of(concern)).context["page"].progress.lines
    assert [line.check.deviation for line in lines] == ["", "Später, Kunde im Urlaub"]
    member.post(page_of(concern, f"items/{first.pk}/"), {"do": "uncheck"})
    assert member.get(page_of(concern)).context["page"].progress.lines[0].check is None


def test_a_newer_version_of_the_process_is_pointed_out(world: World, member: Client, concern: Concern) -> None:
    newer = world.complaint.versions.create(number=2, outcome="x", outcome_measure="y")
    type(world.complaint).objects.filter(pk=world.complaint.pk).update(version=newer)
    page = member.get(page_of(concern)).context["page"]
    assert page.has_newer_version
    assert page.concern.version.number == 1


def test_next_steps_are_written_down_and_done(member: Client, concern: Concern) -> None:
    member.post(page_of(concern, "tasks/"), {"text": "Dichtungen bestellen"})
    task = Task.objects.get()
    member.post(page_of(concern, f"tasks/{task.pk}/"), {"do": "finish"})
    task.refresh_from_db()
    assert task.done_at is not None
    assert member.post(page_of(concern, "tasks/"), {"text": "  "}).status_code == 409


def test_a_promise_ends_in_each_way(world: World, member: Client, concern: Concern) -> None:
    kept, broken, withdrawn = (promised(world, concern) for _ in range(3))
    member.post(page_of(concern, f"promises/{kept.pk}/kept/"))
    assert member.post(page_of(concern, f"promises/{broken.pk}/broken/"), {"reason": ""}).status_code == 422
    member.post(page_of(concern, f"promises/{broken.pk}/broken/"), {"reason": "Material kam nicht"})
    member.post(page_of(concern, f"promises/{withdrawn.pk}/withdrawn/"), {"reason": "Kunde will nicht mehr"})
    ends = [(one.kept_at is not None, one.broken_at is not None, one.withdrawn_at is not None) for one in
            Promise.objects.order_by("pk")]  # fmt: skip
    assert ends == [(True, False, False), (False, True, False), (False, False, True)]


def test_a_promise_moves_only_with_the_customer_told(world: World, member: Client, concern: Concern) -> None:
    promise = promised(world, concern)
    later = (now() + timedelta(days=4)).strftime("%Y-%m-%dT%H:%M")
    address = page_of(concern, f"promises/{promise.pk}/moved/")
    assert member.post(address, {"due_at": later, "told": ""}).status_code == 422
    promise.refresh_from_db()
    assert promise.due_at == promise.first_due_at
    assert member.post(address, {"due_at": later, "told": "Angerufen, sie ist einverstanden"}).status_code == 302
    promise.refresh_from_db()
    assert promise.due_at > promise.first_due_at


def test_a_promise_of_another_concern_is_not_found(world: World, member: Client, concern: Concern) -> None:
    other = promised(world, make_concern(world.dairy, world.complaint, "Anderes", number=2419))
    assert member.post(page_of(concern, f"promises/{other.pk}/kept/")).status_code == 404
    other.refresh_from_db()
    assert other.kept_at is None


def test_help_is_asked_for_and_given(world: World, member: Client, concern: Concern) -> None:
    member.post(page_of(concern, "help/request/"), {"asked": world.emeka.pk, "note": "Kennst du die Pumpe?"})
    request = HelpRequest.objects.get()
    member.force_login(world.emeka)
    assert "Kennst du die Pumpe?" in member.get(page_of(concern)).content.decode()
    member.post(page_of(concern, f"help/request/{request.pk}/"), {"accepted": "yes"})
    assert member.get(page_of(concern)).context["page"].helps


def test_who_is_in_no_team_of_it_cannot_be_asked(world: World, member: Client, concern: Concern) -> None:
    assert member.post(page_of(concern, "help/request/"), {"asked": world.piet.pk}).status_code == 422
    assert not HelpRequest.objects.exists()


def test_a_concern_closes_with_the_customers_verdict_and_comes_back(
    world: World, member: Client, concern: Concern
) -> None:
    assert member.post(page_of(concern, "closing/"), {"outcome": "served"}).status_code == 422
    member.post(page_of(concern, "verdict/"), {"solved": "yes", "voice": "Läuft.", "contact": world.brandl.pk})
    assert member.post(page_of(concern, "closing/"), {"outcome": "served"}).status_code == 302
    concern.refresh_from_db()
    assert concern.closed_at is not None
    html = member.get(page_of(concern)).content.decode()
    assert "Läuft." in html
    assert f'action="{page_of(concern)}step/"' not in html
    member.post(page_of(concern, "reopening/"), {"reason": "Tropft wieder"})
    concern.refresh_from_db()
    assert concern.closed_at is None
    assert concern.phase == Phase.SOLVE


def test_a_sale_is_won_or_lost_and_nothing_else(world: World, member: Client, concern: Concern) -> None:
    assert member.post(page_of(concern, "closing/"), {"outcome": "won", "note": "x"}).status_code == 422
    type(world.complaint).objects.update(is_sale=True)
    assert member.post(page_of(concern, "closing/"), {"outcome": "won"}).status_code == 302


def test_a_handed_over_concern_is_with_the_other_team(world: World, member: Client, concern: Concern) -> None:
    assert member.post(page_of(concern, "handover/"), {"to_team": world.hanse.pk, "reason": "x"}).status_code == 422
    member.post(page_of(concern, "handover/"), {"to_team": world.foerde.pk, "reason": "Anlage steht dort"})
    concern.refresh_from_db()
    assert (concern.team, concern.handed_over) == (world.foerde, 1)


def test_who_hands_a_confidential_concern_over_no_longer_sees_it(
    world: World, member: Client, concern: Concern
) -> None:
    Concern.objects.update(confidential=True)
    posted = {"to_team": world.foerde.pk, "reason": "Anlage steht dort"}
    assert member.post(page_of(concern, "handover/"), posted).headers["Location"] == "/"
    assert member.get(page_of(concern)).status_code == 404


def test_concerns_are_split_and_merged_and_the_merge_taken_back(world: World, member: Client, concern: Concern) -> None:
    member.post(page_of(concern, "splitting/"), {"title": "Rechnung falsch", "process": world.complaint.pk})
    part = Concern.objects.get(title="Rechnung falsch")
    assert part.split_from == concern
    found = member.get(page_of(part, "merging/"), {"q": "dosier"}).content.decode()
    assert "Dosierpumpen undicht" in found
    member.post(page_of(part, "merging/"), {"into": concern.pk})
    part.refresh_from_db()
    assert part.merged_into == concern
    member.post(page_of(concern, f"merges/{Merge.objects.get().pk}/end/"))
    part.refresh_from_db()
    assert part.merged_into is None


def test_who_works_in_both_teams_merges_what_both_have(world: World, client: Client, concern: Concern) -> None:
    other = make_concern(world.dairy, world.complaint, "Dasselbe noch einmal", number=2419)
    Concern.objects.filter(pk=other.pk).update(team=world.foerde)
    client.force_login(world.chiara)
    page = client.get(page_of(concern, "merging/")).content.decode()
    assert "2419 Dasselbe noch einmal · Förde" in page
    assert "Bei anderen Teams" not in page
    client.post(page_of(concern, "merging/"), {"into": other.pk})
    concern.refresh_from_db()
    assert concern.merged_into == other


def test_who_works_in_one_of_them_sees_the_other_and_cannot_merge(
    world: World, member: Client, concern: Concern
) -> None:
    other = make_concern(world.dairy, world.complaint, "Dasselbe noch einmal", number=2419)
    hidden = make_concern(world.dairy, world.complaint, "Vertraulich", number=2420)
    Concern.objects.filter(pk__in=[other.pk, hidden.pk]).update(team=world.foerde)
    Concern.objects.filter(pk=hidden.pk).update(confidential=True)
    page = member.get(page_of(concern, "merging/")).content.decode()
    assert f'value="{other.pk}"' not in page
    assert page_of(other) in page.split("Bei anderen Teams")[1]
    assert "Vertraulich" not in page
    assert member.post(page_of(concern, "merging/"), {"into": other.pk}).status_code == 422
    assert not Merge.objects.exists()


def test_a_concern_of_another_customer_cannot_be_merged_into(world: World, member: Client, concern: Concern) -> None:
    other = make_concern(world.clinic, world.complaint, "Anderes", number=2419)
    assert member.post(page_of(concern, "merging/"), {"into": other.pk}).status_code == 422
    concern.refresh_from_db()
    assert concern.is_open


def test_an_expectation_of_another_customer_cannot_be_linked(world: World, member: Client, concern: Concern) -> None:
    mine, other = (
        Expectation.objects.create(customer=customer, text="Rückruf in einer Stunde", source="said")
        for customer in (world.dairy, world.clinic)
    )
    assert member.post(page_of(concern, "expectation/"), {"expectation": other.pk}).status_code == 422
    member.post(page_of(concern, "expectation/"), {"expectation": mine.pk})
    concern.refresh_from_db()
    assert concern.expectation == mine
