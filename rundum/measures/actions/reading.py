"""Reading the entries on: which weeks of which teams do they touch?"""

from datetime import date, timedelta
from typing import Any

from django.db import connection

from rundum.base.clock import now
from rundum.calc.periods import Week, local_date
from rundum.measures.built_in import BUILT_IN
from rundum.measures.models import Reading
from rundum.measures.queries.facts import FAMILIES
from rundum.measures.queries.facts.frame import week_of
from rundum.teams.models import Organisation

FOLLOWED = {
    (family.name, BUILT_IN[key].follow_up)
    for family in FAMILIES.values()
    for key in family.measures
    if BUILT_IN[key].follow_up
}
"""Which families hold measures whose concerns are looked at for so many weeks more."""
LONGEST_FOLLOW_UP = max(weeks for _family, weeks in FOLLOWED)

MOVES = ("concerns.handed_over", "concerns.team_followed", "concerns.undone", "exchange.event")
LINKS = ("concerns.expectation_linked", "concerns.expectation_unlinked")

# What was there when it was read last, and not the work of a transaction that may have been running then, is no news;
# xids go round in a circle of 2^32 (the first three are no transactions).
NEW = """
    CREATE TEMPORARY TABLE measures_new ON COMMIT DROP AS
    SELECT e.customer_id, e.concern_id, e.team_id, e.at, e.verb,
           CASE WHEN e.verb = 'concerns.undone' THEN o.data ELSE e.data END AS data, o.at AS undone_at
    FROM timeline_entry e
    LEFT JOIN timeline_entry o ON e.verb = 'concerns.undone' AND o.id = (e.data->>'entry')::bigint
    WHERE e.id > %(after)s AND e.concern_id IS NOT NULL AND (
        e.id > %(seen_to)s OR %(renumbered)s OR (
            e.xmin::text::bigint > 2
            AND (e.xmin::text::bigint - %(seen_xmin)s %% 4294967296 + 4294967296) %% 4294967296 < 2147483648
        )
    ) AND (NOT %(first)s OR e.verb = ANY(%(moves)s))
"""

