"""What Django turns away before a page of ours sees it is said in the reader's words too."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from rundum.timeline.models import Entry
from tests.world import World


@pytest.fixture
def aylin(world: World) -> Client:
    client = Client()
    client.force_login(world.aylin)
    return client


def test_a_form_whose_token_no_longer_fits_says_what_to_do(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.aylin)
    answer = client.post(f"/customers/{world.dairy.pk}/talk/", {"kind": "note", "text": "Notiz"})
    assert answer.status_code == 403
    assert "Diese Seite war zu lange offen" in answer.text
    assert "data-sentence" in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert not Entry.objects.exists()


def test_too_large_a_text_is_turned_away_with_the_limit(world: World, aylin: Client) -> None:
    text = "x" * (3 * 1024 * 1024)
    answer = aylin.post(f"/customers/{world.dairy.pk}/talk/", {"kind": "note", "text": text})
    assert answer.status_code == 413
    assert "höchstens 2 MB" in answer.text
    assert not Entry.objects.exists()


def test_too_large_an_upload_is_turned_away_before_it_is_kept(world: World, aylin: Client, settings: Settings) -> None:
    settings.LARGEST_UPLOAD = 1024**2
    upload = SimpleUploadedFile("Plan.pdf", b"%PDF-1.7 " + b"x" * (2 * 1024**2))
    said = {"kind": "note", "text": "Siehe Anlage", "attached": upload}
    answer = aylin.post(f"/customers/{world.dairy.pk}/talk/", said, headers={"Accept-Language": "de"})
    assert answer.status_code == 413
    assert "höchstens 1 MB" in answer.text
    assert not Entry.objects.exists()


def test_too_many_files_are_turned_away(world: World, aylin: Client) -> None:
    files = [SimpleUploadedFile(f"{number}.pdf", b"%PDF-1.7 x") for number in range(21)]
    answer = aylin.post(f"/customers/{world.dairy.pk}/talk/", {"kind": "note", "text": "Siehe", "attached": files})
    assert answer.status_code == 413
    assert "Höchstens 20 Dateien" in answer.text
    assert not Entry.objects.exists()
