"""Similar cases (AC4.2): the team's own, and those of other teams without anything that names a customer."""

import re

import pytest
from django.test import Client

from rundum.base.clock import standing_at
from rundum.base.refusals import Refused
from rundum.improvement.actions.corrective_actions import open_corrective_action
from rundum.improvement.actions.corrective_parts import mark_similar_cases
from rundum.improvement.actions.faults import cause_called
from rundum.improvement.models import ActionPart, CorrectiveAction, LinkedConcern
from rundum.improvement.queries import similar_cases as looked_up
from rundum.improvement.queries.similar_cases import similar_cases, stems_of, words_of
from rundum.improvement.tests.corrective import about, brought_to, opened
from rundum.timeline.models import Entry
from tests.world import MONDAY, World, make_concern, make_contact, make_customer

pytestmark = pytest.mark.django_db


def page_of(action: CorrectiveAction) -> str:
    return f"/improvement/corrective-actions/{action.pk}/similar-cases/"


def ready(world: World) -> CorrectiveAction:
    return brought_to(world, ActionPart.SIMILAR, opened(world, about(world, "Dichtung an der Pumpe undicht")))


def test_words_are_looked_for_without_their_endings():
    assert stems_of("Dichtungen an der Pumpe") == ["dichtung:*", "pumpe:*"]
    assert stems_of("an der 4711") == []
    assert stems_of("'; drop & | ! :* (x)") == ["drop:*"]
    assert words_of(["Pumpe undicht", "Die Pumpe steht"]) == "Pumpe undicht steht"


def test_the_teams_concerns_with_one_of_the_words_are_found_the_most_alike_first(world: World):
    action = ready(world)
    alike = about(world, "Pumpe 3: Dichtungen verhärtet", number=2419)
    less = about(world, "Pumpen nachbestellen", number=2420)
    about(world, "Rechnung doppelt", number=2421)
    found = similar_cases(action, "Dichtung an der Pumpe", world.aylin)
    assert [case.id for case in found.own] == [alike.pk, less.pk]


def test_other_teams_hits_show_no_customer_no_number_and_no_words(world: World, client: Client):
    action = ready(world)
    make_contact(world.clinic, "Jana", "Brinkmann")
    foreign = make_concern(
        world.clinic, world.complaint, "Dichtung bei Brinkmann defekt", number=77123, summary="Anruf von Brinkmann"
    )
    client.force_login(world.aylin)
    page = client.get(f"{page_of(action)}?q=Dichtung").content.decode()
    assert "Förde" in page
    assert "Reklamation" in page
    for secret in ("Ostersee", "Brinkmann", "77123", f'-{foreign.pk}"', f"/{foreign.pk}/", "1002"):
        assert secret not in page
    hidden = {str(foreign.pk), str(world.clinic.pk), f"{world.clinic.pk}-{foreign.pk}"}
    values = re.findall(r'name="elsewhere" value="([^"]+)"', page)
    assert len(values) == 1
    assert not hidden & set(values)


@pytest.mark.parametrize("whole_customer", [True, False])
def test_what_is_confidential_elsewhere_is_not_looked_through(world: World, whole_customer: bool):
    action = ready(world)
    foreign = make_concern(
        world.clinic, world.complaint, "Dichtung defekt", number=2500, confidential=not whole_customer
    )
    world.clinic.confidential = whole_customer
    world.clinic.save()
    found = similar_cases(action, "Dichtung", world.aylin)
    assert not found.elsewhere
    with standing_at(MONDAY):
        mark_similar_cases(action, text="Nichts", own=[], elsewhere=[foreign], by=world.aylin)
    assert not LinkedConcern.objects.filter(concern=foreign).exists()


def test_a_confidential_concern_of_the_team_itself_is_found(world: World):
    action = ready(world)
    kept = about(world, "Dichtung defekt", number=2419)
    kept.confidential = True
    kept.save()
    assert [case.id for case in similar_cases(action, "Dichtung", world.emeka).own] == [kept.pk]


def test_the_cause_another_team_found_shows_only_where_our_list_calls_it_the_same(world: World):
    action = ready(world)
    foreign = make_concern(world.clinic, world.complaint, "Dichtung defekt", number=2500)
    with standing_at(MONDAY):
        theirs = open_corrective_action(world.foerde, title="Bei Roth", concerns=[foreign], by=world.piet)
        theirs.cause = cause_called(world.foerde, "Herr Roth hat falsch bestellt", by=world.piet)
        theirs.save()
        assert similar_cases(action, "Dichtung", world.aylin).elsewhere[0].cause == ""
        theirs.cause = cause_called(world.foerde, "medium NICHT abgefragt", by=world.piet)
        theirs.save()
        assert similar_cases(action, "Dichtung", world.aylin).elsewhere[0].cause == "Medium nicht abgefragt"


