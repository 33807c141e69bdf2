"""Reading the entries on: which weeks of which teams do they touch?"""

from datetime import date, timedelta
from typing import Any

from django.db import connection

from rundum.base.clock import now
from rundum.calc.periods import Week, local_date
from rundum.measures.built_in import BUILT_IN
from rundum.measures.models import Reading
from rundum.measures.queries.facts.frame import week_of
from rundum.teams.models import Organisation

LONGEST_FOLLOW_UP = max(each.follow_up for each in BUILT_IN.values())

NEW = """
    CREATE TEMPORARY TABLE measures_new ON COMMIT DROP AS
    SELECT e.customer_id, e.concern_id, e.team_id, e.at, e.verb,
           CASE WHEN e.verb = 'concerns.undone' THEN o.data ELSE e.data END AS data, o.at AS undone_at
    FROM timeline_entry e
    LEFT JOIN timeline_entry o ON e.verb = 'concerns.undone' AND o.id = (e.data->>'entry')::bigint
    WHERE e.id > %(after)s AND e.concern_id IS NOT NULL
"""

TOUCHED = """
    CREATE TEMPORARY TABLE measures_touched ON COMMIT DROP AS
    SELECT customer_id, concern_id, min(LEAST(at, COALESCE(undone_at, at))) AS since, max(at) AS latest,
           bool_or(verb IN ('concerns.handed_over', 'concerns.team_followed', 'concerns.undone', 'exchange.event'))
               AS moved,
           bool_or(verb IN ('concerns.expectation_linked', 'concerns.expectation_unlinked')) AS linked
    FROM measures_new GROUP BY customer_id, concern_id
"""

TEAMS = """
    CREATE TEMPORARY TABLE measures_teams ON COMMIT DROP AS
    SELECT t.customer_id, t.concern_id, k.team_id FROM measures_touched t
        JOIN concerns_concern k ON k.customer_id = t.customer_id AND k.id = t.concern_id
    UNION SELECT t.customer_id, t.concern_id, s.team_id FROM measures_touched t
        JOIN measures_stay s ON s.customer_id = t.customer_id AND s.concern_id = t.concern_id
    UNION SELECT customer_id, concern_id, team_id FROM measures_new WHERE team_id IS NOT NULL
    UNION SELECT t.customer_id, t.concern_id, h.from_team_id FROM measures_touched t
        JOIN concerns_handover h ON h.customer_id = t.customer_id AND h.concern_id = t.concern_id AND t.moved
"""

FORGOTTEN_STAYS = """
    DELETE FROM measures_stay s USING measures_touched t
    WHERE t.moved AND s.customer_id = t.customer_id AND s.concern_id = t.concern_id
"""

STAYS = """
    INSERT INTO measures_stay (customer_id, concern_id, team_id, since, until)
    WITH moves AS (
        SELECT h.customer_id, h.concern_id, h.from_team_id AS team_id, h.at, 0 AS kind, h.id
        FROM concerns_handover h
        JOIN measures_touched t ON t.moved AND t.customer_id = h.customer_id AND t.concern_id = h.concern_id
        UNION ALL
        SELECT e.customer_id, e.concern_id, e.team_id, e.at, 1, e.id FROM timeline_entry e
        JOIN measures_touched t ON t.moved AND t.customer_id = e.customer_id AND t.concern_id = e.concern_id
        WHERE e.verb = 'concerns.team_followed'
    ), stays AS (
        SELECT customer_id, concern_id, team_id, at AS until,
               COALESCE(lag(at) OVER (PARTITION BY customer_id, concern_id ORDER BY at, kind, id), '-infinity') AS since
        FROM moves
    ), latest AS (SELECT customer_id, concern_id, max(at) AS at FROM moves GROUP BY customer_id, concern_id)
    SELECT customer_id, concern_id, team_id, since, until FROM stays
    UNION ALL
    SELECT l.customer_id, l.concern_id, k.team_id, l.at, 'infinity'::timestamptz
    FROM latest l JOIN concerns_concern k ON k.customer_id = l.customer_id AND k.id = l.concern_id
"""

