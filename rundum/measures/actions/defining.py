"""A team's own measures: defining one, and giving one up."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.concerns.process_policy import processes_in_use_by
from rundum.customers.models import Customer
from rundum.measures.actions.counting import count_from_the_start
from rundum.measures.choices import Data, Direction, Kind, Source
from rundum.measures.models import Measure, Signal
from rundum.measures.stated_filter import StatedFilter, checked
from rundum.teams.models import Team
from rundum.teams.policy import require_member
from rundum.timeline.actions import add_entry

FREQUENCIES = (1, 2, 4, 13)
"""Every so many weeks a value is entered."""
ENTERED_DATA = (Data.SHARE, Data.RATE, Data.COUNT, Data.VALUE)
"""Kinds of number members can write down week by week; a duration is a median of cases, which only records have."""


@transaction.atomic
def define_measure(
    team: Team,
    *,
    name: str,
    kind: Kind,
    definition: str,
    unit: str,
    direction: Direction,
    source: Source,
    by: User,
    data: Data = Data.COUNT,
    every_weeks: int = 1,
) -> Measure:
    """Let the team measure something of its own that members write down. It is about the team, never about a person.

    Raises NotAllowed outside the team; Refused("no_name", "no_definition", "no_data", "name_taken").
    """
    if source not in {Source.ENTERED, Source.FILE}:
        raise ValueError("Counted measures are stated by a filter, built-in ones are there.")
    if data not in ENTERED_DATA or every_weeks not in FREQUENCIES:
        raise Refused("no_data", _("Choose what kind of number it is and how often it is entered."))
    return add_measure(
        team,
        by=by,
        own_name=name.strip(),
        own_definition=definition.strip(),
        own_unit="%" if data == Data.SHARE else unit.strip(),
        kind=kind,
        direction=direction,
        source=source,
        data=data,
        every_weeks=every_weeks,
    )


@transaction.atomic
def define_counted_measure(
    team: Team, *, name: str, kind: Kind, definition: str, direction: Direction, filter: StatedFilter, by: User
) -> Measure:
    """Let the team count concerns by a stated filter, week by week; past weeks are counted as well.

    Raises NotAllowed and Refused as define_measure does; Refused("passes") for a state of open concerns asked of
    others, Refused("confidential") for a customer whose figures every colleague would read.
    """
    filter = checked(filter)
    if filter.process and not processes_in_use_by(team.pk).filter(pk=filter.process).exists():
        raise Refused("no_process", _("The team does not work by this process."))
    if filter.customer:
        customer = Customer.objects.visible_to(by).filter(pk=filter.customer).first()
        if customer is None:
            raise Refused("no_customer", _("There is no such customer."))
        if customer.confidential:
            raise Refused("confidential", _("Every colleague reads measures, and this customer is confidential."))
    measure = add_measure(
        team,
        by=by,
        own_name=name.strip(),
        own_definition=definition.strip(),
        kind=kind,
        direction=direction,
        source=Source.FILTER,
        data=Data.COUNT,
        filter=filter.as_json,
    )
    count_from_the_start(measure)
    return measure


def add_measure(team: Team, *, by: User, **fields: object) -> Measure:
    """Put an own measure into the team's register; for the actions that define one. Raises as define_measure does."""
    require_member(by, team.pk)
    team = Team.objects.select_for_update().get(pk=team.pk)
    if not fields["own_name"]:
        raise Refused("no_name", _("The measure needs a name."))
    if not fields["own_definition"]:
        raise Refused("no_definition", _("Say what exactly is counted, so that two people who count get the same."))
    if any(_is_same(one.name, str(fields["own_name"])) for one in Measure.objects.in_use().of_team(team)):
        raise Refused("name_taken", _("The team has a measure of this name already."))
    measure = Measure.objects.create(team=team, by=by, made_at=now(), **fields)
    _write_down("measures.defined", measure, by=by, text=measure.own_definition)
    return measure


@transaction.atomic
def retire_measure(measure: Measure, *, why: str, by: User) -> Measure:
    """The team gives an own measure up. Its weeks stay readable; nobody is asked about its signals any more.

    Raises NotAllowed outside the team; Refused("built_in", "retired", "no_reason").
    """
    if measure.team_id is None:
        raise Refused("built_in", _("This measure is built in; every team has it."))
    require_member(by, measure.team_id)
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    if measure.retired_at is not None:
        raise Refused("retired", _("This measure has been given up already."))
    if not why.strip():
        raise Refused("no_reason", _("Say in a sentence why it is no longer measured."))
    measure.retired_at, measure.retired_by, measure.why_retired = now(), by, why.strip()
    measure.save(update_fields=["retired_at", "retired_by", "why_retired"])
    Signal.objects.open().filter(measure=measure).update(closed_at=now(), closed_by=by, note=measure.why_retired)
    _write_down("measures.retired", measure, by=by, text=measure.why_retired)
    return measure


def _is_same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _write_down(verb: str, measure: Measure, *, by: User, text: str) -> None:
    data: Mapping[str, object] = {"measure_id": measure.pk, "measure": measure.own_name}
    add_entry(verb, by=by, team=measure.team_id, text=text, data=data)
