"""What becomes of an uploaded picture before it is kept: a small square portrait that tells nothing but the face.

Cameras write where and when a picture was taken into the file, and colleagues could read it there. So the picture is
drawn anew from its pixels; nothing else of the file is kept.
"""

import io
import warnings

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from rundum.base.refusals import Refused

SIDE = 512
"""Pixels of the kept square: twice what the largest face on a page needs, on a screen of double density."""
MOST_PIXELS = 50_000_000
"""More than any camera of a phone makes; a file of a few kilobytes may claim far more and fill the memory with them."""
QUALITY = 88
FORMATS = ("PNG", "JPEG", "WEBP")


def portrait_of(content: bytes) -> bytes:
    """The picture as a square JPEG: upright, cut around its middle, at most SIDE pixels, without any metadata.

    Raises Refused("not_a_picture") for what cannot be read as PNG, JPEG or WebP, Refused("picture_too_wide") beyond
    MOST_PIXELS.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                _refuse_bomb(picture)
                picture.draft("RGB", (SIDE, SIDE))  # a large JPEG is read small at once
                return _written(_square(picture))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_wide() from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:  # what Pillow raises for broken files
        raise Refused(
            "not_a_picture", _("This is not a picture Rundum can show. It takes PNG, JPEG and WebP.")
        ) from error


def _refuse_bomb(picture: Image.Image) -> None:
    """Before a single pixel is read: the size stands in the file's head."""
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise _too_wide()


def _too_wide() -> Refused:
    return Refused("picture_too_wide", _("The picture has too many pixels. Choose one of at most 50 megapixels."))


def _square(picture: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(picture)
    side = min(*upright.size, SIDE)
    square = ImageOps.fit(upright, (side, side), method=Image.Resampling.LANCZOS)
    on_white = Image.new("RGB", square.size, "white")
    clear = square.convert("RGBA")
    on_white.paste(clear, mask=clear.getchannel("A"))
    return on_white


def _written(square: Image.Image) -> bytes:
    kept = io.BytesIO()
    square.save(kept, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return kept.getvalue()
