"""A stated filter: which concerns an own measure counts, and at which moment of theirs.

It is what the flow and the list of concerns are filtered by (concerns.filters), as far as a past week can be counted
again by it. Who holds a concern is not among it: no figure is about a single member.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rundum.base.refusals import Refused
from rundum.concerns.filters import Chip, Filters
from rundum.concerns.models import Phase


class Counts(TextChoices):
    """The moment at which a concern is counted: of its arrival, of its closing, or each week's end while it is open."""

    RECEIVED = "received", gettext_lazy("those that arrived in the week")
    CLOSED = "closed", gettext_lazy("those closed in the week")
    OPEN = "open", gettext_lazy("those open at the week's end")


@dataclass(frozen=True)
class StatedFilter:
    """process, customer: ids. tag: one the customer had when the concern arrived. phase, waiting: at the week's end."""

    counts: Counts
    process: int | None = None
    customer: int | None = None
    tag: str = ""
    phase: str = ""
    waiting: bool = False

    @property
    def as_json(self) -> dict[str, object]:
        """As the measure keeps it: only what narrows, and the moment."""
        said = {
            "process": self.process,
            "customer": self.customer,
            "tag": self.tag,
            "phase": self.phase,
            "waiting": self.waiting,
        }
        return {"counts": self.counts.value} | {name: value for name, value in said.items() if value}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "StatedFilter":
        """What a measure keeps, read again."""
        return cls(**{**kept, "counts": Counts(kept["counts"])})


def stated(filters: Filters) -> StatedFilter:
    """What the reader of a list filtered by, as a measure would count it.

    Raises Refused("single_member") for what one person holds and Refused("passes") for states nobody could count again
    later.
    """
    if filters.chip is Chip.HELD:
        raise Refused("single_member", _("What one person holds is not measured. Figures are about the team."))
    if filters.chip in {Chip.RISK, Chip.WITHOUT_PROMISE, Chip.FREE}:
        text = _("“%(filter)s” is a state that passes, and no past week could be counted again by it.")
        raise Refused("passes", text % {"filter": filters.chip.label})
    if filters.name:
        raise Refused("by_name", _("Customers are counted by their number or a tag, as names change."))
    open_only = bool(filters.phase or filters.chip is Chip.WAITING)
    return StatedFilter(
        Counts.OPEN if open_only else Counts.RECEIVED,
        process=filters.process,
        customer=filters.customer,
        tag=filters.tag,
        phase=filters.phase,
        waiting=filters.chip is Chip.WAITING,
    )


def checked(filter: StatedFilter) -> StatedFilter:
    """The filter itself. Raises Refused("passes") where step or wait are asked of anything but open concerns."""
    if filter.counts is not Counts.OPEN and (filter.phase or filter.waiting):
        raise Refused("passes", _("Step and waiting are states of open concerns: count those open at the week's end."))
    if filter.phase and filter.phase not in Phase.values:
        raise ValueError(f"{filter.phase!r} is no part of a process.")
    return filter
