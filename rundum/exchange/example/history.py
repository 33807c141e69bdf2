"""Two years of the example company, lived through the actions that people use, in the order of time."""

import heapq
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from random import Random

from rundum.accounts.models import User
from rundum.base.clock import standing_at
from rundum.base.refusals import Refused
from rundum.calc.working_time import WorkingCalendar
from rundum.concerns.actions.closing import close_concern, record_verdict
from rundum.concerns.actions.crediting import give_credit
from rundum.concerns.actions.holding import lend_hand, take_concern
from rundum.concerns.actions.intake import take_in_concern
from rundum.concerns.actions.moving import hand_over_concern
from rundum.concerns.actions.promising import break_promise, give_promise, keep_promise
from rundum.concerns.actions.reopening import reopen_concern
from rundum.concerns.actions.stepping import add_task, check_item, finish_task, move_to_step
from rundum.concerns.actions.talking import record_talk, write_note
from rundum.concerns.actions.waiting import stop_waiting, wait_for
from rundum.concerns.models import Concern, Process, Promise, SpecificationItem, Step, Task
from rundum.customers.models import Contact, Customer, Expectation
from rundum.exchange.example.stories import Story, course
from rundum.teams.models import Team

type Act = Callable[[], None]

REASONS = {
    "de": ("Der Spediteur kam nicht.", "Ein Teil fehlte.", "Krankheit im Team."),
    "en": ("The carrier did not come.", "A part was missing.", "Illness in the team."),
}

UNMET = {
    "de": "Ging nicht in der Frist, die der Kunde brauchte.",
    "en": "Could not be done by the time the customer needed it.",
}


@dataclass(frozen=True)
class Crew:
    """A team with what its stories need: who does what, when it works, whom it serves."""

    team: Team
    calendar: WorkingCalendar
    by_function: dict[str, list[User]]
    members: list[User]


@dataclass(frozen=True)
class Served:
    """A customer with its crew, its people and what they expect."""

    customer: Customer
    crew: Crew
    contacts: list[Contact]
    expectations: list[Expectation]


@dataclass
class Diary:
    """What is to happen, by its time; whatever lies after `until` has not happened yet."""

    until: datetime
    _acts: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=count)

    def at(self, moment: datetime, act: Act) -> None:
        if moment <= self.until:
            heapq.heappush(self._acts, (moment, next(self._order), act))

    def live(self) -> int:
        """Do everything at its time, earliest first; an act may plan further ones. Returns how many acts there were."""
        done = 0
        while self._acts:
            moment, _order, act = heapq.heappop(self._acts)
            with standing_at(moment):
                act()
            done += 1
        return done


FUNCTION_OF = {"sale": "sales", "billing-question": "accounts"}


