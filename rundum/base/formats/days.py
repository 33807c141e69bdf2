"""Days and times of day as people say them, in the language and the time zone of the page being made."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from rundum.base.clock import now
from rundum.base.formats.languages import current_language

WEEK = 7


def day(value: date | datetime | None) -> str:
    """Today, Tomorrow, Yesterday; Fri 4 Dec within the year; 4 Dec 2025 otherwise. Nothing for None."""
    if value is None:
        return ""
    there, here = _local_date(value), _here()
    return _nearby(there, here) or _dated(there, here)


def day_inside(value: date | datetime | None) -> str:
    """The same inside a sentence: today, tomorrow, yesterday; otherwise as `day`."""
    if value is None:
        return ""
    there, here = _local_date(value), _here()
    return _nearby(there, here).lower() or _dated(there, here)


def day_time(value: datetime | None) -> str:
    """A moment as it concerns us: Today, 16:00; Wed, 12:00 within the week ahead; further off the day alone."""
    if value is None:
        return ""
    local, here = timezone.localtime(value), _here()
    there = local.date()
    near = _nearby(there, here)
    if not near and 0 < (there - here).days < WEEK:
        near = current_language().weekdays_short[there.weekday()]
    return f"{near}, {_clock(local)}" if near else _dated(there, here)


def moment(value: datetime | None) -> str:
    """Day and time, always both: Today, 16:00; Wed 25 Nov, 12:00; 25 Nov 2025, 12:00."""
    if value is None:
        return ""
    local, here = timezone.localtime(value), _here()
    there = local.date()
    return f"{_nearby(there, here) or _dated(there, here)}, {_clock(local)}"


def moment_inside(value: datetime | None) -> str:
    """The same inside a sentence: today, 16:00."""
    if value is None:
        return ""
    there, here = timezone.localtime(value).date(), _here()
    near = _nearby(there, here)
    return f"{near.lower()}, {clock(value)}" if near else moment(value)


def long_day(value: date | datetime | None) -> str:
    """A day written out: Wednesday, 18 November, with the year where it is another one."""
    if value is None:
        return ""
    there, language = _local_date(value), current_language()
    text = language.long_weekday_day_month.format(
        weekday=language.weekdays[there.weekday()], day=there.day, month=language.months[there.month]
    )
    return text if there.year == _here().year else f"{text} {there.year}"


def month(value: date | datetime | None) -> str:
    """November, or November 2025 where it is another year."""
    if value is None:
        return ""
    there = _local_date(value)
    name = current_language().months[there.month]
    return name if there.year == _here().year else f"{name} {there.year}"


def clock(value: datetime | None) -> str:
    """The time of day: 7:42."""
    return "" if value is None else _clock(timezone.localtime(value))


def _here() -> date:
    return timezone.localtime(now()).date()


def _local_date(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def _nearby(there: date, here: date) -> str:
    match (there - here).days:
        case 0:
            return _("Today")
        case 1:
            return _("Tomorrow")
        case -1:
            return _("Yesterday")
    return ""


def _dated(there: date, here: date) -> str:
    language = current_language()
    month = language.months_short[there.month]
    if there.year == here.year:
        weekday = language.weekdays_short[there.weekday()]
        return language.weekday_day_month.format(weekday=weekday, day=there.day, month=month)
    return f"{language.day_month.format(day=there.day, month=month)} {there.year}"


def _clock(local: datetime) -> str:
    return f"{local.hour}:{local.minute:02}"
