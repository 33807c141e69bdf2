"""What a team wants of its measures, and what it does to get there."""

from rundum.improvement.models.cycles import Act, Cycle, CycleLimit, Part
from rundum.improvement.models.goals import Goal

__all__ = ["Act", "Cycle", "CycleLimit", "Goal", "Part"]
