"""A team's week as its page shows it: what there is to give, what it is given to, what is promised; a fixed number of
queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet

from rundum.accounts.models import User
from rundum.base.charts import week_label
from rundum.base.clock import now, today
from rundum.base.reading import Question, ask
from rundum.calc.capacity import DayHours, Load
from rundum.calc.periods import Week, week_bounds
from rundum.calc.promise_ring import Ring, promise_ring
from rundum.calc.working_time import WorkingCalendar
from rundum.concerns.models import Concern, Promise
from rundum.measures.models import WeekValue
from rundum.planning.models import AnyCommitment, Commitment, OwnCommitment
from rundum.planning.queries.load import loads_of
from rundum.teams.models import Team
from rundum.teams.policy import is_member
from rundum.teams.queries import TeamWeek, holidays_of, week_of_team

ONE_WEEK = timedelta(weeks=1)
KEPT_OVER = 8
"""So many weeks back the team sees what became of its commitments."""
MOST_PROMISES = 300


class WeekKept(NamedTuple):
    """What a team committed to in a week and what of it was done; withdrawn is left out, moved on is not done."""

    monday: date
    committed: int
    done: int
    hours: Decimal
    hours_done: Decimal
    still_open: int

    @property
    def label(self) -> str:
        return week_label(self.monday)


@dataclass(frozen=True)
class Proposal:
    """A concern with promises due in the week. commitment: of this week, where there is one."""

    concern: Concern
    promises: Sequence[Promise]
    commitment: Commitment | None

    @property
    def promise(self) -> Promise | None:
        """The one due first."""
        return self.promises[0] if self.promises else None

    @property
    def others(self) -> int:
        return max(len(self.promises) - 1, 0)

    def ring(self, calendar: WorkingCalendar) -> Ring:
        if self.promise is None:
            return promise_ring(self.concern.promised_at, self.concern.due_at, now(), calendar)
        return promise_ring(self.promise.given_at, self.promise.due_at, now(), calendar)

    @property
    def key(self) -> str:
        return f"c{self.concern.customer_id}-{self.concern.pk}"


@dataclass(frozen=True)
class ShownDay:
    """A day of the week: its hours, its public holiday if it is one, and who is not at work, by name."""

    hours: DayHours
    holiday: str
    away: Sequence[User]


class PlannedWeek:
    """The week of a team that begins on `monday`, as `reader` may see it; each part is read once."""

    def __init__(self, team: Team, monday: date, reader: User) -> None:
        self.team, self.monday, self.reader = team, monday, reader
        self.here = Week.of(today(team.zone)).monday

    @cached_property
    def is_member(self) -> bool:
        return is_member(self.reader, self.team.pk)

    @property
    def is_over(self) -> bool:
        return self.monday < self.here

    @property
    def is_now(self) -> bool:
        return self.monday == self.here

    @property
    def may_plan(self) -> bool:
        """Whether the reader can commit to something in this week."""
        return self.is_member and not self.is_over

    @property
    def may_end(self) -> bool:
        """Whether the reader can say what became of its commitments; older weeks stand."""
        return self.is_member and self.monday >= self.here - ONE_WEEK

    @property
    def number(self) -> int:
        return Week.of(self.monday).number

    @property
    def before(self) -> date:
        return self.monday - ONE_WEEK

    @property
    def after(self) -> date:
        return self.monday + ONE_WEEK

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @cached_property
    def capacity(self) -> TeamWeek:
        return week_of_team(self.team, Week.of(self.monday))

    @cached_property
    def next_load(self) -> Load:
        """The team's in the week after, where what is not done may move to."""
        return loads_of(self.team, self.after, self.reader).team

    @property
    def sums(self) -> DayHours:
        """The week as one: what its days have, and what is taken off."""
        days = self.capacity.days
        shared, lent, holiday, absent = (
            sum((getattr(day, part) for day in days), Decimal(0)) for part in ("shared", "lent", "holiday", "absent")
        )
        return DayHours(self.monday, shared, lent, holiday, absent)

    @cached_property
    def days(self) -> list[ShownDay]:
        """The days on which the team works."""
        return [
            ShownDay(day, self.holidays.get(day.day, ""), self.capacity.away_on(day.day))
            for day in self.capacity.days
            if day.shared
        ]

    @cached_property
    def holidays(self) -> dict[date, str]:
        """The public holidays of the week, by day."""
        return {day: name for day, name in holidays_of(self.team).named_from(self.monday, 7) if day <= self.sunday}

    @cached_property
    def commitments(self) -> list[AnyCommitment]:
        """All of the week that the reader may see: concerns by promise, then what else; those that ended last."""
        found: list[AnyCommitment] = [each for each in self._of_concerns if each.pk in self._seen]
        return sorted([*found, *self._own], key=lambda each: not each.is_running)

    @property
    def running(self) -> list[AnyCommitment]:
        return [each for each in self.commitments if each.is_running]

    @property
    def ended(self) -> list[AnyCommitment]:
        return [each for each in self.commitments if not each.is_running]

    @property
    def committed(self) -> int:
        """As over the weeks: withdrawn is left out, moved on is not done."""
        return sum(1 for each in self.commitments if each.withdrawn_at is None)

    @property
    def done(self) -> int:
        return sum(1 for each in self.commitments if each.stands and each.is_done)

    @property
    def hidden(self) -> int:
        """How many of them are confidential to the reader; counted in the sum, and no more."""
        return sum(1 for each in self._of_concerns if each.pk not in self._seen and each.stands)

    @cached_property
    def _seen(self) -> set[int]:
        """Those whose concern the reader may see."""
        return {each.pk for each in self._of_concerns if getattr(each, "is_seen", False)}

    @cached_property
    def _of_concerns(self) -> list[Commitment]:
        seen = Concern.objects.visible_to(self.reader).filter(customer=OuterRef("customer"), pk=OuterRef("concern"))
        found = Commitment.objects.filter(team=self.team, week=self.monday).annotate(is_seen=Exists(seen))
        by_promise = (F("concern__due_at").asc(nulls_last=True), "concern__arrived_at", "pk")
        return list(found.select_related("concern", "customer", "user", "team", "concern__team").order_by(*by_promise))

    @cached_property
    def _own(self) -> list[OwnCommitment]:
        return list(
            OwnCommitment.objects.filter(team=self.team, week=self.monday).select_related("user").order_by("pk")
        )

    @cached_property
    def proposals(self) -> list[Proposal]:
        """The concerns with a promise that runs and is due this week, by promise, committed to or not."""
        bounds = week_bounds(Week.of(self.monday), self.team.zone)
        seen = Concern.objects.visible_to(self.reader).filter(customer=OuterRef("customer"), pk=OuterRef("concern"))
        due = Promise.objects.running().filter(
            Exists(seen), team=self.team, due_at__gte=bounds.start, due_at__lt=bounds.end
        )
        by_concern: dict[int, list[Promise]] = {}
        for promise in due.select_related("concern__customer").order_by("due_at", "pk")[:MOST_PROMISES]:
            by_concern.setdefault(promise.concern_id, []).append(promise)
        committed = {each.concern_id: each for each in self._of_concerns if each.stands}
        return [
            Proposal(promises[0].concern, promises, committed.get(concern)) for concern, promises in by_concern.items()
        ]

    @property
    def uncommitted(self) -> int:
        return sum(1 for each in self.proposals if each.commitment is None)

    @cached_property
    def kept(self) -> list[WeekKept]:
        """The weeks before this one that are over, newest first, in which the team committed to something."""
        last = min(self.monday, self.here) - ONE_WEEK
        first = last - (KEPT_OVER - 1) * ONE_WEEK
        question = Question(KEPT, WeekKept, {"team": self.team.pk, "first": first, "last": last})
        return ask(question).of(question)

    @property
    def last_week(self) -> WeekKept | None:
        return next((each for each in self.kept if each.monday == self.before), None)

    @property
    def left_over(self) -> int:
        """How many of last week's the team has not said yet what became of; 0 where it is too late to say."""
        return self.last_week.still_open if self.last_week and self.is_now and self.is_member else 0

    @property
    def share_kept(self) -> Decimal:
        """Of what the team committed to in those weeks: what was done in its week."""
        return Decimal(sum(each.done for each in self.kept)) / sum(each.committed for each in self.kept)

    @cached_property
    def written_down(self) -> Decimal | None:
        """The capacity of a week that is over, as the measure has kept it."""
        if not self.is_over:
            return None
        values = WeekValue.objects.filter(team=self.team, measure__key="capacity", week=self.monday, process=None)
        return values.values_list("value", flat=True).first()


def free_concerns(team: Team, monday: date, reader: User) -> QuerySet[Concern]:
    """The open concerns of the team without a commitment in the week, to be paged."""
    committed = Commitment.objects.standing().filter(
        customer=OuterRef("customer"), concern=OuterRef("pk"), team=team, week=monday
    )
    concerns = Concern.objects.visible_to(reader).open().filter(~Exists(committed), team=team)
    return concerns.select_related("customer", "process")


KEPT = """
SELECT week, count(*), count(*) FILTER (WHERE done_at IS NOT NULL), sum(hours),
       COALESCE(sum(hours) FILTER (WHERE done_at IS NOT NULL), 0),
       count(*) FILTER (WHERE done_at IS NULL AND moved_at IS NULL)
FROM (
    SELECT week, done_at, moved_at, hours FROM planning_commitment
    WHERE team_id = %(team)s AND week BETWEEN %(first)s AND %(last)s AND withdrawn_at IS NULL
    UNION ALL
    SELECT week, done_at, moved_at, hours FROM planning_owncommitment
    WHERE team_id = %(team)s AND week BETWEEN %(first)s AND %(last)s AND withdrawn_at IS NULL
) committed GROUP BY week ORDER BY week DESC
"""
