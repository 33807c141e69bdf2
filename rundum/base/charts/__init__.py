"""Charts as SVG from the server, with what they show in words beside them (design README, section 6).

    from rundum.base.charts import Subject, Unit, control_chart, chart_verdict

    shown = measure_chart(weeks, good=Good.DOWN)                      # rundum.calc: the figures
    subject = Subject(_("First reply"), mondays, Unit("h", 1), Comparison.LONGER)
    control_chart(shown, subject, id="reply")                         # the picture, with title and description
    chart_verdict(shown, subject)                                     # the words, the same on every page
    chart_table(shown, subject)                                       # the values
    chart_png(...)                                                    # the same picture for a report

A chart has no viewBox: x in per cent, y in pixels, so that type never scales. Colours are classes (charts.css).
"""

from rundum.base.charts.bars import Load, load_bars
from rundum.base.charts.control import Annotation, control_chart, small_chart, sparkline
from rundum.base.charts.forecast import Odds, range_forecast
from rundum.base.charts.funnel import FunnelSubject, funnel_chart, funnel_table, funnel_words, place_words
from rundum.base.charts.legend import chart_legend
from rundum.base.charts.png import chart_png, funnel_png
from rundum.base.charts.stacked import Bar, stacked_bars, stacked_legend
from rundum.base.charts.subject import By, Comparison, Subject, Unit, month_label, week_label
from rundum.base.charts.table import chart_table
from rundum.base.charts.words import (
    change_words,
    chart_verdict,
    description,
    goal_words,
    method_words,
    note_words,
    rule_words,
    signal_words,
    verdict_words,
)

__all__ = [
    "Annotation",
    "Bar",
    "By",
    "Comparison",
    "FunnelSubject",
    "Load",
    "Odds",
    "Subject",
    "Unit",
    "change_words",
    "chart_legend",
    "chart_png",
    "chart_table",
    "chart_verdict",
    "control_chart",
    "description",
    "funnel_chart",
    "funnel_png",
    "funnel_table",
    "funnel_words",
    "goal_words",
    "load_bars",
    "method_words",
    "month_label",
    "note_words",
    "place_words",
    "range_forecast",
    "rule_words",
    "signal_words",
    "small_chart",
    "sparkline",
    "stacked_bars",
    "stacked_legend",
    "verdict_words",
    "week_label",
]
