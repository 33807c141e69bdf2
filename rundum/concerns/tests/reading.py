"""What tests of concerns look up again and again."""

from rundum.concerns.models import Concern, Step
from rundum.timeline.models import Entry


def last_entry() -> Entry:
    return Entry.objects.latest("pk")


def step_after(concern: Concern) -> Step:
    return concern.version.steps.get(position=concern.step.position + 1)
