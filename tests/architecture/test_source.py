"""Rules of STYLE.md that a machine can see in the source."""

import ast
import subprocess
import sys
from pathlib import Path

from rundum.calc.heavy import HEAVY as LATE
from tests.architecture.sources import PACKAGE, code, modules, name_of

MOST_LINES = 300

LONG: dict[str, str] = {}
"""Files over MOST_LINES, and why they are better in one piece."""

SIGNALS: dict[str, str] = {}
"""Files that listen to signals, and why no action can do it."""

AMBIENT = {
    "base/clock.py": "the moment an import or the example company stands at; it says when, never who",
    "host/json_log.py": "the number of the request in log lines; nothing decides by it",
}
"""Files that keep something around a request instead of passing it on, and why."""

HEAVY = {"scipy.stats", "statsmodels", "pandas", "ortools"}
INNER_IMPORTS = dict.fromkeys(
    (f"calc/{name}.py" for name in ("assignment", "before_after", "control_charts", "proportions", "survival")),
    "statsmodels and OR-Tools take seconds to load, which few processes need (rundum/calc/__init__.py)",
)
"""Files with an import below the top, and why."""


def test_calc_loads_neither_django_nor_a_database_driver_nor_what_takes_seconds():
    names = [path.stem for path in (PACKAGE / "calc").glob("*.py") if path.stem != "__init__"]
    assert "working_time" in names
    check = "; ".join(
        [
            "import sys",
            *(f"import rundum.calc.{name}" for name in names),
            f"print(sorted({HEAVY | {'django', 'psycopg'}} & set(sys.modules)))",
        ]
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_web_server_loads_all_that_calc_would_make_a_reader_wait_for():
    inner = {
        f"{item.module}.{item.names[0].name}"
        for name, tree in code()
        if name in INNER_IMPORTS
        for item in ast.walk(tree)
        if isinstance(item, ast.ImportFrom) and item.col_offset
    }
    assert inner
    assert [name for name in inner if not name.startswith(LATE)] == []
    check = "import sys, threading, rundum.wsgi; [each.join() for each in threading.enumerate() if each.daemon]"
    done = subprocess.run(
        [sys.executable, "-c", f"{check}; print(sorted({HEAVY | {'holidays.countries'}} - set(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_no_file_is_longer_than_three_hundred_lines():
    too_long = {
        name_of(path)
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts and len(path.read_text().splitlines()) > MOST_LINES
    }
    root = PACKAGE.parent
    too_long |= {
        path.relative_to(root).as_posix()
        for folder in ("tests", "bench", "bin")
        for path in (root / folder).rglob("*.py")
        if len(path.read_text().splitlines()) > MOST_LINES
    }
    assert too_long == set(LONG)


def test_nothing_happens_by_signal():
    listening = {
        name
        for name, tree in code()
        if any(module.startswith("django.dispatch") or "signals" in module.split(".") for module in imported(tree))
    }
    assert listening == set(SIGNALS)


def test_no_model_does_work_when_it_is_saved_or_deleted():
    methods = {"save", "delete", "save_base", "full_clean"}
    assert [
        f"{name}:{item.lineno}"
        for name, tree in code()
        if "models" in Path(name).parts or name.endswith("models.py")
        for kind in ast.walk(tree)
        if isinstance(kind, ast.ClassDef)
        for item in kind.body
        if isinstance(item, ast.FunctionDef) and item.name in methods
    ] == []


def test_no_user_and_nothing_else_is_kept_around_a_request():
    keeping = {
        name
        for name, tree in code()
        if {"contextvars", "asgiref.local"} & imported(tree)
        or any(isinstance(node, ast.Attribute) and ast.unparse(node) == "threading.local" for node in ast.walk(tree))
    }
    assert keeping == set(AMBIENT)


def test_imports_stand_at_the_top():
    below = {
        name
        for name, tree in code()
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(outer))
    }
    assert below == set(INNER_IMPORTS)


def test_names_of_files_say_something():
    empty = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "service", "services"}
    assert [name for name in modules() if empty & {*Path(name).parts, Path(name).stem}] == []


def imported(tree: ast.Module) -> set[str]:
    """Every module a file imports, and module.name for what it takes from one."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found
