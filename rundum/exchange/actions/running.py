"""Running an import: files in, what became of them out."""

from collections.abc import Mapping as Map
from datetime import timedelta

from django.db import transaction

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.exchange.actions.analysing import analyse_what_grew
from rundum.exchange.actions.concerns import take_over_concerns
from rundum.exchange.actions.customers import take_over_customers
from rundum.exchange.actions.events import take_over_events
from rundum.exchange.actions.ledger import Ledger
from rundum.exchange.actions.people import take_over_members
from rundum.exchange.actions.taking import Taking
from rundum.exchange.mapping import FileMapping, Mapping, load
from rundum.exchange.models import ImportProblem, ImportRun
from rundum.exchange.reading import Row, WrongFile, check_names, rows_of
from rundum.timeline.actions import add_entry

TAKERS = {
    "members": take_over_members,
    "customers": take_over_customers,
    "concerns": take_over_concerns,
    "events": take_over_events,
}

SILENT_FOR = timedelta(minutes=15)
"""A run shows with every batch that it is alive, a trial only at its end; both take seconds, the largest minutes."""


def start_import(mapping: str, *, by: User | None, is_trial: bool = False) -> ImportRun:
    """A run for `carry_out`, made before, so that its progress can be seen. is_trial: check all, keep nothing."""
    return ImportRun.objects.create(mapping=mapping, by=by, is_trial=is_trial, started_at=now(), alive_at=now())


def end_interrupted_imports() -> int:
    """Say that runs nobody carries out any more have failed; says how many. Their page tells how to go on."""
    silent = ImportRun.objects.filter(state=ImportRun.State.RUNNING, alive_at__lt=now() - SILENT_FOR)
    return silent.update(state=ImportRun.State.FAILED, finished_at=now())


def carry_out(run: ImportRun, files: Map[str, bytes]) -> ImportRun:
    """Take over `files` (content by name) in the order of the mapping.

    Rows that were taken over before change nothing; a row with a mistake becomes an ImportProblem and harms no
    other. Concerns come in batches, so that a run broken off loses at most one and goes on when repeated.
    """
    mapping = load(run.mapping)
    try:
        read = _read(mapping, files)
    except WrongFile as wrong:
        ImportProblem.objects.create(run=run, file="", line=0, reason=str(wrong))
        return _finish(run, ImportRun.State.FAILED)
    run.rows_total = sum(len(rows) for _file, rows in read)
    run.save(update_fields=["rows_total"])
    if run.is_trial:
        with transaction.atomic():
            takings = _take_over(run, mapping, read)
            transaction.set_rollback(True)
    else:
        takings = _take_over(run, mapping, read)
        analyse_what_grew()
    for taking in takings:
        _count(run, taking)
    return _finish(run, ImportRun.State.DONE)


def _read(mapping: Mapping, files: Map[str, bytes]) -> list[tuple[FileMapping, list[Row]]]:
    """All rows of the given files, in the mapping's order. A wrong file is seen before anything is kept."""
    check_names(mapping, files)
    return [(file, list(rows_of(files[file.name], file))) for file in mapping.files if file.name in files]


def _take_over(run: ImportRun, mapping: Mapping, read: list[tuple[FileMapping, list[Row]]]) -> list[Taking]:
    ledger = Ledger(mapping.source)
    takings = []
    for file, rows in read:
        taking = Taking(mapping=mapping, file=file, ledger=ledger, by=run.by, run=run)
        TAKERS[file.makes](taking, rows)
        takings.append(taking)
    return takings


def _count(run: ImportRun, taking: Taking) -> None:
    run.taken += taking.taken
    run.unchanged += taking.unchanged
    run.refused += len(taking.problems)
    ImportProblem.objects.bulk_create(
        ImportProblem(run=run, file=taking.file.name, line=line, reason=reason[:300])
        for line, reason in sorted(taking.problems)
    )


def _finish(run: ImportRun, state: str) -> ImportRun:
    run.state, run.finished_at = state, now()
    run.save(update_fields=["state", "finished_at", "taken", "unchanged", "refused"])
    if not run.is_trial:
        add_entry("exchange.imported", by=run.by, data={"mapping": run.mapping, "rows": run.taken})
    return run
