"""One customer by the measures: what each says of them, week by week, and the rows behind a week."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.charts import week_label
from rundum.concerns.filters import id_in
from rundum.customers.models import Customer
from rundum.customers.views.found import customer_or_404
from rundum.desk.customer_page.views import begin
from rundum.measures.addresses import monday_of
from rundum.measures.choices import Data, Kind
from rundum.measures.models import Measure
from rundum.measures.queries.of_customer import charts_of, measures_of, rows_of_customer
from rundum.measures.shown import ShownMeasure, shown_register


@open_to_colleagues
@require_safe
def measures(request: SignedInRequest, customer: int) -> HttpResponse:
    """What the measures that are made of concerns say of this customer."""
    found, _calendar, context = begin(request, customer, "measures")
    order = {kind: at for at, kind in enumerate(Kind)}
    told = sorted(measures_of(found), key=lambda one: (order[Kind(one.kind)], one.pk))
    charts = charts_of(told, found, reader=request.user)
    context["kinds"] = shown_register(charts) if any(each.weeks or each.running for each in charts) else []
    return render(request, "desk/customer/measures.html", context)


@open_to_colleagues
@require_safe
def measure(request: SignedInRequest, customer: int, measure: int) -> HttpResponse:
    """One measure of this customer: chart, verdict and weeks."""
    found = customer_or_404(request, customer)
    asked = _told(found, measure)
    (charted,) = charts_of([asked], found, reader=request.user)
    shown = ShownMeasure(charted)
    page = shown.table(request.GET.get("place", ""))
    context = {"customer": found, "measure": asked, "shown": shown, "page": page}
    return render(request, "desk/customer/measure.html", context)


@open_to_colleagues
@require_safe
def week(request: SignedInRequest, customer: int, measure: int, monday: str) -> HttpResponse:
    """The rows of one week's figure of this customer, as far as one may see them; they add up to it."""
    found, day = customer_or_404(request, customer), monday_of(monday)
    asked = _told(found, measure)
    after = id_in(request.GET.get("after", "")) or 0
    context = {
        "customer": found,
        "measure": asked,
        "label": week_label(day, year=True),
        "in_hours": asked.data == Data.DURATION,
        "is_count": asked.data == Data.COUNT,
        "behind": rows_of_customer(asked, found, day, reader=request.user, after=after),
    }
    return render(request, "desk/customer/week.html", context)


def _told(customer: Customer, pk: int) -> Measure:
    """A measure that can be told by customer. 404 for another team's own, and for one that is not made of concerns."""
    measure = get_object_or_404(Measure, pk=pk)
    if measure.pk not in {one.pk for one in measures_of(customer)}:
        raise Http404
    return measure
