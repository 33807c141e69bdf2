"""A chart as a picture file for a report: the same strokes, with the light palette and our fonts.

Made by resvg in the request itself; no browser. Beside the picture stands what it shows: measure, team, period,
method and n, so that it can be read where the page is not at hand. The fonts are static cuts (420, 560, 620) of the
variable ones the pages use, made with fontTools' instancer, as resvg reads no woff2.
"""

import re
from collections.abc import Sequence
from functools import cache
from math import cos, radians, sin
from pathlib import Path

import resvg_py
from django.utils.html import escape
from django.utils.translation import gettext as _

from rundum.base.charts.control import HEIGHT, Annotation, control_strokes, fitted
from rundum.base.charts.funnel import HEIGHT as FUNNEL_HEIGHT
from rundum.base.charts.funnel import FunnelSubject, funnel_strokes, funnel_words
from rundum.base.charts.subject import Subject
from rundum.base.charts.words import method_words, verdict_words
from rundum.calc.funnel import Funnel
from rundum.calc.measure_chart import MeasureChart

WIDTH, MARGIN, LABELS = 960, 28, 92
"""Pixels: of the whole, at each side, and for the labels at the right end."""
ZOOM = 2
HEAD, LINE = 64, 18
FONTS = sorted(str(path) for path in (Path(__file__).parent / "fonts").glob("*.ttf"))
TOKENS = Path(__file__).parent.parent / "static/base/css/tokens.css"
FAMILY = "Hanken Grotesk"

STYLE = """
text {{ font-family: "{family}"; font-size: 11px; fill: {ink-3}; }}
.head {{ font-size: 17px; font-weight: 600; fill: {ink}; }} .said {{ font-size: 13px; fill: {ink-2}; }}
.foot {{ font-size: 11px; fill: {ink-3}; }}
.band {{ fill: {c-band}; }} .lim {{ stroke: {c-limit}; stroke-width: 1; stroke-dasharray: 3 3; fill: none; }}
.lim-inner {{ stroke-dasharray: none; }}
.mean {{ stroke: {c-mean}; stroke-width: 1.25; }} .median {{ stroke-dasharray: 6 3; }}
.ln {{ stroke: {c-line}; stroke-width: 1.25; }} .axis {{ stroke: {line}; }}
.pt {{ fill: {c-point}; }} .last {{ fill: {ink}; }}
.pt-open {{ fill: {surface}; stroke: {c-point}; stroke-width: 1.25; }}
.sg {{ fill: {brand}; }} .sb {{ fill: {warn-mark}; stroke: {surface}; stroke-width: 1; }}
.sn {{ fill: {surface}; stroke: {ink}; stroke-width: 1.5; }}
.ann {{ stroke: {learn-mark}; stroke-width: 1; stroke-dasharray: 2 2; }} .ann-t {{ fill: {learn}; font-weight: 500; }}
.ann-t {{ paint-order: stroke; stroke: {surface}; stroke-width: 3; }}
.goal {{ stroke: {brand}; stroke-width: 1.25; stroke-dasharray: 1 4; stroke-linecap: round; }}
.goal-t {{ fill: {brand}; }}
.lab-s {{ fill: {ink-2}; font-weight: 500; }}
"""


def chart_png(chart: MeasureChart, subject: Subject, *, team: str, annotations: Sequence[Annotation] = ()) -> bytes:
    """The control or run chart of a measure as PNG, 1920 pixels wide."""
    subject = fitted(chart, subject)
    period = f"{subject.week(0)} – {subject.week(-1)}" if subject.weeks else ""
    foot = [f"{team} · {period} · n = {chart.n}", method_words(chart, subject)]
    strokes = control_strokes(chart, subject, annotations)
    return _png(subject.name, verdict_words(chart, subject), foot, strokes, HEIGHT)


def funnel_png(funnel: Funnel, subject: FunnelSubject, *, period: str) -> bytes:
    """The funnel plot of a measure as PNG, 1920 pixels wide."""
    method = _("Funnel plot after Spiegelhalter 2005, limits for 95% and 99.8% of teams of a size")
    cases = sum(team.size for team in funnel.teams)
    foot = [f"{period} · {subject.size}: {cases:.0f}", method]
    return _png(subject.name, funnel_words(funnel, subject), foot, funnel_strokes(funnel, subject), FUNNEL_HEIGHT)


def _png(head: str, said: str, foot: Sequence[str], strokes: str, height: int) -> bytes:
    below = HEAD + height + 8
    lines = "".join(
        f'<text class="foot" x="{MARGIN}" y="{below + LINE * (nth + 1)}">{escape(words)}</text>'
        for nth, words in enumerate(foot)
    )
    drawn = WIDTH - 2 * MARGIN - LABELS
    whole = below + LINE * len(foot) + MARGIN - 8
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{whole}">'
        f'<text class="head" x="{MARGIN}" y="28">{escape(head)}</text>'
        f'<text class="said" x="{MARGIN}" y="48">{escape(said)}</text>'
        f'<svg x="{MARGIN}" y="{HEAD}" width="{drawn}" height="{height}" overflow="visible">{strokes}</svg>'
        f"{lines}</svg>"
    )
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=ZOOM,
            background=palette()["surface"],
            style_sheet=_style(),
            font_family=FAMILY,
            font_files=FONTS,
            skip_system_fonts=True,
        )
    )


@cache
def _style() -> str:
    return STYLE.format_map({**palette(), "family": FAMILY})


@cache
def palette() -> dict[str, str]:
    """The light colours of tokens.css as resvg reads them: name without dashes in front, #rrggbb."""
    tokens = TOKENS.read_text()
    found = re.findall(r"--([a-z0-9-]+):\s*light-dark\(oklch\(([\d.]+) ([\d.]+) ([\d.]+)\),", tokens)
    return {name: srgb(float(light), float(chroma), float(hue)) for name, light, chroma, hue in found}


def srgb(light: float, chroma: float, hue: float) -> str:
    """An OKLCH colour as #rrggbb, clipped to what a screen shows. Source: Ottosson, A perceptual color space, 2020."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _gamma(min(max(value, 0.0), 1.0))):02x}" for value in linear)


def _gamma(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
