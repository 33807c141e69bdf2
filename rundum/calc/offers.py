"""Whom the work of one concern suits: for each colleague reasons with points that add up.

An offer answers "who suits this concern", never "who is better": it is made for one concern and one day, from what a
person can do, wants to learn and has room for. A job title is no input, so changing one changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

TEACHES = 4
SHOWN = 3
"""How many offers people are shown for one concern."""


class Reason(StrEnum):
    """Why a concern suits someone, in the order in which reasons are told."""

    SKILL = "skill"
    STRENGTH = "strength"
    LEARNING = "learning"
    ROOM = "room"
    CONTINUITY = "continuity"
    SPREAD = "spread"


class Hindrance(StrEnum):
    """The rule because of which a concern suits nobody."""

    ABSENCE = "absence"
    SKILLS = "skills"
    PAIR = "pair"
    CAPACITY = "capacity"


USUAL_WEIGHTS: Mapping[Reason, int] = {
    Reason.SKILL: 30,
    Reason.STRENGTH: 10,
    Reason.LEARNING: 15,
    Reason.ROOM: 20,
    Reason.CONTINUITY: 15,
    Reason.SPREAD: 10,
}
"""The points each reason gives at most, until the team sets its own."""


@dataclass(frozen=True)
class Candidate:
    """A colleague as an offer sees them.

    levels: 0 to 4 by skill. wishes: the skills they want to learn. at_best: the concern meets a strength they chose
    and colleagues have confirmed.
    open_threads: the concerns they hold. share: of a full working week, less absences (0 to 1). has_spoken, has_held:
    two-way contact with this customer within the window; threads of this customer held. knows: could step in for this
    customer, by such contact or by having read what we know.
    """

    key: int
    levels: Mapping[int, int] = field(default_factory=dict)
    wishes: frozenset[int] = frozenset()
    at_best: bool = False
    open_threads: int = 0
    share: float = 1.0
    is_away: bool = False
    has_spoken: bool = False
    has_held: bool = False
    knows: bool = False


@dataclass(frozen=True)
class Offer:
    """What speaks for someone. points: whole points by reason, only those above 0. learn_with: the key of whom they
    would learn with, where they have not reached a level needed; lacks: the skills they would learn."""

    key: int
    points: Mapping[Reason, int]
    learn_with: int | None = None
    lacks: Sequence[int] = ()

    @property
    def sum(self) -> int:
        return sum(self.points.values())

    @property
    def weightiest(self) -> list[Reason]:
        """Its reasons, those first that weigh most; equals in the order in which reasons are told."""
        return sorted((reason for reason in Reason if reason in self.points), key=lambda one: -self.points[one])


@dataclass(frozen=True)
class Offers:
    """All offers for a concern, what suits best first; `hindrance` names the rule where there is none."""

    all: Sequence[Offer]
    hindrance: Hindrance | None = None

    @property
    def shown(self) -> Sequence[Offer]:
        return self.all[:SHOWN]


def offers_for(
    needs: Mapping[int, int], candidates: Sequence[Candidate], weights: Mapping[Reason, int], *, seed: str
) -> Offers:
    """The colleagues a concern suits.

    needs: the level its step needs, by skill; empty: nobody has said yet, everybody can. weights: the most points of
    each reason, whole and not negative; 0 or missing removes the reason. seed: of day and concern; it orders equals,
    so that nobody comes first by their name or number.

    Who is away is not offered it. Who lacks a level needed is offered it only with a wish to learn all they lack, and
    only beside somebody present who has these levels.
    """
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("a weight must not be negative")
    present = [candidate for candidate in candidates if not candidate.is_away and candidate.share > 0]
    if not present:
        return Offers((), Hindrance.ABSENCE)
    usual_load = sum(one.open_threads for one in candidates) / (sum(one.share for one in candidates) or 1)
    knowers = {candidate.key for candidate in candidates if candidate.knows}
    points = {one.key: _points(one, needs, weights, usual_load, knowers) for one in present}

    def place(key: int) -> tuple[int, bytes]:
        return -sum(points[key].values()), sha256(f"{seed}:{key}".encode()).digest()

    offers, unpaired = [], False
    for one in present:
        lacks = {skill: level for skill, level in needs.items() if one.levels.get(skill, 0) < level}
        if not lacks:
            offers.append(Offer(one.key, points[one.key]))
        elif lacks.keys() <= one.wishes:
            able = [other.key for other in present if other.key != one.key and _has(other, lacks)]
            if able:
                offers.append(Offer(one.key, points[one.key], learn_with=min(able, key=place), lacks=tuple(lacks)))
            unpaired = unpaired or not able
    if not offers:
        return Offers((), _why_nobody(needs, candidates, unpaired=unpaired))
    return Offers(sorted(offers, key=lambda offer: place(offer.key)))


def _points(
    one: Candidate, needs: Mapping[int, int], weights: Mapping[Reason, int], usual_load: float, knowers: set[int]
) -> dict[Reason, int]:
    """Whole points, so that what is shown adds up to what counts."""
    load = one.open_threads / one.share
    degrees = {
        Reason.SKILL: _mean(min(one.levels.get(skill, 0), level) / level for skill, level in needs.items() if level),
        Reason.STRENGTH: float(one.at_best),
        Reason.LEARNING: _mean(float(skill in one.wishes and one.levels.get(skill, 0) < TEACHES) for skill in needs),
        # Half at what the team usually holds, nothing at twice as much.
        Reason.ROOM: max(0.0, 1 - load / (2 * usual_load)) if usual_load else 1.0,
        Reason.CONTINUITY: (one.has_spoken + one.has_held) / 2,
        Reason.SPREAD: float(not one.knows and len(knowers) == 1),
    }
    found = {reason: round(weights.get(reason, 0) * degree) for reason, degree in degrees.items()}
    return {reason: points for reason, points in found.items() if points}


def _has(one: Candidate, levels: Mapping[int, int]) -> bool:
    return all(one.levels.get(skill, 0) >= level for skill, level in levels.items())


def _why_nobody(needs: Mapping[int, int], candidates: Iterable[Candidate], *, unpaired: bool) -> Hindrance:
    if any(one.is_away and _has(one, needs) for one in candidates):
        return Hindrance.ABSENCE
    return Hindrance.PAIR if unpaired else Hindrance.SKILLS


def _mean(degrees: Iterable[float]) -> float:
    found = list(degrees)
    return sum(found) / len(found) if found else 0.0
