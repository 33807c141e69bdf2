"""The `rundum` command."""

import argparse
import sys
from collections.abc import Sequence

from rundum import environment
from rundum.host import up
from rundum.host.problems import HostProblem


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code: 0 done, 1 something stands in the way, 2 wrong words."""
    options = parser().parse_args(arguments)
    try:
        environment.refuse_unknown()
        return int(options.run(options) or 0)
    except (HostProblem, environment.WrongEnvironment) as problem:
        print(f"rundum: {problem}", file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    """The words of the command."""
    command = argparse.ArgumentParser(prog="rundum", description="Rundum on this machine.")
    verbs = command.add_subparsers(required=True, metavar="COMMAND")

    verb = verbs.add_parser("up", help="start Rundum and keep it running")
    verb.add_argument("--empty", action="store_true", help="begin with the first-run page, not the example company")
    verb.add_argument("--port", type=int, help="the port to serve on (default: PORT, or 8000)")
    verb.set_defaults(run=run_up)
    return command


def run_up(options: argparse.Namespace) -> None:
    """`rundum up`"""
    port = options.port or environment.number("PORT", 8000, least=1, most=65_535)
    workers = environment.number("RUNDUM_WORKERS", 2, least=1, most=8)
    up.up(environment.data_home(), port=port, workers=workers, empty=options.empty)


if __name__ == "__main__":
    sys.exit(main())
