"""Writing down what nothing else keeps, as the week goes on: which functions and skills a team covers, its hours.

The last state of a week stays when the week has ended; it is never computed again.
"""

from datetime import date
from typing import Any

from django.db import connection, transaction

from rundum.base.clock import now
from rundum.calc.periods import Week, local_date
from rundum.measures.models import Made, Measure, WeekValue
from rundum.teams.models import Organisation, Team
from rundum.teams.queries import weeks_of_teams

MADE_OF = {
    "functions_covered": """
        SELECT t.id AS team_id, f.name, EXISTS (
            SELECT 1 FROM teams_cover c JOIN teams_membership m ON m.team_id = c.team_id AND m.user_id = c.user_id
            WHERE c.team_id = t.id AND c.function_id = f.id AND m.starts_on <= %(today)s
              AND (m.ends_on IS NULL OR m.ends_on >= %(today)s)
        ) AS counts
        FROM teams_team t CROSS JOIN teams_function f WHERE t.closed_at IS NULL
    """,
    "skills_covered": """
        SELECT t.id AS team_id, n.name, EXISTS (
            SELECT 1 FROM skills_proficiency p JOIN teams_membership m ON m.user_id = p.user_id
            WHERE m.team_id = t.id AND p.skill_id = n.id AND p.level >= n.level AND m.starts_on <= %(today)s
              AND (m.ends_on IS NULL OR m.ends_on >= %(today)s)
        ) AS counts
        FROM teams_team t CROSS JOIN (
            SELECT k.id, k.name, max(s.level) AS level FROM concerns_stepskill s
            JOIN skills_skill k ON k.id = s.skill_id AND k.retired_at IS NULL
            JOIN concerns_step e ON e.id = s.step_id
            JOIN concerns_process r ON r.version_id = e.version_id AND r.retired_at IS NULL
            GROUP BY k.id, k.name
        ) n WHERE t.closed_at IS NULL
    """,
}


@transaction.atomic
def record_this_week(organisation: Organisation) -> None:
    """Write down this week's state of every team, in place of what was written of this week before."""
    today = local_date(now(), organisation.zone)
    week = Week.of(today).monday
    _record_capacity(week)
    for measure in Measure.objects.filter(key__in=MADE_OF):
        _forget(measure, week)
        params: dict[str, Any] = {"measure": measure.pk, "week": week, "now": now(), "today": today}
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                INSERT INTO measures_made (measure_id, team_id, week, name, counts)
                SELECT %(measure)s, team_id, %(week)s, name, counts FROM ({MADE_OF[str(measure.key)]}) made
                """,  # noqa: S608 (put together from our own texts alone)
                params,
            )
            cursor.execute(
                """
                INSERT INTO measures_weekvalue
                    (measure_id, team_id, week, numerator, denominator, value, more_than, n, computed_at)
                SELECT measure_id, team_id, week, count(*) FILTER (WHERE counts), count(*),
                       count(*) FILTER (WHERE counts)::numeric / count(*), false, count(*), %(now)s
                FROM measures_made WHERE measure_id = %(measure)s AND week = %(week)s
                GROUP BY measure_id, team_id, week
                """,
                params,
            )


def _record_capacity(week: date) -> None:
    """Opening hours have no history and absences may be entered late, so the hours are kept day by day."""
    measure = Measure.objects.get(key="capacity")
    teams = list(Team.objects.current())
    found = weeks_of_teams(teams, Week.of(week))
    _forget(measure, week)
    Made.objects.bulk_create(
        Made(measure=measure, team=team, week=week, name=day.day.isoformat(), counts=True, amount=day.left)
        for team in teams
        for day in found[team.pk].days
        if day.shared
    )
    WeekValue.objects.bulk_create(
        WeekValue(
            measure=measure,
            team=team,
            week=week,
            numerator=found[team.pk].hours,
            denominator=1,
            value=found[team.pk].hours,
            n=sum(1 for day in found[team.pk].days if day.shared),
            computed_at=now(),
        )
        for team in teams
    )


def _forget(measure: Measure, week: date) -> None:
    """What was written of this week before."""
    for rows in (Made.objects.filter(measure=measure, week=week), WeekValue.objects.filter(measure=measure, week=week)):
        rows.delete()
