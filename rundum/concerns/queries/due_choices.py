"""Times a promise is often given for, reckoned in the team's working calendar."""

from datetime import datetime, time, timedelta

from rundum.calc.working_time import WorkingCalendar

NOON = time(12)
SOON = timedelta(hours=1)
A_WEEK = 5  # working days
LONGEST_LOOK = 60  # days: no team has so long a holiday


def due_choices(calendar: WorkingCalendar, now: datetime) -> list[datetime]:
    """Up to five times in order: end of today, noon and end of the next working day, the day after, in a week.

    Empty for a team without working hours. The results are in the team's zone.
    """
    if not any(calendar.hours.values()):
        return []
    opening = calendar.next_opening(now)
    today = opening.date()
    days = [today]
    while len(days) <= A_WEEK and days[-1] < today + timedelta(days=LONGEST_LOOK):
        after = days[-1] + timedelta(days=1)
        while not calendar.is_working_day(after) and after < today + timedelta(days=LONGEST_LOOK):
            after += timedelta(days=1)
        days.append(after)
    ends = [calendar.end_of_working_day(day) for day in days]
    noon = datetime.combine(days[1], NOON, tzinfo=opening.tzinfo)
    wanted = [ends[0], noon, ends[1], ends[2], ends[-1]]
    return sorted({moment for moment in wanted if moment - now >= SOON})