TOUCHED = """
    CREATE TEMPORARY TABLE measures_touched ON COMMIT DROP AS
    SELECT customer_id, concern_id, min(LEAST(at, COALESCE(undone_at, at))) AS since, max(at) AS latest,
           bool_or(verb = ANY(%(moves)s)) AS moved, bool_or(verb = ANY(%(links)s)) AS linked
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

# An act touches the week it happened in; the week its concern arrived in, where that is still looked at; a promise the
# weeks it was or is due in; what comes late, moreover, every week since in which the concern was open. Of the weeks of
# arrival, of promises and of closings only the measures of these are touched (queries.facts).
STALE = f"""
    INSERT INTO measures_staleweek (team_id, week, family)
    SELECT DISTINCT t.team_id, w.week, w.family
    FROM (
        SELECT customer_id, concern_id, {week_of("at")} AS week, '' AS family FROM measures_new
        UNION SELECT customer_id, concern_id, {week_of("undone_at")}, '' FROM measures_new WHERE undone_at IS NOT NULL
        UNION SELECT t.customer_id, t.concern_id, {week_of("k.arrived_at")}, 'arrivals'
            FROM measures_touched t JOIN concerns_concern k ON k.customer_id = t.customer_id AND k.id = t.concern_id
            WHERE t.since < k.arrived_at + %(follow_up)s
        UNION SELECT customer_id, concern_id, {week_of("(data->>'due_at')::timestamptz")}, 'promises'
            FROM measures_new WHERE data ? 'due_at'
        UNION SELECT n.customer_id, n.concern_id, {week_of("p.due_at")}, 'promises' FROM measures_new n
            JOIN concerns_promise p ON p.customer_id = n.customer_id AND p.id = (n.data->>'promise_id')::bigint
        UNION SELECT n.customer_id, n.concern_id, {week_of("m.due_before")}, 'promises' FROM measures_new n
            JOIN concerns_promisemove m ON m.customer_id = n.customer_id
             AND m.promise_id = (n.data->>'promise_id')::bigint
        UNION SELECT t.customer_id, t.concern_id, {week_of("z.at")}, 'endings' FROM measures_touched t
            JOIN concerns_closure z ON t.linked AND z.customer_id = t.customer_id AND z.concern_id = t.concern_id
        UNION SELECT t.customer_id, t.concern_id, g::date, '' FROM measures_touched t
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

# A team begins with the week in which the first concern it ever had arrived: one it takes over may move that back.
BEGUN = f"""
    INSERT INTO measures_staleweek (team_id, week, family)
    SELECT b.team_id, g::date, ''
    FROM (
        SELECT t.team_id, min({week_of("k.arrived_at")}) AS week FROM measures_teams t
        JOIN concerns_concern k ON k.customer_id = t.customer_id AND k.id = t.concern_id
        JOIN teams_team e ON e.id = t.team_id
        WHERE k.team_id = t.team_id OR EXISTS (
            SELECT 1 FROM measures_stay s
            WHERE s.customer_id = k.customer_id AND s.concern_id = k.id AND s.team_id = t.team_id
        )
        GROUP BY t.team_id
    ) b
    CROSS JOIN LATERAL (
        SELECT min(v.week) AS week FROM measures_weekvalue v
        WHERE v.team_id = b.team_id AND v.process_id IS NULL
          AND v.measure_id = (SELECT id FROM measures_measure WHERE key = 'received')
    ) known
    CROSS JOIN LATERAL generate_series(b.week, LEAST(known.week - 7, %(here)s), '7 days') g
    ON CONFLICT DO NOTHING
"""  # noqa: S608 (put together from our own texts alone)

# One without any concern begins with this week.
TURNED = f"""
    INSERT INTO measures_staleweek (team_id, week, family)
    SELECT b.team_id, g::date, u.family
    FROM (
        SELECT t.id AS team_id, COALESCE(LEAST({week_of("min(x.at)")}, %(here)s), %(here)s) AS week FROM teams_team t
        LEFT JOIN LATERAL (
            SELECT (SELECT min(k.arrived_at) FROM concerns_concern k WHERE k.team_id = t.id) AS at
            UNION ALL SELECT min(k.arrived_at) FROM measures_stay s
                JOIN concerns_concern k ON k.customer_id = s.customer_id AND k.id = s.concern_id
                WHERE s.team_id = t.id
        ) x ON true
        GROUP BY t.id
    ) b
    CROSS JOIN unnest(%(families)s::text[], %(firsts)s::date[], %(lasts)s::date[]) AS u (family, first, last)
    CROSS JOIN LATERAL generate_series(GREATEST(u.first, b.week), u.last, '7 days') g
    ON CONFLICT DO NOTHING
"""  # noqa: S608 (put together from our own texts alone)

# Another week stands now, in every chart.
CHARTS = """
    INSERT INTO measures_stalechart (team_id, measure_id)
    SELECT t.id, m.id FROM teams_team t JOIN measures_measure m ON m.team_id IS NULL OR m.team_id = t.id
    WHERE t.closed_at IS NULL AND m.retired_at IS NULL
    ON CONFLICT DO NOTHING
"""

FROM_THE_START = date(1900, 1, 1)


def read_on(organisation: Organisation) -> int:
    """Mark as stale every week that entries not read yet touch; says how many entries there were.

    Call it in a transaction that holds the row of Reading (locked): that row is moved on.
    """
    reading = Reading.objects.select_for_update().get()
    here = Week.of(local_date(now(), organisation.zone)).monday
    first = reading.turned_on is None  # every week is stale anyway, and entries only tell who has moved
    params: dict[str, Any] = {
        "zone": organisation.zone_name,
        "now": now(),
        "here": here,
        "after": reading.read_to,
        "seen_to": reading.seen_to,
        "seen_xmin": reading.seen_xmin,
        "first": first,
        "moves": list(MOVES),
        "links": list(LINKS),
        "follow_up": timedelta(weeks=LONGEST_FOLLOW_UP + 2),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH newest AS (SELECT id, xmin::text::bigint AS mark FROM timeline_entry ORDER BY id DESC LIMIT 1)
            SELECT COALESCE((SELECT id FROM newest), 0), COALESCE((SELECT mark FROM newest), 0),
                   COALESCE((SELECT xmin::text::bigint FROM timeline_entry WHERE id = %(seen_to)s), 0),
                   pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
                   pg_snapshot_xmax(pg_current_snapshot())::text::bigint
            """,
            params,
        )
        newest, newest_mark, mark, xmin, xmax = cursor.fetchone()
        # Transactions of a database that was restored from a backup are numbered anew, and none is on its way.
        params["renumbered"] = renumbered = mark != reading.seen_mark
        if xmin >= reading.seen_xid or renumbered:
            reading.read_to = reading.seen_to
        cursor.execute(NEW, params)
        entries: int = cursor.rowcount
        if entries:
            for statement in (TOUCHED, TEAMS):
                cursor.execute(statement, params)
            cursor.execute("ANALYZE measures_new, measures_touched, measures_teams")
            for statement in (FORGOTTEN_STAYS, STAYS):
                cursor.execute(statement, params)
            if not first:
                cursor.execute(STALE, params)
                cursor.execute(BEGUN, params)
        # Not left to the end of the transaction: tests live in one, and so may whoever calls this twice.
        cursor.execute("DROP TABLE IF EXISTS measures_new, measures_touched, measures_teams")
        if first:
            cursor.execute("SELECT count(*) FROM timeline_entry WHERE concern_id IS NOT NULL")
            entries = cursor.fetchone()[0]
        if reading.turned_on != here:
            cursor.execute(TURNED, params | _turn(reading.turned_on, here))
            cursor.execute(CHARTS)
    reading.seen_to, reading.seen_mark, reading.seen_xid, reading.seen_xmin = newest, newest_mark, xmax, xmin
    reading.turned_on = here
    reading.save()
    return entries


def _turn(turned: date | None, here: date) -> dict[str, object]:
    """Which weeks of all teams are to be rolled up as a new week begins, and for which measures.

    The one that begins and those that have ended since, for all; and of those whose concerns have been looked at long
    enough, what they are looked at for.
    """
    since = turned or FROM_THE_START
    spans = [("", since, here)]
    if turned is not None:
        spans += [(family, since - timedelta(weeks=n), here - timedelta(weeks=n)) for family, n in FOLLOWED]
    families, firsts, lasts = zip(*spans, strict=True)
    return {"families": list(families), "firsts": list(firsts), "lasts": list(lasts)}
