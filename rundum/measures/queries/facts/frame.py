"""What the SQL of all built-in measures has in common.

The facts of a measure are the very rows its figures are made of, in one SELECT with these columns:

    team_id, week, process_id, customer_id, concern_id, promise_id, part, whole, hours, ended

`part` adds up to the numerator and `whole` to the denominator. A duration has `hours` and whether it `ended` (or is
still going on) instead. The same SELECT serves the roll-up of many weeks and the page that lists the rows of one, so
that they cannot differ.

It reads from `cells` (team_id, week, starts, ends, as_of, followed): the weeks of teams that are asked for. as_of: the
week's end, or now where it is not over. followed: the end of the time its concerns are looked at for, or now. And it
takes the parameters zone, first and last (moments that bound the weeks) and near (the teams that may have such concerns
now), and {only} for what narrows it further.

A concern counts for the team that had it at that moment: the one that has it now, unless it has moved (Stay).
"""

TEAM = "COALESCE(s.team_id, k.team_id)"


def week_of(moment: str) -> str:
    """The Monday of the ISO week in which a moment lies, in the organisation's zone."""
    return f"date_trunc('week', {moment} AT TIME ZONE %(zone)s)::date"


def stay_at(moment: str) -> str:
    """Joins the stay of a moved concern `k` at a moment, as `s`."""
    return (
        "LEFT JOIN measures_stay s ON s.customer_id = k.customer_id AND s.concern_id = k.id"
        f" AND s.since <= {moment} AND {moment} < s.until"
    )


def closed_since(moment: str) -> str:
    """Since when the concern `k` had been closed at a moment; null if it was open then, whatever happened since."""
    return f"""
        CASE WHEN k.closed_at < {moment} THEN k.closed_at WHEN k.reopened = 0 THEN NULL ELSE (
            SELECT max(z.at) FROM concerns_closure z
            WHERE z.customer_id = k.customer_id AND z.concern_id = k.id AND z.at < {moment} AND NOT EXISTS (
                SELECT 1 FROM concerns_reopening r
                WHERE r.customer_id = k.customer_id AND r.concern_id = k.id AND r.closed_at >= z.at AND r.at < {moment}
            )
        ) END
    """  # noqa: S608 (put together from our own texts alone)


def merged_since(moment: str) -> str:
    """Since when the concern `k` had been part of another at a moment; null if it was not, undone since or not."""
    return f"""(
        SELECT min(m.at) FROM concerns_merge m
        WHERE m.customer_id = k.customer_id AND m.concern_id = k.id AND m.at < {moment}
          AND (m.undone_at IS NULL OR m.undone_at >= {moment})
    )"""  # noqa: S608 (put together from our own texts alone)


def hours_between(start: str, end: str) -> str:
    return f"GREATEST(extract(epoch FROM {end} - {start}), 0)::numeric / 3600"


def facts(
    *,
    week: str,
    source: str,
    where: str,
    part: str = "1",
    whole: str = "1",
    promise: str = "NULL",
    hours: str = "NULL",
    ended: str = "NULL",
) -> str:
    """One SELECT of facts: from `source`, which has the concern `k` and its stay `s`, in the cell of team and week."""
    return f"""
        SELECT c.team_id, c.week, k.process_id, k.customer_id, k.id AS concern_id, ({promise})::bigint AS promise_id,
               ({part})::numeric AS part, ({whole})::numeric AS whole, ({hours})::numeric AS hours,
               ({ended})::boolean AS ended
        FROM {source} JOIN cells c ON c.team_id = {TEAM} AND c.week = {week}
        WHERE {where} AND k.team_id = ANY(%(near)s) {{only}}
    """  # noqa: S608 (put together from our own texts alone)


def of_closings(part: str, *, whole: str = "1", where: str = "") -> str:
    """Facts of closings `x` in the week; becoming part of another concern is none."""
    return _of_happenings("concerns_closure", part, whole, f"AND x.outcome <> 'merged' {where}")


def of_reopenings(part: str, *, whole: str) -> str:
    return _of_happenings("concerns_reopening", part, whole, "")


def of_verdicts(part: str) -> str:
    return _of_happenings("concerns_verdict", part, "1", "")


def _of_happenings(table: str, part: str, whole: str, where: str) -> str:
    return facts(
        week=week_of("x.at"),
        source=(
            f"{table} x JOIN concerns_concern k ON k.customer_id = x.customer_id AND k.id = x.concern_id"
            f" {stay_at('x.at')}"
        ),
        where=f"x.at >= %(first)s AND x.at < %(last)s {where}",
        part=part,
        whole=whole,
    )


def of_arrivals(part: str = "1", *, hours: str = "NULL", ended: str = "NULL", joined: str = "") -> str:
    """Facts of the concerns that arrived in the week, for the team they arrived at."""
    return facts(
        week=week_of("k.arrived_at"),
        source=f"concerns_concern k {stay_at('k.arrived_at')} {joined}",
        where="k.arrived_at >= %(first)s AND k.arrived_at < %(last)s",
        part=part,
        hours=hours,
        ended=ended,
    )
