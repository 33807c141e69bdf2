"""Load against capacity, week by week: what is committed, what the team has, and what is too much."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rundum.base.charts.drawing import Scale, line, picture, text
from rundum.base.charts.subject import Unit, week_label

HEIGHT, TOP, BOTTOM = 160, 22.0, 132.0
WIDTH = 0.56
"""Share of its week that a bar fills."""


@dataclass(frozen=True)
class Load:
    """A week (its Monday), what is committed in it and what the team has; None where it is not known."""

    week: date
    committed: float | None
    capacity: float | None

    @property
    def over(self) -> float:
        """So much more is committed than there is."""
        return max((self.committed or 0) - self.capacity, 0.0) if self.capacity is not None else 0.0


def load_bars(loads: Sequence[Load], title: str, unit: Unit, *, id: str) -> SafeString:
    """A bar for each week with the team's capacity as a line across it; what lies above is amber and named.

    id: unique on its page. The description says which weeks hold more than the team has.
    """
    scale = Scale(0, max([1e-9, *(max(load.committed or 0, load.capacity or 0) for load in loads)]), TOP, BOTTOM)
    slot = 100 / max(len(loads), 1)
    inside = "".join(_bar(load, at, slot, scale, unit) for at, load in enumerate(loads))
    axis = line("axis", 0, BOTTOM, 100, BOTTOM)
    return picture("cc", HEIGHT, id, title, load_words(loads, unit), axis + inside, box="cc-wide")


def load_words(loads: Sequence[Load], unit: Unit) -> str:
    """Which weeks hold more than the team has, in words."""
    full = [load for load in loads if load.over > 0]
    if not loads:
        return _("not known yet")
    if not full:
        return _("No week holds more than the team has.")
    text = ngettext(
        "%(count)d week holds more than the team has: %(weeks)s.",
        "%(count)d weeks hold more than the team has: %(weeks)s.",
        len(full),
    )
    weeks = ", ".join(f"{week_label(load.week)} (+{unit.written(load.over)})" for load in full)
    return text % {"count": len(full), "weeks": weeks}


def _bar(load: Load, at: int, slot: float, scale: Scale, unit: Unit) -> str:
    x, width = slot * (at + (1 - WIDTH) / 2), slot * WIDTH
    middle = slot * (at + 0.5)
    parts = [text("tick" if at % 2 == 0 else "tick minor", middle, HEIGHT - 10, week_label(load.week), anchor="middle")]
    if load.committed is not None:
        within = load.committed - load.over
        parts.append(_rect("bar-in", x, width, scale.y(within), scale.y(0)))
        if load.over > 0:
            parts.append(_rect("bar-over", x, width, scale.y(load.committed), scale.y(within)))
        css = "lab-over" if load.over > 0 else "lab-s"
        y = scale.y(max(load.committed, load.capacity or 0)) - 6
        parts.append(text(css, middle, y, unit.bare(load.committed), anchor="middle"))
    if load.capacity is not None:
        y = scale.y(load.capacity)
        parts.append(line("capacity", slot * (at + 0.08), y, slot * (at + 0.92), y))
    return "".join(parts)


def _rect(css: str, x: float, width: float, top: float, bottom: float) -> str:
    return f'<rect class="{css}" x="{x:.2f}%" y="{top:.1f}" width="{width:.2f}%" height="{max(bottom - top, 0):.1f}"/>'
