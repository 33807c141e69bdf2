"""Installations of their own for every test, in folders that the database's account can reach."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rundum.host.postgres import Server
from rundum.host.sockets import socket_folder


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "RUNDUM_DATA", "RUNDUM_WORKERS", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("rundum.host.postgres.RECOVERY_SECONDS", 30)


@pytest.fixture
def place() -> Iterator[Path]:
    """An empty folder that everybody may pass through; pytest's own is closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="rundum-test-")).resolve()
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def home(place: Path) -> Iterator[Path]:
    """Where an installation may live; what a test leaves running there is stopped."""
    home = place / "home"
    yield home
    clear(home)


@pytest.fixture
def server(home: Path) -> Server:
    return Server(home)


def clear(home: Path) -> None:
    """Stop what runs in `home` and remove a socket folder elsewhere."""
    if home.exists():
        Server(home).stop_unused()
        if not socket_folder(home).is_relative_to(home):
            shutil.rmtree(socket_folder(home), ignore_errors=True)
