"""Control chart, run chart, the small one of a row, and the sparkline of a word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rundum.base.charts.drawing import Scale, apart, band, diamond, disc, line, picture, text
from rundum.base.charts.subject import Subject
from rundum.base.charts.words import description, rule_words
from rundum.calc.control_charts import Method
from rundum.calc.measure_chart import Favour, Judged, MeasureChart, Stretch

HEIGHT, SMALL_HEIGHT = 250, 40
TOP, TOP_WITH_NOTES, BOTTOM = 14.0, 42.0, 212.0
NOTE_ROW, NOTES, LONGEST_NOTE = 16, 3, 60
"""Above a chart the latest few changes are named, each in a row of its own, so that no sentence covers another."""
LEFT, RIGHT = 0.75, 99.25
TICKS = 8
"""So many weeks are named below a chart at most; every second of them leaves on a narrow one."""
SILENT = 26
"""So many weeks without anything known are still drawn, at the end of a chart."""
MARKS = {Favour.FAVOURABLE: "sg", Favour.UNFAVOURABLE: "sb", Favour.NEITHER: "sn"}


@dataclass(frozen=True)
class Annotation:
    """What was changed, before the point with this index; one line of text."""

    at: int
    words: str


def control_chart(
    chart: MeasureChart, subject: Subject, *, id: str, annotations: Sequence[Annotation] = ()
) -> SafeString:
    """The chart in full: points, mean, natural limits of each stretch, goal, changes, signals, direct labels.

    A stretch without limits is a run chart about its median. Missing weeks leave a gap. id: unique on its page.
    """
    subject = fitted(chart, subject)
    inside = control_strokes(chart, subject, annotations)
    return picture("cc", HEIGHT, id, subject.name, description(chart, subject), inside)


def small_chart(chart: MeasureChart, subject: Subject, *, id: str) -> SafeString:
    """The same chart for a row of a list: without labels, weeks and annotations."""
    subject = fitted(chart, subject)
    scale = _scale(chart, 5.0, SMALL_HEIGHT - 5.0, goal=True)
    strokes = [_lines(chart, stretch, scale, limits=False) for stretch in chart.stretches]
    inside = "".join((*strokes, _goal(chart, scale), _points(chart, scale, 1.75)))
    return picture("cc cc-small", SMALL_HEIGHT, id, subject.name, description(chart, subject), inside, box="cc-row")


def sparkline(chart: MeasureChart, *, points: int = 12) -> SafeString:
    """The latest points beside a figure that says what they mean; hidden from assistive technology."""
    shown = list(enumerate(chart.points))[-points:]
    present = [(at, point) for at, point in shown if point is not None]
    centre = chart.now.centre
    values = [point for _at, point in present] + ([centre] if centre is not None else [])
    scale = Scale.around(values, 2.5, 15.5)
    first = shown[0][0] if shown else 0
    step = 51 / max(len(shown) - 1, 1)
    places = [(2 + (at - first) * step, scale.y(point), at) for at, point in present]
    mean = (
        ""
        if centre is None
        else f'<line class="mean" x1="0" x2="56" y1="{scale.y(centre):.1f}" y2="{scale.y(centre):.1f}"/>'
    )
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _at in places)
    last = _spark_end(chart, places[-1]) if places else ""
    inside = f'{mean}<polyline class="ln" points="{path}"/>{last}'
    return mark_safe(  # noqa: S308 (numbers only)
        f'<svg class="spark" viewBox="0 0 56 18" width="56" height="18" aria-hidden="true">{inside}</svg>'
    )


def control_strokes(chart: MeasureChart, subject: Subject, annotations: Sequence[Annotation]) -> str:
    """Everything inside the full chart; the same strokes make the PNG."""
    named = annotations[-NOTES:]
    top = TOP if not named else TOP_WITH_NOTES + NOTE_ROW * max(len(named) - 2, 0)
    scale = _scale(chart, top, BOTTOM, goal=True)
    parts = [_lines(chart, stretch, scale, limits=True) for stretch in chart.stretches]
    parts.append(_goal(chart, scale))
    parts += [_change(note, chart) for note in annotations]
    parts += [_name_of_change(note, row, chart) for row, note in enumerate(named)]
    parts.append(_points(chart, scale, 2.75, subject))
    parts += [text(css, RIGHT, y + 3.5, words, dx=10) for y, css, words in _right(chart, subject, scale)]
    parts += _weeks(subject, places_of(chart))
    return "".join(parts)


def fitted(chart: MeasureChart, subject: Subject) -> Subject:
    """The subject with its decimals fixed for the lines and points of the chart."""
    return replace(subject, unit=subject.unit.fitted(_values(chart, goal=False)))


def _values(chart: MeasureChart, *, goal: bool) -> list[float]:
    values = [point for point in chart.points if point is not None]
    for stretch in chart.stretches:
        if stretch.limits is not None:
            values += [limit for limit in (*stretch.limits.lower, *stretch.limits.upper) if limit is not None]
        elif stretch.centre is not None:
            values.append(stretch.centre)
    if goal and chart.line_of_goal is not None:
        values.append(chart.line_of_goal)
    return values


def _scale(chart: MeasureChart, top: float, bottom: float, *, goal: bool) -> Scale:
    return Scale.around(_values(chart, goal=goal), top, bottom)


def places_of(chart: MeasureChart) -> int:
    """How many places the chart has: one a point; where nothing has been known for long, it ends with what was last."""
    last = len(chart.points) - 1 if chart.last is None else chart.last
    return len(chart.points) if len(chart.points) - 1 - last <= SILENT else last + 1


def x_of(at: float, points: int) -> float:
    """The place of a point in per cent; between two points for halves."""
    if points < 2:
        return (LEFT + RIGHT) / 2
    return LEFT + (RIGHT - LEFT) * min(max(at, 0), points - 1) / (points - 1)


def _lines(chart: MeasureChart, stretch: Stretch, scale: Scale, *, limits: bool) -> str:
    """Band, limits and centre of a stretch; stepped where the limits vary from point to point."""
    n = places_of(chart)
    parts: list[str] = []
    if stretch.limits is not None:
        steps = _steps(stretch)
        for start, end, low, high in steps:
            parts.append(band(x_of(start, n), x_of(end, n), scale.y(high), scale.y(low)))
        for side in (2, 3) if limits else ():
            before: float | None = None
            for step in steps:
                x1, x2, y = x_of(step[0], n), x_of(step[1], n), scale.y(step[side])
                if before is not None and before != y:
                    parts.append(line("lim", x1, before, x1, y))
                parts.append(line("lim", x1, y, x2, y))
                before = y
    if stretch.centre is not None:
        y = scale.y(stretch.centre)
        css = "mean" if stretch.limits is not None and stretch.method is not Method.G else "mean median"
        parts.append(line(css, x_of(stretch.start - 0.5, n), y, x_of(stretch.end - 0.5, n), y))
    return "".join(parts)


def _goal(chart: MeasureChart, scale: Scale) -> str:
    """The dotted line of what the team wants; nothing without a goal."""
    if chart.line_of_goal is None:
        return ""
    y = scale.y(chart.line_of_goal)
    return line("goal", LEFT, y, RIGHT, y)


def _steps(stretch: Stretch) -> list[tuple[float, float, float, float]]:
    """Where equal limits begin and end, half-way between points; a point without limits has its neighbours'."""
    steps: list[tuple[float, float, float, float]] = []
    if stretch.limits is None:
        return steps
    for at, (low, high) in enumerate(zip(stretch.limits.lower, stretch.limits.upper, strict=True)):
        if low is None or high is None:
            if not steps:
                continue
            low, high = steps[-1][2:]
        start = stretch.start + at - 0.5 if steps else stretch.start - 0.5
        if steps and steps[-1][2:] == (low, high):
            steps[-1] = (steps[-1][0], start + 1, low, high)
        else:
            steps.append((start, stretch.start + at + 0.5, low, high))
    return steps


