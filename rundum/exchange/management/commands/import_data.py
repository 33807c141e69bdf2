"""`rundum import MAPPING FILE...`: take over files of another system."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from rundum.accounts.models import User
from rundum.exchange.actions.running import carry_out, start_import
from rundum.exchange.mapping import available, load
from rundum.exchange.models import ImportRun


class Command(BaseCommand):
    help = "Take over customers, people and concerns from files of another system."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "mapping", help=f"one of {', '.join(available())}, or the path of a mapping file (docs/import.md)"
        )
        parser.add_argument("files", nargs="+", type=Path, help="the files, or one folder that holds them")
        parser.add_argument("--by", help="e-mail of the colleague who imports")
        parser.add_argument("--trial", action="store_true", help="check everything, keep nothing")

    def handle(self, *_args: object, **options: object) -> None:
        key, paths, email = str(options["mapping"]), options["files"], options["by"]
        try:
            mapping = load(key)
        except FileNotFoundError:
            raise CommandError(f"There is no mapping {key}. Known ones: {', '.join(available())}.") from None
        by = User.objects.filter(email=str(email).lower()).first() if email else None
        if email and by is None:
            raise CommandError(f"Nobody has the e-mail {email}.")
        if not isinstance(paths, list):
            raise CommandError("Name the files.")
        if len(paths) == 1 and paths[0].is_dir():
            paths = [paths[0] / file.name for file in mapping.files if (paths[0] / file.name).is_file()]
        try:
            files = {path.name: path.read_bytes() for path in paths}
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read: {error.strerror}.") from None
        run = carry_out(start_import(key, by=by, is_trial=bool(options["trial"])), files)
        for problem in run.problems.all():
            self.stderr.write(f"{problem.file}:{problem.line}: {problem.reason}")
        done, end = ("would be taken over", "; nothing was kept.") if run.is_trial else ("taken over", ".")
        self.stdout.write(f"{run.taken} rows {done}, {run.unchanged} unchanged, {run.refused} refused{end}")
        if run.state == ImportRun.State.FAILED:
            raise CommandError("Nothing was taken over.")
