"""The strokes every chart is made of: scales, marks and labels as pieces of SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

LABEL_HEIGHT = 13.0
"""Labels above each other keep this distance in pixels."""


@dataclass(frozen=True)
class Scale:
    """Values to pixels from the top: `high` at `top`, `low` at `bottom`."""

    low: float
    high: float
    top: float
    bottom: float

    @classmethod
    def around(cls, values: Sequence[float], top: float, bottom: float) -> "Scale":
        """A scale on which all values fit; a single value, or none, lies in the middle."""
        low, high = (min(values), max(values)) if values else (0.0, 1.0)
        if low == high:
            low, high = low - 1, high + 1
        return cls(low, high, top, bottom)

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)


def line(css: str, x1: float, y1: float, x2: float, y2: float, title: str = "") -> str:
    stroke = f'<line class="{css}" x1="{x1:.2f}%" y1="{y1:.1f}" x2="{x2:.2f}%" y2="{y2:.1f}"'
    return f"{stroke}><title>{escape(title)}</title></line>" if title else f"{stroke}/>"


def band(x1: float, x2: float, top: float, bottom: float) -> str:
    return f'<rect class="band" x="{x1:.2f}%" y="{top:.1f}" width="{x2 - x1:.2f}%" height="{bottom - top:.1f}"/>'


def disc(css: str, x: float, y: float, r: float, title: str = "") -> str:
    if not title:
        return f'<circle class="{css}" cx="{x:.2f}%" cy="{y:.1f}" r="{r}"/>'
    return f'<circle class="{css}" cx="{x:.2f}%" cy="{y:.1f}" r="{r}"><title>{escape(title)}</title></circle>'


def diamond(css: str, x: float, y: float, r: float, title: str = "") -> str:
    inside = f"<title>{escape(title)}</title>" if title else ""
    path = f'<path class="{css}" d="M0-{r}L{r} 0 0 {r}-{r} 0z">{inside}</path>'
    return f'<svg x="{x:.2f}%" y="{y:.1f}" overflow="visible" width="1" height="1">{path}</svg>'


def text(css: str, x: float, y: float, words: str, *, dx: int = 0, anchor: str = "") -> str:
    moved = f' dx="{dx}"' if dx else ""
    held = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{css}" x="{x:.2f}%" y="{y:.1f}"{moved}{held}>{escape(words)}</text>'


def apart(labels: Iterable[tuple[float, str, str]], top: float, bottom: float) -> list[tuple[float, str, str]]:
    """Labels (y, class, words) moved so far that none covers another, in order of height, between top and bottom."""
    placed: list[tuple[float, str, str]] = []
    for y, css, words in sorted(labels):
        free = placed[-1][0] + LABEL_HEIGHT if placed else top
        placed.append((max(y, free), css, words))
    floor = bottom
    for at in reversed(range(len(placed))):
        y, css, words = placed[at]
        placed[at] = (min(y, floor), css, words)
        floor = placed[at][0] - LABEL_HEIGHT
    return placed


def picture(css: str, height: int, id: str, title: str, words: str, inside: str, *, box: str = "cc-box") -> SafeString:
    """A chart in its box, named and described. id: of the picture, unique on its page."""
    named = f'<title id="{id}-t">{escape(title)}</title><desc id="{id}-d">{escape(words)}</desc>'
    return mark_safe(  # noqa: S308 (everything from outside is escaped where it is drawn)
        f'<div class="{box}"><svg class="{css}" height="{height}" role="img" aria-labelledby="{id}-t {id}-d">'
        f"{named}{inside}</svg></div>"
    )
