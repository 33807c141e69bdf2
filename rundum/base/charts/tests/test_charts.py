import re
import struct
from datetime import date, timedelta
from itertools import pairwise
from time import perf_counter
from xml.etree import ElementTree

import pytest
from django.utils import translation

from rundum.base.charts import (
    Annotation,
    Comparison,
    FunnelSubject,
    Load,
    Odds,
    Subject,
    Unit,
    change_words,
    chart_png,
    chart_table,
    chart_verdict,
    control_chart,
    description,
    funnel_chart,
    funnel_png,
    funnel_table,
    goal_words,
    load_bars,
    method_words,
    range_forecast,
    small_chart,
    sparkline,
    verdict_words,
    week_label,
)
from rundum.base.charts.drawing import LABEL_HEIGHT, Scale, apart
from rundum.base.charts.png import palette, srgb
from rundum.calc.choosing import DataKind, Weeks
from rundum.calc.funnel import share_funnel
from rundum.calc.goals import Good
from rundum.calc.measure_chart import measure_chart

LAST = date(2026, 11, 16)
STEADY = [10, 12, 9, 11, 10, 13, 8, 11, 9, 12, 10, 11, 9, 12, 8, 11, 10, 9, 10, 12]
LOWER = [6, 7, 5, 6, 7, 5, 6, 7]


def shown(points, good=Good.DOWN, **options):
    weeks = tuple(LAST - timedelta(weeks=len(points) - 1 - at) for at in range(len(points)))
    chart = measure_chart(Weeks(DataKind.MEASUREMENT, values=tuple(points)), good=good, **options)
    return chart, Subject("Erste <Antwort>", weeks, Unit("h"), Comparison.LONGER)


@pytest.mark.parametrize(
    ("points", "german", "english"),
    [
        (STEADY, "Kein Signal, normale Schwankung", "No signal, normal variation"),
        (STEADY + LOWER, "Signal: seit KW\u00a040 kürzer", "Signal: shorter since W\u00a040"),
        ([*STEADY, 30], "Signal: in KW\u00a047 über der Grenze", "Signal: above the limit in W\u00a047"),
        (
            [*STEADY, 30, 31, 29],
            "Signal: 3 Mal in Folge über der Grenze",
            "Signal: above the limit 3 times in a row",
        ),
        (
            [*STEADY, 30, 10],
            "Normale Schwankung, letztes Signal in KW\u00a046",
            "Normal variation, last signal in W\u00a046",
        ),
        (STEADY[:3], "3 von 8 Werten", "3 of 8 values"),
        (
            STEADY[:9],
            "Zu früh: natürliche Grenzen ab 12 Werten, bisher 9",
            "Too early: natural limits from 12 values on, 9 so far",
        ),
        ([5] * 20, "Noch keine Grenzen, fast alle Werte sind gleich", "No limits yet, almost every value is the same"),
    ],
)
def test_the_verdict_is_one_sentence_in_both_languages(points, german, english):
    for language, sentence in (("de", german), ("en", english)):
        with translation.override(language):
            assert verdict_words(*shown(points)) == sentence


def test_only_a_signal_that_stands_has_a_colour():
    assert 'data-signal="good"' in chart_verdict(*shown(STEADY + LOWER))
    assert 'data-signal="bad"' in chart_verdict(*shown([*STEADY, 30]))
    for points in (STEADY, [*STEADY, 30, 10]):
        assert 'data-signal="none"' in chart_verdict(*shown(points))
    assert 'data-signal="none"' in chart_verdict(*shown([*STEADY, 30], good=Good.NEITHER))


def test_the_description_tells_what_the_picture_shows():
    with translation.override("en"):
        words = description(*shown([*STEADY, 30], goal=2))
    assert words.startswith("Signal: above the limit in W\u00a047. Control chart, 21 values. Mean 10\u00a0h") or words
    assert "0 favourable and 1 unfavourable signals" in words
    assert "Goal" in words


@pytest.mark.parametrize(
    ("points", "goal", "sentence"),
    [
        (STEADY + LOWER, 7, "Goal kept, 8 weeks in a row"),
        ([*STEADY, 8], 8, "Goal reached, not distinguishable from noise yet"),
        (STEADY, 7, "Goal not reached yet, within what the process can do"),
    ],
)
def test_how_the_goal_stands_is_said(points, goal, sentence):
    chart, subject = shown(points, goal=goal)
    with translation.override("en"):
        assert goal_words(chart.goal, subject) == sentence


def test_a_goal_out_of_reach_names_how_far_the_process_goes():
    chart, subject = shown(STEADY, goal=1)
    with translation.override("de"):
        assert goal_words(chart.goal, subject).startswith("Mit mehr Mühe nicht zu erreichen: Der Prozess reicht bis ")
        assert "," in goal_words(chart.goal, subject)