# An act touches the week it happened in and the week its concern arrived in, where that is still looked at; a promise
# the weeks it was or is due in; what comes late, moreover, every week since in which the concern was open.
STALE = f"""
    INSERT INTO measures_staleweek (team_id, week)
    SELECT DISTINCT t.team_id, w.week
    FROM (
        SELECT customer_id, concern_id, {week_of("at")} AS week FROM measures_new
        UNION SELECT customer_id, concern_id, {week_of("undone_at")} FROM measures_new WHERE undone_at IS NOT NULL
        UNION SELECT t.customer_id, t.concern_id, {week_of("k.arrived_at")}
            FROM measures_touched t JOIN concerns_concern k ON k.customer_id = t.customer_id AND k.id = t.concern_id
            WHERE t.since < k.arrived_at + %(follow_up)s
        UNION SELECT customer_id, concern_id, {week_of("(data->>'due_at')::timestamptz")}
            FROM measures_new WHERE data ? 'due_at'
        UNION SELECT n.customer_id, n.concern_id, {week_of("p.due_at")} FROM measures_new n
            JOIN concerns_promise p ON p.customer_id = n.customer_id AND p.id = (n.data->>'promise_id')::bigint
        UNION SELECT n.customer_id, n.concern_id, {week_of("m.due_before")} FROM measures_new n
            JOIN concerns_promisemove m ON m.customer_id = n.customer_id
             AND m.promise_id = (n.data->>'promise_id')::bigint
        UNION SELECT t.customer_id, t.concern_id, {week_of("z.at")} FROM measures_touched t
            JOIN concerns_closure z ON t.linked AND z.customer_id = t.customer_id AND z.concern_id = t.concern_id
        UNION SELECT t.customer_id, t.concern_id, g::date FROM measures_touched t
            JOIN concerns_concern k ON k.customer_id = t.customer_id AND k.id = t.concern_id
            CROSS JOIN LATERAL generate_series(
                {week_of("t.since")},
                LEAST({week_of("GREATEST(t.latest, COALESCE(k.closed_at, %(now)s))")}, %(here)s), '7 days') g
            WHERE {week_of("t.since")} < %(here)s
    ) w
    JOIN measures_teams t ON t.customer_id = w.customer_id AND t.concern_id = w.concern_id
    JOIN teams_team e ON e.id = t.team_id
    WHERE w.week <= %(here)s
    ON CONFLICT DO NOTHING
"""  # noqa: S608 (put together from our own texts alone)

# Teams begin with the week of their first concern; one without any, with this week.
TURNED = f"""
    INSERT INTO measures_staleweek (team_id, week)
    SELECT b.team_id, g::date
    FROM (
        SELECT t.id AS team_id, LEAST({week_of("min(x.at)")}, %(here)s) AS week FROM teams_team t
        LEFT JOIN LATERAL (
            SELECT (SELECT min(k.arrived_at) FROM concerns_concern k WHERE k.team_id = t.id) AS at
            UNION ALL SELECT min(k.arrived_at) FROM measures_stay s
                JOIN concerns_concern k ON k.customer_id = s.customer_id AND k.id = s.concern_id
                WHERE s.team_id = t.id
        ) x ON true
        WHERE t.closed_at IS NULL OR t.closed_at >= %(turned)s
        GROUP BY t.id
    ) b
    CROSS JOIN LATERAL generate_series(GREATEST(COALESCE(b.week, %(here)s), %(turned)s), %(here)s, '7 days') g
    WHERE %(weeks)s::date[] IS NULL OR g::date = ANY(%(weeks)s::date[])
    ON CONFLICT DO NOTHING
"""  # noqa: S608 (put together from our own texts alone)

FROM_THE_START = date(1900, 1, 1)


def read_on(organisation: Organisation) -> int:
    """Mark as stale every week that entries not read yet touch; says how many entries there were.

    Call it in a transaction that holds the row of Reading (locked): that row is moved on.
    """
    reading = Reading.objects.select_for_update().get()
    here = Week.of(local_date(now(), organisation.zone)).monday
    params: dict[str, Any] = {
        "zone": organisation.zone_name,
        "now": now(),
        "here": here,
        "after": reading.read_to,
        "follow_up": timedelta(weeks=LONGEST_FOLLOW_UP + 2),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT COALESCE(max(id), 0), pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
                   pg_snapshot_xmax(pg_current_snapshot())::text::bigint FROM timeline_entry
            """
        )
        newest, xmin, xmax = cursor.fetchone()
        # Transactions of a database that was restored from a backup are numbered anew.
        if xmin >= reading.seen_xid or xmax < reading.seen_xid:
            reading.read_to = reading.seen_to
        cursor.execute(NEW, params)
        entries: int = cursor.rowcount
        if entries:
            for statement in (TOUCHED, TEAMS):
                cursor.execute(statement, params)
            cursor.execute("ANALYZE measures_new, measures_touched, measures_teams")
            for statement in (FORGOTTEN_STAYS, STAYS):
                cursor.execute(statement, params)
            if reading.turned_on is not None:  # the first time, every week is stale anyway
                cursor.execute(STALE, params)
        # Not left to the end of the transaction: tests live in one, and so may whoever calls this twice.
        cursor.execute("DROP TABLE IF EXISTS measures_new, measures_touched, measures_teams")
        if reading.turned_on != here:
            cursor.execute(TURNED, params | _turn(reading.turned_on, here))
    reading.seen_to, reading.seen_xid, reading.turned_on = newest, xmax, here
    reading.save()
    return entries


def _turn(turned: date | None, here: date) -> dict[str, object]:
    """Which weeks of all teams are to be rolled up as a new week begins.

    The one that begins; those that have ended since; and those whose concerns have been looked at long enough.
    """
    if turned is None:
        return {"turned": FROM_THE_START, "weeks": None}
    ended = [turned + timedelta(weeks=n) for n in range((here - turned).days // 7 + 1)]
    weeks = {week - timedelta(weeks=each.follow_up) for week in ended for each in BUILT_IN.values()}
    return {"turned": FROM_THE_START, "weeks": sorted(weeks | {here})}
