"""One more day of a generated company, written straight into its tables: as much work as on its other days, of all
kinds.

What it writes is what the actions would have written, row by row and entry by entry.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from bench.calendar import DAYS
from rundum.concerns.models import Concern

COPIED = [
    field.column
    for field in Concern._meta.concrete_fields
    if not field.generated
    and field.column
    not in {
        "id", "number", "arrived_at", "closed_at", "first_reply_at", "step_id", "step_since", "phase", "due_at",
        "promised_at", "waiting_for", "waiting_since", "solved", "handed_over", "reopened",
    }
]  # fmt: skip
MOMENT = "%(opens)s::timestamptz + random() * interval '9 hours'"
LATER = "least({0} + random() * interval '2 hours', %(opens)s::timestamptz + interval '10 hours')"

ENTRY = """
    INSERT INTO timeline_entry
        (customer_id, concern_id, contact_id, team_id, verb, at, by_id, two_way, text, voice, data)
"""

# Those that were open in the morning, in an order of chance: the first are closed, others moved on, spoken about...
OPEN = """
    CREATE TEMPORARY TABLE day_open ON COMMIT DROP AS
    SELECT k.*, row_number() OVER () AS place FROM (
        SELECT id, customer_id, contact_id, team_id, version_id, step_id, COALESCE(holder_id, %(person)s) AS by_id
        FROM concerns_concern WHERE closed_at IS NULL AND arrived_at < %(opens)s ORDER BY random()
    ) k
"""
CLOSED = """
    CREATE TEMPORARY TABLE day_recent ON COMMIT DROP AS
    SELECT k.*, row_number() OVER () AS place FROM (
        SELECT id, customer_id, contact_id, team_id, closed_at, COALESCE(holder_id, %(person)s) AS by_id
        FROM concerns_concern WHERE closed_at >= %(opens)s::timestamptz - interval '60 days' ORDER BY random()
        LIMIT %(count)s
    ) k
"""

ARRIVE = f"""
    WITH steps AS (
        SELECT DISTINCT ON (version_id) version_id, id, phase FROM concerns_step ORDER BY version_id, position
    ), model AS (
        SELECT k.*, {MOMENT} AS now, row_number() OVER () AS nth FROM (
            SELECT * FROM concerns_concern WHERE id > (SELECT max(id) FROM concerns_concern) - 30 * %(count)s
            ORDER BY random() LIMIT %(count)s
        ) k
    ), made AS (
        INSERT INTO concerns_concern ({", ".join(COPIED)}, number, arrived_at, first_reply_at, step_id, step_since,
                                      phase, waiting_for, handed_over, reopened)
        SELECT {", ".join("m." + column for column in COPIED)}, (SELECT max(number) FROM concerns_concern) + m.nth,
               m.now, CASE WHEN random() < 0.7 THEN {LATER.format("m.now")} END, s.id, m.now, s.phase, '', 0, 0
        FROM model m JOIN steps s ON s.version_id = m.version_id
        RETURNING *
    ), passages AS (
        INSERT INTO concerns_steppassage (customer_id, concern_id, step_id, entered_at, by_id)
        SELECT customer_id, id, step_id, arrived_at, holder_id FROM made
    )
    {ENTRY}
    SELECT customer_id, id, contact_id, team_id, 'concerns.taken_in', arrived_at, COALESCE(holder_id, %(person)s), true,
           '', '', jsonb_build_object('title', title, 'channel', channel)
    FROM made
