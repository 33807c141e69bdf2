from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from rundum.base.refusals import Refused
from rundum.customers.actions.agreeing import comment_on_agreement
from rundum.customers.actions.talking import record_customer_talk, write_customer_note
from rundum.timeline.models import Attachment, Entry, Mention
from tests.world import World


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_HOME = tmp_path


def test_whoever_is_named_in_a_note_or_comment_is_told(world: World) -> None:
    write_customer_note(world.dairy, text="@Emeka, rufst du an?", by=world.aylin)
    comment_on_agreement(world.dairy, text="@Aylin, fragt doch nach.", by=world.henrik)
    assert [mention.user for mention in Mention.objects.order_by("pk")] == [world.emeka, world.aylin]


def test_about_a_confidential_customer_nobody_outside_its_team_is_told(world: World) -> None:
    world.dairy.confidential = True
    world.dairy.save()
    write_customer_note(world.dairy, text="@Piet weiß mehr.", by=world.aylin)
    assert not Mention.objects.exists()


def test_an_empty_note_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        write_customer_note(world.dairy, text=" ", by=world.aylin)
    assert refusal.value.code == "note_empty"
    assert not Entry.objects.exists()


def test_a_talk_with_someone_at_another_customer_is_a_mistake_of_the_program(world: World) -> None:
    with pytest.raises(ValueError, match="another customer"):
        record_customer_talk(world.dairy, kind="call", contact=world.roth, by=world.aylin)
    assert not Entry.objects.exists()


def test_a_note_takes_files_along_and_gives_them_to_those_who_see_the_customer(world: World, client: Client) -> None:
    client.force_login(world.aylin)
    plan = SimpleUploadedFile("Plan.pdf", b"%PDF-1.7 x")
    client.post(f"/customers/{world.dairy.pk}/talk/", {"kind": "note", "text": "Siehe Anlage", "attached": [plan]})
    attachment = Attachment.objects.get()
    address = f"/concerns/{world.dairy.pk}/files/{attachment.entry_id}/{attachment.pk}/"
    assert address in client.get(f"/customers/{world.dairy.pk}/timeline/").content.decode()
    assert b"".join(client.get(address).streaming_content) == b"%PDF-1.7 x"
    world.dairy.confidential = True
    world.dairy.save()
    client.force_login(world.piet)
    assert client.get(address).status_code == 404


def test_with_a_file_of_a_wrong_type_a_talk_is_not_kept(world: World, client: Client) -> None:
    client.force_login(world.aylin)
    bad = SimpleUploadedFile("böse.html", b"<script>alert(1)</script>")
    said = {"kind": "call", "contact": world.brandl.pk, "text": "Kurz gesprochen", "attached": [bad]}
    answer = client.post(f"/customers/{world.dairy.pk}/talk/", said)
    assert answer.status_code == 422
    assert "Kurz gesprochen" in answer.content.decode()
    assert not Entry.objects.exists()
