"""What something is made of, as lying bars: one for each row, its parts behind each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from rundum.base.charts.drawing import picture

ROW, BAR, TOP = 44, 16, 4


@dataclass(frozen=True)
class Bar:
    """A row: its name, what it comes to in words, and its parts in the order of the legend."""

    name: str
    written: str
    parts: Sequence[float]


def stacked_bars(bars: Sequence[Bar], names: Sequence[str], title: str, words: str, *, id: str) -> SafeString:
    """The bars on one scale, each with its name and its sum in words above it; at most four parts.

    names: of the parts. words: what the picture shows, for those who do not see it. id: unique on its page.
    """
    most = max([1e-9, *(sum(bar.parts) for bar in bars)])
    inside = "".join(_row(bar, names, at, most) for at, bar in enumerate(bars))
    return picture("cc", TOP + ROW * len(bars), id, title, words, inside, box="cc-wide")


def _row(bar: Bar, names: Sequence[str], at: int, most: float) -> str:
    y, x = TOP + ROW * at, 0.0
    head = (
        f'<text class="lab-s" x="0%" y="{y + 12}">{escape(bar.name)}</text>'
        f'<text class="lab" x="100%" y="{y + 12}" text-anchor="end">{escape(bar.written)}</text>'
    )
    drawn = []
    for place, (name, part) in enumerate(zip(names, bar.parts, strict=True)):
        width = part / most * 100
        if width > 0:
            drawn.append(
                f'<rect class="part-{place}" x="{x:.2f}%" y="{y + 18}" width="{width:.2f}%" height="{BAR}">'
                f"<title>{escape(name)}</title></rect>"
            )
        x += width
    return head + "".join(drawn)


def stacked_legend(names: Sequence[str]) -> SafeString:
    """The parts with their signs."""
    keys = format_html_join(
        "",
        '<span><svg class="cc-key" aria-hidden="true"><rect class="part-{}" width="18" height="12"/></svg>{}</span>',
        enumerate(names),
    )
    return format_html('<div class="legend">{}</div>', keys)
