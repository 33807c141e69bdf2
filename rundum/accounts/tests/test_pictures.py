import hashlib
import io
import struct
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import ExifTags, Image
from pytest_django import Settings

from rundum.accounts.models import User
from rundum.accounts.portraits import SIDE
from tests.world import World

RED, BLUE = (200, 30, 30), (30, 30, 200)


@pytest.fixture
def aylin(world: World, client: Client, settings: Settings, tmp_path: Path) -> Client:
    settings.FILES_HOME = tmp_path
    client.force_login(world.aylin)
    return client


def upload(client: Client, content: bytes) -> int:
    file = SimpleUploadedFile("ich.exe", content, content_type="text/html")
    return client.post("/profile/picture/", {"picture": file}).status_code


def kept(client: Client, user: User) -> bytes:
    digest = User.objects.get(pk=user.pk).picture
    return b"".join(client.get(f"/pictures/{digest}/"))


def two_halves(width: int, height: int) -> Image.Image:
    """Red above, blue below."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (0, height // 2, width, height))
    return picture


def written(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def from_a_phone() -> bytes:
    """A photograph as a phone held upright writes it: lying on its side, turned by its orientation, with the place."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6  # turn right to see it upright
    exif[ExifTags.Base.Make] = "Kamera"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (54.0, 19.0, 24.0)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", (10.0, 8.0, 24.0)
    lying = two_halves(900, 1200).transpose(Image.Transpose.ROTATE_90)
    return written(lying, exif=exif, comment=b"zu Hause", quality=90)


def colour_near(picture: Image.Image, x: float, y: float) -> tuple[int, ...]:
    found = picture.convert("RGB").getpixel((int(x * picture.width), int(y * picture.height)))
    assert isinstance(found, tuple)
    return found


def is_like(found: tuple[int, ...], colour: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 25 for one, other in zip(found, colour, strict=True))


def test_a_photograph_loses_where_it_was_taken_and_stands_upright(world: World, aylin: Client) -> None:
    content = from_a_phone()
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    assert upload(aylin, content) == 302
    stored = kept(aylin, world.aylin)
    portrait = Image.open(io.BytesIO(stored))
    assert not portrait.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(portrait.info)
    assert b"Kamera" not in stored
    assert b"zu Hause" not in stored
    assert portrait.size == (SIDE, SIDE)
    assert is_like(colour_near(portrait, 0.5, 0.2), RED)
    assert is_like(colour_near(portrait, 0.5, 0.8), BLUE)
    assert len(stored) < 60_000


def test_the_middle_of_a_wide_picture_is_kept_and_a_small_one_is_not_blown_up(world: World, aylin: Client) -> None:
    wide = Image.new("RGB", (300, 100), RED)
    wide.paste(BLUE, (100, 0, 200, 100))
    assert upload(aylin, written(wide, "PNG")) == 302
    portrait = Image.open(io.BytesIO(kept(aylin, world.aylin)))
    assert portrait.size == (100, 100)
    assert all(is_like(colour_near(portrait, x, 0.5), BLUE) for x in (0.1, 0.5, 0.9))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "I;16"), ("JPEG", "CMYK"), ("WEBP", "RGBA"), ("JPEG", "L")],
)
def test_pictures_of_every_kind_are_taken(world: World, aylin: Client, kind: str, mode: str) -> None:
    assert upload(aylin, written(Image.new(mode, (64, 48)), kind)) == 302
    assert Image.open(io.BytesIO(kept(aylin, world.aylin))).size == (48, 48)


def test_what_is_transparent_becomes_white(world: World, aylin: Client) -> None:
    upload(aylin, written(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG"))
    assert colour_near(Image.open(io.BytesIO(kept(aylin, world.aylin))), 0.5, 0.5) == (255, 255, 255)


def test_a_picture_is_served_at_the_address_of_its_content(world: World, aylin: Client) -> None:
    upload(aylin, written(two_halves(64, 64), "PNG"))
    stored, digest = kept(aylin, world.aylin), User.objects.get(pk=world.aylin.pk).picture
    assert digest == hashlib.sha256(stored).hexdigest()
    shown = aylin.get(f"/pictures/{digest}/")
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert Client().get(f"/pictures/{digest}/").status_code == 302

    aylin.post("/profile/picture/", {"without": ""})
    assert User.objects.get(pk=world.aylin.pk).picture == ""


def bomb() -> bytes:
    """A PNG of a few kilobytes that claims 30,000 by 30,000 pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(3751 * 1000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a",
        PNG + b"no pixels",
        written(two_halves(640, 640))[:4000],
        written(Image.new("RGB", (8, 8)), "GIF"),
        PNG + b"x" * 12 * 1024 * 1024,
        bomb(),
    ],
    ids=["svg", "gif head", "broken", "cut off", "gif", "too large", "bomb"],
)
def test_what_is_no_picture_or_too_much_of_one_is_refused(
    world: World, aylin: Client, tmp_path: Path, content: bytes
) -> None:
    assert upload(aylin, content) == 422
    assert User.objects.get(pk=world.aylin.pk).picture == ""
    assert not any(tmp_path.iterdir())
