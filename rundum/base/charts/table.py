"""The values of a chart as a table, folded away beside it."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rundum.base.charts.control import fitted
from rundum.base.charts.subject import Subject
from rundum.base.charts.words import rule_words
from rundum.calc.measure_chart import MeasureChart


def chart_table(chart: MeasureChart, subject: Subject) -> SafeString:
    """Each week or month with its value, the cases behind it, the limits that hold for it, the rule of its signal."""
    subject = fitted(chart, subject)
    sized = bool(chart.sizes)
    names = [
        _first_column(chart, subject),
        _("Value"),
        *([_("Cases")] if sized else []),
        _("Lower limit"),
        _("Upper limit"),
        _("Signal"),
    ]
    head = format_html_join(
        "", '<th scope="col" class="{}">{}</th>', ((_column(at, len(names)), name) for at, name in enumerate(names))
    )
    rows = format_html_join("", "<tr>{}</tr>", ((_row(chart, subject, at, sized),) for at in range(len(chart.points))))
    return format_html(
        '<details class="datatable"><summary>{}</summary>'
        '<div class="scroll" tabindex="0" role="region" aria-label="{}">'
        '<table class="tbl"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div></details>',
        _("Values as a table"),
        _("Values of %(name)s") % {"name": subject.name},
        head,
        rows,
    )


def _first_column(chart: MeasureChart, subject: Subject) -> str:
    if subject.is_by_month:
        return _("Month")
    return _("Week") if chart.between is None else _("Up to the week")


def _column(at: int, columns: int) -> str:
    return "num" if 0 < at < columns - 1 else "words"


def _row(chart: MeasureChart, subject: Subject, at: int, sized: bool) -> SafeString:
    unit = subject.unit
    stretch = next(one for one in chart.stretches if one.start <= at < one.end)
    limits = stretch.limits
    lower, upper = (limits.lower[at - stretch.start], limits.upper[at - stretch.start]) if limits else (None, None)
    cells = [unit.written(chart.points[at])]
    if sized:
        size = chart.sizes[at]
        cells.append("" if size is None else f"{size:g}")
    cells += ["" if limit is None else unit.bare(limit) for limit in (lower, upper)]
    rules = [rule_words(one.signal.rule) for one in stretch.signals if one.signal.start <= at <= one.signal.end]
    return format_html(
        '<th scope="row">{}</th>{}<td>{}</td>',
        subject.week(at),
        format_html_join("", '<td class="num">{}</td>', ((cell,) for cell in cells)),
        ", ".join(dict.fromkeys(rules)),
    )
