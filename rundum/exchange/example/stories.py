"""What happens to the example's customers: the stories of stories.toml, and when each part of one happens."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from rundum.calc.working_time import WorkingCalendar

PRODUCTS = (
    "Dosierpumpe DP-40",
    "Kreiselpumpe KP-200",
    "Druckerhöhung DE-6",
    "Absperrklappe AK-80",
    "Umwälzpumpe UP-32",
)
ENGLISH_PRODUCTS = ("dosing pump DP-40", "centrifugal pump KP-200", "booster set DE-6", "butterfly valve AK-80")
SITES = ("Linie 2", "Halle 4", "Becken 1", "Kesselhaus", "Station Nord", "Abfüllung")
ENGLISH_SITES = ("line 2", "hall 4", "the boiler house", "the north station", "filling")


@dataclass(frozen=True)
class Story:
    """One story in the words of stories.toml, product and place filled in."""

    process: str
    language: str
    title: str
    voice: str
    found: str
    promise: str
    work: str
    verdict: str

    def told(self, random: Random) -> "Story":
        english = self.language == "en"
        words = {
            "product": random.choice(ENGLISH_PRODUCTS if english else PRODUCTS),
            "place": random.choice(ENGLISH_SITES if english else SITES),
        }
        texts = {name: value.format(**words) for name, value in vars(self).items()}
        return Story(**texts)


@dataclass(frozen=True)
class Course:
    """When the parts of a story happen. Odds turn it: who helps, what waits, how the promise ends."""

    arrived: datetime
    taken: datetime
    understood: datetime
    promised: datetime
    due: datetime
    worked: datetime
    ended: datetime  # the promise, kept or broken
    confirmed: datetime
    closed: datetime


def stories() -> list[Story]:
    """All stories, as they stand in the file."""
    with (Path(__file__).parent / "stories.toml").open("rb") as file:
        return [Story(**story) for story in tomllib.load(file)["story"]]


def course(random: Random, calendar: WorkingCalendar, day: datetime, *, broken: bool) -> Course:
    """When a story that begins on `day` goes on, all in the team's working time."""

    def after(moment: datetime, least: float, most: float) -> datetime:
        return calendar.add_open_time(moment, timedelta(hours=random.uniform(least, most)))

    arrived = after(day, 0.1, 7)
    taken = after(arrived, 0.05, 1.5)
    understood = after(taken, 0.2, 3)
    promised = after(understood, 0.05, 9)
    worked = after(promised, 0.5, 12)
    due = calendar.add_open_time(worked, timedelta(hours=random.choice((4, 9, 18, 27, 27, 45, 72))))
    ended = after(due, 1, 12) if broken else worked + (due - worked) * random.uniform(0.4, 0.98)
    confirmed = after(ended, 1, 18)
    return Course(arrived, taken, understood, promised, due, worked, ended, confirmed, after(confirmed, 2, 30))
