"""What a team wants of its measures, and what it does to get there."""

from rundum.improvement.models.goals import Goal

__all__ = ["Goal"]
