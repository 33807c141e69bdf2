"""How hours of work read."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rundum.base.formats.languages import NO_BREAK
from rundum.base.formats.numbers import number
from rundum.planning.queries.load import Beyond

HUNDREDTH = Decimal("0.01")


def hours(value: Decimal | int | None) -> str:
    """Hours with no more places than they have: 7.5 h. None reads "not known yet"."""
    if value is None:
        return number(None)
    return f"{number(Decimal(value).quantize(HUNDREDTH).normalize())}{NO_BREAK}{pgettext('hours, in one letter', 'h')}"


def beyond_words(beyond: Beyond) -> str:
    """That a commitment is more than there are hours for, and by how much; empty where it fits.

    What is beyond somebody's own hours is for their own eyes.
    """
    said = {"team": hours(beyond.team), "own": hours(beyond.own)}
    if beyond.team and beyond.own:
        return _("With this the week is %(team)s beyond the team's capacity, and your own is %(own)s too full.") % said
    if beyond.team:
        return _("With this the week is %(team)s beyond the team's capacity.") % said
    return _("With this your own week is %(own)s too full.") % said if beyond.own else ""


def state_words(beyond: Beyond) -> str:
    """That a week is too full as it stands, and by how much; empty where it is not."""
    said = {"team": hours(beyond.team), "own": hours(beyond.own)}
    if beyond.team and beyond.own:
        return _("The week is %(team)s beyond the team's capacity, and your own is %(own)s too full.") % said
    if beyond.team:
        return _("The week is %(team)s beyond the team's capacity.") % said
    return _("Your own week is %(own)s too full.") % said if beyond.own else ""
