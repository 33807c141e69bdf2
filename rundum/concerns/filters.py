"""What the reader of the flow or the list asked for: read from the address, written back into links."""

from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rundum.concerns.models import Phase


class Chip(StrEnum):
    """The filters one press away."""

    ALL = "all"
    RISK = "risk"
    WITHOUT_PROMISE = "without"
    FREE = "free"
    HELD = "held"
    WAITING = "waiting"

    @property
    def label(self) -> str:
        return str(CHIP_LABELS[self])


CHIP_LABELS: dict[Chip, str | Promise] = {
    Chip.ALL: _("All"),
    Chip.RISK: _("Promise at risk"),
    Chip.WITHOUT_PROMISE: _("Without promise"),
    Chip.FREE: _("Nobody holds it yet"),
    Chip.HELD: _("I hold the thread"),
    Chip.WAITING: _("Waiting"),
}


@dataclass(frozen=True)
class Filters:
    """chip: one of the chips. process, customer: ids. name, tag: of the customer. phase: one part of the process."""

    chip: Chip = Chip.ALL
    process: int | None = None
    customer: int | None = None
    name: str = ""
    tag: str = ""
    phase: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Filters":
        """The filters an address names; what makes no sense is left out."""
        chip = query.get("show", "")
        return cls(
            chip=Chip(chip) if chip in list(Chip) else Chip.ALL,
            process=id_in(query.get("process", "")),
            customer=id_in(query.get("customer", "")),
            name=query.get("name", "").strip(),
            tag=query.get("tag", "").strip(),
            phase=query.get("phase", "") if query.get("phase") in Phase.values else "",
        )

    def address(self, chip: Chip | None = None) -> str:
        """The query part of a link with these filters, or the same with another chip: "?show=risk"."""
        named = {
            "show": "" if (chip or self.chip) is Chip.ALL else str(chip or self.chip),
            "process": self.process or "",
            "customer": self.customer or "",
            "name": self.name,
            "tag": self.tag,
            "phase": self.phase,
        }
        return "?" + urlencode({key: value for key, value in named.items() if value})

    @property
    def without_chip(self) -> "Filters":
        return replace(self, chip=Chip.ALL)

    @property
    def narrows(self) -> bool:
        """Whether anything besides the chip is filtered."""
        return bool(self.process or self.customer or self.name or self.tag or self.phase)


def id_in(text: str) -> int | None:
    """The id a part of an address names; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
