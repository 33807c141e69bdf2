"""Measure the pages at two sizes, through the real server and beside their bare SQL, interleaved in one run.

python -m bench.measure --home /var/tmp/bench --small bench_small --large bench_large --rounds 40 --out result
"""

import argparse
import multiprocessing
import os
import statistics
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.probe import Cost, serve
from bench.report import write_report
from bench.server import address_of, make_database
from bench.web import Browser, Web

PORTS = {"small": 8391, "large": 8392}
WARM_UP = 3


@dataclass
class Measured:
    """All costs of one page at one size."""

    queries: int
    left: int
    letters: int
    http: list[Cost] = field(default_factory=list)
    sql: list[Cost] = field(default_factory=list)
    rendering: list[Cost] = field(default_factory=list)


class Size:
    """One database with its server, its browser and its probe."""

    def __init__(self, name: str, home: Path, database: str, stack: ExitStack) -> None:
        self.name = name
        url = address_of(home, database)
        self.web = stack.enter_context(Web(home, url, PORTS[name]))
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._child = context.Process(target=serve, args=(theirs, url, str(home)), daemon=True)
        self._child.start()
        email, targets = self.ask("who")
        self.targets = {target.name: target for target in targets}
        self.browser = Browser(self.web)
        self.cookie = self.browser.sign_in(email)
        self.measured: dict[str, Measured] = {}
        self.statements: dict[str, list[str]] = {}

    def ask(self, method: str, *arguments: object) -> Any:
        self._pipe.send((method, arguments))
        return self._pipe.recv()

    def record(self, name: str) -> None:
        queries, left, letters, self.statements[name] = self.ask("record", name, self.cookie)
        self.measured[name] = Measured(queries, left, letters)
        for _each in range(WARM_UP):
            self.browser.measure(self.targets[name])
            self.ask("bare_sql", name)

    def measure(self, name: str) -> None:
        found = self.measured[name]
        found.http.append(self.browser.measure(self.targets[name]))
        found.sql.append(self.ask("bare_sql", name))
        found.rendering.append(self.ask("bare_rendering", name))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--home", type=Path, required=True)
    arguments.add_argument("--small", default="bench_small")
    arguments.add_argument("--large", default="bench_large")
    arguments.add_argument("--rounds", type=int, default=40)
    arguments.add_argument("--only", default="", help="pages whose name begins so")
    arguments.add_argument("--out", type=Path, default=Path("result"), help="writes .md and .json beside each other")
    arguments.add_argument("--statements", action="store_true", help="also the SQL of each page, as .sql")
    given = arguments.parse_args()
    make_database(given.home, given.small)
    load = [os.getloadavg()[0]]
    began = time.monotonic()
    with ExitStack() as stack:
        sizes = [Size(name, given.home, getattr(given, name), stack) for name in PORTS]
        names = [name for name in sizes[0].targets if name.startswith(given.only)]
        for name in names:
            for size in sizes:
                size.record(name)
        for _round in range(given.rounds):
            for name in names:
                for size in sizes:
                    size.measure(name)
            load.append(os.getloadavg()[0])
        measured = {size.name: size.measured for size in sizes}
        if given.statements:
            for size in sizes:
                text = "\n".join(f"\n-- {name}\n" + ";\n".join(size.statements[name]) + ";" for name in names)
                given.out.with_suffix(f".{size.name}.sql").write_text(text)
    print(f"{given.rounds} rounds in {time.monotonic() - began:.0f} s, load {statistics.median(load):.1f}")
    print(write_report(given.out, measured, load))


if __name__ == "__main__":
    main()
