"""The list of customers, page by page, and the queues beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import BooleanField, F, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.calc.names import query_text, trigrams_asked
from rundum.customers.models import Customer, Expectation
from rundum.customers.models.customer import CustomerQuerySet
from rundum.teams.models import Organisation

PAGE = 50
SHOWN = ("number", "name", "sort_name", "city", "tags", "confidential", "team_since", "team__name")
"""What a row needs of a customer; thirty columns more would only be read to be thrown away."""
LONGEST_COUNT = 1000  # beyond this a count reads "more than 1,000" and costs no more


@dataclass(frozen=True)
class Filters:
    """What the reader asked for. teams: of these teams; without_team: the queue instead."""

    teams: Iterable[int] = ()
    without_team: bool = False
    tag: str = ""
    text: str = ""


@dataclass(frozen=True)
class Place:
    """Where a page ends: the sort name and id of its last (or first) customer."""

    name: str
    id: int

    def __str__(self) -> str:
        """As addresses carry it."""
        return f"{self.id}:{self.name}"


@dataclass(frozen=True)
class Page:
    """One page of customers. before, after: places to go on from, None at the ends."""

    customers: list[Customer] = field(default_factory=list)
    before: Place | None = None
    after: Place | None = None


def customers_found(visible: CustomerQuerySet, filters: Filters) -> QuerySet[Customer]:
    """Those of the visible customers that were asked for, in no order yet."""
    found = visible
    if filters.without_team:
        found = found.without_team()
    elif teams := list(filters.teams):
        found = found.filter(team__in=teams) if len(teams) > 1 else found.filter(team=teams[0])
    if filters.tag:
        found = found.filter(tags__contains=[filters.tag])
    if filters.text.strip():
        found = found.filter(named_like(filters.text))
    return found


def named_like(text: str) -> Q:
    """Customers whose name contains every word of `text`, or whose number is it; through the trigram index."""
    number = text.strip()
    if number.isascii() and number.isdigit() and len(number) < 18:
        return Q(number=int(number))
    words = Q()
    for word in query_text(text).split():
        words &= Q(search_name__contains=word)
    pieces = trigrams_asked(text)
    if not pieces:
        return Q(pk__in=())
    has_pieces = RawSQL("rundum_trigrams(customers_customer.search_name) @> %s::text[]", [pieces], BooleanField())
    return words & Q(has_pieces)


def customers_page(
    visible: CustomerQuerySet, filters: Filters, *, after: Place | None = None, before: Place | None = None
) -> Page:
    """The customers after (or before) a place in the order of their names. One query, through the index by name.

    after and before are places of a page seen earlier; without either it is the first page.
    """
    backwards = before is not None
    place = before or after
    found = customers_found(visible, filters).select_related("team").only(*SHOWN)
    order = ("-sort_name", "-id") if backwards else ("sort_name", "id")
    if place is not None:
        beyond = TupleLessThan if backwards else TupleGreaterThan  # a comparison of rows is what uses the index
        found = found.filter(beyond(Tuple(F("sort_name"), F("id")), (place.name, place.id)))
    rows = list(found.order_by(*order)[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    if backwards:
        rows.reverse()
    if not rows:
        return Page()
    first, last = Place(rows[0].sort_name, rows[0].pk), Place(rows[-1].sort_name, rows[-1].pk)
    has_before = more if backwards else place is not None
    has_after = True if backwards else more
    return Page(rows, first if has_before else None, last if has_after else None)


def count_up_to(found: QuerySet[Customer], most: int = LONGEST_COUNT) -> int:
    """How many there are, counted no further than one beyond `most`."""
    return found.order_by()[: most + 1].count()


def waiting_for_a_team(user: User) -> QuerySet[Customer]:
    """The queue "no team yet", the longest waiting first (AC0.2)."""
    return Customer.objects.visible_to(user).without_team().order_by("made_at", "id")


def expectations_to_confirm(team: int, user: User) -> QuerySet[Expectation]:
    """The expectations of the team's customers not confirmed for the organisation's period, oldest first (AC1.1)."""
    organisation = Organisation.objects.first()
    days = organisation.confirm_expectations_days if organisation else 180
    return (
        Expectation.objects.to_confirm(now(), days)
        .filter(customer__team=team, customer__in=Customer.objects.visible_to(user))
        .select_related("customer", "contact")
        .order_by("confirmed_at", "id")
    )