@dataclass
class Telling:
    """One story on its way: plans its acts in the diary and does them with the people of the crew."""

    diary: Diary
    random: Random
    crew: Crew
    others: list[Crew]
    customer: Customer
    contacts: list[Contact]
    expectations: list[Expectation]
    story: Story
    process: Process
    steps: list[Step]
    items: dict[int, list[SpecificationItem]]

    def plan(self, day: datetime) -> None:
        self.broken = self.random.random() < 0.07
        self.course = course(self.random, self.crew.calendar, day, broken=self.broken)
        able = self.crew.by_function.get(FUNCTION_OF.get(self.story.process, "service")) or self.crew.members
        self.holder = self.random.choice(able)
        self.contact = self.random.choice(self.contacts)
        self.diary.at(self.course.arrived, self.arrive)

    def wait(self, arrived: datetime) -> None:
        """Plan no more than the arrival: nobody has taken this one yet."""
        self.contact = self.random.choice(self.contacts)
        self.diary.at(arrived, self.take_in)

    def arrive(self) -> None:
        self.take_in()
        self.diary.at(self.course.taken, self.take)

    def take_in(self) -> None:
        sale = self.process.is_sale
        taken_in_by = self.random.choice(self.crew.members)
        self.concern: Concern = take_in_concern(
            self.customer,
            process=self.process,
            title=self.story.title,
            channel=self.random.choices(("email", "phone", "visit"), (14, 3, 1))[0],
            contact=self.contact,
            voice=self.story.voice,
            by=taken_in_by,
            expectation=self.random.choice(self.expectations) if self.random.random() < 0.4 else None,
            value=Decimal(self.random.randrange(800, 42_000, 50)) if sale else None,
            probability=self.random.choice((20, 40, 60, 80)) if sale else None,
        )

    def take(self) -> None:
        take_concern(self.concern, by=self.holder)
        self._check(0)
        if self.random.random() < 0.03:
            self.diary.at(self.course.understood, self.hand_over)
        else:
            self.diary.at(self.course.understood, self.understand)

    def hand_over(self) -> None:
        reason = "Liegt im Gebiet des anderen Teams" if self.story.language == "de" else "Lies in the other team's area"
        by, self.crew = self.holder, self.random.choice(self.others)
        hand_over_concern(self.concern, to_team=self.crew.team, reason=reason, by=by)
        self.concern.refresh_from_db()  # what follows is asked of the new team
        self.holder = self.random.choice(self.crew.members)
        self.diary.at(self.crew.calendar.add_open_time(self.course.understood, timedelta(hours=1)), self.take_again)

    def take_again(self) -> None:
        take_concern(self.concern, by=self.holder)
        self.understand()

    def understand(self) -> None:
        move_to_step(self.concern, step=self.steps[1], by=self.holder)
        kind = self.random.choice(("call", "email", "visit"))
        record_talk(self.concern, kind=kind, contact=self.contact, text=self.story.found, by=self.holder)
        self.diary.at(self.course.promised, self.promise)

    def promise(self) -> None:
        self._check(1)
        move_to_step(self.concern, step=self.steps[2], by=self.holder)
        self.promised: Promise = give_promise(
            self.concern, text=self.story.promise, due_at=self.course.due, contact=self.contact, by=self.holder
        )
        if self.random.random() < 0.25:
            self.diary.at(self.course.promised + timedelta(minutes=20), self.help)
        if self.random.random() < 0.12:
            wait_for(
                self.concern,
                whom=self.random.choice(("customer", "supplier")),
                reason=self.story.found[:80],
                by=self.holder,
            )
            self.diary.at(self.course.worked, self._no_longer_wait)
        self.diary.at(self.course.worked, self.work)

    def help(self) -> None:
        helper = self.random.choice([one for one in self.crew.members if one != self.holder])
        lend_hand(self.concern, by=helper)

    def _no_longer_wait(self) -> None:
        stop_waiting(self.concern, by=self.holder)

    def work(self) -> None:
        write_note(self.concern, text=self.story.work, by=self.random.choice(self.crew.members))
        if self.story.process == "complaint" and self.random.random() < 0.5:
            self.credit()
        if self.random.random() < 0.15:
            text = "Nachfragen, ob alles läuft" if self.story.language == "de" else "Ask whether all is well"
            task = add_task(self.concern, text=text, by=self.holder)
            self.diary.at(self.course.confirmed, lambda: self._finish(task))
        self.diary.at(self.course.ended, self.end_promise)

    def _finish(self, task: Task) -> None:
        finish_task(task, by=self.holder)

    def credit(self) -> None:
        amount = Decimal(self.random.randrange(40, 420, 20))
        reason = "Einbau auf Kulanz" if self.story.language == "de" else "Fitted as goodwill"
        # Where the month's limit is reached the customer gets none this time, as in life.
        with suppress(Refused):
            give_credit(self.concern, amount=amount, reason=reason, by=self.holder)

    def end_promise(self) -> None:
        if self.broken:
            break_promise(self.promised, reason=self.random.choice(REASONS[self.story.language]), by=self.holder)
        else:
            keep_promise(self.promised, by=self.holder)
        self._check(2)
        move_to_step(self.concern, step=self.steps[3], by=self.holder)
        self.diary.at(self.course.confirmed, self.confirm)

    def confirm(self) -> None:
        solved = self.random.random() > (0.35 if self.broken else 0.04)
        says_so = self.random.random() < 0.6
        voice = self.story.verdict if solved and says_so else ""
        record_verdict(self.concern, solved=solved, voice=voice, contact=self.contact, by=self.holder)
        if not solved:
            move_to_step(self.concern, step=self.steps[2], by=self.holder)
            self.diary.at(
                self.crew.calendar.add_open_time(self.course.confirmed, timedelta(hours=18)), self.solve_again
            )
            return
        self._check(3)
        move_to_step(self.concern, step=self.steps[4], by=self.holder)
        self.diary.at(self.course.closed, self.close)

    def solve_again(self) -> None:
        record_verdict(self.concern, solved=True, contact=self.contact, by=self.holder)
        move_to_step(self.concern, step=self.steps[4], by=self.holder)
        self.diary.at(self.crew.calendar.add_open_time(self.course.closed, timedelta(hours=27)), self.close)

    def close(self) -> None:
        self._check(4)
        if self.process.is_sale:
            outcome = "won" if self.random.random() < 0.55 else "lost"
        elif self.random.random() < 0.02:
            outcome = "not_served"
        else:
            outcome = "served"
        unmet = UNMET[self.story.language] if outcome == "not_served" else ""
        close_concern(self.concern, outcome=outcome, unmet_reason=unmet, by=self.holder)
        if outcome == "served" and self.random.random() < 0.025:
            self.diary.at(self.crew.calendar.add_open_time(self.course.closed, timedelta(hours=60)), self.come_back)

    def come_back(self) -> None:
        reason = "Tritt wieder auf" if self.story.language == "de" else "It is back"
        reopen_concern(self.concern, reason=reason, by=self.holder)
        later = self.crew.calendar.add_open_time(self.course.closed, timedelta(hours=80))
        self.diary.at(later, self._close_for_good)

    def _close_for_good(self) -> None:
        record_verdict(self.concern, solved=True, contact=self.contact, by=self.holder)
        close_concern(self.concern, outcome="served", by=self.holder)

    def _check(self, position: int) -> None:
        """Tick off the first line of the step's specification; not everyone always does."""
        for item in self.items.get(self.steps[position].pk, [])[:1]:
            if self.random.random() < 0.3:
                check_item(self.concern, item=item, by=self.holder)
