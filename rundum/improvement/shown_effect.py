"""What a measure says about a fix: its chart with the week of the fix, judged by the limits before it."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rundum.base.charts import change_words, chart_verdict, control_chart
from rundum.base.components.marks import verdict
from rundum.calc.periods import Week
from rundum.improvement.models import EffectCheck
from rundum.improvement.queries.corrective_course import Course
from rundum.measures.models import LimitChange
from rundum.measures.queries.charted import Charted, charted, charted_of


@dataclass(frozen=True)
class ShownEffect:
    """charted: with the week of the fix as a change, where there is one on the chart. since: whole weeks after it."""

    charted: Charted
    since: int | None

    @property
    def has_values(self) -> bool:
        return self.charted.chart.n > 0

    @cached_property
    def verdict(self) -> SafeString:
        """What the weeks since the fix say; before there are any, what the measure says as a whole."""
        if self.since is None:
            return chart_verdict(self.charted.chart, self.charted.drawn)
        if said := change_words(self.charted.chart, self.charted.drawn):
            favour = self.charted.chart.now.against_before[0].favour
            return verdict(said, {"favourable": "good", "unfavourable": "bad"}.get(favour, ""))
        words = ngettext(
            "No signal in the %(count)d week since the fix",
            "No signal in the %(count)d weeks since the fix",
            self.since,
        )
        return verdict(words % {"count": self.since})

    @property
    def picture(self) -> SafeString:
        chart, subject = self.charted.chart, self.charted.drawn
        return control_chart(chart, subject, id="effect", annotations=self.charted.annotations)


def shown_effect(check: EffectCheck, course: Course) -> ShownEffect:
    """The chart of the check's measure for looking at the fix. The limits stay what the team has set.

    Five queries.
    """
    measure, action = check.measure, course.action
    as_it_is = charted_of(measure, action.team)
    if course.fix is None:
        return ShownEffect(as_it_is, None)
    monday = Week.of(course.fix.done_on).monday
    places = [at for at, week in enumerate(as_it_is.weeks) if week.monday >= monday]
    if not places or places[0] == 0:
        return ShownEffect(as_it_is, None)
    first = as_it_is.weeks[places[0]].monday
    sentence = _("%(action)s: fix") % {"action": action.label}
    fixed = LimitChange(measure=measure, team=action.team, week=first, sentence=sentence)
    changes = sorted([*(one for one in as_it_is.changes if one.week < first), fixed], key=lambda one: one.week)
    marks = {one.on_chart_id for one in course.checks}
    notes = [note for note in as_it_is.notes if note.pk not in marks or note.week < monday]
    kept = [one for one in as_it_is.kept if one.last_week < first]
    with_fix = charted(measure, [*as_it_is.weeks, *as_it_is.running], changes, notes=notes, kept=kept)
    return ShownEffect(with_fix, len(places))
