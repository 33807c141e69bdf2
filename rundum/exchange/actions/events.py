"""Taking over event logs: one row per event, several events to a concern."""

from collections import Counter, defaultdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.exchange.actions.concerns import customers_named
from rundum.exchange.actions.customers import give_teams
from rundum.exchange.actions.history import Event, History, keep_histories
from rundum.exchange.actions.people import join, person, team_called
from rundum.exchange.actions.taking import BATCH, Taking, steps_of
from rundum.exchange.reading import Row, WrongRow, digest_of, moment


def take_over_events(taking: Taking, rows: list[Row]) -> None:
    """Rows of one key are the events of one concern, in the order of their times, ties as they stand in the file.

    Teams, people and customers that the log names and nobody has taken over before are made.
    """
    cases = _new_cases(taking, rows)
    with transaction.atomic():
        process, steps = steps_of(taking.mapping, taking.by)
        people, teams = _people_and_teams(taking, cases)
        customers = customers_named(taking, {row["customer"] for case in cases.values() for row in case})
        taking.ledger.write()
    histories = []
    for key, case in cases.items():
        events = taking.each(case, lambda row: _event(row, taking, people, teams))
        if not events:
            continue
        first = min(events, key=lambda event: event.at)
        histories.append(
            History(
                key=key,
                digest=digest_of(*(row.values for row in case)),
                customer=customers[first.row["customer"]],
                process=process,
                steps=steps,
                events=sorted(events, key=lambda event: event.at),
            )
        )
    with transaction.atomic():
        _give_teams(taking, histories)
        _join_teams(histories)
    for start in range(0, len(histories), BATCH):
        with transaction.atomic():
            batch = histories[start : start + BATCH]
            keep_histories(taking, batch)
            taking.keep(sum(len(history.events) for history in batch))


def _new_cases(taking: Taking, rows: list[Row]) -> dict[str, list[Row]]:
    """The rows by key, without the concerns that have been taken over; a changed one is refused as a whole."""
    cases: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        try:
            for field in ("team", "member", "customer", "title"):
                row.required(field)
            cases[row.required("key")].append(row)
        except WrongRow as wrong:
            taking.refuse(row.line, str(wrong))
    new = {}
    for key, case in cases.items():
        known = taking.ledger.find("concern", key)
        if known is None:
            new[key] = case
        elif known.digest == digest_of(*(row.values for row in case)):
            taking.unchanged += len(case)
        else:
            taking.refuse(
                case[0].line,
                _("“%(key)s” has changed since it was taken over; what the team has made of it stays.") % {"key": key},
            )
    return new


def _people_and_teams(taking: Taking, cases: dict[str, list[Row]]) -> tuple[dict[str, int], dict[str, int]]:
    rows = [row for case in cases.values() for row in case]
    people = {key: person(taking.ledger, key, key, taking.mapping) for key in sorted({row["member"] for row in rows})}
    teams = {name: team_called(taking.ledger, name, taking.mapping) for name in sorted({row["team"] for row in rows})}
    return people, teams


def _event(row: Row, taking: Taking, people: dict[str, int], teams: dict[str, int]) -> Event:
    state = taking.file.states.get(row.required("state"))
    if state is None:
        raise WrongRow(_("“%(state)s” is a state the mapping does not know.") % {"state": row["state"]})
    return Event(
        row=row,
        at=moment(row.required("at"), taking.mapping),
        team=teams[row["team"]],
        member=people[row["member"]],
        state=state,
    )


def _give_teams(taking: Taking, histories: list[History]) -> None:
    teams: dict[int, Counter[int]] = defaultdict(Counter)
    since: dict[int, datetime] = {}
    for history in histories:
        teams[history.customer][history.events[-1].team] += 1
        since[history.customer] = min(since.get(history.customer, history.events[0].at), history.events[0].at)
    give_teams(
        teams,
        since,
        by=taking.by.pk if taking.by else None,
        reason=_("Has most of the concerns in %(source)s") % {"source": taking.mapping.title},
    )


def _join_teams(histories: list[History]) -> None:
    """A person is a member of the team in which they have done most, from the day they first did something there."""
    work: dict[int, Counter[int]] = defaultdict(Counter)
    first: dict[tuple[int, int], datetime] = {}
    for history in histories:
        for event in history.events:
            work[event.member][event.team] += 1
            first[event.member, event.team] = min(first.get((event.member, event.team), event.at), event.at)
    homes = set(User.objects.filter(pk__in=work, memberships__isnull=False).values_list("pk", flat=True))
    for member, teams in work.items():
        if member not in homes:
            team, _count = min(teams.items(), key=lambda item: (-item[1], item[0]))
            join(team, member, first[member, team].date())
