"""Files on entries: what is kept, under which name, and who gets it."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from rundum.base.refusals import Refused
from rundum.concerns.actions.talking import write_note
from rundum.timeline.files import LARGEST, place_of, store_file
from rundum.timeline.models import Attachment
from tests.world import World, make_concern

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


@pytest.fixture(autouse=True)
def files_home(settings: Settings, tmp_path: Path) -> Path:
    settings.FILES_HOME = tmp_path / "files"
    return settings.FILES_HOME


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def damaged(packed: bytes) -> bytes:
    """The archive with its first member's packed content overwritten."""
    start = packed.index(b"mimetype") + len("mimetype")
    return packed[:start] + b"\xff" * 8 + packed[start + 8 :]


def test_a_file_is_kept_once_by_its_content(files_home: Path) -> None:
    first = store_file(upload(PDF, "Angebot.pdf"))
    second = store_file(upload(PDF, "Kopie.pdf"))
    assert first.digest == second.digest
    assert place_of(first.digest).read_bytes() == PDF
    kept = [path for path in files_home.rglob("*") if path.is_file()]
    assert kept == [files_home / first.digest[:2] / first.digest[2:4] / first.digest]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00" + bytes(60), "angebot.pdf"),
        (b"<html><script>alert(1)</script></html>", "seite.html"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "bild.svg"),
        (b"#!/bin/sh\nrm -rf /\n", "start.sh"),
        (b"PK\x03\x04 broken", "archiv.zip"),
        (damaged(archive(mimetype=b"application/pdf" * 9)), "brief.odt"),
        (archive(**{"[Content_Types].xml": b"", "word__vbaProject.bin": b"x"}), "brief.docx"),
    ],
)
def test_types_that_do_harm_are_refused_and_leave_nothing(content: bytes, name: str, files_home: Path) -> None:
    with pytest.raises(Refused) as refusal:
        store_file(upload(content, name))
    assert refusal.value.code == "file_type"
    assert not files_home.exists()


def test_too_large_and_empty_files_are_refused() -> None:
    with pytest.raises(Refused, match="file_too_large"):
        store_file(upload(PDF + bytes(LARGEST), "gross.pdf"))
    with pytest.raises(Refused, match="file_empty"):
        store_file(upload(b"", "leer.pdf"))


@pytest.mark.parametrize(
    ("content", "given", "name", "media_type"),
    [
        (PDF, "../../etc/passwd", "passwd.pdf", "application/pdf"),
        (PDF, "rechnung.pdf.exe", "rechnung.pdf.exe.pdf", "application/pdf"),
        (PDF, "rech\u202efdp.exe", "rechfdp.exe.pdf", "application/pdf"),
        (PDF, "C:\\Eigene\\Bericht.PDF", "Bericht.PDF", "application/pdf"),
        (PDF, '<img src=x onerror="a">.pdf', "_img src=x onerror=_a__.pdf", "application/pdf"),
        (b"a;b\r\n1;\xe4\r\n", "liste.csv", "liste.csv", "text/csv"),
        (b"From: a@example.com\n\nHallo", "Mail.eml", "Mail.eml", "message/rfc822"),
        (archive(**{"a.txt": b"x"}), "fotos.zip", "fotos.zip", "application/zip"),
        (
            archive(**{"[Content_Types].xml": b"", "xl__workbook.xml": b""}),
            "Liste.xlsx",
            "Liste.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_type_and_name_follow_the_content(content: bytes, given: str, name: str, media_type: str) -> None:
    file = upload(content, "x")
    file._name = given  # SimpleUploadedFile takes the path away itself; an attacker's client does not have to
    kept = store_file(file)
    assert (kept.name, kept.media_type) == (name, media_type)


def attached(world: World, customer: object, by: object) -> Attachment:
    concern = make_concern(customer, world.complaint, "Pumpe")
    entry = write_note(concern, text="Foto", by=by, files=[store_file(upload(PDF, "Foto „eins“.pdf"))])
    return Attachment.objects.get(entry=entry)


def address(attachment: Attachment, customer: int | None = None) -> str:
    entry = attachment.entry_id
    return f"/concerns/{customer or attachment.customer_id}/files/{entry}/{attachment.pk}/"


def test_a_file_comes_as_a_download_that_cannot_run(world: World, client: Client) -> None:
    attachment = attached(world, world.dairy, world.aylin)
    client.force_login(world.piet)  # another team: what is not confidential is every colleague's to read
    response = client.get(address(attachment))
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_is_not_found_under_another_customer(world: World, client: Client) -> None:
    attachment = attached(world, world.dairy, world.aylin)
    client.force_login(world.aylin)
    assert client.get(address(attachment, world.clinic.pk)).status_code == 404


def test_a_confidential_concerns_file_is_not_found_by_others(world: World, client: Client) -> None:
    attachment = attached(world, world.dairy, world.aylin)
    world.dairy.concerns.update(confidential=True)
    client.force_login(world.piet)
    assert client.get(address(attachment)).status_code == 404
    client.force_login(world.emeka)
    assert client.get(address(attachment)).status_code == 200


def test_who_works_on_a_concern_of_a_confidential_customer_gets_its_files(world: World, client: Client) -> None:
    attachment = attached(world, world.dairy, world.aylin)
    world.dairy.concerns.update(team=world.foerde)
    type(world.dairy).objects.update(confidential=True)
    client.force_login(world.piet)
    assert client.get(address(attachment)).status_code == 200
    client.force_login(world.vera)
    assert client.get(address(attachment)).status_code == 404


def test_nobody_gets_a_file_without_signing_in(world: World, client: Client) -> None:
    attachment = attached(world, world.dairy, world.aylin)
    assert client.get(address(attachment)).status_code == 302
