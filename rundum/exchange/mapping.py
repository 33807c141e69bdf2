"""What a mapping file says: which file makes what, and which column is which field. Pure; see mappings/*.toml."""

import re
import tomllib
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

MAPPINGS = Path(__file__).parent / "mappings"
COLUMN = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class State:
    """What a value of the state field means: the step, whom the concern waits for, the outcome it ends with."""

    step: str
    waits_for: str = ""
    ends: str = ""


@dataclass(frozen=True)
class FileMapping:
    """How the rows of one file are read. makes: members, customers, concerns or events."""

    name: str
    makes: str
    fields: Map[str, str]
    replace: Map[str, Map[str, str]] = field(default_factory=dict)
    if_empty: Map[str, str] = field(default_factory=dict)
    states: Map[str, State] = field(default_factory=dict)

    @property
    def columns(self) -> set[str]:
        """The columns the file must have."""
        return {column for text in self.fields.values() for column in COLUMN.findall(text)}

    def read(self, row: Map[str, str]) -> dict[str, str]:
        """The row's values by field: columns put in, slips mended, empty ones filled."""
        values = {}
        for name, text in self.fields.items():
            value = COLUMN.sub(lambda found: row[found[1]], text).strip()
            value = self.replace.get(name, {}).get(value, value)
            values[name] = value or self.if_empty.get(name, "")
        return values


@dataclass(frozen=True)
class ProcessMapping:
    """The process that imported concerns follow; made with the default steps where there is none of its key."""

    key: str
    name: str
    icon: str
    is_sale: bool
    outcome: str
    outcome_measure: str


@dataclass(frozen=True)
class Mapping:
    """A whole mapping file.

    date: how days are written, for strptime; empty means ISO 8601.
    leaves_out: files of the source that nothing is taken from, and that are no mistake when they are given.
    """

    key: str
    title: str
    source: str
    zone: ZoneInfo
    language: str
    currency: str
    date: str
    process: ProcessMapping
    files: tuple[FileMapping, ...]
    leaves_out: tuple[str, ...] = ()

    def for_file(self, name: str) -> FileMapping | None:
        return next((file for file in self.files if file.name == name), None)


def available() -> list[str]:
    """The keys of the mappings that come with Rundum, in alphabetical order."""
    return sorted(path.stem for path in MAPPINGS.glob("*.toml"))


def load(key: str) -> Mapping:
    """A mapping that comes with Rundum, or the file at a path. Raises FileNotFoundError."""
    path = MAPPINGS / f"{key}.toml" if key in available() else Path(key)
    with path.open("rb") as file:
        data = tomllib.load(file)
    return Mapping(
        key=path.stem,
        title=data["title"],
        source=data["source"],
        zone=ZoneInfo(data["zone"]),
        language=data["language"],
        currency=data["currency"],
        date=data.get("date", ""),
        process=ProcessMapping(**data["process"]),
        files=tuple(_file(part) for part in data["file"]),
        leaves_out=tuple(data.get("leaves_out", ())),
    )


def _file(data: dict[str, Any]) -> FileMapping:
    states = {name: State(**state) for name, state in data.pop("states", {}).items()}
    return FileMapping(**data, states=states)
