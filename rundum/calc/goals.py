"""How a goal stands against what the measure does by itself: reached is not yet kept, wanted not yet possible."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from rundum.calc.control_charts import Limits
from rundum.calc.detection import RUN_LENGTH


class Good(StrEnum):
    """The direction that is good for a measure."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class GoalCode(StrEnum):
    """KEPT: the latest eight points reach it (SPEC AC25.4). REACHED: the latest point does, and a favourable signal
    says so. REACHED_IN_NOISE: the latest point does, not distinguishable from noise yet. UNREACHABLE: beyond the
    natural limits, so not reachable by trying harder; change the process (AC24.3). OPEN: not reached, and within what
    the process can do. NOT_KNOWN: no points, or the measure has no good direction.
    """

    KEPT = "kept"
    REACHED = "reached"
    REACHED_IN_NOISE = "reached_in_noise"
    UNREACHABLE = "unreachable"
    OPEN = "open"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Goal:
    """value: the goal. in_a_row: how many of the latest points reach it without a break, up to `needed` and beyond.
    limit: the natural limit on the good side at the latest point, None without limits."""

    value: float
    code: GoalCode
    in_a_row: int
    needed: int
    limit: float | None


class _Judged(Protocol):
    @property
    def favour(self) -> str: ...


def judged_goal(
    value: float, good: Good, points: Sequence[float | None], limits: Limits | None, standing: _Judged | None
) -> Goal:
    """How the goal stands.

    points: all of the measure, missing ones None. limits: of the latest stretch. standing: the signal that lasts to
    the latest point. A point on the goal reaches it. A goal on a natural limit is within it.
    """
    present = [point for point in points if point is not None]
    if good is Good.NEITHER or not present:
        return Goal(value, GoalCode.NOT_KNOWN, 0, RUN_LENGTH, None)
    sign = 1 if good is Good.UP else -1
    limit = _limit(good, limits)
    misses = (back for back, point in enumerate(reversed(present)) if sign * (point - value) < 0)
    in_a_row = next(misses, len(present))
    if in_a_row >= RUN_LENGTH:
        code = GoalCode.KEPT
    elif in_a_row:
        code = GoalCode.REACHED if standing and standing.favour == "favourable" else GoalCode.REACHED_IN_NOISE
    elif limit is not None and sign * (value - limit) > 0:
        code = GoalCode.UNREACHABLE
    else:
        code = GoalCode.OPEN
    return Goal(value, code, in_a_row, RUN_LENGTH, limit)


def _limit(good: Good, limits: Limits | None) -> float | None:
    """The limit on the good side, at the latest point that has one."""
    if limits is None:
        return None
    side = limits.upper if good is Good.UP else limits.lower
    return next((limit for limit in reversed(side) if limit is not None), None)
