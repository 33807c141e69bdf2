"""Only `bin/check-data FOLDER` runs these; elsewhere they are not collected, since the files are not ours to ship."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from rundum.exchange.actions.running import carry_out, start_import
from rundum.exchange.mapping import load
from rundum.exchange.models import ImportRun


@pytest.fixture(scope="session")
def data(pytestconfig: pytest.Config) -> Path:
    return Path(pytestconfig.getoption("data"))


def figures(folder: Path) -> dict[str, Any]:
    """The first block of figures in a data set's README."""
    text = (folder / "README.md").read_text(encoding="utf-8")
    found = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert found, f"{folder}/README.md has no figures"
    return dict(json.loads(found[1]))


def take_over(key: str, folder: Path) -> ImportRun:
    names = [file.name for file in load(key).files]
    return carry_out(start_import(key, by=None), {name: (folder / name).read_bytes() for name in names})
