"""Who knows a team's customers: how many could step in, today and at all, and where it hangs on one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.reading import ask
from rundum.calc.knowledge import Coverage, TruckFactor, coverage, truck_factor
from rundum.customers.queries.knowers import KNOWN_DAYS
from rundum.customers.queries.spread import SpreadQuestion
from rundum.desk.knowledge.queries import Place, Row, Which, end_of, thinly_known
from rundum.teams.current import current_team
from rundum.teams.models import Team
from rundum.teams.policy import is_member
from rundum.teams.queries import PersonInTeam, people_of


@dataclass(frozen=True)
class ShownRow:
    """A customer too few know. people: who knows them, for members of the team alone."""

    row: Row
    people: Sequence[PersonInTeam]
    to_read: bool
    """Whether the reader could get to know them by reading."""


@dataclass(frozen=True)
class Knowing:
    """What the page shows. factor: how few away make most customers unknown; absent: one such set of people, by name,
    for members of the team alone (AC11.4)."""

    people: Sequence[PersonInTeam]
    ever: Coverage
    today: Coverage
    factor: TruckFactor | None
    absent: Sequence[User]
    which: Which
    rows: Sequence[ShownRow]
    after: Place | None

    @property
    def here(self) -> int:
        return sum(person.is_here for person in self.people)

    @property
    def covered_today(self) -> int:
        """Customers known by somebody who is here."""
        return self.today.customers - self.today.orphans


@open_to_colleagues
@require_safe
def knowledge(request: SignedInRequest) -> HttpResponse:
    """The knowledge of the team looked at (AC11.3, AC11.4). A figure of the team: of no member it says how many they
    know. Who makes the difference is shown inside the team alone."""
    team = current_team(request)
    if team is None:
        return render(request, "desk/knowledge/no_team.html")
    asked = request.GET.get("which", "")
    context = {
        "team": team,
        "inside": is_member(request.user, team.pk),
        "known_days": KNOWN_DAYS,
    }
    context["page"] = _page(team, request.user, asked, request.GET.get("after", ""), inside=bool(context["inside"]))
    return render(request, "desk/knowledge/knowledge.html", context)


def _page(team: Team, reader: User, asked: str, after: str, *, inside: bool) -> Knowing:
    """Read the page; seven queries, and one more round trip, however many customers and people there are."""
    people = people_of(team, today(team.zone))
    by_id = {person.user.pk: person for person in people}
    here = [person.user.pk for person in people if person.is_here]
    spread = SpreadQuestion(team.pk, by_id, reader)
    cases = spread.cases(ask(*spread.questions))
    ever, now = coverage(cases), coverage(cases, away=by_id.keys() - set(here))
    which = _which(asked, ever, now)
    listed = thinly_known(team.pk, which, members=by_id, here=here, reader=reader, after=Place.read(after))
    rows, more = end_of(ask(listed).of(listed))
    factor = truck_factor(by_id, cases)
    return Knowing(
        people=people,
        ever=ever,
        today=now,
        factor=factor,
        absent=[one.user for one in people if one.user.pk in factor.people] if inside and factor else (),
        which=which,
        rows=[_shown(row, by_id, reader, inside=inside) for row in rows],
        after=more,
    )


def _which(asked: str, ever: Coverage, now: Coverage) -> Which:
    """The list asked for; without one the first that has anything in it."""
    if asked in Which:
        return Which(asked)
    if now.orphans > ever.orphans:
        return Which.TODAY
    return Which.ONE if ever.one_only or not ever.orphans else Which.NOBODY


def _shown(row: Row, people: Mapping[int, PersonInTeam], reader: User, *, inside: bool) -> ShownRow:
    if not inside:
        return ShownRow(row, (), to_read=False)
    known_by = [person for pk, person in people.items() if pk in row.who]  # people are in the order of names
    return ShownRow(row, known_by, to_read=reader.pk not in row.who)
