"""What the team should not lose sight of this week, and what customers said in it."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from rundum.base.reading import Question
from rundum.concerns.queries.seen import SEEN, SEEN_ENTRY, of_those_seen, seen_by

WEEK = timedelta(days=7)
LISTED = 4
VOICES = 3


class ToConfirm(NamedTuple):
    """An expectation to be confirmed (AC1.1). total: how many there are in all."""

    customer_id: int
    customer_name: str
    id: int
    text: str
    confirmed_at: datetime
    total: int


class Quiet(NamedTuple):
    """A contact nobody has spoken with in the agreed cadence (AC1.5)."""

    customer_id: int
    customer_name: str
    contact_id: int
    contact_name: str
    last: date | None
    since: date
    total: int


class Asked(NamedTuple):
    """A request for help to this reader, or to the whole team."""

    id: int
    customer_id: int
    concern_id: int
    number: int
    title: str
    name: str
    portrait: str
    picture: str
    note: str
    to_team: bool


class Mentioned(NamedTuple):
    customer_id: int
    concern_id: int | None
    entry_id: int
    name: str
    portrait: str
    picture: str
    at: datetime
    about: str
    total: int


class Incoming(NamedTuple):
    """A customer another team wants to hand over."""

    customer_id: int
    customer_name: str
    from_team: str
    reason: str
    offered_at: datetime


class Said(NamedTuple):
    """A customer's own words."""

    words: str
    language: str
    person: str
    customer_id: int
    customer_name: str
    concern_id: int | None
    at: datetime
    solved: bool | None


class Unmet(NamedTuple):
    """A need we could not serve (AC6.4)."""

    customer_id: int
    concern_id: int
    number: int
    title: str
    customer_name: str
    reason: str
    function: str | None


STILL_DUE = """
    p.team_id = %(team)s AND p.due_at < %(until)s
    AND p.kept_at IS NULL AND p.broken_at IS NULL AND p.withdrawn_at IS NULL
"""
"""The team's running promises due before `until`, those whose time has passed among them."""


class DueThisWeek(NamedTuple):
    promises: int


def expectations_to_confirm(team: int, at: datetime, days: int, *, inside: bool) -> Question[ToConfirm]:
    # The team's customers come first and on their own: by date alone, every team's would be read.
    sql = """
        WITH mine AS MATERIALIZED (
            SELECT id, name FROM customers_customer WHERE team_id = %(team)s AND (%(inside)s OR NOT confidential)
        )
        SELECT mine.id, mine.name, e.id, e.text, e.confirmed_at, count(*) OVER ()
        FROM mine JOIN customers_expectation e ON e.customer_id = mine.id
        WHERE e.retired_at IS NULL AND e.confirmed_at < %(before)s
        ORDER BY e.confirmed_at, e.id LIMIT %(most)s
    """
    params = {"team": team, "inside": inside, "before": at - timedelta(days=days), "most": LISTED}
    return Question(sql, ToConfirm, params)


def quiet_contacts(team: int, here: date, zone: str, *, inside: bool) -> Question[Quiet]:
    """Listed from the day after the agreed cadence on, as calc.relationship.gap_from; one real reply ends it."""
    sql = """
        WITH mine AS MATERIALIZED (
            SELECT id, name FROM customers_customer WHERE team_id = %(team)s AND (%(inside)s OR NOT confidential)
        ), agreed AS (
            SELECT mine.id AS customer_id, mine.name AS customer_name, p.id AS contact_id,
                   concat_ws(' ', NULLIF(p.title, ''), NULLIF(p.first_name, ''), p.last_name) AS contact_name,
                   (spoken.at AT TIME ZONE %(zone)s)::date AS last,
                   (COALESCE(spoken.at, p.made_at) AT TIME ZONE %(zone)s)::date + p.cadence_days + 1 AS since
            FROM mine JOIN customers_contact p ON p.customer_id = mine.id
            LEFT JOIN LATERAL (SELECT max(e.at) AS at FROM timeline_entry e
                               WHERE e.customer_id = p.customer_id AND e.contact_id = p.id AND e.two_way) spoken ON true
            WHERE p.cadence_days > 0 AND p.left_on IS NULL
        )
        SELECT *, count(*) OVER () FROM agreed WHERE since <= %(here)s ORDER BY since, contact_id LIMIT %(most)s
    """
    return Question(sql, Quiet, {"team": team, "here": here, "zone": zone, "inside": inside, "most": LISTED})