"""  # noqa: S608 (put together from our own texts alone)

CLOSE = f"""
    WITH ended AS MATERIALIZED (SELECT *, {MOMENT} AS now FROM day_open WHERE place <= %(count)s), kept AS (
        UPDATE concerns_promise p SET
            kept_at = CASE WHEN p.due_at >= e.now THEN e.now END, broken_at = CASE WHEN p.due_at < e.now THEN e.now END,
            ended_by_id = e.by_id
        FROM ended e WHERE p.customer_id = e.customer_id AND p.concern_id = e.id AND p.kept_at IS NULL
          AND p.broken_at IS NULL AND p.withdrawn_at IS NULL
        RETURNING p.*, e.now, e.by_id AS who
    ), kept_entries AS (
        {ENTRY}
        SELECT customer_id, concern_id, contact_id, team_id,
               CASE WHEN kept_at IS NULL THEN 'concerns.promise_broken' ELSE 'concerns.promise_kept' END, now, who,
               false, '', '', jsonb_build_object('promise_id', id, 'due_at', due_at)
        FROM kept
    ), passages AS (
        UPDATE concerns_steppassage p SET left_at = e.now FROM ended e
        WHERE p.customer_id = e.customer_id AND p.concern_id = e.id AND p.left_at IS NULL
    ), waits AS (
        UPDATE concerns_wait w SET until = e.now FROM ended e
        WHERE w.customer_id = e.customer_id AND w.concern_id = e.id AND w.until IS NULL
    ), verdicts AS (
        INSERT INTO concerns_verdict (customer_id, concern_id, contact_id, solved, voice, at, by_id)
        SELECT customer_id, id, contact_id, random() < 0.9, '', now, by_id FROM ended WHERE random() < 0.7
        RETURNING *
    ), verdict_entries AS (
        {ENTRY}
        SELECT v.customer_id, v.concern_id, v.contact_id, e.team_id, 'concerns.verdict', v.at, v.by_id, true, '', '',
               jsonb_build_object('solved', v.solved)
        FROM verdicts v JOIN ended e ON e.id = v.concern_id
    ), closures AS (
        INSERT INTO concerns_closure (customer_id, concern_id, outcome, note, at, by_id)
        SELECT customer_id, id, 'served', '', now, by_id FROM ended
    ), closings AS (
        UPDATE concerns_concern k SET closed_at = e.now, due_at = NULL, promised_at = NULL, waiting_for = '',
               waiting_since = NULL
        FROM ended e WHERE k.customer_id = e.customer_id AND k.id = e.id
    )
    {ENTRY}
    SELECT customer_id, id, contact_id, team_id, 'concerns.closed', now, by_id, false, '', '',
           jsonb_build_object('outcome', 'served')
    FROM ended
"""  # noqa: S608 (put together from our own texts alone)

MOVE_ON = f"""
    WITH chosen AS MATERIALIZED (
        SELECT o.*, {MOMENT} AS now, n.id AS next, n.phase FROM day_open o JOIN concerns_step s ON s.id = o.step_id
        CROSS JOIN LATERAL (
            SELECT t.id, t.phase FROM concerns_step t WHERE t.version_id = s.version_id AND t.position > s.position
            ORDER BY t.position LIMIT 1
        ) n WHERE o.place > %(count)s AND o.place <= 2 * %(count)s
    ), before AS (
        UPDATE concerns_steppassage p SET left_at = c.now FROM chosen c
        WHERE p.customer_id = c.customer_id AND p.concern_id = c.id AND p.left_at IS NULL
    ), concerns AS (
        UPDATE concerns_concern k SET step_id = c.next, phase = c.phase, step_since = c.now FROM chosen c
        WHERE k.customer_id = c.customer_id AND k.id = c.id
    )
    {ENTRY}
    SELECT customer_id, id, NULL, team_id, 'concerns.step_moved', now, by_id, false, '', '', '{{"step": "solve"}}'
    FROM chosen
"""  # noqa: S608 (put together from our own texts alone)

ENTER = """
    INSERT INTO concerns_steppassage (customer_id, concern_id, step_id, entered_at, by_id)
    SELECT o.customer_id, o.id, k.step_id, k.step_since, o.by_id FROM day_open o
    JOIN concerns_concern k ON k.customer_id = o.customer_id AND k.id = o.id
    WHERE o.place > %(count)s AND o.place <= 2 * %(count)s AND k.step_id <> o.step_id
"""

PROMISE = f"""
    WITH made AS (
        INSERT INTO concerns_promise (customer_id, concern_id, team_id, contact_id, text, due_at, first_due_at,
                                      given_at, by_id, reason)
        SELECT customer_id, id, team_id, contact_id, 'Rückmeldung', due, due, now, by_id, ''
        FROM (SELECT *, {MOMENT} AS now, %(opens)s::timestamptz + (1 + random() * 10) * interval '1 day' AS due
              FROM day_open WHERE place > 3 * %(count)s / 2 AND place <= 2 * %(count)s) o
        RETURNING *
    )
    {ENTRY}
    SELECT customer_id, concern_id, contact_id, team_id, 'concerns.promised', given_at, by_id, false, '', '',
           jsonb_build_object('promise_id', id, 'due_at', due_at)
    FROM made
"""  # noqa: S608 (put together from our own texts alone)

SPEAK = f"""
    {ENTRY}
    SELECT customer_id, id, contact_id, team_id, 'concerns.called', {MOMENT}, by_id, true, 'Rückfrage geklärt', '',
           '{{}}'
    FROM day_open WHERE place > %(count)s AND place <= 7 * %(count)s / 3