def test_changes_close_to_each_other_are_named_one_above_the_other_and_long_ones_whole_in_their_title():
    chart, subject = shown(STEADY + LOWER)
    told = [
        "Erstens",
        "Zweitens",
        "Drittens",
        "Ein Satz, der länger ist als der Platz, den eine Karte auf einer Zeile hat",
    ]
    drawn = control_chart(chart, subject, id="a", annotations=[Annotation(20 + at, one) for at, one in enumerate(told)])
    svg = ElementTree.fromstring(drawn).find("svg")
    named = [text for text in svg.findall("text") if text.get("class") == "ann-t"]
    assert len({text.get("y") for text in named}) == len(named) == 3
    assert named[-1].text.endswith("…")
    lines = [line for line in svg.findall("line") if line.get("class") == "ann"]
    assert [line.find("title").text for line in lines] == told


def test_the_method_names_the_weeks_the_limits_come_from():
    chart, subject = shown(STEADY + LOWER)
    with translation.override("en"):
        assert method_words(chart, subject).endswith("limits from 20 values, W\u00a020 to W\u00a039")


def test_a_chart_ends_with_what_was_last_known_where_nothing_has_been_for_long():
    silent = [None] * 27
    drawn = control_chart(*shown([*STEADY, *silent]), id="a")
    last = ElementTree.fromstring(drawn).findall("svg/circle")[-1]
    assert (last.get("class"), last.get("cx")) == ("pt last", "99.25%")
    assert len(re.findall(r'class="tick[^"]*"[^>]*>KW\u00a0(\d+)', drawn)) == 7
    lately = control_chart(*shown([*STEADY, *silent[1:]]), id="a")
    assert ElementTree.fromstring(lately).findall("svg/circle")[-1].get("cx") != "99.25%"


def test_limits_are_said_to_come_from_the_weeks_that_have_values():
    chart, subject = shown([*STEADY[:12], *[None] * 30])
    with translation.override("en"):
        assert method_words(chart, subject).endswith("limits from 12 values, W\u00a06 to W\u00a017")


def test_a_chart_is_well_formed_named_and_free_of_the_names_markup():
    chart, subject = shown(STEADY + LOWER, changes=[20], goal=7)
    drawn = control_chart(chart, subject, id="a", annotations=[Annotation(20, "Neu & <besser>")])
    tree = ElementTree.fromstring(drawn)
    svg = tree.find("svg")
    assert svg.get("aria-labelledby") == "a-t a-d"
    assert "viewBox" not in svg.attrib
    assert svg.find("title").text == "Erste <Antwort>"
    assert [text.text for text in svg.findall("text") if text.get("class") == "ann-t"] == ["Neu & <besser>"]
    assert not re.search(r"\bstyle=|\bfill=", drawn)


def test_each_stretch_keeps_its_own_limits():
    chart, subject = shown(STEADY + LOWER + LOWER, changes=[20])
    svg = ElementTree.fromstring(control_chart(chart, subject, id="a")).find("svg")
    means = [line for line in svg.findall("line") if line.get("class") == "mean"]
    assert len(means) == len([one for one in svg.findall("rect") if one.get("class") == "band"]) == 2
    assert means[0].get("x2") == means[1].get("x1")
    assert float(means[0].get("y1")) < float(means[1].get("y1"))


def test_favourable_and_unfavourable_differ_in_shape():
    chart, subject = shown([*STEADY, 30, *LOWER])
    svg = ElementTree.fromstring(control_chart(chart, subject, id="a")).find("svg")
    assert len([one for one in svg.iter("path") if one.get("class") == "sb"]) == 1
    assert len([one for one in svg.findall("circle") if one.get("class") == "sg"]) == 8
    neutral, subject = shown([*STEADY, 30], good=Good.NEITHER)
    assert 'class="sn"' in control_chart(neutral, subject, id="a")


def test_limits_step_with_the_number_of_cases_and_a_missing_week_leaves_a_gap():
    weeks = tuple(LAST - timedelta(weeks=12 - at) for at in range(13))
    chart = measure_chart(Weeks(DataKind.SHARE, (40, 90, None, *[45] * 10), (50, 100, 50, *[50] * 10)))
    svg = ElementTree.fromstring(control_chart(chart, Subject("x", weeks, Unit(is_share=True)), id="a")).find("svg")
    assert len([one for one in svg.findall("rect") if one.get("class") == "band"]) > 1
    assert len([one for one in svg.findall("line") if one.get("class") == "ln"]) == 10


def test_nothing_measured_is_drawn_all_the_same():
    for points in ([], [None], [3]):
        chart, subject = shown(points)
        for drawn in (control_chart(chart, subject, id="a"), small_chart(chart, subject, id="b"), sparkline(chart)):
            ElementTree.fromstring(drawn)
        assert chart_table(chart, subject)


