"""Teams of different size in one picture, and in a table by name: never a ranking."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rundum.base.charts.drawing import Scale, diamond, disc, line, picture, text
from rundum.base.charts.subject import Unit
from rundum.base.components.marks import verdict
from rundum.base.formats.numbers import number
from rundum.calc.detection import Direction
from rundum.calc.funnel import Band, Funnel, FunnelTeam, Place
from rundum.calc.goals import Good

HEIGHT, TOP, BOTTOM = 280, 14.0, 236.0
STEPS = 48
"""The curves are drawn in so many strokes."""
MOUTH = 0.12
"""Left of this share of the largest size the curves may leave the picture, so that the teams are seen."""
OUTSIDE = (Place.ALERT, Place.ALARM)
IN_PERCENT = Unit(is_share=True)

PLACES = {
    Place.INSIDE: gettext_lazy("No signal, normal variation"),
    Place.TOO_SMALL: gettext_lazy("Too few cases for any signal"),
    Place.NOTHING: gettext_lazy("No cases"),
}


@dataclass(frozen=True)
class FunnelSubject:
    """names: of the teams, alphabetical, as the funnel's teams stand. size: what the size of a team counts."""

    name: str
    names: tuple[str, ...]
    size: str
    good: Good
    unit: Unit = IN_PERCENT


def funnel_chart(funnel: Funnel, subject: FunnelSubject, *, id: str) -> SafeString:
    """The funnel: each team at its size, the target, limits for 95 % and 99.8 %; only teams outside are named."""
    inside = funnel_strokes(funnel, subject)
    return picture("cc", HEIGHT, id, subject.name, funnel_words(funnel, subject), inside)


def funnel_strokes(funnel: Funnel, subject: FunnelSubject) -> str:
    """Everything inside the picture; the same strokes make the PNG."""
    unit = _fitted(funnel, subject)
    sizes = [team.size for team in funnel.teams if team.size]
    most = max(sizes, default=1.0) * 1.06
    # Small sizes need more strokes: there the curves bend.
    grid = [
        float(size) for size in most * np.linspace(np.sqrt(max(min(sizes, default=1) * 0.6, 1) / most), 1, STEPS) ** 2
    ]
    drawn = [round(size) for size in grid] if funnel.of_shares else grid
    bands = funnel.bands(drawn) if funnel.target > 0 and not (funnel.of_shares and funnel.target >= 1) else []
    wide = [pair for size, pair in zip(drawn, bands, strict=False) if size >= MOUTH * most]
    scale = Scale.around(_values(funnel, wide), TOP, BOTTOM)

    def inside(y: float) -> bool:
        return TOP - 1 <= y <= BOTTOM + 1

    def x(size: float) -> float:
        return 0.75 + 98.5 * size / most

    parts = [line("axis", 0, BOTTOM + 8, 100, BOTTOM + 8)]
    for css, level in (("lim", 1), ("lim lim-inner", 0)):
        for side in ("lower", "upper"):
            curve = [(x(size), scale.y(getattr(pair[level], side))) for size, pair in zip(drawn, bands, strict=False)]
            parts += [
                line(css, *one, *two)
                for one, two in pairwise(curve)
                if one != two and inside(one[1]) and inside(two[1])
            ]
    y = scale.y(funnel.target)
    parts.append(line("mean", x(drawn[0]), y, 99.25, y))
    parts.append(text("lab-s", 99.25, y + 3.5, f"Ø {unit.bare(funnel.target)}", dx=10))
    for name, team in zip(subject.names, funnel.teams, strict=True):
        if team.value is not None:
            parts.append(_team(name, team, x(team.size), scale.y(team.value), subject.good, unit))
    for nth, size in enumerate(_ticks(most)):
        parts.append(text("tick minor" if nth % 2 else "tick", x(size), HEIGHT - 26, number(size), anchor="middle"))
    parts.append(text("tick", 99.25, HEIGHT - 4, subject.size, anchor="end"))
    return "".join(parts)


def _ticks(most: float) -> list[int]:
    """Round sizes for the axis, four to eight of them; the least is 1 apart."""
    rough = most / 5
    power = 10 ** int(np.floor(np.log10(rough))) if rough >= 1 else 1
    step = next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough)
    return list(range(0, int(most) + 1, int(step)))


