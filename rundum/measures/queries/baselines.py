"""The baselines of charts: which are complete and not kept yet, and whether their weeks have changed since."""

from collections.abc import Iterator

from rundum.calc.measure_chart import Stretch
from rundum.measures.models import KeptBaseline
from rundum.measures.queries.charted import Charted


def to_keep(charted: Charted, team: int, process: int | None = None) -> Iterator[KeptBaseline]:
    """The complete baselines of a chart that are not kept yet, unsaved."""
    for stretch in charted.chart.stretches:
        if stretch.frozen and stretch.limits is not None and charted.kept_of(stretch) is None:
            points = stretch.baseline.points
            yield KeptBaseline(
                measure=charted.measure,
                team_id=team,
                process_id=process,
                change=charted.change_of(stretch),
                kind=points.kind,
                first_week=charted.drawn.weeks[stretch.baseline.start],
                last_week=charted.drawn.weeks[stretch.baseline.end - 1],
                numerators=list(points.numerators),
                denominators=list(points.denominators),
                values=list(points.values),
            )


def corrected(charted: Charted) -> KeptBaseline | None:
    """What the latest limits come from, where its weeks are not what they were when it was kept; else None."""
    stretch: Stretch = charted.chart.now
    kept = charted.kept_of(stretch)
    if kept is None:
        return None
    now = charted.chart.points[stretch.baseline.start : stretch.baseline.end]
    was = stretch.baseline.points.points
    return kept if [each for each in now if each is not None] != [each for each in was if each is not None] else None
