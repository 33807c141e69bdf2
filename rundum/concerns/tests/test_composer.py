"""Writing at a concern through its page: talk, note, promise, credit."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from rundum.base.clock import now, standing_at
from rundum.concerns.models import Concern, Credit, Promise
from rundum.decisions.models import Authority
from rundum.timeline.models import Attachment, Entry
from tests.world import MONDAY, World, make_concern

PART = {"HX-Request": "true"}


@pytest.fixture
def concern(world: World, settings: Settings, tmp_path: Path) -> Concern:
    settings.FILES_HOME = tmp_path
    return make_concern(world.dairy, world.complaint, "Dosierpumpen undicht", contact=world.brandl)


def page_of(concern: Concern, rest: str = "") -> str:
    return f"/concerns/{concern.customer_id}/{concern.pk}/{rest}"


def entries(concern: Concern) -> list[Entry]:
    return list(Entry.objects.filter(concern_id=concern.pk).order_by("pk"))


def test_a_conversation_stands_on_the_timeline_in_both_voices(world: World, client: Client, concern: Concern) -> None:
    client.force_login(world.aylin)
    posted = {
        "kind": "call",
        "contact": world.brandl.pk,
        "voice": "Es tropft schon wieder.",
        "text": "Wir kommen heute.",
    }
    response = client.post(page_of(concern, "talk/"), posted)
    assert response.headers["Location"] == page_of(concern)
    html = client.get(page_of(concern)).content.decode()
    assert 'voice-text said">Es tropft schon wieder.</blockquote>' in html
    assert "Wir kommen heute." in html
    concern.refresh_from_db()
    assert concern.first_reply_at is not None


def test_an_empty_conversation_is_refused(world: World, client: Client, concern: Concern) -> None:
    client.force_login(world.aylin)
    response = client.post(page_of(concern, "talk/"), {"kind": "call", "contact": world.brandl.pk})
    assert response.status_code == 422
    assert entries(concern) == []


def test_a_contact_of_another_customer_cannot_be_chosen(world: World, client: Client, concern: Concern) -> None:
    client.force_login(world.aylin)
    posted = {"kind": "call", "contact": world.roth.pk, "text": "x"}
    assert client.post(page_of(concern, "talk/"), posted).status_code == 422
    assert client.post(page_of(concern, "promises/"), posted | {"due": "another"}).status_code == 422
    assert entries(concern) == []


def test_a_note_takes_files_along(world: World, client: Client, concern: Concern) -> None:
    client.force_login(world.aylin)
    files = [SimpleUploadedFile("Foto.png", b"\x89PNG\r\n\x1a\n123"), SimpleUploadedFile("Plan.pdf", b"%PDF-1.7 x")]
    client.post(page_of(concern, "notes/"), {"text": "Siehe Anlage", "attached": files})
    assert list(Attachment.objects.values_list("name", flat=True)) == ["Foto.png", "Plan.pdf"]
    html = client.get(page_of(concern)).content.decode()
    for attachment in Attachment.objects.all():
        assert f"/concerns/{concern.customer_id}/files/{attachment.entry_id}/{attachment.pk}/" in html


def test_a_note_with_a_file_of_a_wrong_type_is_refused_whole(world: World, client: Client, concern: Concern) -> None:
    client.force_login(world.aylin)
    bad = SimpleUploadedFile("<b>böse</b>.html", b"<script>alert(1)</script>", content_type="image/png")
    response = client.post(page_of(concern, "notes/"), {"text": "Siehe Anlage", "attached": [bad]}, headers=PART)
    assert response.status_code == 422
    html = response.content.decode()
    assert "Siehe Anlage" in html
    assert "<b>böse" not in html
    assert entries(concern) == []


def test_a_coach_comments_by_note(world: World, client: Client, concern: Concern) -> None:
    client.force_login(world.henrik)
    client.post(page_of(concern, "notes/"), {"text": "Was hat euch im August geholfen?"})
    assert [entry.by for entry in entries(concern)] == [world.henrik]


def test_a_promise_is_given_for_one_of_the_times_at_hand(world: World, client: Client, concern: Concern) -> None:
    client.force_login(world.aylin)
    due = client.get(page_of(concern)).context["page"].due_choices[0]
    client.post(page_of(concern, "promises/"), {"text": "Dichtungen eingebaut", "due": due.isoformat()})
    promise = Promise.objects.get()
    assert (promise.text, promise.due_at) == ("Dichtungen eingebaut", due)


def test_a_promise_for_the_past_is_refused_in_words(world: World, client: Client, concern: Concern) -> None:
    client.force_login(world.aylin)
    with standing_at(MONDAY):
        yesterday = (MONDAY - timedelta(days=1)).isoformat()
        posted = {"text": "Dichtungen eingebaut", "due": yesterday}
        response = client.post(page_of(concern, "promises/"), posted, headers={"Accept-Language": "en"})
    assert response.status_code == 422
    error = response.context["forms"]["promise"].errors["due_at"].as_data()[0]
    assert error.code == "past"
    assert not Promise.objects.exists()
    assert entries(concern) == []


def test_at_the_limit_a_credit_goes_through_and_a_cent_above_it_is_refused(
    world: World, client: Client, concern: Concern
) -> None:
    client.force_login(world.aylin)
    response = client.post(page_of(concern, "credits/"), {"amount": "99,99", "reason": "Kulanz"})
    assert response.status_code == 302
    response = client.post(page_of(concern, "credits/"), {"amount": "0,02", "reason": "Kulanz"}, headers=PART)
    assert response.status_code == 422
    assert Credit.objects.count() == 1
    assert len(entries(concern)) == 1
    assert client.post(page_of(concern, "credits/"), {"amount": "0,01", "reason": "Kulanz"}).status_code == 302


@pytest.mark.parametrize(("amount", "css"), [("100", "auth-ok"), ("100,01", "warn"), ("viel", ""), ("-5", "")])
def test_the_authority_answers_while_one_types(
    world: World, client: Client, concern: Concern, amount: str, css: str
) -> None:
    client.force_login(world.aylin)
    html = client.get(page_of(concern, "credits/authority/"), {"amount": amount}, headers=PART).content.decode()
    assert 'id="authority-now"' in html
    assert ('class="auth-ok"' in html, '<span class="warn">' in html) == (css == "auth-ok", css == "warn")


def test_a_refused_credit_is_explained_once_and_at_its_amount(world: World, client: Client, concern: Concern) -> None:
    client.force_login(world.aylin)
    for headers in ({}, PART):
        posted = {"amount": "100,01", "reason": "Kulanz"}
        html = client.post(page_of(concern, "credits/"), posted, headers=headers).content.decode()
        assert html.count("Aufteilen ist nicht erlaubt") == 1
        assert 'aria-invalid="true" aria-describedby="credit_amount_error"' in html
        assert "Aufteilen ist nicht erlaubt" in html.split('id="credit_amount_error"')[1].split("</div>")[0]
    typed = client.get(page_of(concern, "credits/authority/"), {"amount": "100,01"}, headers=PART).content.decode()
    assert '<span id="credit_amount_error" hx-swap-oob="delete"></span>' in typed
    assert not Credit.objects.exists()


def test_where_the_team_has_no_authority_its_members_read_whom_to_ask(
    world: World, client: Client, concern: Concern
) -> None:
    Authority.objects.all().delete()
    client.force_login(world.aylin)
    html = client.get(page_of(concern)).content.decode()
    composer = html.split('id="compose-credit"')[1].split("</form>")[0]
    assert f'href="/teams/{world.hanse.pk}/authority/">Wen fragen</a>' in composer
    assert 'name="amount"' not in composer
    for page in ("/", f"/teams/{world.hanse.pk}/"):
        assert "keine Befugnis für Kulanz" in client.get(page).content.decode()
    refused = client.post(page_of(concern, "credits/"), {"amount": "10", "reason": "Kulanz"})
    assert refused.status_code == 422
    assert not Credit.objects.exists()


def test_a_credit_shows_the_limits_of_its_day_also_later(world: World, client: Client, concern: Concern) -> None:
    client.force_login(world.aylin)
    client.post(page_of(concern, "credits/"), {"amount": "80", "reason": "Kulanz"})
    world.hanse.authorities.create(area="goodwill", per_case=500, per_month=900, in_force_from=now())
    html = client.get(page_of(concern)).content.decode()
    assert "100\xa0€" in html.split('id="concern-work"')[0]


def test_an_answer_to_htmx_brings_a_fresh_form_and_the_changed_parts(
    world: World, client: Client, concern: Concern
) -> None:
    client.force_login(world.aylin)
    html = client.post(page_of(concern, "notes/"), {"text": "Neues"}, headers=PART).content.decode()
    assert html.strip().startswith('<form id="compose-note"')
    assert "Neues" not in html.split("</form>")[0]
    assert '<ol class="tl" id="timeline"' in html
    assert 'hx-swap-oob="outerMorph"' in html
