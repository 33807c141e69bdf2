"""A customer as a row of the list: a function, as it stands in a loop."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rundum.base.components.icons import icon
from rundum.base.components.people import customer_avatar
from rundum.base.formats.days import month
from rundum.customers.models import Customer


def customer_rows(customers: list[Customer], *, whose: str, take: bool) -> list[SafeString]:
    """The rows. whose: the list's team as its address names it; take: the reader can take one that has no team."""
    root, take_this = reverse("customers:list"), escape(_("Take this"))
    return [_row(customer, root, whose, take_this if take else "") for customer in customers]


def _row(customer: Customer, root: str, whose: str, take_this: str) -> SafeString:
    address, name = f"{root}{customer.pk}/", escape(customer.name)
    confidential = f' {icon("lock", "s")}<span class="vh">{escape(_("confidential"))}</span>'
    tags = "".join(
        f'<a class="tag" href="?{escape(urlencode({"team": whose, "tag": tag}))}">{escape(tag)}</a>'
        for tag in customer.tags
    )
    end = ""
    if customer.team is not None:
        elsewhere = f"{escape(customer.team.name)} · " if whose != str(customer.team_id) else ""
        since = escape(_("since %(month)s") % {"month": month(customer.team_since)})
        end = f'<span class="sm muted d">{elsewhere}{since}</span>'
    elif take_this:
        button = f'<a class="btn btn-s btn-soft" href="{address}team/">{take_this}<span class="vh"> {name}</span></a>'
        end = f'<span class="act d">{button}</span>'
    return mark_safe(  # noqa: S308 (every part is escaped)
        f'<li class="crow">{customer_avatar(customer.name)}<span class="xs muted desk num">{customer.number}</span>'
        f'<div class="trunc"><a class="ttl" href="{address}">{name}</a>{confidential if customer.confidential else ""}'
        f'<span class="muted sm c"> {escape(customer.city)}</span></div>'
        f'<span class="tags act desk">{tags}</span>{end}</li>'
    )
