"""When something will be done: not one date but a range, with the odds of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rundum.base.charts.drawing import line, picture, text
from rundum.base.formats.days import day
from rundum.base.formats.numbers import percent

ROW, TOP = 26, 8
REACH = 62.0
"""The longest bar ends here, in per cent; its label stands to the right of it."""


@dataclass(frozen=True)
class Odds:
    """share: the odds that it is done by `by`, 0 to 1; None: the range does not reach so far."""

    share: float
    by: date | None


def range_forecast(odds: Sequence[Odds], start: date, title: str, *, id: str) -> SafeString:
    """A bar from `start` to the date of each of the odds, the surest last. id: unique on its page."""
    ends = [one.by for one in odds if one.by is not None]
    longest = max([1, *((end - start).days for end in ends)])
    parts = []
    for nth, one in enumerate(odds):
        y = TOP + ROW * nth
        x = REACH if one.by is None else max(REACH * (one.by - start).days / longest, 0.5)
        css = f"odds odds-{min(nth, 2)}" if one.by is not None else "odds odds-none"
        parts.append(f'<rect class="{css}" x="0%" y="{y}" width="{x:.2f}%" height="{ROW - 10}" rx="3"/>')
        parts.append(text("lab-s at-end", x, y + 12, _label(one), dx=8))
    parts.append(line("axis", 0, 2, 0, TOP + ROW * len(odds) - 6))
    words = " ".join(f"{_label(one)}." for one in odds) or _("not known yet")
    return picture("cc", TOP + ROW * len(odds), id, title, words, "".join(parts), box="cc-wide")


def _label(one: Odds) -> str:
    values = {"share": percent(one.share), "day": day(one.by)}
    return _("%(share)s: %(day)s") % values if one.by is not None else _("%(share)s: not known yet") % values
