"""Charts of what lies between rare events: their words in both languages, and what they draw."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import translation

from rundum.base.charts import (
    Comparison,
    Subject,
    Unit,
    chart_png,
    chart_table,
    chart_verdict,
    control_chart,
    description,
    method_words,
    note_words,
    small_chart,
    verdict_words,
)
from rundum.calc.choosing import DataKind, Weeks
from rundum.calc.goals import Good
from rundum.calc.measure_chart import measure_chart

LAST = date(2026, 11, 16)
SELDOM = [1, *(week for gap in (3, 6, 2, 5, 9, 4, 3, 7, 5, 2, 6, 4, 8) for week in [0] * (gap - 1) + [1])]


def between(after=0, kind=DataKind.EVENTS, goal=None):
    weeks = [*SELDOM, *[0] * after]
    mondays = tuple(LAST - timedelta(weeks=len(weeks) - 1 - at) for at in range(len(weeks)))
    if kind is DataKind.EVENTS:
        data, unit, good = Weeks(kind, values=tuple(weeks)), Unit("Übergaben", 0), Good.DOWN
    else:
        data, unit, good = (
            Weeks(kind, tuple(10 - one for one in weeks), (10,) * len(weeks)),
            Unit(is_share=True),
            Good.UP,
        )
    chart = measure_chart(data, good=good, goal=goal)
    return chart, Subject("Übergaben", mondays, unit, Comparison.MORE).drawn(chart)


@pytest.mark.parametrize(
    ("kind", "german", "english"),
    [
        (DataKind.EVENTS, "Signal: auffallend lange ohne, bis KW\u00a047", "without one, up to W\u00a047"),
        (
            DataKind.SHARE,
            "Signal: auffallend lange ohne Ausnahme, bis KW\u00a047",
            "without an exception, up to W\u00a047",
        ),
    ],
)
def test_nothing_for_long_is_said_in_both_languages_and_marked_as_good(kind, german, english):
    chart, subject = between(60, kind)
    with translation.override("de"):
        assert verdict_words(chart, subject) == german
        assert 'data-signal="good"' in chart_verdict(chart, subject)
    with translation.override("en"):
        assert english in verdict_words(chart, subject)


def test_a_chart_between_rare_events_says_what_its_points_are_and_since_when_there_was_none():
    chart, subject = between(4)
    assert method_words(chart, subject).startswith("t-Karte für seltene Ereignisse")
    assert note_words(chart, subject)[1] == "Seit dem letzten Mal: 4,5\u00a0Wochen."
    assert "Wochen" in description(chart, subject)
    table = chart_table(chart, subject)
    assert "Bis zur Woche" in table
    assert table.count("<tr>") == 1 + len(chart.points)


def test_the_cases_between_have_a_median_and_no_line_for_a_goal_in_another_unit():
    chart, subject = between(4, DataKind.SHARE, goal=0.99)
    svg = control_chart(chart, subject, id="rare")
    ElementTree.fromstring(svg)
    assert "Med." in svg
    assert 'class="goal"' not in svg
    assert "Ziel 99\u00a0%" in description(chart, subject)
    assert chart_png(chart, subject, team="Hanse").startswith(b"\x89PNG")
    assert small_chart(chart, subject, id="small")


def test_the_mean_of_counts_keeps_a_digit():
    chart = measure_chart(Weeks(DataKind.COUNT, (0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0)), good=Good.DOWN)
    mondays = tuple(LAST - timedelta(weeks=11 - at) for at in range(12))
    subject = Subject("Übergaben", mondays, Unit("", 0), Comparison.MORE)
    assert "Ø 0,2" in control_chart(chart, subject, id="count")
    assert "Mittelwert 0,2" in description(chart, subject)
