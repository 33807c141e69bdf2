"""Every chart Rundum draws, with figures made up so that each mark and each sentence is seen."""

from datetime import date, timedelta

from rundum.base.charts import (
    Annotation,
    Comparison,
    FunnelSubject,
    Load,
    Odds,
    Subject,
    Unit,
    change_words,
    chart_legend,
    chart_table,
    chart_verdict,
    control_chart,
    funnel_chart,
    funnel_table,
    goal_words,
    load_bars,
    method_words,
    note_words,
    range_forecast,
    small_chart,
    sparkline,
)
from rundum.calc.choosing import DataKind, Weeks
from rundum.calc.funnel import Funnel, share_funnel
from rundum.calc.goals import Good
from rundum.calc.measure_chart import MeasureChart, measure_chart

LAST = date(2026, 11, 16)
STEADY = [4.1, 4.6, 3.8, 4.4, 4.0, 4.9, 3.6, 4.3, 4.5, 3.9, 4.2, 4.7, 3.7, 4.4, 4.1, 4.8, 3.9, 4.3, 4.0, 4.5]
SHORTER = [3.1, 2.9, 3.3, 2.8, 3.0, 3.2, 2.7, 3.1, 2.9, 3.0, 3.3, 2.8, 3.0]
KEPT = [45, 47, 44, 46, 48, 45, 47, 46, 44, 47, 46, 45, 48, 46, 47, 45, 46, 44, 47, 46, 38, 35, 36, 45]
OF = [48, 50, 47, 49, 50, 48, 49, 50, 46, 49, 48, 48, 50, 48, 49, 48, 47, 47, 49, 48, 47, 47, 46, 48]
TEAMS = ("Team Alster", "Team Bille", "Team Elbe", "Team Förde", "Team Hanse", "Team Isar", "Team Jade", "Team Küste")
SELDOM = [1, *(week for gap in (3, 6, 2, 5, 9, 4, 3, 7, 5, 2, 6, 4, 8) for week in [0] * (gap - 1) + [1]), *[0] * 50]


def mondays(n: int) -> tuple[date, ...]:
    return tuple(LAST - timedelta(weeks=n - 1 - at) for at in range(n))


def charts() -> dict[str, tuple[MeasureChart, Subject, list[Annotation]]]:
    """A rebased duration, a share with stepped limits, a run chart, too few points, a neutral count with a gap, and
    hand-overs so rare that what lies between them is drawn."""
    reply = Weeks(DataKind.DURATION, values=(*STEADY, *SHORTER))
    rare = measure_chart(Weeks(DataKind.EVENTS, values=tuple(SELDOM), least=0), good=Good.DOWN)
    received = Weeks(DataKind.COUNT, (9, 12, 8, 11, 10, None, 7, 12, 9, 11, 10, 12, 8, 25, 10, 11))
    return {
        "reply": (
            measure_chart(reply, good=Good.DOWN, changes=[20], goal=2.0),
            Subject("Erste menschliche Antwort", mondays(33), Unit("h"), Comparison.LONGER),
            [Annotation(20, "Morgenrunde eingeführt")],
        ),
        "kept": (
            measure_chart(Weeks(DataKind.SHARE, tuple(KEPT), tuple(OF)), good=Good.UP, goal=0.97),
            Subject("Zusagen gehalten", mondays(24), Unit(is_share=True)),
            [Annotation(20, "Speditionswechsel der Zentrale"), Annotation(23, "KM-52: eigener Abholer")],
        ),
        "run": (
            measure_chart(Weeks(DataKind.MEASUREMENT, values=tuple(STEADY[:11])), good=Good.DOWN),
            Subject("Wartezeit auf Lieferanten", mondays(11), Unit("h"), Comparison.LONGER),
            [],
        ),
        "few": (
            measure_chart(Weeks(DataKind.MEASUREMENT, values=(3, None, 5, 4))),
            Subject("Neue Messgröße", mondays(4)),
            [],
        ),
        "received": (
            measure_chart(received),
            Subject("Angekommene Anliegen", mondays(16), comparison=Comparison.MORE),
            [],
        ),
        "rare": (
            rare,
            Subject("Übergaben", mondays(len(SELDOM)), Unit("Übergaben", 0), Comparison.MORE).drawn(rare),
            [],
        ),
    }


def funnel_of_teams() -> tuple[Funnel, FunnelSubject]:
    funnel = share_funnel([188, 91, 240, 3, 402, 118, 171, 55], [200, 100, 250, 3, 420, 140, 180, 60])
    return funnel, FunnelSubject("Zusagen gehalten je Team", TEAMS, "Zusagen", Good.UP)


def sections() -> list[dict[str, object]]:
    """The charts as a page shows them: name, verdict, picture, what is said below it, table."""
    shown: list[dict[str, object]] = []
    for key, (chart, subject, annotations) in charts().items():
        said = [method_words(chart, subject), *note_words(chart, subject)]
        if chart.goal is not None:
            said.insert(0, goal_words(chart.goal, subject))
        if changed := change_words(chart, subject):
            said.insert(0, changed)
        shown.append(
            {
                "name": subject.name,
                "verdict": chart_verdict(chart, subject),
                "picture": control_chart(chart, subject, id=f"chart-{key}", annotations=annotations),
                "small": small_chart(chart, subject, id=f"small-{key}"),
                "spark": sparkline(chart),
                "said": said,
                "table": chart_table(chart, subject),
            }
        )
    return shown


def others() -> dict[str, object]:
    funnel, subject = funnel_of_teams()
    weeks = [LAST + timedelta(weeks=at) for at in range(6)]
    loads = [
        Load(week, *hours)
        for week, hours in zip(weeks, [(92, 96), (104, 96), (88, 72), (40, 96), (12, 96), (0, None)], strict=True)
    ]
    odds = [Odds(0.5, date(2026, 12, 3)), Odds(0.85, date(2026, 12, 14)), Odds(0.95, None)]
    return {
        "legend": chart_legend(next(iter(charts().values()))[0], changed=True),
        "funnel": funnel_chart(funnel, subject, id="funnel"),
        "funnel_table": funnel_table(funnel, subject),
        "loads": load_bars(loads, "Zugesagte Arbeit je Woche", Unit("h", 0), id="loads"),
        "forecast": range_forecast(odds, LAST, "Wann alles Offene fertig ist", id="forecast"),
    }
