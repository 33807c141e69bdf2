"""Cycles as pages show them: the prediction beside what came, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise, cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from rundum.accounts.models import User
from rundum.base.charts import Unit, week_label
from rundum.base.components.marks import verdict
from rundum.calc.before_after import Change, Fulfilled, How, fulfilled
from rundum.improvement.models import Cycle, Part
from rundum.improvement.queries.cycles import Result
from rundum.measures.models import Direction
from rundum.measures.queries.charted import subject_of
from rundum.measures.queries.weeks import WeekFigure
from rundum.measures.shown import exactly

PARTS: dict[Part, tuple[str | Promise, str | Promise]] = {
    Part.PLAN: (pgettext_lazy("part of a cycle", "Plan"), gettext_lazy("what we expect")),
    Part.DO: (pgettext_lazy("part of a cycle", "Do"), gettext_lazy("on a small scale")),
    Part.CHECK: (pgettext_lazy("part of a cycle", "Check"), gettext_lazy("did it work?")),
    Part.ACT: (pgettext_lazy("part of a cycle", "Act"), gettext_lazy("adopt it or drop it")),
}
COMPARED: dict[Fulfilled, str | Promise] = {
    Fulfilled.AS_PREDICTED: gettext_lazy("As predicted"),
    Fulfilled.LESS: gettext_lazy("Changed as predicted, but less far"),
    Fulfilled.AGAINST: gettext_lazy("Changed the other way than predicted"),
    Fulfilled.UNCLEAR: gettext_lazy("Not distinguishable from noise yet"),
}
TONES = {Fulfilled.AS_PREDICTED: "good", Fulfilled.LESS: "good", Fulfilled.AGAINST: "bad", Fulfilled.UNCLEAR: ""}


@dataclass(frozen=True)
class ShownCycle:
    """One cycle. result: what its weeks show now, where somebody has asked for it."""

    cycle: Cycle
    here: date
    result: Result | None = None

    @property
    def part(self) -> str:
        return str(PARTS[self.cycle.part][0])

    @property
    def start(self) -> str:
        return exactly(self.cycle.measure, self.cycle.start)

    @property
    def target(self) -> str:
        return exactly(self.cycle.measure, self.cycle.target)

    @property
    def people(self) -> list[User]:
        """Who has planned, begun, done or ended it, each once, by name."""
        cycle = self.cycle
        named = (cycle.by, cycle.started_by, cycle.done_by, cycle.ended_by)
        there = {user.pk: user for user in named if user is not None}
        return sorted(there.values(), key=lambda user: user.name)

    @property
    def works_from(self) -> str:
        return week_label(self.cycle.works_from, year=True) if self.cycle.works_from else ""

    @property
    def weeks_to_come(self) -> int:
        """Weeks to measure until the day that was named."""
        last = self.cycle.due_on - timedelta(days=6)
        return max(0, (last - self.here).days // 7 + 1)

    @cached_property
    def change(self) -> Change | None:
        """What came: as kept when the cycle ended, else as the weeks stand now."""
        cycle = self.cycle
        if not cycle.result_how:
            return self.result.change if self.result else None
        figures = (cycle.result_before, cycle.result_after, cycle.result_lower, cycle.result_upper)
        before, after, lower, upper = (float(figure or 0) for figure in figures)
        n_before, n_after = cycle.result_n_before or 0, cycle.result_n_after or 0
        return Change(How(cycle.result_how), before, after, lower, upper, n_before, n_after, 0.95)

    @property
    def verdict(self) -> SafeString:
        """The prediction beside what came, in a few words (AC25.3)."""
        compared = self._fulfilled
        return verdict(str(COMPARED[compared]), TONES[compared]) if compared else verdict(_("not known yet"))

    @property
    def checked(self) -> SafeString:
        """What a card says while weeks are gathered."""
        if self.weeks_to_come:
            text = ngettext(
                "too early, %(count)s more week to measure",
                "too early, %(count)s more weeks to measure",
                self.weeks_to_come,
            )
            return verdict(text % {"count": self.weeks_to_come})
        return verdict(_("the weeks are there, look at what it brought"))

    @property
    def before(self) -> str:
        return self._written(self.change.before if self.change else None)

    @property
    def after(self) -> str:
        return self._written(self.change.after if self.change else None)

    @property
    def difference(self) -> str:
        """The change with its sign and the interval it lies in."""
        change = self.change
        if change is None:
            return self._written(None)
        figures = [self._signed(figure) for figure in (change.difference, change.lower, change.upper)]
        words = _("%(difference)s, between %(lower)s and %(upper)s with 95%% confidence")
        return words % dict(zip(("difference", "lower", "upper"), figures, strict=True))

    @property
    def method(self) -> str:
        """How the interval was reckoned, and from how much."""
        change = self.change
        if change is None:
            return ""
        n = {"before": change.n_before, "after": change.n_after}
        if change.how is How.NEWCOMBE:
            return _("Difference of two shares after Newcombe; %(before)s cases before, %(after)s after.") % n
        return _("Difference of two means of weeks after Welch; %(before)s weeks before, %(after)s after.") % n

    @property
    def periods(self) -> str:
        """Which weeks are compared."""
        if not self.result or not self.result.before or not self.result.after:
            return ""
        before, after = _span(self.result.before), _span(self.result.after)
        return _("%(after)s against %(before)s") % {"before": before, "after": after}

    @property
    def _fulfilled(self) -> Fulfilled | None:
        change, cycle = self.change, self.cycle
        if change is None:
            return None
        base = change.before if cycle.start is None else float(cycle.start)
        upward = float(cycle.target) > base
        if cycle.measure.direction != Direction.NEITHER:
            upward = cycle.measure.direction == Direction.UP
        return fulfilled(change, float(cycle.target), upward=upward)

    @property
    def _unit(self) -> Unit:
        return subject_of(self.cycle.measure, ()).unit

    def _written(self, value: float | None) -> str:
        # A mean of counts is no count, so it keeps a digit.
        unit = self._unit
        return (unit if unit.is_share else Unit(unit.name, 1)).written(value)

    def _signed(self, value: float) -> str:
        if self._unit.is_share:
            points = Unit(_("points"), 1).written(value * 100)
            return f"+{points}" if value > 0 else points
        text = self._written(value)
        return f"+{text}" if value > 0 else text


def _span(weeks: Sequence[WeekFigure]) -> str:
    years = {weeks[0].monday.isocalendar().year, weeks[-1].monday.isocalendar().year}
    first, last = week_label(weeks[0].monday, year=len(years) > 1), week_label(weeks[-1].monday, year=True)
    return last if len(weeks) == 1 else f"{first}–{last}"


def by_part(cycles: Sequence[Cycle], here: date) -> list[tuple[str, str, list[ShownCycle]]]:
    """The four columns of the page: name, meaning and cycles of each."""
    return [
        (str(name), str(meaning), [ShownCycle(each, here) for each in cycles if each.part is part])
        for part, (name, meaning) in PARTS.items()
    ]
