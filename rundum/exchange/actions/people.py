"""Taking over teams and their members."""

from datetime import date, time

from django.db import transaction

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.exchange.actions.ledger import Ledger
from rundum.exchange.actions.taking import Taking
from rundum.exchange.mapping import Mapping
from rundum.exchange.reading import Row
from rundum.teams.models import Coaching, Membership, Team, WorkingHours

OPENS, CLOSES = time(8), time(17)


@transaction.atomic
def take_over_members(taking: Taking, rows: list[Row]) -> None:
    """Each row is a member with a team and perhaps the team's coach. They cannot sign in until they are invited."""
    whole = taking.each(taking.fresh(rows, "member"), lambda row: (row, row.required("name"), row.required("team")))
    for row, name, team_name in whole:
        member = person(taking.ledger, row["key"], name, taking.mapping, digest=row.digest)
        team = team_called(taking.ledger, team_name, taking.mapping)
        join(team, member, today())
        if row["coach"]:
            coach = person(taking.ledger, f"coach {row['coach']}", row["coach"], taking.mapping)
            Coaching.objects.get_or_create(team_id=team, coach_id=coach, ends_on=None, defaults={"starts_on": today()})
    taking.keep(len(whole))


def person(ledger: Ledger, key: str, name: str, mapping: Mapping, *, digest: str = "") -> int:
    """The id of the person a source calls `key`, made where there is none."""
    known = ledger.find("member", key)
    if known is None:
        user = User.objects.create_user(None, name=name, language=mapping.language)
        ledger.add("member", key, user.pk, digest=digest)
        return user.pk
    return known.pk


def team_called(ledger: Ledger, name: str, mapping: Mapping) -> int:
    """The id of the team a source calls `name`: one of that name, or a new one with ordinary working hours."""
    known = ledger.find("team", name)
    if known is not None:
        return known.pk
    team = Team.objects.current().filter(name=name).first()
    if team is None:
        team = Team.objects.create(name=name, zone_name=mapping.zone.key, country="", land="")
        WorkingHours.objects.bulk_create(
            WorkingHours(team=team, weekday=weekday, opens=OPENS, closes=CLOSES) for weekday in range(5)
        )
    ledger.add("team", name, team.pk)
    return team.pk


def join(team: int, user: int, since: date) -> None:
    """Make the person a member of the team, unless they are."""
    if not Membership.objects.filter(team=team, user=user).exists():
        Membership.objects.create(team_id=team, user_id=user, starts_on=since)
