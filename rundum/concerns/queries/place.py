"""Where a concern stands among the open ones of its team: in the order of the list by promise."""

from datetime import datetime
from typing import NamedTuple

from rundum.base.reading import Question, ask
from rundum.calc.working_time import WorkingCalendar
from rundum.concerns.models import Concern
from rundum.concerns.queries.cards import running_promises, those_at_risk
from rundum.concerns.queries.listing import SECTIONS, Order


class Place(NamedTuple):
    """place: 1 for what stands first. of: how many are open."""

    place: int
    of: int


SECTION = " ".join(f"WHEN {section.condition} THEN {at}" for at, section in enumerate(SECTIONS[Order.PROMISE]))
PLACES = f"""
    SELECT place, of FROM (
        SELECT k.customer_id, k.id, count(*) OVER () AS of,
               row_number() OVER (ORDER BY CASE {SECTION} END, k.due_at, k.arrived_at, k.id) AS place
        FROM concerns_concern k WHERE k.team_id = %(team)s AND k.closed_at IS NULL
    ) k WHERE k.customer_id = %(customer)s AND k.id = %(concern)s
"""  # noqa: S608 (put together from our own texts alone)
"""Within a section either everything has a due time or nothing has, so that one order serves them all."""


def place_of(concern: Concern, at: datetime, calendar: WorkingCalendar) -> Place | None:
    """The place of an open concern at the moment `at`; None for a closed one. calendar: the team's. Two queries.

    Confidential concerns count like all others: a place tells nothing about them.
    """
    running = running_promises(concern.team_id, at)
    params = {
        "team": concern.team_id,
        "customer": concern.customer_id,
        "concern": concern.pk,
        "at": at,
        "at_risk": those_at_risk(ask(running).of(running), at, calendar),
    }
    question = Question(PLACES, Place, params)
    return next(iter(ask(question).of(question)), None)