def help_asked(team: int, reader: int) -> Question[Asked]:
    sql = """
        SELECT r.id, k.customer_id, k.id, k.number, k.title, u.name, u.portrait, u.picture, r.note, r.asked_id IS NULL
        FROM concerns_helprequest r
        JOIN concerns_concern k ON k.customer_id = r.customer_id AND k.id = r.concern_id
        JOIN accounts_user u ON u.id = r.by_id
        WHERE (r.asked_id = %(reader)s OR r.asked_id IS NULL) AND r.answered_at IS NULL AND r.by_id <> %(reader)s
          AND k.team_id = %(team)s AND k.closed_at IS NULL
        ORDER BY r.id LIMIT %(most)s
    """
    return Question(sql, Asked, {"team": team, "reader": reader, "most": LISTED})


def unread_mentions(reader: int, here: date) -> Question[Mentioned]:
    """What the reader may no longer see, as it went to another team or was made confidential, is left out."""
    sql = f"""
        SELECT e.customer_id, e.concern_id, e.id, COALESCE(u.name, ''), COALESCE(u.portrait, ''),
               COALESCE(u.picture, ''), e.at, COALESCE(k.title, c.name), count(*) OVER ()
        FROM timeline_mention m
        JOIN timeline_entry e ON e.id = m.entry_id AND e.customer_id = m.customer_id
        JOIN customers_customer c ON c.id = e.customer_id
        LEFT JOIN accounts_user u ON u.id = e.by_id
        LEFT JOIN concerns_concern k ON k.customer_id = e.customer_id AND k.id = e.concern_id
        WHERE m.user_id = %(reader)s AND m.read_at IS NULL AND {SEEN_ENTRY}
        ORDER BY m.id DESC LIMIT %(most)s
    """  # noqa: S608 (put together from our own texts alone)
    return Question(sql, Mentioned, {"reader": reader, "today": here, "most": LISTED})


def incoming_customers(team: int, *, inside: bool) -> Question[Incoming]:
    sql = """
        SELECT c.id, c.name, t.name, h.reason, h.offered_at
        FROM customers_teamhandover h JOIN customers_customer c ON c.id = h.customer_id
        JOIN teams_team t ON t.id = h.from_team_id
        WHERE h.to_team_id = %(team)s AND h.confirmed_at IS NULL AND h.withdrawn_at IS NULL
          AND (%(inside)s OR NOT c.confidential)
        ORDER BY h.offered_at LIMIT %(most)s
    """
    return Question(sql, Incoming, {"team": team, "inside": inside, "most": LISTED})


def promises_this_week(team: int, until: datetime, *, reader: int, inside: bool) -> Question[DueThisWeek]:
    """The promises that are STILL_DUE, as far as the reader sees them."""
    sql = f"""
        SELECT count(*) FROM concerns_promise p {of_those_seen("p", inside=inside)} WHERE {STILL_DUE}
    """  # noqa: S608 (put together from our own texts alone)
    return Question(sql, DueThisWeek, seen_by(reader) | {"team": team, "until": until})


def voices(team: int, at: datetime, *, reader: int, here: date) -> Question[Said]:
    sql = f"""
        SELECT e.voice, COALESCE(NULLIF(p.language, ''), c.language),
               concat_ws(' ', NULLIF(p.title, ''), NULLIF(p.first_name, ''), p.last_name), c.id, c.name, e.concern_id,
               e.at, CASE WHEN e.verb = 'concerns.verdict' THEN (e.data->>'solved')::boolean END
        FROM timeline_entry e
        JOIN customers_customer c ON c.id = e.customer_id
        LEFT JOIN concerns_concern k ON k.customer_id = e.customer_id AND k.id = e.concern_id
        LEFT JOIN customers_contact p ON p.customer_id = e.customer_id AND p.id = e.contact_id
        WHERE e.team_id = %(team)s AND e.voice <> '' AND e.at > %(since)s AND e.at <= %(at)s
          AND {SEEN_ENTRY}
        ORDER BY e.at DESC, e.id DESC LIMIT %(most)s
    """  # noqa: S608 (put together from our own texts alone)
    params = {"team": team, "since": at - WEEK, "at": at, "most": VOICES}
    return Question(sql, Said, params | {"reader": reader, "today": here})


def unmet_needs(team: int, *, reader: int, here: date) -> Question[Unmet]:
    sql = f"""
        SELECT k.customer_id, k.id, k.number, k.title, c.name, n.reason, f.name
        FROM concerns_unmetneed n
        JOIN concerns_concern k ON k.customer_id = n.customer_id AND k.id = n.concern_id
        JOIN customers_customer c ON c.id = n.customer_id LEFT JOIN teams_function f ON f.id = n.function_id
        WHERE n.team_id = %(team)s AND {SEEN}
        ORDER BY n.at DESC, n.id DESC LIMIT %(most)s
    """  # noqa: S608 (put together from our own texts alone)
    return Question(sql, Unmet, {"team": team, "reader": reader, "today": here, "most": LISTED})
