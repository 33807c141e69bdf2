"""Waits as their page shows them: lengths, medians with their intervals, and the bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from rundum.base.charts import Bar, stacked_bars, stacked_legend
from rundum.base.formats.languages import NO_BREAK
from rundum.base.formats.numbers import not_known_yet, number
from rundum.calc.survival import Quantile
from rundum.measures.queries.waits import Step, Waiting, Waits, Whom

A_DAY, LONG = 24, 48


def hours_written(hours: float) -> str:
    """A length as people say it: hours below two days, days from there on."""
    if hours < LONG:
        return f"{number(hours, 1)}{NO_BREAK}{pgettext('hours, in one letter', 'h')}"
    return f"{number(hours / A_DAY, 1)}{NO_BREAK}{pgettext('days, in one letter', 'd')}"


def median_written(median: Quantile) -> str:
    """The median; where half of the passages are not over yet, that it is longer than any seen."""
    if median.value is not None:
        return hours_written(median.value)
    return _("more than %(time)s") % {"time": hours_written(median.longest)} if median.longest else not_known_yet()


def interval_written(median: Quantile) -> str:
    """The 95 percent interval of the median, as far as the passages bound it."""
    if median.lower is not None and median.upper is not None:
        ends = {"lower": hours_written(median.lower), "upper": hours_written(median.upper)}
        return _("%(lower)s to %(upper)s") % ends
    if median.lower is not None:
        return _("at least %(lower)s") % {"lower": hours_written(median.lower)}
    return _("too few to say")


@dataclass(frozen=True)
class ShownWaiting:
    """One kind of waiting in one step, in words."""

    waiting: Waiting
    process: str
    weeks: int

    @property
    def address(self) -> str:
        """The query part of the link to its concerns."""
        step = self.waiting.step
        return urlencode(
            {
                "process": step.process,
                "phase": step.phase,
                "step": step.own_name,
                "whom": self.waiting.whom.value,
                "weeks": self.weeks,
            }
        )

    @property
    def whom(self) -> str:
        return self.waiting.whom.label

    @property
    def hours(self) -> str:
        return hours_written(self.waiting.hours)

    @property
    def concerns(self) -> str:
        text = ngettext("%(count)s concern", "%(count)s concerns", self.waiting.concerns)
        return text % {"count": number(self.waiting.concerns)}

    @property
    def n(self) -> int:
        return self.waiting.median.n

    @property
    def median(self) -> str:
        return median_written(self.waiting.median)

    @property
    def interval(self) -> str:
        return interval_written(self.waiting.median)


@dataclass(frozen=True)
class ShownProcess:
    """One process: its steps in order with their waits, and the bars that say where the time goes."""

    id: int
    name: str
    steps: Sequence[tuple[Step, Sequence[ShownWaiting]]]

    @property
    def picture(self) -> SafeString:
        bars = []
        for step, within in self.steps:
            parts = {one.waiting.whom: one.waiting.hours for one in within}
            total = hours_written(sum(parts.values()))
            bars.append(Bar(step.name, total, [parts.get(whom, 0.0) for whom in Whom]))
        said = [_("%(step)s: %(time)s") % {"step": bar.name, "time": bar.written} for bar in bars]
        title = _("Where the time goes: %(process)s") % {"process": self.name}
        return stacked_bars(bars, _names(), title, "; ".join(said), id=f"waits-{self.id}")


@dataclass(frozen=True)
class ShownWaits:
    """All of it. weeks: the period."""

    waits: Waits
    weeks: int

    @property
    def biggest(self) -> list[ShownWaiting]:
        return [ShownWaiting(one, self.waits.names[one.step.process], self.weeks) for one in self.waits.biggest]

    @property
    def processes(self) -> list[ShownProcess]:
        shown = []
        for name, steps in self.waits.by_process:
            within = [(step, [ShownWaiting(one, name, self.weeks) for one in each]) for step, each in steps]
            shown.append(ShownProcess(steps[0][0].process, name, within))
        return shown

    @property
    def legend(self) -> SafeString:
        return stacked_legend(_names())


def _names() -> list[str]:
    return [whom.label for whom in Whom]