def _points(chart: MeasureChart, scale: Scale, r: float, subject: Subject | None = None) -> str:
    """The connecting line and the points over it; subject: to name the signals, in the full chart."""
    n = places_of(chart)
    places = [None if point is None else (x_of(at, n), scale.y(point)) for at, point in enumerate(chart.points)]
    strokes = [line("ln", *one, *two) for one, two in pairwise(places) if one is not None and two is not None]
    signals = marked(chart)
    for at, place in enumerate(places):
        if place is None:
            continue
        judged = signals.get(at)
        if judged is not None:
            strokes.append(_mark(chart, judged, at, place, r, subject))
        else:
            last = at == chart.last
            strokes.append(disc("pt last" if last else "pt", *place, r + 0.5 if last else r))
    return "".join(strokes)


def marked(chart: MeasureChart) -> dict[int, Judged]:
    """Which points a signal marks: all of its points, but none for one without a side; limits before runs."""
    found: dict[int, Judged] = {}
    for judged in chart.signals:
        if judged.signal.direction is not None:
            for at in range(judged.signal.start, judged.signal.end + 1):
                found.setdefault(at, judged)
    return found


def _mark(
    chart: MeasureChart, judged: Judged, at: int, place: tuple[float, float], r: float, subject: Subject | None
) -> str:
    css = MARKS[judged.favour]
    title = ""
    if subject is not None:
        title = f"{subject.week(at)}: {subject.unit.written(chart.points[at])}, {rule_words(judged.signal.rule)}"
    if judged.favour is Favour.UNFAVOURABLE:
        return diamond(css, *place, 6 if r > 2 else 3.5, title)
    return disc(css, *place, 4 if r > 2 else 2.5, title)


