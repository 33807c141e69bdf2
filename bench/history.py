"""Three years of work, day by day: concerns arrive, are worked on and closed, and every entry lies on the disk in the
order of time, as in a company that really lived them."""

import json
from collections import defaultdict
from math import log
from operator import itemgetter
from random import Random

from bench.calendar import Calendar
from bench.company import MEMBERS
from bench.customers import Customers
from bench.loading import NULL, Table
from bench.words import SAYINGS, TITLES, VOICES
from rundum.concerns.models import Closure, Concern, Holding, Process, Promise, Step, StepPassage
from rundum.timeline.models import Entry

OPEN_WITHIN = 45  # days in which a concern may still be open
BUSY, BUSY_SHARE = 100, 0.10  # one customer in so many has this share of all concerns among its like
HUGE, HUGE_SHARE = 10_000, 0.05
PART_OF_CONCERNS = 0.9  # of all entries; the rest are talks without a concern
TALKS = ("concerns.called", "concerns.called", "concerns.emailed", "concerns.met")
ALONE = ("concerns.noted", "concerns.item_checked", "concerns.step_moved")
SALE_EVERY = 6  # concerns

type Line = tuple[str, int, object, object, int, str, int, str, str, str, str]


class History:
    """The concerns and entries of a company's customers."""

    def __init__(
        self,
        customers: Customers,
        calendar: Calendar,
        random: Random,
        *,
        concerns: int,
        entries: int,
        open_share: float,
    ) -> None:
        self.customers, self.calendar, self.random = customers, calendar, random
        self.concerns_wanted, self.entries_wanted = concerns, entries
        self.open_at_first = 2 * open_share * calendar.days / OPEN_WITHIN
        extra = max(0.05, entries * PART_OF_CONCERNS / concerns - 2)  # beside taking in and closing
        self.extra_rate = 1 / log(1 + 1 / extra)
        self.coming: dict[int, list[Line]] = defaultdict(list)  # by day
        self.processes = [
            (process.pk, process.version_id, process.is_sale, list(Step.objects.filter(version=process.version_id)))
            for process in Process.objects.filter(retired_at=None).order_by("pk")
        ]
        self.concerns = Table(
            Concern, "number", "customer_id", "contact_id", "team_id", "process_id", "version_id", "step_id", "phase",
            "step_since", "title", "summary", "channel", "confidential", "holder_id", "value", "probability",
            "expected_on", "arrived_at", "first_reply_at", "due_at", "promised_at", "waiting_for", "waiting_since",
            "closed_at", "solved",
        )  # fmt: skip
        self.promises = Table(
            Promise, "customer_id", "concern_id", "team_id", "contact_id", "text", "due_at", "first_due_at", "given_at",
            "by_id", "kept_at", "broken_at", "ended_by_id", "reason",
        )  # fmt: skip
        self.passages = Table(StepPassage, "customer_id", "concern_id", "step_id", "entered_at", "left_at", "by_id")
        self.holdings = Table(Holding, "customer_id", "concern_id", "user_id", "since", "until")
        self.closures = Table(Closure, "customer_id", "concern_id", "outcome", "at", "by_id")
        self.entries = Table(
            Entry, "at", "customer_id", "concern_id", "contact_id", "team_id", "verb", "by_id", "two_way", "text",
            "voice", "data",
        )  # fmt: skip

    @property
    def tables(self) -> list[Table]:
        return [self.concerns, self.promises, self.passages, self.holdings, self.closures, self.entries]

    def write(self) -> None:
        days = self.calendar.days
        for day in range(days):
            for _each in range(self.concerns_wanted * (day + 1) // days - self.concerns_wanted * day // days):
                self._concern(day)
            left = self.entries_wanted * (day + 1) // days - self.entries.count - len(self.coming[day])
            for _each in range(left):
                self._talk(day)
            for line in sorted(self.coming.pop(day), key=itemgetter(0)):
                self.entries.put(*line)
        for table in self.tables:
            table.close()

    def _whose(self) -> int:
        """The place of a customer with a team: most alike, some busy, a few huge."""
        count, draw = self.customers.count, self.random.random
        while True:
            kind, at = draw(), int(draw() * count)
            if kind < HUGE_SHARE:
                at -= at % HUGE
            elif kind < HUGE_SHARE + BUSY_SHARE:
                at -= at % BUSY
            if self.customers.team[at]:
                return at

    def _concern(self, day: int) -> None:
        draw, moment = self.random.random, self.calendar.moment
        place, age = self._whose(), self.calendar.days - day
        customer, team = self.customers.first + place, self.customers.team[place]
        contact = self.customers.first_contact[place] + int(draw() * self.customers.contacts[place])
        holder = self.customers.company.member(team, int(draw() * MEMBERS))
        helper = self.customers.company.member(team, int(draw() * MEMBERS))
        is_open = age <= OPEN_WITHIN and draw() < self.open_at_first * (1 - age / OPEN_WITHIN)
        part = draw() * 0.9
        arrived = moment(day, part)
        replied = moment(day, part + draw() * 0.1) if not is_open or draw() < 0.85 else NULL
        ends = min(day + int(-log(1 - draw()) * 6), self.calendar.days - 1)
        closed = moment(ends, 0.9 + draw() * 0.1) if not is_open else NULL
        process, version, is_sale, steps = self.processes[int(draw() ** 1.5 * len(self.processes))]
        at_step = int(draw() ** 1.3 * len(steps)) if is_open else len(steps) - 1
        step, title = steps[at_step], TITLES[int(draw() * len(TITLES))]
        is_held = not is_open or draw() < 0.85
        is_promised = draw() < (0.7 if is_open else 0.5)
        due_day = self.calendar.days + int(draw() * 14) - 1 if is_open else max(ends, day)
        due = moment(max(due_day, day + 1 if is_open else day), 0.95 + draw() * 0.04)
        waits = is_open and draw() < 0.15
        concern = self.concerns.put(
            100_000 + self.concerns.next_id, customer, contact, team, process, version, step.pk, step.phase,
            arrived, title, SAYINGS[int(draw() * len(SAYINGS))] if draw() < 0.4 else "",
            ("phone", "phone", "email", "visit")[int(draw() * 4)], "t" if draw() < 0.005 else "f",
            holder if is_held else NULL, int(draw() * 90_000) + 500 if is_sale else NULL,
            int(draw() * 10) * 10 if is_sale else NULL, self.calendar.day(due_day) if is_sale else NULL, arrived,
            replied, due if is_open and is_promised else NULL, arrived if is_open and is_promised else NULL,
            "customer" if waits else "", arrived if waits else NULL, closed,
            NULL if is_open or draw() < 0.3 else "t" if draw() < 0.92 else "f",
        )  # fmt: skip
        if is_promised:
            broken = draw() < 0.08
            ending = NULL if is_open else closed
            self.promises.put(
                customer, concern, team, contact, "Rückmeldung mit Termin", due, due, arrived, holder,
                NULL if broken else ending, ending if broken else NULL, NULL if is_open else holder, "",
            )  # fmt: skip
        if is_held:
            self.holdings.put(customer, concern, holder, arrived, closed)
        if is_open:
            for passed in steps[: at_step + 1]:
                self.passages.put(customer, concern, passed.pk, arrived, NULL if passed is step else arrived, holder)
        else:
            self.closures.put(customer, concern, "served", closed, holder)
        self._entries_of(day, ends if not is_open else self.calendar.days - 1, (customer, concern, contact, team),
                         (holder, helper), arrived, closed, title)  # fmt: skip

    def _entries_of(
        self, day: int, ends: int, whose: tuple[int, int, int, int], people: tuple[int, int], arrived: str, closed: str,
        title: str,
    ) -> None:  # fmt: skip
        draw = self.random.random
        customer, concern, contact, team = whose
        spoken = draw() < 0.7
        voice = VOICES[int(draw() * len(VOICES))] if spoken else ""
        began = json.dumps({"title": title, "channel": "phone"}, ensure_ascii=False)
        self.coming[day].append(
            (arrived, customer, concern, contact, team, "concerns.taken_in", people[0], "t" if spoken else "f", "",
             voice, began)
        )  # fmt: skip
        for _each in range(int(-log(1 - draw()) * self.extra_rate)):
            at = day + int(draw() * (ends - day + 1))
            by = people[draw() < 0.3]
            talks = draw() < 0.6
            verb = TALKS[int(draw() * len(TALKS))] if talks else ALONE[int(draw() * len(ALONE))]
            self.coming[at].append(
                (self.calendar.moment(at, 0.1 + draw() * 0.8), customer, concern, contact if talks else NULL, team,
                 verb, by, "t" if talks else "f", SAYINGS[int(draw() * len(SAYINGS))], "", DATA.get(verb, TALKED))
            )  # fmt: skip
        if closed != NULL:
            self.coming[ends].append(
                (closed, customer, concern, NULL, team, "concerns.closed", people[0], "f", "", "", CLOSED)
            )

    def _talk(self, day: int) -> None:
        """A talk with a customer about no concern."""
        draw = self.random.random
        place = self._whose()
        team = self.customers.team[place]
        contact = self.customers.first_contact[place] + int(draw() * self.customers.contacts[place])
        self.coming[day].append(
            (self.calendar.moment(day, draw()), self.customers.first + place, NULL, contact, team, "customers.called",
             self.customers.company.member(team, int(draw() * MEMBERS)), "t", SAYINGS[int(draw() * len(SAYINGS))], "",
             TALKED)
        )  # fmt: skip


TALKED = json.dumps({"contact": "Petra Müller"}, ensure_ascii=False)
CLOSED = json.dumps({"outcome": "served"})
DATA = {
    "concerns.noted": "{}",
    "concerns.item_checked": json.dumps({"item": "Ursache finden"}),
    "concerns.step_moved": json.dumps({"step": "solve"}),
}