"""  # noqa: S608 (put together from our own texts alone)

WAIT = f"""
    WITH made AS (
        INSERT INTO concerns_wait (customer_id, concern_id, waiting_for, reason, since, by_id)
        SELECT o.customer_id, o.id, 'customer', '', {MOMENT}, o.by_id FROM day_open o
        WHERE o.place > 2 * %(count)s AND o.place <= 9 * %(count)s / 4 AND NOT EXISTS (
            SELECT 1 FROM concerns_wait w
            WHERE w.customer_id = o.customer_id AND w.concern_id = o.id AND w.until IS NULL)
        RETURNING *
    )
    {ENTRY}
    SELECT m.customer_id, m.concern_id, NULL, o.team_id, 'concerns.waiting', m.since, m.by_id, false, '', '',
           '{{"whom": "customer"}}'
    FROM made m JOIN day_open o ON o.id = m.concern_id
"""  # noqa: S608 (put together from our own texts alone)

HAND_OVER = f"""
    WITH chosen AS MATERIALIZED (
        SELECT o.*, {MOMENT} AS now, (
            SELECT t.id FROM teams_team t WHERE t.id <> o.team_id AND t.id >= o.place %% %(teams)s ORDER BY t.id LIMIT 1
        ) AS to_team
        FROM day_open o WHERE o.place > 9 * %(count)s / 4 AND o.place <= 9 * %(count)s / 4 + %(count)s / 50
    ), made AS (
        INSERT INTO concerns_handover (customer_id, concern_id, from_team_id, to_team_id, reason, at, by_id)
        SELECT customer_id, id, team_id, to_team, 'Nähe', now, by_id FROM chosen
    ), concerns AS (
        UPDATE concerns_concern k SET team_id = c.to_team, handed_over = handed_over + 1 FROM chosen c
        WHERE k.customer_id = c.customer_id AND k.id = c.id
    )
    {ENTRY}
    SELECT customer_id, id, NULL, team_id, 'concerns.handed_over', now, by_id, false, 'Nähe', '', '{{}}' FROM chosen
"""  # noqa: S608 (put together from our own texts alone)

REOPEN = f"""
    WITH chosen AS MATERIALIZED (SELECT *, {MOMENT} AS now FROM day_recent WHERE place <= %(count)s / 30), made AS (
        INSERT INTO concerns_reopening (customer_id, concern_id, reason, closed_at, at, by_id)
        SELECT customer_id, id, 'Doch nicht', closed_at, now, by_id FROM chosen
    ), concerns AS (
        UPDATE concerns_concern k SET closed_at = NULL, solved = NULL, reopened = reopened + 1 FROM chosen c
        WHERE k.customer_id = c.customer_id AND k.id = c.id
    )
    {ENTRY}
    SELECT customer_id, id, contact_id, team_id, 'concerns.reopened', now, by_id, false, 'Doch nicht', '', '{{}}'
    FROM chosen
"""  # noqa: S608 (put together from our own texts alone)

DAY = (OPEN, CLOSED, ARRIVE, CLOSE, MOVE_ON, ENTER, PROMISE, SPEAK, WAIT, HAND_OVER, REOPEN)


def last_moment() -> datetime:
    """When the company's latest entry was written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(at) FROM timeline_entry WHERE id > (SELECT max(id) FROM timeline_entry) - 1000")
        moment: datetime = cursor.fetchone()[0]
    return moment


def morning_after(moment: datetime) -> datetime:
    """7:00 UTC of the next working day."""
    opens = moment.replace(hour=7, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return opens + timedelta(days=max(0, 7 - opens.weekday()) if opens.weekday() > 4 else 0)


@transaction.atomic
def live_one_day(opens: datetime, *, concerns: int, seed: int = 1) -> int:
    """Write the work of the day that begins at `opens`, of a company with so many concerns; says how many entries."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(%s), max(id) FROM timeline_entry", [seed / 1000])
        before = cursor.fetchone()[1]
        cursor.execute("SELECT min(id), (SELECT count(*) FROM teams_team) FROM accounts_user")
        person, teams = cursor.fetchone()
        params: dict[str, Any] = {"opens": opens, "count": concerns // DAYS, "person": person, "teams": teams}
        for statement in DAY:
            cursor.execute(statement, params)
        cursor.execute("SELECT count(*) FROM timeline_entry WHERE id > %s", [before])
        count: int = cursor.fetchone()[0]
    return count
