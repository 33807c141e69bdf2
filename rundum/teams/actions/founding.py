"""Founding a team, saying what it is there for, and when it works."""

from collections.abc import Sequence
from datetime import time
from itertools import pairwise
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.refusals import Refused
from rundum.teams.models import Team, WorkingHours
from rundum.teams.policy import require_administrator, require_set_up
from rundum.teams.public_holidays import PublicHolidays
from rundum.timeline.actions import add_entry

type Span = tuple[int, time, time]
"""Weekday (0 is Monday), from, to."""

OFFICE_HOURS: tuple[Span, ...] = tuple((weekday, time(8), time(17)) for weekday in range(5))


@transaction.atomic
def found_team(
    *,
    name: str,
    by: User | None,
    purpose: str = "",
    colour: str = Team.Colour.PETROL,
    zone_name: str = "Europe/Berlin",
    country: str = "DE",
    land: str = "",
    hours: Sequence[Span] = OFFICE_HOURS,
    is_example: bool = False,
) -> Team:
    """Found a team with its working hours; its functions stay uncovered until members cover them (AC2.2).

    by: an administrator, or None for a program that sets up. Raises Refused("name_taken"), and what
    `set_working_hours` and `edit_team` raise for wrong hours, zone or holidays.
    """
    require_administrator(by)
    _check_place(zone_name, country, land)
    _check_name(name, apart_from=None)
    team = Team.objects.create(
        name=name,
        purpose=purpose,
        colour=colour,
        zone_name=zone_name,
        country=country,
        land=land,
        is_example=is_example,
    )
    _write_hours(team, hours)
    add_entry("teams.founded", by=by, team=team.pk, data={"team": name})
    return team


@transaction.atomic
def edit_team(
    team: Team, *, name: str, purpose: str, colour: str, zone_name: str, country: str, land: str, by: User | None
) -> Team:
    """Change what the team is called, is there for, and where it works.

    Raises NotAllowed for anyone but its members and administrators, Refused("name_taken", "unknown_zone",
    "unknown_holidays").
    """
    require_set_up(by, team.pk)
    team = Team.objects.select_for_update().get(pk=team.pk)
    _check_place(zone_name, country, land)
    _check_name(name, apart_from=team)
    wanted = {
        "name": name, "purpose": purpose, "colour": colour, "zone_name": zone_name, "country": country, "land": land,
    }  # fmt: skip
    changed = {key: value for key, value in wanted.items() if getattr(team, key) != value}
    if changed:
        before = {key: getattr(team, key) for key in changed}
        for key, value in changed.items():
            setattr(team, key, value)
        team.save(update_fields=list(changed))
        add_entry("teams.edited", by=by, team=team.pk, data={"team": team.name, "before": before, "after": changed})
    return team


@transaction.atomic
def set_working_hours(team: Team, *, hours: Sequence[Span], by: User | None) -> list[WorkingHours]:
    """Replace the team's working hours. Promises given before keep the times they were given for.

    Raises NotAllowed for anyone but its members and administrators, Refused("no_hours", "hours_in_order",
    "hours_overlap").
    """
    require_set_up(by, team.pk)
    if not hours:
        raise Refused(
            "no_hours", _("Say when the team works on at least one day. Promises are counted in these hours.")
        )
    team = Team.objects.select_for_update().get(pk=team.pk)
    WorkingHours.objects.filter(team=team).delete()
    written = _write_hours(team, hours)
    said = [[weekday, f"{opens:%H:%M}", f"{closes:%H:%M}"] for weekday, opens, closes in sorted(hours)]
    add_entry("teams.hours_set", by=by, team=team.pk, data={"team": team.name, "hours": said})
    return written


def _write_hours(team: Team, hours: Sequence[Span]) -> list[WorkingHours]:
    in_order = sorted(hours)
    if any(opens >= closes for _weekday, opens, closes in in_order):
        raise Refused("hours_in_order", _("Each span must end after it begins."))
    if any(first[0] == second[0] and second[1] < first[2] for first, second in pairwise(in_order)):
        raise Refused("hours_overlap", _("Two spans of the same day must not overlap."))
    return WorkingHours.objects.bulk_create(
        WorkingHours(team=team, weekday=weekday, opens=opens, closes=closes) for weekday, opens, closes in in_order
    )


def _check_name(name: str, *, apart_from: Team | None) -> None:
    others = Team.objects.current().filter(name=name)
    if apart_from is not None:
        others = others.exclude(pk=apart_from.pk)
    if others.exists():
        raise Refused("name_taken", _("There is a team of this name already. Choose another one."))


def _check_place(zone_name: str, country: str, land: str) -> None:
    if zone_name not in available_timezones():
        raise Refused("unknown_zone", _("This time zone is not known. Choose one from the list."))
    if country and not PublicHolidays(country, land).are_known:
        raise Refused("unknown_holidays", _("The public holidays there are not known. Choose from the list."))
