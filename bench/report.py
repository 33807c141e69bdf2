"""What was measured, as a table for people and as JSON for programs."""

import json
import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

KINDS = ("http", "sql", "rendering")
SHOWN = {
    "queries": "queries",
    "http_p50": "p50 ms",
    "http_p95": "p95 ms",
    "http_min": "min ms",
    "http_cpu_min": "CPU min ms",
    "sql_min": "SQL min ms",
    "rendering_min": "rendering min ms",
    "of_floor": "of floor, p50",
    "of_floor_min": "of floor, min",
}
GROWN = {"http_p50": "large/small, p50", "http_min": "min", "http_cpu": "CPU"}

type Figures = Mapping[str, Mapping[str, Mapping[str, float]]]


def write_report(out: Path, measured: Mapping[str, Mapping[str, Any]], load: Sequence[float]) -> str:
    """Write out.md and out.json; returns the Markdown. Each cell says small / large."""
    figures = {size: {name: _figures(found) for name, found in pages.items()} for size, pages in measured.items()}
    machine = {
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "load_median": statistics.median(load),
        "load_most": max(load),
    }
    out.with_suffix(".json").write_text(json.dumps({"machine": machine, "figures": figures}, indent=1))
    head = ["Page", *SHOWN.values(), *GROWN.values()]
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    text = "\n".join([*lines, *(_row(name, figures) for name in figures["small"])]) + "\n"
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
            f"{kind}_cpu_min": min(cost.cpu for cost in costs),
        }
    return figures | {
        "of_floor": figures["http_p50"] / (figures["sql_p50"] + figures["rendering_p50"]),
        "of_floor_min": figures["http_min"] / (figures["sql_min"] + figures["rendering_min"]),
    }


def _row(name: str, figures: Figures) -> str:
    small, large = figures["small"][name], figures["large"][name]
    cells = [name]
    for key in SHOWN:
        pattern = "{:.0f} / {:.0f}" if key == "queries" else "{:.1f} / {:.1f}"
        cells.append(pattern.format(small[key], large[key]))
    cells += [f"{large[key] / small[key]:.2f}" for key in GROWN]
    return "| " + " | ".join(cells) + " |"