def test_marked_cases_have_the_same_cause_and_stay_nameless_where_they_are_others(world: World, client: Client):
    action = ready(world)
    own = about(world, "Dichtung verhärtet", number=2419)
    foreign = make_concern(world.clinic, world.complaint, "Dichtung im Klinikum defekt", number=77123)
    client.force_login(world.aylin)
    with standing_at(MONDAY):
        page = client.get(f"{page_of(action)}?q=Dichtung").content.decode()
        key = re.search(r'name="elsewhere" value="([^"]+)"', page)[1]
        said = {"q": "Dichtung", "own": f"{own.customer_id}-{own.pk}", "elsewhere": key, "text": "Zwei gefunden"}
        assert client.post(page_of(action), said).status_code == 302
        after = client.get(f"/improvement/corrective-actions/{action.pk}/").content.decode()
    ties = dict(action.links.values_list("concern", "tie"))
    assert ties[own.pk] == LinkedConcern.Tie.SAME_CAUSE
    assert ties[foreign.pk] == LinkedConcern.Tie.ELSEWHERE
    assert "Dichtung verhärtet" in after
    assert "Förde" in after
    for secret in ("Klinikum", "77123", f"/{world.clinic.pk}/{foreign.pk}/"):
        assert secret not in after


def test_nothing_is_written_at_another_teams_concern(world: World):
    action = ready(world)
    foreign = make_concern(world.clinic, world.complaint, "Dichtung defekt", number=2500)
    with standing_at(MONDAY):
        mark_similar_cases(action, text="Eine", own=[], elsewhere=[foreign], by=world.aylin)
    from_there = similar_cases(action, "Dichtung", world.aylin)
    assert not from_there.elsewhere, "what is tied is not offered again"
    assert not Entry.objects.filter(customer_id=foreign.customer_id).exists()


def test_a_key_that_is_no_hit_is_refused_and_the_text_kept(world: World, client: Client):
    action = ready(world)
    client.force_login(world.aylin)
    answer = client.post(page_of(action), {"q": "Dichtung", "elsewhere": "0" * 20, "text": "Eine gefunden"})
    assert answer.status_code == 422
    assert "Eine gefunden" in answer.content.decode()
    assert not action.links.exclude(tie=LinkedConcern.Tie.ABOUT).exists()


def test_another_teams_concern_cannot_be_marked_as_ones_own(world: World):
    action = ready(world)
    foreign = make_concern(world.clinic, world.complaint, "Dichtung defekt", number=2500)
    with standing_at(MONDAY), pytest.raises(Refused):
        mark_similar_cases(action, text="Eine", own=[foreign], elsewhere=[], by=world.aylin)
    assert not LinkedConcern.objects.filter(concern=foreign).exists()


def test_the_search_is_the_teams_own(world: World, client: Client):
    action = ready(world)
    for who in (world.piet, world.henrik, world.vera, world.ada):
        client.force_login(who)
        assert client.get(page_of(action)).status_code == 403


def test_closed_and_older_ones_are_found_too(world: World):
    action = ready(world)
    customer = make_customer("Brauerei", world.foerde, number=1009)
    make_concern(customer, world.complaint, "Dichtung getauscht", number=2600, closed_at=MONDAY)
    found = similar_cases(action, "Dichtung", world.aylin)
    assert [(case.team, case.closed) for case in found.elsewhere] == [("Förde", True)]


def test_what_is_most_alike_is_found_however_old_it_is_and_whatever_the_newest_show(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    """A common word among the newest does not hide the old one that has the rare word as well."""
    action = ready(world)
    monkeypatch.setattr(looked_up, "NEWEST", 3)
    monkeypatch.setattr(looked_up, "SHOWN", 2)
    title = "Quetschventil der Pumpe gerissen"
    own = make_concern(world.dairy, world.complaint, title, number=2419, closed_at=MONDAY)
    theirs = make_concern(world.clinic, world.complaint, title, number=2420, closed_at=MONDAY)
    for number in range(2430, 2434):
        about(world, "Pumpe nachbestellen", number=number)
        make_concern(world.clinic, world.complaint, "Pumpe nachbestellen", number=number + 10)
    found = similar_cases(action, "Pumpe Quetschventil", world.aylin)
    assert found.own[0].id == own.pk
    assert found.ids[found.elsewhere[0].key] == theirs.pk
    assert [len(found.own), len(found.elsewhere)] == [2, 2]


def test_of_many_with_one_word_each_the_one_with_both_is_found(world: World, monkeypatch: pytest.MonkeyPatch):
    action = ready(world)
    monkeypatch.setattr(looked_up, "NEWEST", 1)
    monkeypatch.setattr(looked_up, "OF_A_WORD", 1)
    for number, title in enumerate(["Quetschventil bestellen", "Membran bestellen", "Membran am Quetschventil"], 2500):
        make_concern(world.clinic, world.complaint, title, number=number, closed_at=MONDAY)
    make_concern(world.clinic, world.complaint, "Rechnung doppelt", number=2510)
    found = similar_cases(action, "Quetschventil Membran", world.aylin)
    both = world.clinic.concerns.get(number=2502)
    assert found.ids[found.elsewhere[0].key] == both.pk
