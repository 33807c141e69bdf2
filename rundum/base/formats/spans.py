"""How long something takes, has taken, or still has: one unit is enough, the largest that fits."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from rundum.base.clock import now
from rundum.base.formats.languages import NO_BREAK

MINUTE, HOUR, DAY, YEAR = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=365.25)


def span(length: timedelta | None) -> str:
    """A length in short: 55 min, 7 h, 5 d (5 T in German). Nothing for None."""
    if length is None:
        return ""
    count, unit = _largest(length)
    match unit:
        case "years":
            return f"{count}{NO_BREAK}{pgettext('years, in one letter', 'y')}"
        case "days":
            return f"{count}{NO_BREAK}{pgettext('days, in one letter', 'd')}"
        case "hours":
            return f"{count}{NO_BREAK}{pgettext('hours, in one letter', 'h')}"
    return f"{count}{NO_BREAK}{pgettext('minutes, in short', 'min')}"


def duration(length: timedelta | None) -> str:
    """A length in words: 55 minutes, 1 hour, 3 days, under a minute. Nothing for None."""
    if length is None:
        return ""
    if length < MINUTE:
        return _("under a minute")
    count, unit = _largest(length)
    match unit:
        case "years":
            text = ngettext("%(count)d year", "%(count)d years", count)
        case "days":
            text = ngettext("%(count)d day", "%(count)d days", count)
        case "hours":
            text = ngettext("%(count)d hour", "%(count)d hours", count)
        case _:
            text = ngettext("%(count)d minute", "%(count)d minutes", count)
    return text % {"count": count}


def since(start: datetime | date | None) -> str:
    """How long something has lasted: for 3 days; for under a minute. Nothing for None."""
    if start is None:
        return ""
    length = now() - _moment(start)
    if length < MINUTE:
        return _("for under a minute")
    count, unit = _largest(length)
    match unit:
        case "years":
            text = ngettext("for %(count)d year", "for %(count)d years", count)
        case "days":
            text = ngettext("for %(count)d day", "for %(count)d days", count)
        case "hours":
            text = ngettext("for %(count)d hour", "for %(count)d hours", count)
        case _:
            text = ngettext("for %(count)d minute", "for %(count)d minutes", count)
    return text % {"count": count}


def ago(moment: datetime | date | None) -> str:
    """How long something is past: 3 days ago; just now within a minute. Nothing for None."""
    if moment is None:
        return ""
    length = now() - _moment(moment)
    if length < MINUTE:
        return _("just now")
    count, unit = _largest(length)
    match unit:
        case "years":
            text = ngettext("%(count)d year ago", "%(count)d years ago", count)
        case "days":
            text = ngettext("%(count)d day ago", "%(count)d days ago", count)
        case "hours":
            text = ngettext("%(count)d hour ago", "%(count)d hours ago", count)
        case _:
            text = ngettext("%(count)d minute ago", "%(count)d minutes ago", count)
    return text % {"count": count}


def left(until: datetime | None) -> str:
    """How much time remains: 2 days left; once it has passed, for how long: 2 days late. Nothing for None."""
    if until is None:
        return ""
    length = until - now()
    if abs(length) < MINUTE:
        return _("due now")
    count, unit = _largest(abs(length))
    late = length < timedelta(0)
    match unit, late:
        case "years", False:
            text = ngettext("%(count)d year left", "%(count)d years left", count)
        case "years", True:
            text = ngettext("%(count)d year late", "%(count)d years late", count)
        case "days", False:
            text = ngettext("%(count)d day left", "%(count)d days left", count)
        case "days", True:
            text = ngettext("%(count)d day late", "%(count)d days late", count)
        case "hours", False:
            text = ngettext("%(count)d hour left", "%(count)d hours left", count)
        case "hours", True:
            text = ngettext("%(count)d hour late", "%(count)d hours late", count)
        case _, False:
            text = ngettext("%(count)d minute left", "%(count)d minutes left", count)
        case _:
            text = ngettext("%(count)d minute late", "%(count)d minutes late", count)
    return text % {"count": count}


def _largest(length: timedelta) -> tuple[int, str]:
    """The largest unit that is reached twice, or a whole day; hours up to a day, minutes up to two hours."""
    length = max(length, timedelta(0))
    if length >= 2 * YEAR:
        return int(length / YEAR), "years"
    if length >= DAY:
        return round(length / DAY), "days"
    if length >= 2 * HOUR:
        return int(length / HOUR), "hours"
    return int(length / MINUTE), "minutes"


def _moment(value: datetime | date) -> datetime:
    """A date stands for its first moment in the zone of the page."""
    if isinstance(value, datetime):
        return value
    return timezone.make_aware(datetime.combine(value, time()))
