"""Measure how long the measures of a generated company take: rolled up at first, and after one day's work.

    python -m bench.refresh --home /var/tmp/bench --database bench_thousand --days 3 --statements 12

The company lives on by as many working days as asked for; each is refreshed in one go, as it is in the morning after a
night without the housekeeping, which otherwise refreshes every five minutes.
"""

import argparse
import os
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.server import address_of, make_database


class Statements:
    """An execute wrapper that adds up how long each statement took, by its name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.counts: dict[str, int] = defaultdict(int)
        self.keys: dict[int, str] = {}

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            name = self._name(str(sql), params)
            self.seconds[name] += time.perf_counter() - began
            self.counts[name] += 1

    def _name(self, sql: str, params: Any) -> str:
        words = " ".join(sql.split())[:70]
        measure = params.get("measure") if isinstance(params, dict) else None
        if measure and "family" in params:
            return self.keys.get(measure, words)
        return f"{words}: {params['family']}" if isinstance(params, dict) and "family" in params else words

    def know(self) -> None:
        from rundum.measures.models import Measure

        self.keys = {measure.pk: f"measure {measure.key}" for measure in Measure.objects.all()}

    def told(self, most: int) -> str:
        slowest = sorted(self.seconds.items(), key=lambda item: -item[1])[:most]
        return "\n".join(f"    {seconds:8.2f} s {self.counts[name]:5d} x  {name}" for name, seconds in slowest)


def database_cpu() -> float:
    """Seconds of CPU that the process behind Django's connection has used."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        fields = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--home", type=Path, required=True)
    arguments.add_argument("--database", default="bench_small")
    arguments.add_argument("--days", type=int, default=2, help="so many days of work, each refreshed on its evening")
    arguments.add_argument(
        "--as-many", type=int, help="a day's work of a company with so many concerns; else as many as there are"
    )
    arguments.add_argument("--statements", type=int, default=0, help="list so many of the slowest statements")
    given = arguments.parse_args()
    make_database(given.home, given.database)
    os.environ["DATABASE_URL"] = address_of(given.home, given.database)
    os.environ["RUNDUM_DATA"] = str(given.home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rundum.settings")
    import django

    django.setup()
    measure(days=given.days, as_many=given.as_many, most=given.statements)


def measure(*, days: int, as_many: int | None, most: int) -> None:
    from datetime import timedelta

    from django.core.management import call_command
    from django.db import connection

    from bench.day import last_moment, live_one_day, morning_after
    from rundum.base.clock import standing_at
    from rundum.concerns.models import Concern
    from rundum.measures.actions.rolling_up import refresh_measures
    from rundum.teams.models import Team

    call_command("migrate", verbosity=0)

    def refreshed(what: str, moment: Any) -> None:
        statements = Statements()
        statements.know()
        began, own, theirs = time.perf_counter(), time.process_time(), database_cpu()
        with connection.execute_wrapper(statements), standing_at(moment):
            done = refresh_measures()
        seconds, own, theirs = time.perf_counter() - began, time.process_time() - own, database_cpu() - theirs
        print(f"{what}: {seconds:.1f} s, CPU {theirs:.1f} s of the database and {own:.1f} s of Python: {done}")
        print(*([statements.told(most)] if most else []), f"    load {os.getloadavg()[0]:.1f}", sep="\n", flush=True)

    concerns = Concern.objects.count()
    print(f"{Team.objects.count():,} teams, {concerns:,} concerns")
    moment = last_moment()
    refreshed("Up to date", moment + timedelta(minutes=1))
    for day in range(days):
        opens = morning_after(moment)
        moment = opens + timedelta(hours=10)
        began = time.perf_counter()
        entries = live_one_day(opens, concerns=as_many or concerns, seed=day + 1)
        print(f"{opens:%A, %d %B}: {entries:,} entries written in {time.perf_counter() - began:.1f} s", flush=True)
        refreshed("  the day's work", moment)
        refreshed("  nothing new", moment + timedelta(minutes=5))


if __name__ == "__main__":
    main()