def funnel_words(funnel: Funnel, subject: FunnelSubject) -> str:
    """The whole picture in words: which teams lie outside, and how many do by chance alone."""
    unit = _fitted(funnel, subject)
    compared = sum(team.value is not None for team in funnel.teams)
    outside = [name for name, team in zip(subject.names, funnel.teams, strict=True) if team.place in OUTSIDE]
    values = {"teams": compared, "target": unit.written(funnel.target)}
    text = ngettext(
        "Funnel plot of %(teams)d team, together %(target)s.",
        "Funnel plot of %(teams)d teams, together %(target)s.",
        compared,
    )
    parts = [text % values]
    if outside:
        parts.append(_("Beyond the limits: %(names)s.") % {"names": ", ".join(outside)})
    else:
        parts.append(_("No team differs by more than chance."))
    parts.append(
        _("By chance alone %(expected)s of them lie outside 95%%.")
        % {"expected": number(round(funnel.expected_outside, 1))}
    )
    if funnel.adjusted and funnel.dispersion:
        factor = {"factor": number(round(funnel.dispersion**0.5, 1))}
        parts.append(_("The teams vary more than by chance, so the limits are %(factor)s times as wide.") % factor)
    return " ".join(parts)


def place_words(team: FunnelTeam) -> str:
    """What a team's place in the funnel means."""
    if team.place in PLACES:
        return str(PLACES[team.place])
    if team.place is Place.ALARM:
        return _("Signal: above 99.8%") if team.direction is Direction.UP else _("Signal: below 99.8%")
    return _("Hint: above 95%") if team.direction is Direction.UP else _("Hint: below 95%")


def funnel_table(funnel: Funnel, subject: FunnelSubject) -> SafeString:
    """The teams by name, each with its value, its cases, the limits for its size and what that means."""
    unit = _fitted(funnel, subject)
    rows = format_html_join(
        "",
        "<tr>{}</tr>",
        ((_row(name, team, subject.good, unit),) for name, team in zip(subject.names, funnel.teams, strict=True)),
    )
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table class="tbl"><thead><tr>'
        '<th scope="col">{}</th><th scope="col" class="num">{}</th><th scope="col" class="num">{}</th>'
        '<th scope="col" class="num">{}</th><th scope="col">{}</th></tr></thead><tbody>{}</tbody></table></div>',
        _("Values of %(name)s") % {"name": subject.name},
        _("Team"),
        _("Value, %(unit)s") % {"unit": subject.unit.name} if subject.unit.name else _("Value"),
        subject.size,
        _("95% of teams of this size"),
        _("What it means"),
        rows,
    )


def _row(name: str, team: FunnelTeam, good: Good, unit: Unit) -> SafeString:
    between = f"{unit.bare(team.alert.lower)} – {unit.bare(team.alert.upper)}" if team.alert else ""
    return format_html(
        '<th scope="row">{}</th><td class="num">{}</td><td class="num">{}</td><td class="num">{}</td><td>{}</td>',
        name,
        unit.bare(team.value),
        number(round(team.size)),
        between,
        verdict(place_words(team), _tone(team, good)),
    )


def _tone(team: FunnelTeam, good: Good) -> str:
    if team.place is not Place.ALARM or good is Good.NEITHER:
        return ""
    return "good" if (team.direction is Direction.UP) == (good is Good.UP) else "bad"


def _team(name: str, team: FunnelTeam, x: float, y: float, good: Good, unit: Unit) -> str:
    title = f"{name}: {unit.written(team.value)}, {place_words(team)}"
    tone = _tone(team, good)
    label = ""
    if team.place in OUTSIDE:
        left = x > 70
        label = text("lab-s", x, y - 8, name, dx=-4 if left else 4, anchor="end" if left else "")
    if tone == "bad":
        return diamond("sb", x, y, 6, title) + label
    css = "sg" if tone == "good" else "pt pt-open" if team.place is Place.TOO_SMALL else "pt"
    return disc(css, x, y, 4.5 if tone else 3.5, title) + label


def _fitted(funnel: Funnel, subject: FunnelSubject) -> Unit:
    return subject.unit.fitted([team.value for team in funnel.teams if team.value is not None] + [funnel.target])


def _values(funnel: Funnel, bands: Sequence[tuple[Band, Band]]) -> list[float]:
    """What must fit: teams, target, and the limits of the teams; the curves' mouth may be cut."""
    values = [team.value for team in funnel.teams if team.value is not None] + [funnel.target]
    for inner, outer in bands:
        values += [limit for band in (inner, outer) for limit in (band.lower, band.upper)]
    return values
