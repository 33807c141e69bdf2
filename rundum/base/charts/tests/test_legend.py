"""What a chart is called and what its marks mean."""

import re
from datetime import timedelta

from django.utils import translation

from rundum.base.charts import Comparison, Subject, Unit, chart_legend, method_words
from rundum.base.charts.tests.test_charts import LAST, LOWER, STEADY, shown
from rundum.calc.choosing import DataKind, Weeks
from rundum.calc.goals import Good
from rundum.calc.measure_chart import measure_chart


def test_the_legend_names_the_marks_the_chart_has_and_no_others():
    with translation.override("de"):
        steady, changed = chart_legend(shown(STEADY)[0]), chart_legend(shown(STEADY + LOWER, goal=7)[0], changed=True)
        few = chart_legend(shown(STEADY[:9])[0])
    assert re.findall(r"</svg>([^<]+)", steady) == ["Mittelwert", "natürliche Grenzen", "normale Schwankung"]
    assert re.findall(r"</svg>([^<]+)", changed)[3:] == ["günstiges Signal", "Änderung", "Ziel"]
    assert re.findall(r"</svg>([^<]+)", few) == ["Median", "Wert"]
    neither = chart_legend(shown(STEADY + LOWER, good=Good.NEITHER)[0])
    assert 'class="sn"' in neither


def test_few_events_a_week_are_named_a_c_chart_with_exact_limits():
    points = (0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0)
    mondays = tuple(LAST - timedelta(weeks=11 - at) for at in range(12))
    subject = Subject("Übergaben", mondays, Unit("", 0), Comparison.MORE)
    with translation.override("de"):
        few = measure_chart(Weeks(DataKind.COUNT, points), good=Good.DOWN)
        assert method_words(few, subject).startswith("c-Karte, genaue Grenzen für so wenige je Woche; Grenzen aus 12")
        many = measure_chart(Weeks(DataKind.COUNT, tuple(9 + one for one in points)), good=Good.DOWN)
        assert method_words(many, subject).startswith("c-Karte, drei Sigma; ")
        rate = measure_chart(Weeks(DataKind.COUNT, points, (3,) * 12), good=Good.DOWN)
        assert method_words(rate, subject).startswith("u-Karte, genaue Grenzen für die Gelegenheiten jeder Woche; ")
        share = measure_chart(Weeks(DataKind.SHARE, points, (3,) * 12), good=Good.DOWN)
        assert method_words(share, subject).startswith("p-Karte, genaue Grenzen für die Fälle jeder Woche; ")
