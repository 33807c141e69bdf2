"""The places of the side bar, the tab bar and "go to": one list, in the order people see it.

A place names an address; where an area has not brought its address, the place is not shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Group(StrEnum):
    WORK = "work"
    IMPROVE = "improve"
    TOGETHER = "together"
    SET_UP = "set_up"


HEADINGS: dict[Group, str | Promise] = {
    Group.WORK: "",
    Group.IMPROVE: _("Get better"),
    Group.TOGETHER: _("Together"),
    Group.SET_UP: _("Set up"),
}


@dataclass(frozen=True)
class Place:
    """A page one can go to.

    view: its address's name. key: the letter after G. in_tabs: also in the tab bar of small windows.
    also: further pages that belong to it, by their addresses' names, with everything below them.
    """

    view: str
    label: str | Promise
    icon: str
    group: Group
    key: str = ""
    in_tabs: bool = False
    for_administrators: bool = False
    also: tuple[str, ...] = ()


PLACES = (
    Place("desk:teamraum", _("Team room"), "house", Group.WORK, key="t", in_tabs=True),
    Place(
        "concerns:flow",
        _("Concerns"),
        "inbox",
        Group.WORK,
        key="a",
        in_tabs=True,
        also=("planning:forecast", "planning:offers"),
    ),
    Place("planning:week", _("Week"), "calendar", Group.WORK, key="w"),
    Place("customers:list", _("Customers"), "building-2", Group.WORK, key="k", in_tabs=True),
    Place(
        "improvement:improvement",
        _("Improvement"),
        "activity",
        Group.IMPROVE,
        key="v",
        also=("improvement:corrective_actions", "measures:register"),
    ),
    Place("skills:matrix", _("Skills"), "graduation-cap", Group.IMPROVE, key="f", also=("desk:knowledge",)),
    Place("teams:people", _("People"), "users", Group.TOGETHER, key="m", also=("teams:list", "teams:functions")),
    Place("measures:teams", _("Teams side by side"), "funnel", Group.TOGETHER),
    Place("concerns:processes", _("Processes"), "columns-3", Group.SET_UP),
    Place("exchange:imports", _("Import"), "upload", Group.SET_UP, for_administrators=True),
    Place("settings:organisation", _("Settings"), "sliders-horizontal", Group.SET_UP, for_administrators=True),
)


@dataclass(frozen=True)
class Link:
    """A place as the page being made shows it."""

    place: Place
    address: str
    current: bool


@dataclass(frozen=True)
class Section:
    heading: str | Promise
    links: list[Link]


def sections(request: HttpRequest) -> list[Section]:
    """The places this person can go to, by group; groups without one are left out."""
    links = list(_links(request))
    return [
        Section(heading, within)
        for group, heading in HEADINGS.items()
        if (within := [link for link in links if link.place.group is group])
    ]


def tabs(request: HttpRequest) -> list[Link]:
    """The places of the tab bar of small windows."""
    return [link for link in _links(request) if link.place.in_tabs]


def _links(request: HttpRequest) -> Iterator[Link]:
    administrator = bool(getattr(request.user, "is_administrator", False))
    current = _current(request.path)
    for place in PLACES:
        if place.for_administrators and not administrator:
            continue
        if address := address_of(place.view):
            yield Link(place, address, place is current)


def address_of(view: str, *args: object) -> str:
    """The address of a view, or nothing where its area has not brought it; for the frame, not for pages."""
    return _kept(get_resolver(), view, args)


@lru_cache(maxsize=512)
def _kept(_resolver: URLResolver, view: str, args: tuple[object, ...]) -> str:
    """Addresses do not change while the server runs."""
    try:
        return reverse(view, args=args)
    except NoReverseMatch:
        return ""


def _current(path: str) -> Place | None:
    """The place the page belongs to: the one whose address, or one of whose further ones, says the most of the path."""
    beginnings = [
        (len(address), place)
        for place in PLACES
        for view in (place.view, *place.also)
        if (address := address_of(view)) and _is_at(path, address)
    ]
    return max(beginnings, key=lambda one: one[0], default=(0, None))[1]


def _is_at(path: str, address: str) -> bool:
    """The start page only for itself; any other place for everything below it too."""
    return path == address if address == "/" else path.startswith(address)
