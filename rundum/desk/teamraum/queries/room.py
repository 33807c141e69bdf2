"""Everything the Teamraum shows, read in as few round trips as there are dependencies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.base.reading import Question, ask
from rundum.calc.knowledge import Coverage, coverage
from rundum.calc.variety import Variety
from rundum.calc.working_time import WorkingCalendar
from rundum.concerns.filters import Filters
from rundum.concerns.queries.cards import Card, narrowed, running_promises, those_at_risk, visible
from rundum.concerns.queries.listing import SECTIONS, Order, rows_of
from rundum.concerns.queries.news import version_question
from rundum.concerns.queries.seen import seen_by
from rundum.customers.queries.spread import SpreadQuestion
from rundum.decisions.models import Authority
from rundum.decisions.queries import AuthorityState, authority_state
from rundum.desk.teamraum.queries import clock, promises, week
from rundum.desk.teamraum.queries.clock import Clock, OneStop
from rundum.desk.teamraum.queries.promises import MonthOfPromises
from rundum.improvement.queries.corrective_actions import DueCheck, due_checks
from rundum.planning.queries.variety import StepsDone, own_steps, variety_of
from rundum.teams.models import Organisation, Team
from rundum.teams.queries.calendars import working_calendar_of
from rundum.teams.queries.coverage import FunctionCoverage, coverage_of
from rundum.teams.queries.presence import PersonInTeam, people_of

TODAY = 8  # rows of what needs us
DEFAULT_CONFIRM_DAYS = 180


class Strength(NamedTuple):
    user_id: int
    name: str


class OpenCount(NamedTuple):
    total: int


@dataclass(frozen=True)
class Week:
    """What this week asks for besides the concerns of today."""

    promises: int
    expectations: Sequence[week.ToConfirm]
    quiet: Sequence[week.Quiet]
    uncovered: Sequence[FunctionCoverage]
    incoming: Sequence[week.Incoming]
    known: Coverage
    known_today: Coverage
    checks: Sequence[DueCheck]

    @property
    def is_thinly_known(self) -> bool:
        """Whether one person only knows a customer, or nobody does who is here today."""
        return bool(self.known.one_only or self.known_today.orphans)

    @property
    def is_empty(self) -> bool:
        asked = (self.promises, self.expectations, self.quiet, self.uncovered, self.incoming, self.checks)
        return not (any(asked) or self.is_thinly_known)


@dataclass(frozen=True)
class Room:
    """The Teamraum of one team on one day, as one reader may see it."""

    here: date
    people: Sequence[PersonInTeam]
    strengths: dict[int, list[str]]
    needing: Sequence[Card]
    open_concerns: int
    month: MonthOfPromises
    this_week: Week
    asked: Sequence[week.Asked]
    mentions: Sequence[week.Mentioned]
    monotony: Variety[StepsDone] | None
    voices: Sequence[week.Said]
    unmet: Sequence[week.Unmet]
    clock: Clock
    one_stop: OneStop
    goodwill: AuthorityState | None
    calendar: WorkingCalendar
    version: str

    @property
    def present(self) -> int:
        return sum(person.is_here for person in self.people)


def room_of(team: Team, *, reader: User, inside: bool) -> Room:
    """Read the Teamraum. inside: the reader is a member of the team. The number of queries never changes."""
    at, here, calendar = now(), today(team.zone), working_calendar_of(team)
    month, after, sunday = spans(here, team)
    people = people_of(team, here)
    running = running_promises(team.pk, at)
    organisation = Organisation.objects.first()
    days = organisation.confirm_expectations_days if organisation else DEFAULT_CONFIRM_DAYS
    spread = SpreadQuestion(team.pk, [person.user.pk for person in people], reader)
    questions = (
        *spread.questions,
        running,
        open_count := _open_count(team.pk, reader=reader.pk, inside=inside),
        version := version_question(team.pk),
        due := promises.promises_due(team.pk, month, after, reader=reader.pk, inside=inside),
        lives := clock.lives(team.pk, at),
        one_stop := clock.one_stop(team.pk, at, month),
        to_confirm := week.expectations_to_confirm(team.pk, at, days, inside=inside),
        quiet := week.quiet_contacts(team.pk, here, team.zone_name, inside=inside),
        asked := week.help_asked(team.pk, reader.pk),
        mentions := week.unread_mentions(reader.pk, here),
        incoming := week.incoming_customers(team.pk, inside=inside),
        this_week := week.promises_this_week(team.pk, sunday, reader=reader.pk, inside=inside),
        voices := week.voices(team.pk, at, reader=reader.pk, here=here),
        unmet := week.unmet_needs(team.pk, reader=reader.pk, here=here),
        own := own_steps(reader.pk, team, at),
        checks := due_checks(team.pk, sunday.date(), reader=reader.pk, inside=inside),
        strengths := _strengths([person.user.pk for person in people]),
    )
    found = ask(*questions)
    cases = spread.cases(found)
    at_risk = those_at_risk(found.of(running), at, calendar)
    return Room(
        here=here,
        people=people,
        strengths=_by_person(found.of(strengths)),
        needing=_needing(team.pk, at, at_risk, reader=reader.pk, inside=inside),
        open_concerns=found.one(open_count).total,
        month=promises.month_of(found.of(due), at, calendar),
        this_week=Week(
            promises=found.one(this_week).promises,
            expectations=found.of(to_confirm),
            quiet=found.of(quiet),
            uncovered=[each for each in coverage_of([team], here)[team.pk] if not each.is_covered],
            incoming=found.of(incoming),
            known=coverage(cases),
            known_today=coverage(cases, away=[person.user.pk for person in people if not person.is_here]),
            checks=found.of(checks),
        ),
        asked=found.of(asked) if inside else (),
        mentions=found.of(mentions),
        monotony=done if inside and (done := variety_of(found.of(own))) and done.is_monotonous else None,
        voices=found.of(voices),
        unmet=found.of(unmet),
        clock=clock.clock_of(found.of(lives)),
        one_stop=found.one(one_stop),
        goodwill=authority_state(team, area=Authority.Area.GOODWILL),
        calendar=calendar,
        version=found.one(version).text,
    )


def _needing(team: int, at: datetime, at_risk: Sequence[int], *, reader: int, inside: bool) -> list[Card]:
    """What may disappoint a customer first, in the list's order, until the sheet is full."""
    where = narrowed(Filters(), reader=reader, at=at, at_risk=at_risk, inside=inside)
    params = {**where.params, "team": team, "most": TODAY}
    questions = [rows_of(section, where.sql, params, ()) for section in SECTIONS[Order.PROMISE][:-1]]
    answers = ask(*questions)
    return [card for question in questions for card in answers.of(question)][:TODAY]


def _open_count(team: int, *, reader: int, inside: bool) -> Question[OpenCount]:
    sql = f"""
        SELECT count(*) FROM concerns_concern k
        {"" if inside else "JOIN customers_customer c ON c.id = k.customer_id"}
        WHERE k.team_id = %(team)s AND k.closed_at IS NULL {visible(inside=inside)}
    """  # noqa: S608 (put together from our own texts alone)
    return Question(sql, OpenCount, seen_by(reader) | {"team": team})


def _strengths(users: Sequence[int]) -> Question[Strength]:
    sql = "SELECT user_id, name FROM skills_strength WHERE user_id = ANY(%(users)s) ORDER BY id"
    return Question(sql, Strength, {"users": list(users)})


def _by_person(strengths: Sequence[Strength]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for strength in strengths:
        found.setdefault(strength.user_id, []).append(strength.name)
    return found


def spans(here: date, team: Team) -> tuple[datetime, datetime, datetime]:
    """The first moment of this month and of the next one, and of next Monday, on the team's wall."""
    first = here.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    monday = here + timedelta(days=7 - here.weekday())
    month_start, next_month, next_week = (
        datetime.combine(day, time(), tzinfo=team.zone) for day in (first, after, monday)
    )
    return month_start, next_month, next_week
