"""Writing down the weeks of a team's own measures, by hand or from a file; correcting them later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.charts import week_label
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.measures.given import Given
from rundum.measures.models import Entered, Measure, StaleChart, WeekValue
from rundum.measures.queries.entered import standing_values
from rundum.measures.queries.weeks import this_week
from rundum.teams.policy import require_member
from rundum.timeline.actions import add_entry

KEPT_CHANGES = 60
"""So many changed weeks stand in the entry; all of them in Entered."""


@dataclass(frozen=True)
class Written:
    """How many weeks have another value now, and how many had this one already."""

    changed: int
    unchanged: int


@transaction.atomic
def enter_values(
    measure: Measure, values: Mapping[date, Given], *, by: User, file: str = "", seen: int | None = None
) -> Written:
    """Write down what the measure was in these weeks (their Mondays); all of them or none.

    A week that has this value already stays as it is, so the same file twice changes nothing. Given nothing, what stood
    there is taken back. seen: the latest Entered the writer has seen; what somebody else has written since is not
    overwritten unseen. Raises NotAllowed outside the team; Refused("not_entered", "retired", "not_yet",
    "changed_meanwhile").
    """
    if measure.team_id is None or not measure.is_entered:
        raise Refused("not_entered", _("This measure comes from the records; nobody enters its values."))
    team = measure.team_id
    require_member(by, team)
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    if measure.retired_at is not None:
        raise Refused("retired", _("This measure has been given up already."))
    here = this_week()
    if any(week > here for week in values):
        raise Refused("not_yet", _("A week that has not come yet has no value."))
    before = standing_values(measure, list(values))
    changes = {week: value for week, value in sorted(values.items()) if before.get(week, Given()) != value}
    if not changes:
        return Written(0, len(values))
    if seen is not None:
        later = Entered.objects.filter(measure=measure, week__in=changes, pk__gt=seen).order_by("week").first()
        if later is not None:
            text = _("Somebody has entered %(week)s meanwhile. Look at it, then enter yours if it still holds.")
            raise Refused("changed_meanwhile", text % {"week": week_label(later.week, year=True)})
    _keep(measure, team, changes, by=by, file=file)
    told = [
        {"week": week.isoformat(), "before": _told(before.get(week)), "after": _told(value)}
        for week, value in list(changes.items())[:KEPT_CHANGES]
    ]
    data = {"measure_id": measure.pk, "measure": measure.own_name, "count": len(changes), "file": file, "weeks": told}
    add_entry("measures.values_entered", by=by, team=team, data=data)
    if min(changes) < here:  # so that the next refresh looks whether the chart shows a signal now
        StaleChart.objects.bulk_create([StaleChart(team_id=team, measure=measure)], ignore_conflicts=True)
    return Written(len(changes), len(values) - len(changes))


def _keep(measure: Measure, team: int, changes: Mapping[date, Given], *, by: User, file: str) -> None:
    at = now()
    Entered.objects.bulk_create(
        Entered(
            measure=measure,
            week=week,
            numerator=value.numerator,
            denominator=value.denominator,
            value=value.value,
            file=file,
            at=at,
            by=by,
        )
        for week, value in changes.items()
    )
    WeekValue.objects.filter(measure=measure, team=team, week__in=changes).delete()
    WeekValue.objects.bulk_create(
        WeekValue(
            measure=measure,
            team_id=team,
            week=week,
            numerator=value.numerator,
            denominator=value.denominator,
            value=value.value,
            n=1,
            computed_at=at,
        )
        for week, value in changes.items()
        if value.value is not None
    )


def _told(value: Given | None) -> str:
    if value is None or value.value is None:
        return ""
    if value.numerator is not None and value.denominator is not None:
        return f"{value.numerator.normalize():f}/{value.denominator.normalize():f}"
    return f"{value.value.normalize():f}"
