"""What every kind of file has in common while it is taken over."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import F
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.concerns.actions.processes import make_process
from rundum.concerns.drafts import ProcessDraft, StepDraft
from rundum.concerns.models import Phase, Process, Step
from rundum.customers.actions.numbering import draw_numbers
from rundum.exchange.actions.ledger import Ledger
from rundum.exchange.mapping import FileMapping, Mapping
from rundum.exchange.models import ImportRun
from rundum.exchange.reading import Row, WrongRow

BATCH = 500
"""Concerns or customers that are taken over in one transaction."""


@dataclass
class Taking:
    """One file on its way in: what is counted, and what went wrong in which line."""

    mapping: Mapping
    file: FileMapping
    ledger: Ledger
    by: User | None
    run: ImportRun
    taken: int = 0
    unchanged: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)

    def keep(self, rows: int) -> None:
        """End a batch of `rows`, inside its transaction: the ledger and the run's progress go with it."""
        self.ledger.write()
        self.taken += rows
        ImportRun.objects.filter(pk=self.run.pk).update(rows_done=F("rows_done") + rows, alive_at=now())

    def draw_numbers(self, kind: str, count: int) -> int:
        """The first of `count` numbers for what is kept. A trial draws none: the series would stay locked to its end,
        and meanwhile nobody could take in a concern."""
        return 0 if self.run.is_trial else draw_numbers(kind, count)

    def refuse(self, line: int, reason: str) -> None:
        self.problems.append((line, reason))

    def fresh(self, rows: list[Row], kind: str) -> list[Row]:
        """The rows that are not taken over yet. Known ones are counted; changed and doubled ones are refused."""
        found, seen = [], set[str]()
        for row in rows:
            try:
                key = row.required("key")
                self._check_new(kind, key, row, seen)
            except WrongRow as wrong:
                self.refuse(row.line, str(wrong))
                continue
            if self.ledger.find(kind, key) is None:
                found.append(row)
            else:
                self.unchanged += 1
        return found

    def _check_new(self, kind: str, key: str, row: Row, seen: set[str]) -> None:
        if key in seen:
            raise WrongRow(_("“%(key)s” stands in the file twice; the first row counts.") % {"key": key})
        seen.add(key)
        known = self.ledger.find(kind, key)
        if known is not None and known.digest and known.digest != row.digest:
            raise WrongRow(
                _("“%(key)s” has changed since it was taken over; what the team has made of it stays.") % {"key": key}
            )

    def each[T](self, rows: list[Row], make: Callable[[Row], T]) -> list[T]:
        """What `make` makes of each row; a row it refuses harms no other."""
        made = []
        for row in rows:
            try:
                made.append(make(row))
            except WrongRow as wrong:
                self.refuse(row.line, str(wrong))
        return made


def steps_of(mapping: Mapping, by: User | None) -> tuple[Process, dict[str, Step]]:
    """The process of the mapping, made with the five default steps where it is missing; its steps by phase."""
    wanted = mapping.process
    process = Process.objects.select_related("version").filter(key=wanted.key).first()
    if process is None or process.version is None:
        draft = ProcessDraft(
            name=wanted.name,
            icon=wanted.icon,
            is_sale=wanted.is_sale,
            outcome=wanted.outcome,
            outcome_measure=wanted.outcome_measure,
            steps=tuple(StepDraft(phase=phase) for phase in Phase.values),
        )
        process = make_process(draft=draft, team=None, by=by)
    steps: dict[str, Step] = {}
    for step in Step.objects.filter(version=process.version).order_by("position"):
        steps.setdefault(step.phase, step)
    return process, steps
