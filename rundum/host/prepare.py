"""What `rundum up` does with Django before the web server starts; a process of its own, whose memory is then freed.

Progress goes to standard error. Standard output carries the one-time sign-in link, for `rundum up` to show at the end.
"""

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from rundum.host.database import configured_database
from rundum.host.problems import HostProblem


def main() -> None:
    """Bring database and static files up to date; load the example company unless told `--empty`, now or before.

    The first argument is the address at which Rundum will answer.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rundum.settings")
    django.setup()
    say(f"Rundum keeps its data in {settings.DATA_HOME}")
    refuse_unfit_database()
    migrate()
    collect_static(settings.STATIC_ROOT)
    if wants_example(empty="--empty" in sys.argv):
        call_command("load_example", "--if-empty", stdout=sys.stderr)
    call_command("sign_in_link", sys.argv[1])


def say(line: str) -> None:
    """Show progress to whoever started Rundum."""
    print(line, file=sys.stderr, flush=True)


def wants_example(*, empty: bool) -> bool:
    """Whether an installation without an organisation is to get the example company.

    Once told `--empty`, it stays so: a restart before the first-run page is filled in must not fill it with others.
    """
    if empty:
        settings.BEGUN_EMPTY.touch()
    return not settings.BEGUN_EMPTY.exists()


def refuse_unfit_database() -> None:
    """End with a message when the database cannot be reached or is too old; both happen with DATABASE_URL only."""
    try:
        configured_database(settings.DATA_HOME).connect().close()
    except HostProblem as problem:
        sys.exit(f"rundum: {problem}")


def migrate() -> None:
    """Apply the migrations that are missing, if any."""
    executor = MigrationExecutor(connection)
    count = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if count:
        say(f"Preparing the database ({count} steps) ...")
        call_command("migrate", interactive=False, verbosity=0)


def collect_static(folder: Path) -> None:
    """Gather, hash and compress the static files, unless those in `folder` were made from the same sources."""
    stamp = folder / ".made-from"
    made_from = static_fingerprint()
    if stamp.exists() and stamp.read_text() == made_from:
        return
    say("Preparing static files ...")
    shutil.rmtree(folder, ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(made_from)


def static_fingerprint() -> str:
    """A hash over name, size and age of every static file; changes when any of them does."""
    return hashlib.sha256("\n".join(sorted(_static_sources())).encode()).hexdigest()


def _static_sources() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = os.stat(storage.path(name))
            yield f"{storage.path(name)} {found.st_size} {found.st_mtime_ns}"


if __name__ == "__main__":
    main()
