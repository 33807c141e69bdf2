"""The `rundum` command."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from rundum import environment
from rundum.host import backup, restore
from rundum.host.database import running_database
from rundum.host.postgres import Server
from rundum.host.problems import HostProblem
from rundum.host.running import find_running, stop_running
from rundum.host.state import show_state
from rundum.host.up import up

PASSED_ON = {"manage": [], "import": ["import_data"]}
"""Words whose further words are Django's to read, and the management command that they stand for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code: 0 done, 1 something stands in the way, 2 wrong words.

    `check` has codes of its own (see rundum.host.state), and so have the commands that are passed on to Django.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        environment.refuse_unknown()
        home = environment.data_home()
        if words and words[0] in PASSED_ON:
            return run_django(home, [*PASSED_ON[words[0]], *words[1:]])
        options = parser().parse_args(words)
        code: int = options.run(home, options)
        sys.stdout.flush()
    except (HostProblem, environment.WrongEnvironment) as problem:
        print(f"rundum: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read along, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return code


def parser() -> argparse.ArgumentParser:
    """The words of the command."""
    command = argparse.ArgumentParser(prog="rundum", description="Rundum on this machine.")
    verbs = command.add_subparsers(required=True, metavar="COMMAND")

    verb = verbs.add_parser("up", help="start Rundum and keep it running")
    verb.add_argument("--empty", action="store_true", help="begin with the first-run page, not the example company")
    verb.add_argument("--port", type=int, help="the port to serve on (default: PORT, or 8000)")
    verb.set_defaults(run=run_up)

    verb = verbs.add_parser("stop", help="stop the Rundum that runs")
    verb.set_defaults(run=run_stop)

    verb = verbs.add_parser("check", help="say what runs and how it is")
    verb.set_defaults(run=lambda home, _options: show_state(home))

    verb = verbs.add_parser("backup", help="write database, files and keys into one file")
    verb.add_argument("file", type=Path, nargs="?", help="(default: a new one in the folder backups)")
    verb.set_defaults(run=run_backup)

    verb = verbs.add_parser("restore", help="bring a backup back, or prove that it is good")
    verb.add_argument("file", type=Path)
    how = verb.add_mutually_exclusive_group()
    how.add_argument("--check", action="store_true", help="restore beside the living data, compare, and remove again")
    how.add_argument("--replace", action="store_true", help="put the backup in the place of data that is there")
    verb.set_defaults(run=run_restore)

    verbs.add_parser("import", help="take over data from files; see: rundum import --help")
    verbs.add_parser("manage", help="run a management command of Django")
    return command


def run_up(home: Path, options: argparse.Namespace) -> int:
    """Start and look after everything, until stopped.

    PORT            the port to serve on, when --port does not say (default 8000)
    RUNDUM_WORKERS  web processes, each with four threads (default 2); at most 8, as the database takes 50 connections
    """
    port = options.port or environment.number("PORT", 8000, least=1, most=65_535)
    workers = environment.number("RUNDUM_WORKERS", 2, least=1, most=8)
    up(home, port=port, workers=workers, empty=options.empty)
    return 0


def run_stop(home: Path, _options: argparse.Namespace) -> int:
    """Stop what runs, also a database that outlived a killed parent."""
    stopped = stop_running(home)
    stopped |= not environment.text("DATABASE_URL") and Server(home).stop_unused()
    print("Rundum has stopped." if stopped else "Rundum was not running.")
    return 0


def run_backup(home: Path, options: argparse.Namespace) -> int:
    """Write a backup and say where it is."""
    path = backup.backup(home, options.file and options.file.resolve())
    print(f"{path} ({path.stat().st_size / 1_000_000:.1f} MB). Prove it with: rundum restore --check '{path}'")
    return 0


def run_restore(home: Path, options: argparse.Namespace) -> int:
    """Check a backup or bring it back."""
    if options.check:
        print(restore.check(home, options.file))
    else:
        print(restore.restore(home, options.file, replace=options.replace))
    return 0


def run_django(home: Path, words: Sequence[str]) -> int:
    """Run a management command, with the database running for as long as it takes; PORT is that of what runs."""
    running = find_running(home)
    port = {"PORT": str(running.port)} if running else {}
    command = [sys.executable, "-m", "rundum.host.django_command", *words]
    with running_database(home):
        return subprocess.run(command, env=os.environ | port, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
