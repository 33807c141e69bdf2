"""Whose work the page shows: the team chosen in the side bar, and what the frame of every page says about it."""

from collections.abc import Callable, Mapping
from functools import cached_property

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from rundum.accounts.models import User
from rundum.base import navigation
from rundum.base.reading import ask
from rundum.base.rows import rows_of
from rundum.teams.models import Organisation, Team
from rundum.teams.queries.reach import Reach, teams_to_look_at

CHOSEN = "team"  # in the session: the id of the team chosen in the side bar


class Frame:
    """What side, top and tab bar show; each part is read once, and only where a page shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def teams(self) -> list[Team]:
        """The teams offered in the side bar, each with its `reach`: the person's own, and the one they chose."""
        user = self.request.user
        if not isinstance(user, User):
            return []
        return teams_to_look_at(user, chosen=self.request.session.get(CHOSEN))

    @cached_property
    def team(self) -> Team | None:
        """The chosen team, or the first."""
        chosen = self.request.session.get(CHOSEN)
        return next((team for team in self.teams if team.pk == chosen), self.teams[0] if self.teams else None)

    @cached_property
    def organisation(self) -> Organisation | None:
        question = rows_of(Organisation, "true", {}, limit=1)
        return next(iter(ask(question).of(question)), None)

    @property
    def inside(self) -> bool:
        """Whether the person is a member of the chosen team."""
        return getattr(self.team, "reach", Reach.OTHER) <= Reach.LOAN

    @cached_property
    def sections(self) -> list[navigation.Section]:
        return navigation.sections(self.request)

    @cached_property
    def tabs(self) -> list[navigation.Link]:
        return navigation.tabs(self.request)


def frame_of(request: HttpRequest) -> Frame:
    """The request's one frame."""
    frame = getattr(request, "_frame", None)
    if frame is None:
        frame = Frame(request)
        request.__dict__["_frame"] = frame
    return frame


def frame(request: HttpRequest) -> Mapping[str, object]:
    """Context processor: `frame` on every page."""
    return {"frame": frame_of(request)}


def speak_on_the_clock_of(team: Team | None) -> None:
    """For the rest of the request say and read times as this team does, where there is one: what it promises, its day
    and its hours are meant on its clock (AC6.3), whoever looks at it. SpeakTheirLanguage puts the clock back."""
    if team is not None:
        timezone.activate(team.zone)


class SpeakTheirLanguage:
    """Each request in the language of the person's account and in the time zone of the team they look at; what
    belongs to another team is shown on that team's clock (speak_on_the_clock_of).

    Without an account the browser's language stays, as LocaleMiddleware found it.
    """

    def __init__(self, respond: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if not isinstance(user, User):
            return self.respond(request)
        team = frame_of(request).team
        with translation.override(user.language), timezone.override(team.zone if team else None):
            response = self.respond(request)  # which may sign the person out
            response.headers["Content-Language"] = user.language
            return response
