"""What the teams of the example company want, and what they have tried, as data; improving.py lives it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wanted:
    """A goal. weeks_ago: when it was set; due_in: weeks from now by which it is to be reached; ended: weeks ago."""

    measure: str
    start: str | None
    target: str
    how: str
    weeks_ago: int = 30
    due_in: int = 20
    ended: int | None = None
    why: str = ""


@dataclass(frozen=True)
class Tried:
    """A cycle, in weeks ago: planned, begun, written down as done, ended; what has no week has not happened."""

    name: str
    problem: str
    idea: str
    plan: str
    measure: str
    phase: str
    start: str | None
    target: str
    planned: int
    weeks: int  # from the plan to the day the prediction is for
    begun: int | None = None
    done: int | None = None
    what: str = ""
    ended: int | None = None
    act: str = ""
    learnt: str = ""
    follows: str = ""


GOALS: dict[str, tuple[Wanted, ...]] = {
    "Hanse": (
        Wanted("complete_at_first", "0.85", "0.95", "Die Auftragsmaske fragt Medium und Temperatur ab."),
        Wanted("first_reply", "3", "1.5", "Morgenrunde: Wer nimmt was, bevor das Telefon klingelt."),
        Wanted("promises_kept", "0.87", "0.95", "Zusagen mit Uhrzeit, gefährdete rufen wir sofort an."),
        Wanted("verdict", "0.94", "0.97", "Nach dem Abschluss einmal anrufen und fragen."),
        Wanted(
            "promised_in_time",
            "0.4",
            "0.7",
            "Jede Zusage noch am selben Tag.",
            weeks_ago=70,
            due_in=-18,
            ended=17,
            why="Am selben Tag ist für manche Fragen zu früh. Wir messen lieber, ob sie gehalten wird.",
        ),
    ),
    "Förde": (
        Wanted("open_age", "8", "5", "Freitags die ältesten drei gemeinsam ansehen.", weeks_ago=16),
        Wanted("first_time_solved", "0.9", "0.95", "Vor dem Schließen nachfragen, ob es läuft.", weeks_ago=12),
    ),
}

CYCLES: dict[str, tuple[Tried, ...]] = {
    "Hanse": (
        Tried(
            "mask",
            "Angaben zu Medium und Temperatur fehlen, wir fragen oft zurück.",
            "Auftragsmaske fragt Medium und Temperatur ab",
            "Vier Wochen lang bei zwei von elf Kunden, danach schauen wir gemeinsam.",
            "complete_at_first",
            "understand",
            "0.85",
            "0.95",
            planned=44,
            weeks=20,
            begun=43,
            done=40,
            what="Die Maske ist geändert, alle sind eingewiesen.",
            ended=22,
            act="adopt",
            learnt="Ob es an der Maske liegt, zeigt die Zahl noch nicht. Sie kostet nichts, also behalten wir sie.",
        ),
        Tried(
            "mail",
            "Rückrufe unterbrechen die Arbeit.",
            "Rückfragen nur per Mail",
            "Fünf Wochen lang, außer bei Stillstand.",
            "time_to_resolution",
            "solve",
            None,
            "150",
            planned=21,
            weeks=6,
            begun=21,
            done=21,
            what="Rückfragen gingen nur noch per Mail hinaus.",
            ended=16,
            act="abandon",
            learnt="Keine Wirkung, und zwei Kunden haben das Telefon vermisst. Wir lassen es wieder.",
        ),
        Tried(
            "round",
            "Zusagen brechen, weil niemand sie gemeinsam ansieht.",
            "Morgenrunde mit allen Zusagen",
            "Zehn Minuten um 9:15 Uhr: Welche Zusage ist heute in Gefahr, und wer hilft?",
            "promises_kept",
            "secure",
            "0.87",
            "0.95",
            planned=16,
            weeks=14,
            begun=15,
            done=14,
            what="Die Runde steht, auch am Telefon.",
            ended=3,
            act="next",
            learnt="Zusagen ohne Uhrzeit sehen wir in der Runde zu spät.",
        ),
        Tried(
            "hour",
            "Zusagen ohne Uhrzeit sehen wir in der Morgenrunde zu spät.",
            "Jede Zusage mit Uhrzeit",
            "Bis Jahresende im Service: Keine Zusage ohne Uhrzeit.",
            "promises_kept",
            "secure",
            "0.9",
            "0.95",
            planned=3,
            weeks=13,
            begun=2,
            follows="round",
        ),
        Tried(
            "note",
            "Lieferscheine kommen einzeln, der Kunde sortiert sie selbst.",
            "Sammellieferschein je Auftrag",
            "Bei der Papierfabrik anfangen, dann bei allen mit mehreren Lieferstellen.",
            "touches",
            "confirm",
            "15",
            "12",
            planned=11,
            weeks=18,
            begun=10,
            done=7,
            what="Der Sammellieferschein geht hinaus, sobald alles da ist.",
        ),
        Tried(
            "service",
            "Das Medium hat sich geändert, und wir erfahren es erst beim Schaden.",
            "Wartungsplan fragt: Hat sich das Medium geändert?",
            "Bei zwei von elf Kunden, bis zum nächsten Quartal.",
            "expectations_met",
            "understand",
            None,
            "0.9",
            planned=1,
            weeks=16,
        ),
    ),
    "Förde": (
        Tried(
            "oldest",
            "Alte Anliegen bleiben liegen, weil neue lauter sind.",
            "Freitags die ältesten drei zuerst",
            "Acht Wochen lang, freitags von acht bis neun.",
            "open_age",
            "solve",
            "8",
            "5",
            planned=6,
            weeks=14,
            begun=5,
        ),
    ),
}

LIMIT = (12, 2, "Teamrunde: Zwei Zyklen gehen zugleich, weil sie verschiedene Schritte betreffen.")
"""Hanse's decision: weeks ago, how many at once, and why."""
