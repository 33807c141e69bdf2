"""A customer as a row of the list: a function, as it stands in a loop."""

from html import escape
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rundum.base.components.icons import icon
from rundum.base.components.people import customer_avatar
from rundum.base.formats.days import month
from rundum.customers.queries.lists import Row


def customer_rows(customers: list[Row], *, whose: str, take: bool) -> SafeString:
    """The rows. whose: the list's team as its address names it; take: the reader can take one that has no team."""
    root, take_this, since = reverse("customers:list"), escape(_("Take this")), escape(_("since %(month)s"))
    lock = f' {icon("lock", "s")}<span class="vh">{escape(_("confidential"))}</span>'
    months = {customer.team_since: escape(month(customer.team_since)) for customer in customers}
    rows = []
    for customer in customers:
        address, name = f"{root}{customer.id}/", escape(customer.name)
        tags = "".join(
            f'<a class="tag" href="?{escape(urlencode({"team": whose, "tag": tag}))}">{escape(tag)}</a>'
            for tag in customer.tags
        )
        end = ""
        if customer.team_id is not None:
            elsewhere = f"{escape(customer.team_name or '')} · " if whose != str(customer.team_id) else ""
            end = f'<span class="sm muted d">{elsewhere}{since % {"month": months[customer.team_since]}}</span>'
        elif take:
            button = (
                f'<a class="btn btn-s btn-soft" href="{address}team/">{take_this}<span class="vh"> {name}</span></a>'
            )
            end = f'<span class="act d">{button}</span>'
        row = (
            f'<li class="crow">{customer_avatar(customer.name)}<span class="xs muted desk num">{customer.number}</span>'
            f'<div class="trunc"><a class="ttl" href="{address}">{name}</a>{lock if customer.confidential else ""}'
            f'<span class="muted sm c"> {escape(customer.city)}</span></div>'
            f'<span class="tags act desk">{tags}</span>{end}</li>'
        )
        rows.append(row)
    return mark_safe("\n".join(rows))  # noqa: S308 (every part is escaped)
