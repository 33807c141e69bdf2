"""How the teams of the example company get better: goals, and what they have tried, with and without effect."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.calc.periods import Week
from rundum.exchange.example.history import Crew, Diary
from rundum.exchange.example.improvements import CYCLES, GOALS, LIMIT, Tried, Wanted
from rundum.improvement.actions.cycle_limits import decide_cycle_limit
from rundum.improvement.actions.cycle_plans import Plan, plan_cycle
from rundum.improvement.actions.cycle_steps import end_cycle, finish_doing, start_cycle
from rundum.improvement.actions.goals import end_goal, set_goal
from rundum.improvement.models import Cycle, Goal
from rundum.measures.actions.setting_up import set_up_measures
from rundum.measures.models import Measure


@dataclass
class Improving:
    """One team's goals and cycles on their way into the diary."""

    diary: Diary
    crew: Crew
    end: datetime
    _cycles: dict[str, Cycle] = field(default_factory=dict)

    def plan(self, goals: tuple[Wanted, ...], cycles: tuple[Tried, ...]) -> None:
        for number, wanted in enumerate(goals):
            self._at(wanted.weeks_ago, partial(self._set_goal, wanted, self._member(number)), hour=2)
        for number, tried in enumerate(cycles):
            one, other = self._member(number), self._member(number + 2)
            steps = (
                (tried.planned, self._plan_cycle, one, 3),
                (tried.begun, self._start, other, 4),
                (tried.done, self._finish, other, 5),
                (tried.ended, self._end, one, 1),
            )
            for weeks_ago, step, by, hour in steps:
                if weeks_ago is not None:
                    self._at(weeks_ago, partial(step, tried, by), hour=hour)

    def decide(self, weeks_ago: int, most: int, decision: str) -> None:
        self._at(weeks_ago, partial(self._decide, most, decision, self._member(1)))

    def _at(self, weeks_ago: int, act: Callable[[], None], *, hour: int = 1) -> None:
        """At so many hours of work into the week."""
        monday = datetime.combine(self._monday(weeks_ago), datetime.min.time(), tzinfo=self.end.tzinfo)
        self.diary.at(self.crew.calendar.add_open_time(monday, timedelta(hours=hour)), act)

    def _monday(self, weeks_ago: int) -> date:
        return Week.of(self.end.date()).monday - timedelta(weeks=weeks_ago)

    def _member(self, number: int) -> User:
        return self.crew.members[number % len(self.crew.members)]

    def _set_goal(self, wanted: Wanted, by: User) -> None:
        goal = set_goal(
            self.crew.team,
            measure=Measure.objects.get(key=wanted.measure),
            start=_figure(wanted.start),
            target=Decimal(wanted.target),
            due_on=self._monday(-wanted.due_in),
            how=wanted.how,
            by=by,
        )
        if wanted.ended is not None:
            self._at(wanted.ended, partial(self._end_goal, goal, wanted.why, by))

    def _end_goal(self, goal: Goal, why: str, by: User) -> None:
        end_goal(goal, reason=why, by=by)

    def _plan_cycle(self, tried: Tried, by: User) -> None:
        self._cycles[tried.name] = plan_cycle(
            self.crew.team,
            Plan(
                problem=tried.problem,
                idea=tried.idea,
                plan=tried.plan,
                measure=Measure.objects.get(key=tried.measure),
                phase=tried.phase,
                start=_figure(tried.start),
                target=Decimal(tried.target),
                due_on=today() + timedelta(weeks=tried.weeks),
            ),
            follows=self._cycles[tried.follows] if tried.follows else None,
            by=by,
        )

    def _start(self, tried: Tried, by: User) -> None:
        start_cycle(self._cycles[tried.name], by=by)

    def _finish(self, tried: Tried, by: User) -> None:
        finish_doing(self._cycles[tried.name], done=tried.what, works_from=Week.of(today()).monday, by=by)

    def _decide(self, most: int, decision: str, by: User) -> None:
        decide_cycle_limit(self.crew.team, most=most, decision=decision, by=by)

    def _end(self, tried: Tried, by: User) -> None:
        end_cycle(self._cycles[tried.name], act=tried.act, learnt=tried.learnt, by=by)


def plan_improvement(diary: Diary, crews: dict[str, Crew], end: datetime) -> None:
    """Goals and cycles of the teams into the diary. crews: by the names of people.py."""
    set_up_measures()
    for name in sorted({*GOALS, *CYCLES}):
        improving = Improving(diary, crews[name], end)
        improving.plan(GOALS.get(name, ()), CYCLES.get(name, ()))
        if name == "Hanse":
            improving.decide(*LIMIT)


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
