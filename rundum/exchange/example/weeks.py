"""How the teams of the example company have planned their last weeks, and plan this one."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from django.db.models import F

from rundum.accounts.models import User
from rundum.base.refusals import Refused
from rundum.calc.periods import Week, week_at, week_bounds
from rundum.concerns.models import Concern
from rundum.exchange.example.history import Crew, Diary
from rundum.planning.actions.committing import (
    commit_in_own_words,
    commit_to_concern,
    finish_commitment,
    move_commitment,
)
from rundum.planning.models import AnyCommitment, Commitment, OwnCommitment
from rundum.planning.queries.load import Beyond
from rundum.teams.queries import week_of_team

WEEKS_BACK = 6
MONDAY_MORNING, FRIDAY_AFTERNOON = time(8, 30), time(15, 30)
HOURS = tuple(map(Decimal, ("1", "1.5", "2", "2", "3", "4", "4", "6", "8", "12")))
EVERYDAY = (Decimal("0.55"), Decimal("0.60"), Decimal("0.85"))
"""Which part of the week each team keeps for what comes in by the day; the last team takes on too much."""
MOST = 16
WHATEVER_IT_TAKES = Beyond(Decimal(400), Decimal(400))
LEARNING = ("Lernzeit: neue Steuerung", "Lernzeit: Verträge lesen", "Lernzeit: Mahnlauf zu zweit", "Lager aufräumen")


def plan_weeks(diary: Diary, crews: list[Crew], end: datetime, seed: int) -> None:
    """On Monday mornings each team commits to something, and on Fridays it says what became of it."""
    for crew, part in zip(crews, EVERYDAY, strict=True):
        random, zone = Random(f"{seed} {crew.team.name}"), crew.team.zone
        here = week_at(end, zone)
        for back in range(WEEKS_BACK, -1, -1):
            monday = here.plus(-back).monday
            begins = datetime.combine(monday, MONDAY_MORNING, tzinfo=zone)
            ends = datetime.combine(monday + timedelta(days=4), FRIDAY_AFTERNOON, tzinfo=zone)
            # Who loads the example before the team has met on Monday still finds its week planned.
            diary.at(min(begins, end), partial(_commit, crew, monday, part, random))
            diary.at(ends, partial(_tell, crew, monday, random))


def _commit(crew: Crew, monday: date, part: Decimal, random: Random) -> None:
    someone = random.choice(crew.members)
    capacity = week_of_team(crew.team, Week.of(monday)).hours
    everyday = (capacity * part).quantize(Decimal(1))
    _own(crew, monday, "Tagesgeschäft: Telefon, Aufträge, Rechnungen", everyday, someone, mine=False)
    _own(crew, monday, "Teamrunde am Montag", Decimal(len(crew.members)) / 2, someone, mine=False)
    learning, learner = random.choice(LEARNING), random.choice(crew.members)
    if not OwnCommitment.objects.running().filter(team=crew.team, week=monday, user=learner).exists():
        _own(crew, monday, learning, Decimal(3), learner, mine=True)
    for concern in _concerns(crew, monday, random):
        takes = concern.holder if concern.holder in crew.members and random.random() < 0.8 else None
        with suppress(Refused):  # moved on from last week
            commit_to_concern(
                concern,
                week=monday,
                hours=random.choice(HOURS),
                mine=takes is not None,
                by=takes or someone,
                accepted=WHATEVER_IT_TAKES,
            )


def _own(crew: Crew, monday: date, text: str, hours: Decimal, by: User, *, mine: bool) -> None:
    commit_in_own_words(crew.team, week=monday, text=text, hours=hours, mine=mine, by=by, accepted=WHATEVER_IT_TAKES)


def _concerns(crew: Crew, monday: date, random: Random) -> Iterator[Concern]:
    """Most of what is promised for the week, and some of the rest."""
    ends = week_bounds(Week.of(monday), crew.team.zone).end
    found = Concern.objects.open().filter(team=crew.team).select_related("holder", "team")
    in_order = found.order_by(F("due_at").asc(nulls_last=True), "arrived_at", "pk")
    for concern in list(in_order)[:MOST]:
        is_due = concern.due_at is not None and ends is not None and concern.due_at < ends
        if random.random() < (0.7 if is_due else 0.4):
            yield concern


def _tell(crew: Crew, monday: date, random: Random) -> None:
    """What the day brings is done; of the rest, what is not done goes on next week."""
    for model in (Commitment, OwnCommitment):
        running: list[AnyCommitment] = list(
            model.objects.running().filter(team=crew.team, week=monday).select_related("team", "user").order_by("pk")
        )
        for commitment in running:
            by = commitment.user or random.choice(crew.members)
            is_closed = isinstance(commitment, Commitment) and not commitment.concern.is_open
            is_everyday = model is OwnCommitment and commitment.user is None
            if is_closed or is_everyday or random.random() < 0.6:
                finish_commitment(commitment, by=by)
            else:
                move_commitment(commitment, by=by)
