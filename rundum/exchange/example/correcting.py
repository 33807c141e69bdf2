"""Corrective actions and small faults of the example company: one of each kind a team has at hand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.concerns.models import Concern
from rundum.exchange.example.history import Act, Crew, Diary
from rundum.improvement.actions.corrective_actions import open_corrective_action
from rundum.improvement.actions.corrective_parts import (
    contain,
    decide_cause_work,
    mark_similar_cases,
    write_causes,
    write_consequences,
    write_fix,
)
from rundum.improvement.actions.effect_checks import close_corrective_action, judge_effect, plan_check
from rundum.improvement.actions.faults import note_fault
from rundum.improvement.models import CorrectiveAction
from rundum.measures.models import Measure

MOST_CONCERNS = 2
FAULTS = (
    (
        "Lieferadresse veraltet",
        "Lieferschein ging ans alte Werk, Adresse berichtigt.",
        (3, 5, 6, 9, 12, 15, 19, 22, 26),
    ),
    ("Teil nicht im Wagen", "Dichtung fehlte, zweite Fahrt gemacht.", (4, 11, 20)),
    ("Bestellnummer fehlt auf der Rechnung", "Rechnung neu geschickt.", (8, 17)),
)
"""Cause, note, and how many days ago; the first is one short of leading to its cause."""


@dataclass
class Course:
    """One corrective action of a crew on its way. The first member does the fix, the second judges it."""

    diary: Diary
    crew: Crew
    end: datetime
    title: str
    about: str  # a word of the titles of the concerns it is about
    action: CorrectiveAction | None = field(default=None, init=False)

    @property
    def doer(self) -> User:
        return self.crew.members[0]

    @property
    def judge(self) -> User:
        return self.crew.members[1]

    def on(self, days_ago: float, act: Callable[[CorrectiveAction], object]) -> None:
        """Do something about it so many days before the end, within working time."""
        self.diary.at(self._moment(days_ago), lambda: _ignore(act(self._opened())))

    def opens(self, days_ago: float) -> None:
        self.diary.at(self._moment(days_ago), self._open)

    def finds_cause(self, days_ago: float, whys: list[str], cause: str, *, found: str) -> None:
        """From the decision to go to the cause to the similar cases."""
        doer = self.doer
        self.on(days_ago, lambda action: decide_cause_work(action, needed=True, reason="", by=doer))
        self.on(days_ago, lambda action: write_causes(action, whys=whys, cause=cause, by=doer))
        self.on(days_ago - 1, lambda action: mark_similar_cases(action, text=found, own=[], elsewhere=[], by=doer))

    def fixes(self, days_ago: float, text: str, *, measure: str, expected: str, look_in: int) -> None:
        """The fix, and the check planned with it, so many days later."""
        doer = self.doer
        self.on(days_ago, lambda action: write_fix(action, text=text, done_on=today(), doers=[doer], by=doer))
        self.on(
            days_ago,
            lambda action: plan_check(
                action,
                measure=Measure.objects.get(key=measure),
                expected=expected,
                due_on=today() + timedelta(days=look_in),
                by=doer,
            ),
        )

    def _moment(self, days_ago: float) -> datetime:
        return self.crew.calendar.add_open_time(self.end - timedelta(days=days_ago), timedelta(minutes=1))

    def _open(self) -> None:
        concerns = Concern.objects.visible_to(self.doer).filter(team=self.crew.team, title__contains=self.about)
        self.action = open_corrective_action(
            self.crew.team,
            title=self.title,
            concerns=list(concerns.order_by("-arrived_at")[:MOST_CONCERNS]),
            by=self.doer,
        )

    def _opened(self) -> CorrectiveAction:
        assert self.action
        return self.action


def plan_corrective_actions(diary: Diary, crew: Crew, end: datetime) -> None:
    """A handful in every state: closed, to be checked now, back at the causes, just opened; and small faults."""
    _closed(Course(diary, crew, end, "Falscher Dichtungswerkstoff nach Wechsel des Mediums", "Dichtung"))
    _to_be_checked(Course(diary, crew, end, "Zugesagter Liefertermin nicht gehalten", "Lieferung"))
    _back_at_the_causes(Course(diary, crew, end, "Falsche Flansche im Paket", "Flansche"))
    _just_opened(Course(diary, crew, end, "Befund kam einen Tag zu spät", "Geräusch"))
    for cause, note, days in FAULTS:
        for day in days:
            by = crew.members[day % len(crew.members)]
            diary.at(end - timedelta(days=day), _fault(crew, cause, note, by))


def _closed(one: Course) -> None:
    doer, judge = one.doer, one.judge
    one.opens(160)
    one.on(160, lambda action: contain(action, text="Linie gedrosselt, Auffangwannen gestellt", by=doer))
    one.on(159, lambda action: write_consequences(action, text="Instandhaltung informiert, Boden gereinigt", by=doer))
    whys = [
        "Die Dichtung hat sich aufgelöst.",
        "Der Werkstoff verträgt das neue Medium nicht.",
        "Der Wechsel des Mediums war uns nicht bekannt.",
        "Bei der Wartung fragt niemand danach.",
    ]
    one.finds_cause(155, whys, "Medium bei der Wartung nicht abgefragt", found="In den anderen Teams nichts gefunden.")
    fix = "Die Frage „Hat sich das Medium geändert?“ steht jetzt im Wartungsplan."
    one.fixes(150, fix, measure="reopened", expected="Weniger Anliegen kommen wieder", look_in=84)
    seen = "Seitdem kein zweites Mal undicht."
    one.on(64, lambda action: judge_effect(action, effective=True, note=seen, by=judge))
    note = "Der Wartungsplan ist geändert, die Arbeitsbeschreibung passt schon."
    one.on(63, lambda action: close_corrective_action(action, note=note, by=judge))


def _to_be_checked(one: Course) -> None:
    doer = one.doer
    one.opens(75)
    one.on(75, lambda action: contain(action, text="Eilteile mit eigenem Wagen gebracht", by=doer))
    one.on(74, lambda action: write_consequences(action, text="Alle wartenden Kunden angerufen", by=doer))
    whys = ["Der Spediteur holt nur noch zweimal in der Woche ab.", "Den neuen Vertrag kannten wir nicht."]
    one.finds_cause(72, whys, "Abholtage des Spediteurs geändert", found="Ein Team hat dieselben Abholtage.")
    fix = "Eilteile holt ein eigener Abholer, Zusagen richten sich nach den Abholtagen."
    one.fixes(65, fix, measure="promises_kept", expected="Zusagen gehalten wieder wie im Sommer", look_in=63)


def _back_at_the_causes(one: Course) -> None:
    doer, judge = one.doer, one.judge
    one.opens(100)
    one.on(100, lambda action: contain(action, text="Richtige Flansche am selben Tag gebracht", by=doer))
    one.on(99, lambda action: write_consequences(action, text="Montage um einen Tag verschoben", by=doer))
    whys = ["Im Lager liegen zwei ähnliche Flansche nebeneinander."]
    one.finds_cause(97, whys, "Verwechslung im Lager", found="Sonst nichts gefunden.")
    fix = "Die Fächer sind neu beschriftet."
    one.fixes(90, fix, measure="first_time_solved", expected="Mehr beim ersten Mal gelöst", look_in=56)
    seen = "Zwei neue Fälle trotz der Beschriftung."
    one.on(30, lambda action: judge_effect(action, effective=False, note=seen, by=judge))


def _just_opened(one: Course) -> None:
    doer = one.doer
    one.opens(3)

    def contains(action: CorrectiveAction) -> None:
        text = "Am selben Abend vor Ort gemessen und den Befund gemailt"
        link = action.links.select_related("concern").order_by("pk").first()
        concern = link.concern if link else None
        amount = Decimal(80) if concern else None
        contain(action, text=text, concern=concern, amount=amount, reason="Befund zu spät", by=doer)

    one.on(3, contains)


def _fault(crew: Crew, cause: str, note: str, by: User) -> Act:
    return lambda: _ignore(note_fault(crew.team, cause=cause, note=note, by=by))


def _ignore(_made: object) -> None:
    """What an act of the diary makes is not needed."""
