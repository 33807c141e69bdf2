"""What is measured: pages of one member in the middle of the company, with the addresses of this database."""

from urllib.parse import quote, urlencode

from django.db import connection
from django.db.models import Count, Min
from django.urls import NoReverseMatch, reverse

from bench.company import MEMBERS
from bench.probe import Target
from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.concerns.models import Concern, Process
from rundum.customers.models import Contact, Customer
from rundum.customers.queries.lists import PAGE
from rundum.teams.models import Membership, Team

FAR = 1_000  # the page of the list of customers that is far away; at most the last but one


def reader() -> User:
    """A member of the team in the middle."""
    teams = list(Team.objects.order_by("pk").values_list("pk", flat=True))
    membership = Membership.objects.on(today()).filter(team=teams[len(teams) // 2]).order_by("pk")[MEMBERS // 2]
    return membership.user


def targets(user: User) -> list[Target]:
    """All pages that are there; an address that no area has brought is left out and said."""
    team = Membership.objects.on(today()).filter(user=user).values_list("team", flat=True)[0]
    mine = Customer.objects.filter(team=team, confidential=False).order_by("pk")
    ordinary = _customer_with(list(mine.values_list("pk", flat=True)), entries=10)
    largest = Customer.objects.filter(confidential=False, team__isnull=False).aggregate(pk=Min("pk"))["pk"]
    work = Concern.objects.filter(team=team, closed_at=None, due_at__isnull=False, confidential=False).order_by("pk")
    concern = work.filter(customer__confidential=False)[0]
    return [
        Target("Teamraum", reverse("desk:teamraum")),
        Target("Flow board", reverse("concerns:flow")),
        Target("Concern list", reverse("concerns:list")),
        Target("Customer (about 10 entries)", reverse("customers:customer", args=[ordinary])),
        Target("Customer (thousands of entries)", reverse("customers:customer", args=[largest])),
        Target("Concern", reverse("concerns:concern", args=[concern.customer_id, concern.pk])),
        Target("Customers, own team", reverse("customers:list")),
        Target("Customers, all, page 1", reverse("customers:list") + "?team=all"),
        Target("Customers, all, page 1,000", reverse("customers:list") + "?team=all&after=" + quote(_far_place())),
        *_searches(),
        _intake(mine[5]),
    ]


def _customer_with(among: list[int], *, entries: int) -> int:
    """The one whose number of entries is nearest."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select customer_id, count(*) from timeline_entry where customer_id = any(%s) group by 1", [among]
        )
        return min(cursor.fetchall(), key=lambda row: (abs(row[1] - entries), row[0]))[0]


def _far_place() -> str:
    """The place before page 1,000, as the list writes it; in a small company that before its last but one page."""
    ordered = Customer.objects.filter(confidential=False).order_by("sort_name", "pk")
    pages = ordered.aggregate(count=Count("pk"))["count"] // PAGE
    last = ordered[(min(FAR, pages - 1) - 1) * PAGE - 1]
    return f"{last.pk}:{last.sort_name}"


def _searches() -> list[Target]:
    try:
        search = reverse("desk:search")
    except NoReverseMatch:
        return []
    named = Customer.objects.filter(confidential=False).order_by("pk")[77]
    surname, trade = named.name.split()[:2]
    concern = Concern.objects.filter(confidential=False, closed_at=None).order_by("pk")[7]
    asked = {
        "prefix, common": "mül",
        "prefix, rare": f"{surname} {trade}",
        "infix, common": "technik",
        "infix, rare": f"{surname[2:]} {trade[3:]}",
        "customer's number": str(named.number),
        "concern's number": str(concern.number),
        "nothing found": "qwxyz",
    }
    return [Target(f"Search: {what}", f"{search}?{urlencode({'q': text})}", htmx=True) for what, text in asked.items()]


def _intake(customer: Customer) -> Target:
    contact = Contact.objects.filter(customer=customer).order_by("pk")[0]
    process = Process.objects.filter(is_sale=False, retired_at=None).order_by("pk")[0]
    form = {"title": "Anlage steht still", "process": str(process.pk), "contact": str(contact.pk), "channel": "phone"}
    return Target("Take in a concern (POST)", f"{reverse('concerns:intake')}?customer={customer.pk}", form)
