"""What journeys through weeks stand on: a clock that can be told what time it is."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime

import pytest

from rundum.base import clock

type Tell = Callable[[datetime], None]


@pytest.fixture
def tell(monkeypatch: pytest.MonkeyPatch) -> Tell:
    """Tell every clock of the house, that of the web server's threads too, what time it is."""

    def told(moment: datetime) -> None:
        monkeypatch.setattr(clock, "_standing_at", ContextVar("standing_at", default=moment))

    return told
