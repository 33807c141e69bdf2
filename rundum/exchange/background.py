"""Imports that go on while the page is looked at.

An import runs in a thread of the web server. It may break off with it without harm: every batch is whole, and the
same files imported again go on where it stopped. Its files wait in the data folder until they are taken over.
"""

import logging
import shutil
import threading
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.utils import translation

from rundum.base.clock import now
from rundum.exchange.actions.running import carry_out
from rundum.exchange.models import ImportRun

log = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=1)


def keep_files(run: ImportRun, uploads: "Iterable[UploadedFile[bytes]]") -> None:
    """Put the files of a run where `carry_out_in_background` finds them; forget those of runs long past."""
    _forget_old_files()
    folder = _folder(run)
    folder.mkdir(parents=True, mode=0o700)
    for upload in uploads:
        with (folder / Path(upload.name or "file").name).open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)


def hand_on_files(trial: ImportRun, run: ImportRun) -> bool:
    """Give the files that a trial has checked to the run that takes them over; False when they are gone."""
    try:
        _folder(trial).rename(_folder(run))
    except FileNotFoundError:
        return False
    return True


def has_files(run: ImportRun) -> bool:
    return _folder(run).is_dir()


def carry_out_in_background(run: ImportRun) -> threading.Thread:
    """Start the run with its kept files; the run's row tells how far it is."""
    thread = threading.Thread(target=_carry_out, args=(run,), name=f"import {run.pk}", daemon=True)
    thread.start()
    return thread


def _carry_out(run: ImportRun) -> None:
    try:
        files = {path.name: path.read_bytes() for path in _folder(run).iterdir()}
        with translation.override(run.by.language if run.by else None):  # the reasons are for who imports
            carry_out(run, files)
        if not run.is_trial:
            shutil.rmtree(_folder(run))
    except Exception:
        log.exception("Import %s broke off", run.pk)
        ImportRun.objects.filter(pk=run.pk).update(state=ImportRun.State.FAILED, finished_at=now())
    finally:
        connection.close()


def _folder(run: ImportRun) -> Path:
    return Path(settings.DATA_HOME) / "imports" / str(run.pk)


def _forget_old_files() -> None:
    ended = ImportRun.objects.filter(started_at__lt=now() - KEPT_FOR).order_by("-pk")[:100]
    for run in ended:
        shutil.rmtree(_folder(run), ignore_errors=True)
