"""The files of the package that the tests in here read."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "rundum"


def name_of(path: Path) -> str:
    """The path as the lists of exceptions write it: relative to the package."""
    return path.relative_to(PACKAGE).as_posix()


@cache
def modules() -> dict[str, ast.Module]:
    """All Python files of the package except migrations, parsed, by name."""
    paths = (path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts)
    return {name_of(path): ast.parse(path.read_text()) for path in paths}


def code() -> Iterator[tuple[str, ast.Module]]:
    """The modules that run in production: all but tests."""
    return ((name, tree) for name, tree in modules().items() if "/tests/" not in name)


@cache
def templates() -> dict[str, str]:
    """All templates, by name."""
    return {name_of(path): path.read_text() for path in sorted(PACKAGE.rglob("templates/**/*.html"))}


def line(text: str, at: int) -> int:
    """The number of the line in which position `at` of a text lies."""
    return text.count("\n", 0, at) + 1
