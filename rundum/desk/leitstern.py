"""The Leitstern of pages that are about the team as a whole: its promises of this month."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from rundum.base.clock import now, today
from rundum.base.reading import ask
from rundum.desk.teamraum.queries.promises import promises_ended
from rundum.desk.teamraum.queries.room import spans
from rundum.teams.frame import frame_of


def leitstern(request: HttpRequest) -> Mapping[str, object]:
    """For the frame of every page; asked only where a page does not speak of something narrower than the team."""
    return {"team_promises": SimpleLazyObject(lambda: _kept_this_month(request))}


def _kept_this_month(request: HttpRequest) -> str:
    team = frame_of(request).team
    if team is None:
        return ""
    month, next_month, _next_week = spans(today(team.zone), team)
    inside, reader = frame_of(request).inside, request.user.pk or 0
    ended = promises_ended(team.pk, month, next_month, now(), reader=reader, inside=inside)
    found = ask(ended).one(ended)
    return _("%(kept)d of %(all)d") % {"kept": found.kept, "all": found.all} if found.all else ""