def _right(chart: MeasureChart, subject: Subject, scale: Scale) -> list[tuple[float, str, str]]:
    """Labels of the lines at the right end: upper limit, mean, goal, lower limit."""
    unit, now = subject.unit, chart.now
    labels: list[tuple[float, str, str]] = []
    if now.limits is not None:
        steps = _steps(now)
        low, high = steps[-1][2:]
        labels += [(scale.y(high), "lab", unit.bare(high)), (scale.y(low), "lab", unit.bare(low))]
    if now.centre is not None:
        sign = "Ø" if now.limits is not None and now.method is not Method.G else _("Med.")
        labels.append((scale.y(now.centre), "lab-s", f"{sign} {unit.of_mean(now.centre).bare(now.centre)}"))
    if chart.line_of_goal is not None:
        words = _("Goal %(value)s") % {"value": unit.bare(chart.line_of_goal)}
        labels.append((scale.y(chart.line_of_goal), "goal-t", words))
    return apart(labels, scale.top, scale.bottom)


def _change(note: Annotation, chart: MeasureChart) -> str:
    x = x_of(note.at - 0.5, places_of(chart))
    return line("ann", x, 4, x, BOTTOM + 12, note.words)


def _name_of_change(note: Annotation, row: int, chart: MeasureChart) -> str:
    """What was changed, towards the wider side of its line; a long sentence begins there, and is whole in the title."""
    x = x_of(note.at - 0.5, places_of(chart))
    left = x > 50
    words = note.words if len(note.words) <= LONGEST_NOTE else f"{note.words[:LONGEST_NOTE].rstrip()}…"
    return text("ann-t", x, 13 + NOTE_ROW * row, words, dx=-5 if left else 5, anchor="end" if left else "")


def _weeks(subject: Subject, n: int) -> list[str]:
    """The names of some of the n weeks, or months, below the chart, counted from the latest: that is always named."""
    step = max(1, -(-n // TICKS))
    shown = list(range(n - 1, -1, -step))
    labels = []
    for nth, at in enumerate(shown):
        anchor = "end" if at == n - 1 and n > 1 else "middle"
        if at == 0:
            anchor = "start"
        css = ("tick", "tick minor", "tick fewer", "tick minor")[nth % 4]
        labels.append(text(css, x_of(at, n), HEIGHT - 14, subject.tick(at), anchor=anchor))
    return labels


def _spark_end(chart: MeasureChart, place: tuple[float, float, int]) -> str:
    x, y, at = place
    judged = marked(chart).get(at)
    css = MARKS[judged.favour] if judged else "pt"
    if css == "sb":
        return f'<path class="sb" d="M{x:.1f} {y - 3:.1f}l3 3-3 3-3-3z"/>'
    return f'<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="2.25"/>'
