"""Moments as texts that COPY reads, made once: the last three years, by day and by second of a working day."""

from datetime import date, timedelta

DAYS = 1095
OPENS_AT, SECONDS = 7 * 3600, 9 * 3600  # UTC


class Calendar:
    """Days are counted from the first one; the last one is yesterday, so that nothing lies in the future."""

    def __init__(self, today: date, days: int = DAYS) -> None:
        self.days = days
        first = today - timedelta(days=days)
        self._days = [(first + timedelta(days=place)).isoformat() for place in range(days + 60)]
        self._times = [
            f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}+00"
            for second in range(OPENS_AT, OPENS_AT + SECONDS)
        ]

    def day(self, place: int) -> str:
        return self._days[place]

    def moment(self, place: int, part: float) -> str:
        """part: of the working day, at least 0 and below 1."""
        return f"{self._days[place]} {self._times[int(part * SECONDS)]}"
