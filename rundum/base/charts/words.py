"""What a chart says, in words: the same sentence on every page, in the description and in the table."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from rundum.base.charts.subject import Comparison, Subject
from rundum.base.components.marks import verdict
from rundum.calc.control_charts import Limits, Method
from rundum.calc.detection import Direction, Rule
from rundum.calc.goals import Goal, GoalCode
from rundum.calc.measure_chart import Code, Favour, Judged, MeasureChart, Note, Verdict

TONES = {Favour.FAVOURABLE: "good", Favour.UNFAVOURABLE: "bad", Favour.NEITHER: ""}

SHIFTS = {
    (Comparison.HIGHER, Direction.UP): gettext_lazy("Signal: higher since %(week)s"),
    (Comparison.HIGHER, Direction.DOWN): gettext_lazy("Signal: lower since %(week)s"),
    (Comparison.LONGER, Direction.UP): gettext_lazy("Signal: longer since %(week)s"),
    (Comparison.LONGER, Direction.DOWN): gettext_lazy("Signal: shorter since %(week)s"),
    (Comparison.MORE, Direction.UP): gettext_lazy("Signal: more since %(week)s"),
    (Comparison.MORE, Direction.DOWN): gettext_lazy("Signal: fewer since %(week)s"),
    (Comparison.RARER, Direction.UP): gettext_lazy("Signal: seldomer since %(week)s"),
    (Comparison.RARER, Direction.DOWN): gettext_lazy("Signal: more often since %(week)s"),
    (Comparison.EXCEPTIONS, Direction.UP): gettext_lazy("Signal: exceptions seldomer since %(week)s"),
    (Comparison.EXCEPTIONS, Direction.DOWN): gettext_lazy("Signal: exceptions more often since %(week)s"),
}
GAPS = {
    (Comparison.RARER, Direction.UP): gettext_lazy("Signal: remarkably long without one, up to %(week)s"),
    (Comparison.RARER, Direction.DOWN): gettext_lazy("Signal: remarkably soon the next one, in %(week)s"),
    (Comparison.EXCEPTIONS, Direction.UP): gettext_lazy("Signal: remarkably long without an exception, up to %(week)s"),
    (Comparison.EXCEPTIONS, Direction.DOWN): gettext_lazy("Signal: remarkably soon the next exception, in %(week)s"),
}
"""A gap beyond a limit."""

RULES = {
    Rule.WE1: gettext_lazy("beyond the natural limits"),
    Rule.WE2: gettext_lazy("two of three values near the limit"),
    Rule.WE3: gettext_lazy("four of five values off the mean"),
    Rule.WE4: gettext_lazy("eight or more in a row on one side of the mean"),
    Rule.LONG_RUN: gettext_lazy("more in a row on one side of the median than by chance"),
    Rule.FEW_CROSSINGS: gettext_lazy("crosses the median less often than by chance"),
}

NOTES = {
    Note.PROVISIONAL: gettext_lazy("The limits are provisional: they still move with each new value."),
    Note.AUTOCORRELATED: gettext_lazy("Each value depends on the one before, so the limits may be too narrow."),
    Note.NO_VARIATION: gettext_lazy("Almost every value is the same, so there are no natural limits."),
    Note.MOSTLY_LEAST: gettext_lazy("Above 0 there are too few weeks to tell where limits would lie."),
    Note.CLIPPED: gettext_lazy("The lower limit would lie below 0, where no value can be, so it is drawn at 0."),
    Note.EXACT: gettext_lazy("With so few cases a week the limits are not symmetric."),
}

METHODS = {
    Method.XMR: gettext_lazy("XmR chart, mean ± 2.66 × mean moving range"),
    Method.XMR_MEDIAN: gettext_lazy("XmR chart, mean ± 3.145 × median moving range"),
    Method.P: gettext_lazy("p chart, three sigma for the cases of each week"),
    Method.P_PRIME: gettext_lazy("p′ chart after Laney, for very many cases"),
    Method.U: gettext_lazy("u chart, three sigma for the opportunities of each week"),
    Method.G: gettext_lazy("g chart for rare events, the cases in between"),
    Method.T: gettext_lazy("t chart for rare events, from one to the next"),
}
EXACT = {
    Method.P: gettext_lazy("p chart, exact limits for the cases of each week"),
    Method.U: gettext_lazy("u chart, exact limits for the opportunities of each week"),
}
"""Where at least one point has too few cases for three sigma."""
METHODS_BY_MONTH = METHODS | {
    Method.P: gettext_lazy("p chart, three sigma for the cases of each month"),
    Method.U: gettext_lazy("u chart, three sigma for the opportunities of each month"),
}
EXACT_BY_MONTH = {
    Method.P: gettext_lazy("p chart, exact limits for the cases of each month"),
    Method.U: gettext_lazy("u chart, exact limits for the opportunities of each month"),
}
NOTES_BY_MONTH = NOTES | {
    Note.MOSTLY_LEAST: gettext_lazy("Above 0 there are too few months to tell where limits would lie."),
    Note.EXACT: gettext_lazy("With so few cases a month the limits are not symmetric."),
}


def chart_verdict(chart: MeasureChart, subject: Subject) -> SafeString:
    """The verdict of a chart with its mark: grey, or petrol and amber on a signal."""
    return verdict(verdict_words(chart, subject), TONES[chart.verdict.favour])


def verdict_words(chart: MeasureChart, subject: Subject) -> str:
    """What the latest stretch of the chart says, as one short sentence without a full stop."""
    said, standing = chart.verdict, chart.verdict.signal
    if said.code is Code.TOO_FEW:
        return _("%(n)d of %(needed)d values") % {"n": said.n, "needed": said.needed}
    if said.code is Code.NO_RULE:
        if Note.MOSTLY_LEAST in chart.now.notes:
            return _("No limits, most months are at 0") if subject.is_by_month else _("No limits, most weeks are at 0")
        return _too_early(said)
    if standing is None:
        return _("No signal, normal variation")
    if said.code is Code.PAST:
        week = {"week": subject.week(standing.signal.end)}
        if subject.is_by_month:
            return pgettext("month", "Normal variation, last signal in %(week)s") % week
        return _("Normal variation, last signal in %(week)s") % week
    return signal_words(standing, subject)


def _too_early(said: Verdict) -> str:
    if said.n >= said.needed:
        return _("No limits yet, almost every value is the same")
    values = {"n": said.n, "needed": said.needed}
    return _("Too early: natural limits from %(needed)d values on, %(n)d so far") % values


def signal_words(judged: Judged, subject: Subject) -> str:
    """A signal as one short sentence: what it is, and since when or in which week."""
    signal = judged.signal
    up = signal.direction is Direction.UP
    week = {"week": subject.week(signal.start)}
    if signal.rule in (Rule.WE4, Rule.LONG_RUN):
        return str(SHIFTS[subject.comparison, Direction.UP if up else Direction.DOWN]) % week
    if signal.rule in (Rule.WE2, Rule.WE3):
        text = _("Signal: remarkably high since %(week)s") if up else _("Signal: remarkably low since %(week)s")
        return text % week
    if signal.direction is None:
        return _("Signal: changes sides remarkably seldom")
    if (subject.comparison, signal.direction) in GAPS:
        return str(GAPS[subject.comparison, signal.direction]) % {"week": subject.week(signal.end)}
    if judged.count == 1:
        return _beyond_once(up, subject) % week
    weeks = {"count": judged.count}
    if up:
        return (
            ngettext(
                "Signal: above the limit %(count)d time",
                "Signal: above the limit %(count)d times in a row",
                judged.count,
            )
            % weeks
        )
    return (
        ngettext(
            "Signal: below the limit %(count)d time", "Signal: below the limit %(count)d times in a row", judged.count
        )
        % weeks
    )


def _beyond_once(up: bool, subject: Subject) -> str:
    if subject.is_by_month:
        if up:
            return pgettext("month", "Signal: above the limit in %(week)s")
        return pgettext("month", "Signal: below the limit in %(week)s")
    return _("Signal: above the limit in %(week)s") if up else _("Signal: below the limit in %(week)s")


def change_words(chart: MeasureChart, subject: Subject) -> str:
    """What the latest change has done: the signal of the points since, by the limits before it; empty for none."""
    found = sorted(chart.now.against_before, key=lambda judged: judged.signal.rule is not Rule.WE4)
    if not found:
        return ""
    return _("%(signal)s, by the limits before the change") % {"signal": signal_words(found[0], subject)}


def rule_words(rule: Rule) -> str:
    """The rule a signal met."""
    return str(RULES[rule])


def note_words(chart: MeasureChart, subject: Subject) -> list[str]:
    """What a reader should know of the points and of the limits of the latest stretch, a sentence each."""
    notes = NOTES_BY_MONTH if subject.is_by_month else NOTES
    return [*_gap_words(chart, subject), *(str(notes[note]) for note in chart.now.notes)]


def _gap_words(chart: MeasureChart, subject: Subject) -> list[str]:
    """Why the points are no weeks, and what has passed since the latest event."""
    if chart.between is None:
        return []
    since = {"since": subject.unit.fitted([chart.between.since, *chart.between.values]).written(chart.between.since)}
    if chart.between.exceptions:
        return [
            _("In most weeks there is no exception, so the chart shows how much lies between one and the next."),
            _("Since the latest exception: %(since)s.") % since,
        ]
    return [
        _("In most weeks there is none, so the chart shows how much lies between one and the next."),
        _("Since the latest one: %(since)s.") % since,
    ]


def method_words(chart: MeasureChart, subject: Subject) -> str:
    """How the limits of the latest stretch were computed and from how many values of which weeks or months."""
    stretch = chart.now
    if stretch.centre is None:
        return _("%(n)d values, too few for a line") % {"n": stretch.n}
    if stretch.limits is None:
        return _("Run chart, median of %(n)d values, without limits") % {"n": stretch.n}
    start, end = stretch.baseline.start, stretch.baseline.end
    known = [at for at in range(start, end) if chart.points[at] is not None] or [start, end - 1]
    values = {
        "method": _method(chart, stretch.limits, subject),
        "n": stretch.limits.n,
        "first": subject.week(known[0]),
        "last": subject.week(known[-1]),
    }
    return _("%(method)s; limits from %(n)d values, %(first)s to %(last)s") % values


def _method(chart: MeasureChart, limits: Limits, subject: Subject) -> str:
    """The chart by its name; a u chart with one opportunity at every point is known as the c chart."""
    if limits.method is Method.U and all(size in (None, 1) for size in chart.sizes):
        return _("c chart, exact limits for so few a week") if limits.exact else _("c chart, three sigma")
    exact, names = (EXACT_BY_MONTH, METHODS_BY_MONTH) if subject.is_by_month else (EXACT, METHODS)
    return str((exact if limits.exact else names).get(limits.method, names[limits.method]))


def goal_words(goal: Goal, subject: Subject) -> str:
    """How the goal stands, as one sentence without a full stop."""
    match goal.code:
        case GoalCode.KEPT:
            months, weeks = _("Goal kept, %(n)d months in a row"), _("Goal kept, %(n)d weeks in a row")
            return (months if subject.is_by_month else weeks) % {"n": goal.in_a_row}
        case GoalCode.REACHED:
            weeks = _("Goal reached, and a signal says so; kept after %(n)d weeks")
            months = _("Goal reached, and a signal says so; kept after %(n)d months")
            return (months if subject.is_by_month else weeks) % {"n": goal.needed}
        case GoalCode.REACHED_IN_NOISE:
            return _("Goal reached, not distinguishable from noise yet")
        case GoalCode.UNREACHABLE:
            ends = [goal.value, *([goal.limit] if goal.limit is not None else [])]
            limit = subject.measured.fitted(ends).written(goal.limit)
            return _("Not reachable by trying harder: the process goes to %(limit)s; change the process") % {
                "limit": limit
            }
        case GoalCode.OPEN:
            return _("Goal not reached yet, within what the process can do")
    return _("not known yet")


def description(chart: MeasureChart, subject: Subject) -> str:
    """The whole chart in words, for those who do not see it: verdict, lines, latest value, number of signals."""
    parts = [f"{verdict_words(chart, subject)}."]
    now, unit = chart.now, subject.unit.fitted([point for point in chart.points if point is not None])
    if now.limits is not None:
        last = chart.last if chart.last is not None else now.start
        lower, upper = (side[last - now.start] for side in (now.limits.lower, now.limits.upper))
        values = {
            "n": chart.n,
            "centre": unit.of_mean(now.centre).written(now.centre),
            "lower": unit.bare(lower),
            "upper": unit.written(upper),
        }
        if now.limits.method is Method.G:
            text = _("Control chart, %(n)d values. Median %(centre)s, natural limits %(lower)s to %(upper)s.")
        else:
            text = _("Control chart, %(n)d values. Mean %(centre)s, natural limits %(lower)s to %(upper)s.")
        parts += [text % values, *_gap_words(chart, subject)]
    elif now.centre is not None:
        parts.append(
            _("Run chart, %(n)d values. Median %(centre)s.")
            % {"n": chart.n, "centre": unit.of_mean(now.centre).written(now.centre)}
        )
    if chart.last is not None:
        parts.append(_("Latest value %(value)s.") % {"value": unit.written(chart.points[chart.last])})
    good = sum(one.favour is Favour.FAVOURABLE for one in chart.signals)
    bad = sum(one.favour is Favour.UNFAVOURABLE for one in chart.signals)
    if good or bad:
        text = _("%(good)d favourable and %(bad)d unfavourable signals.")
        parts.append(text % {"good": good, "bad": bad})
    if changed := change_words(chart, subject):
        parts.append(f"{changed}.")
    if chart.goal is not None:
        own = unit if subject.own_unit is None else subject.measured
        goal = {"goal": own.written(chart.goal.value), "state": goal_words(chart.goal, subject)}
        parts.append(_("Goal %(goal)s. %(state)s.") % goal)
    return " ".join(parts)