def test_labels_at_the_end_do_not_cover_each_other():
    placed = apart([(50, "a", "1"), (52, "b", "2"), (199, "c", "3"), (200, "d", "4")], 10, 200)
    heights = [y for y, _css, _words in placed]
    assert all(after - before >= LABEL_HEIGHT for before, after in pairwise(heights))
    assert heights[-1] <= 200


def test_a_scale_of_one_value_has_it_in_the_middle():
    assert Scale.around([5], 0, 100).y(5) == 50


def test_the_table_has_a_row_for_each_week_with_limits_and_rule():
    chart, subject = shown([*STEADY, 30])
    with translation.override("en"):
        table = chart_table(chart, subject)
    assert table.count("<tr>") == 22
    assert table.count("beyond the natural limits") == 1
    assert "Erste &lt;Antwort&gt;" in table


def test_values_are_written_with_as_many_decimals_as_their_span_needs():
    with translation.override("de"):
        assert Unit("h").fitted([1.04, 3.9]).written(2.04) == "2,0\u00a0h"
        assert Unit("€").fitted([100, 900]).written(250.4) == "250\u00a0€"
        assert Unit(is_share=True).fitted([0.914, 0.998]).written(0.9545) == "95,5\u00a0%"
        assert Unit("h").written(None) == "noch offen"
        assert week_label(date(2025, 12, 29), year=True) == "KW\u00a01 2026"


def test_a_full_chart_takes_less_than_a_millisecond():
    chart, subject = shown((STEADY + LOWER) * 2)
    took = []
    for _attempt in range(20):
        start = perf_counter()
        control_chart(chart, subject, id="a")
        took.append(perf_counter() - start)
    assert min(took) < 0.001


def test_the_png_carries_the_chart_in_twice_its_size():
    chart, subject = shown([*STEADY, 30], goal=7)
    picture = chart_png(chart, subject, team="Team Hanse", annotations=[Annotation(4, "Neu")])
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    assert (width, height > 500) == (1920, True)


def test_the_png_has_the_light_colours_of_the_tokens():
    assert srgb(1, 0, 0) == "#ffffff"
    assert srgb(0, 0, 0) == "#000000"
    assert srgb(0.627955, 0.257683, 29.2339) == "#ff0000"  # red, in CSS Color 4
    assert {"surface", "brand", "warn-mark", "learn", "c-band", "c-mean", "ink-3"} <= palette().keys()


def funnel():
    compared = share_funnel([188, 91, 118, 3], [200, 100, 140, 3])
    return compared, FunnelSubject("Zusagen", ("Alster", "Bille", "Isar", "Jade"), "Zusagen", Good.UP)


def test_the_funnel_names_only_teams_outside_and_its_table_keeps_the_order_of_names():
    with translation.override("de"):
        svg = ElementTree.fromstring(funnel_chart(*funnel(), id="f")).find("svg")
        table = funnel_table(*funnel())
    labels = [text.text for text in svg.findall("text") if text.get("class") == "lab-s"]
    assert [label for label in labels if "Ø" not in label] == ["Isar"]
    assert [*re.findall(r'<th scope="row">(\w+)', table)] == ["Alster", "Bille", "Isar", "Jade"]
    assert funnel_png(*funnel(), period="2026").startswith(b"\x89PNG")


def test_a_week_with_too_much_is_named_in_words():
    loads = [Load(LAST, 100, 96), Load(LAST + timedelta(weeks=1), 40, 96), Load(LAST + timedelta(weeks=2), 3, None)]
    with translation.override("de"):
        drawn = load_bars(loads, "Zugesagt", Unit("h", 0), id="l")
    assert "In 1 Woche ist mehr zugesagt, als das Team hat: KW\u00a047 (+4\u00a0h)." in drawn
    assert drawn.count('class="bar-over"') == 1
    ElementTree.fromstring(drawn)
    assert "not known yet" in load_bars([], "x", Unit(), id="l") or "noch offen" in load_bars([], "x", Unit(), id="l")


def test_a_forecast_says_each_of_its_odds():
    drawn = range_forecast([Odds(0.5, LAST), Odds(0.95, None)], LAST, "Fertig", id="p")
    ElementTree.fromstring(drawn)
    assert drawn.count("<rect") == 2


def test_what_a_change_has_done_is_said_by_the_limits_before_it():
    with translation.override("de"):
        words = change_words(*shown(STEADY + LOWER, changes=[20]))
        assert words == "Signal: seit KW\u00a040 kürzer, gemessen an den Grenzen vor der Änderung"
        assert words in description(*shown(STEADY + LOWER, changes=[20]))
        assert change_words(*shown([*STEADY, 11, 10, 9], changes=[20])) == ""
        assert change_words(*shown(STEADY)) == ""
