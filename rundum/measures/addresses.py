"""What stands in addresses of measures."""

from datetime import date

from django.http import Http404
from django.urls import reverse

from rundum.base.charts import By
from rundum.calc.months import Month
from rundum.calc.periods import Week
from rundum.measures.models import KeptBaseline


def monday_of(text: str) -> date:
    """The Monday an address names its week by. Raises Http404 for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if Week.of(day).monday != day:
        raise Http404
    return day


def address_of_chart(kept: KeptBaseline) -> str:
    """The page of the chart whose limits come from this."""
    page = reverse("measures:measure", args=[kept.measure_id])
    return f"{page}?process={kept.process_id}" if kept.process_id else page


def month_named(text: str) -> Month:
    """The month an address names. Raises Http404 for anything else."""
    try:
        day = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None
    month = Month(day.year, day.month)
    if str(month) != text:
        raise Http404
    return month


def by_named(text: str) -> By:
    """Whether an address asks for weeks or months, weeks where it says nothing. Raises Http404 for anything else."""
    try:
        return By(text or By.WEEK)
    except ValueError:
        raise Http404 from None
