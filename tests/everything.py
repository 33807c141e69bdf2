"""All checks of the house, one after the other, with the time each took; `bin/test` calls this.

bin/test                    everything
bin/test rundum/calc -q     only these tests, with the same throw-away database
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.server import throw_away_server

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
PYTEST = ("pytest", "-q", "--numprocesses", "2")

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("format", ("ruff", "format", "--check", "--quiet", ".")),
    ("lint", ("ruff", "check", "--quiet", ".")),
    ("templates", ("djlint", "rundum", "--lint", "--quiet")),
    ("types", ("mypy", "rundum", "--no-error-summary")),
    ("import directions", ("lint-imports", "--no-logo")),
    ("migrations", ("python", "manage.py", "makemigrations", "--check", "--dry-run")),
    ("catalogs", (str(ROOT / "bin" / "catalog"), "--check")),
    ("tests", (*PYTEST, "-m", "not browser")),
    ("browser tests", (*PYTEST, "-m", "browser")),
)


def main(arguments: list[str]) -> int:
    """Run everything, or the tests that the arguments name; 0 when all passed, else 1."""
    steps = (("tests", ("pytest", *arguments)),) if arguments else STEPS
    results = []
    begin = time.monotonic()
    with throw_away_server() as variables:
        for name, command in steps:
            results.append((name, *run(name, command, variables)))
    print(f"\n{'passed':>8} {'seconds':>8}")
    for name, passed, seconds in results:
        print(f"{'yes' if passed else 'NO':>8} {seconds:8.1f}  {name}")
    print(f"{'':8} {time.monotonic() - begin:8.1f}  in all")
    return 0 if all(passed for _name, passed, _seconds in results) else 1


def run(name: str, command: tuple[str, ...], variables: dict[str, str]) -> tuple[bool, float]:
    """One step: whether it passed, and the seconds it took. What it has to say goes to the terminal as it is."""
    print(f"\n== {name}", flush=True)
    path = os.pathsep.join([str(PROGRAMS), variables.get("PATH", "")])
    begin = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=variables | {"PATH": path}, check=False)
    return done.returncode == 0, time.monotonic() - begin


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
