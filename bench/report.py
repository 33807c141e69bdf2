"""What was measured, as a table for people and as JSON for programs."""

import json
import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

KINDS = ("http", "sql", "rendering")
HEAD = (
    "Page", "queries", "p50 ms", "p95 ms", "min ms", "CPU ms", "SQL p50", "render p50", "of floor", "of floor, CPU",
    "large/small", "by CPU",
)  # fmt: skip


def write_report(out: Path, measured: Mapping[str, Mapping[str, Any]], load: Sequence[float]) -> str:
    """Write out.md and out.json; returns the Markdown."""
    figures = {size: {name: _figures(found) for name, found in pages.items()} for size, pages in measured.items()}
    machine = {
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "load_median": statistics.median(load),
        "load_most": max(load),
    }
    out.with_suffix(".json").write_text(json.dumps({"machine": machine, "figures": figures}, indent=1))
    lines = ["| " + " | ".join(HEAD) + " |", "|" + " --- |" * len(HEAD)]
    lines += [_row(name, size, figures) for name in figures["small"] for size in figures]
    text = "\n".join(lines) + "\n"
    out.with_suffix(".md").write_text(text)
    return text


def _figures(found: Any) -> dict[str, float]:
    figures: dict[str, float] = {"queries": found.queries, "left": found.left, "letters": found.letters}
    for kind in KINDS:
        costs = getattr(found, kind)
        wall = sorted(cost.wall for cost in costs)
        figures |= {
            f"{kind}_p50": statistics.median(wall),
            f"{kind}_p95": wall[max(0, round(len(wall) * 0.95) - 1)],
            f"{kind}_min": wall[0],
            f"{kind}_cpu": statistics.median(cost.cpu for cost in costs),
        }
    floor, cpu = figures["sql_p50"] + figures["rendering_p50"], figures["sql_cpu"] + figures["rendering_cpu"]
    return figures | {"of_floor": figures["http_p50"] / floor, "of_floor_cpu": figures["http_cpu"] / cpu}


def _row(name: str, size: str, figures: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    mine, small = figures[size][name], figures["small"][name]
    grown = [f"{mine[key] / small[key]:.2f}" for key in ("http_p50", "http_cpu")] if size == "large" else ["", ""]
    left = f" ({mine['left']:.0f} in render)" if mine["left"] else ""
    cells = [
        f"{name}, {size}", f"{mine['queries']:.0f}{left}",
        *(f"{mine[key]:.1f}" for key in ("http_p50", "http_p95", "http_min", "http_cpu", "sql_p50", "rendering_p50")),
        f"{mine['of_floor']:.1f}", f"{mine['of_floor_cpu']:.1f}", *grown,
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"
