"""What stands in addresses of measures."""

from datetime import date

from django.http import Http404

from rundum.calc.periods import Week


def monday_of(text: str) -> date:
    """The Monday an address names its week by. Raises Http404 for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if Week.of(day).monday != day:
        raise Http404
    return day
