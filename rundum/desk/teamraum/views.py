"""The Teamraum: how the customers are, what needs the team today, who is here. For those without a team: all teams."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.clock import now
from rundum.concerns.components.cards import Reader, today_row_of
from rundum.concerns.queries.news import team_version
from rundum.concerns.views.readers import reader_of
from rundum.desk.teamraum.queries.room import Room, room_of
from rundum.desk.teamraum.queries.teams import all_teams
from rundum.measures.shown import ShownSignal, shown_signals
from rundum.teams.current import current_team
from rundum.teams.frame import CHOSEN
from rundum.teams.models import Team
from rundum.teams.policy import is_in_a_team, is_member
from rundum.teams.queries.presence import PersonInTeam

MORNING_UNTIL, DAY_UNTIL = 11, 18  # hours of the team's day


@dataclass(frozen=True)
class RoomPage:
    """The room with its rows drawn for this reader."""

    room: Room
    reader: Reader
    inside: bool
    signals: Sequence[ShownSignal]
    """What the team is asked to explain or to act on; nothing for those who look in from outside."""

    @property
    def rows(self) -> list[SafeString]:
        return [today_row_of(card, self.reader) for card in self.room.needing]

    @property
    def people(self) -> list[tuple[PersonInTeam, str]]:
        """Everyone with what they are at their best in, or else what they cover for the team."""
        found = []
        for person in self.room.people:
            strengths = self.room.strengths.get(person.user.pk) or [each.name for each in person.functions]
            found.append((person, ", ".join(strengths[:3])))
        return found

    @property
    def promises_kept(self) -> str:
        """For the Leitstern; empty while none has ended."""
        month = self.room.month
        return _("%(kept)d of %(all)d") % {"kept": month.kept, "all": month.ended} if month.ended else ""


@open_to_colleagues
@require_safe
def teamraum(request: SignedInRequest) -> HttpResponse:
    """The room of the team one looks at. Who is in no team and has chosen none sees all teams (AC0.1, AC0.2)."""
    team = current_team(request)
    if team is None or (CHOSEN not in request.session and not is_in_a_team(request.user)):
        return render(request, "desk/all_teams.html", {"overview": all_teams(request.user)})
    context = {"team": team, "page": _page(request, team), "greeting": greeting(now().astimezone(team.zone))}
    return render(request, "desk/teamraum.html", context)


@open_to_colleagues
@require_safe
def changes(request: SignedInRequest) -> HttpResponse:
    """What is new in the room since the version the reader has; 204 while nothing is."""
    team = current_team(request)
    if team is None or request.GET.get("version") == team_version(team.pk):
        return HttpResponse(status=204)
    page = _page(request, team)
    response = render(request, "desk/teamraum.html#changes", {"team": team, "page": page})
    response.headers["Rundum-Version"] = page.room.version
    return response


def greeting(local: datetime) -> str:
    """How one greets at this time of day."""
    if local.hour < MORNING_UNTIL:
        return _("Good morning")
    return _("Hello") if local.hour < DAY_UNTIL else _("Good evening")


def _page(request: SignedInRequest, team: Team) -> RoomPage:
    inside = is_member(request.user, team.pk)
    room = room_of(team, reader=request.user, inside=inside)
    reader = reader_of(request, team, room.calendar, "", "today", inside=inside)
    return RoomPage(room, reader, inside, shown_signals(team) if inside else [])
