"""Addresses of concerns, made without asking the resolver for each of the hundreds on a page."""

from functools import cache
from urllib.parse import urlencode

from django.urls import reverse

from rundum.timeline.models import Entry


@cache
def _root() -> str:
    return reverse("concerns:flow")


def concern_address(customer: int, concern: int) -> str:
    """The page of one concern."""
    return f"{_root()}{customer}/{concern}/"


def flow_act_address(customer: int, concern: int) -> str:
    """Takes a POST that moves, takes or helps with a concern from a card or a row."""
    return f"{_root()}{customer}/{concern}/flow/"


def undo_address(entry: Entry) -> str:
    """Takes a POST that takes back what the entry tells, for the ten seconds its toast stands."""
    return reverse("concerns:undoing", args=[entry.customer_id, entry.concern_id, entry.pk])


def taking_on_address(typed: str, *, back: str) -> str:
    """Where whoever was looked for and not found is taken on as a customer, called as was typed.

    back: where that leads afterwards, with the new customer in the address. A number or an e-mail address is no name.
    """
    is_name = any(letter.isalpha() for letter in typed) and "@" not in typed
    return reverse("customers:taking_on") + "?" + urlencode({"name": typed.strip() if is_name else "", "next": back})
