"""Concerns as flow: lanes that people pull from, moved by dragging, by menu or by key."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.accounts.models import User
from rundum.base.refusals import Refused
from rundum.base.replies import toast, wants_part
from rundum.concerns.actions.holding import lend_hand, take_concern
from rundum.concerns.actions.stepping import move_to_step
from rundum.concerns.addresses import undo_address
from rundum.concerns.components.cards import Move, Reader, card_of, row_of, today_row_of
from rundum.concerns.filters import Chip, Filters
from rundum.concerns.models import Concern, Phase, Step
from rundum.concerns.process_policy import processes_in_use_by
from rundum.concerns.queries.cards import one_card
from rundum.concerns.queries.flow import MOST_CARDS, Board, Lane, board_of, lane_of
from rundum.concerns.queries.news import latest_news, team_version
from rundum.concerns.views.readers import reader_of
from rundum.teams.current import current_team
from rundum.teams.models import Team
from rundum.teams.policy import is_member
from rundum.teams.queries.calendars import working_calendar_of
from rundum.timeline.models import Entry


@dataclass(frozen=True)
class BoardPage:
    """The board as this reader sees it, for the template."""

    board: Board
    filters: Filters
    reader: Reader

    @property
    def chips(self) -> list[tuple[Chip, str, int]]:
        """Each chip with its address and how many concerns it would show."""
        counts = self.board.counts
        return [(chip, self.filters.address(chip), int(getattr(counts, chip.value))) for chip in Chip]

    @cached_property
    def moves(self) -> list[Move]:
        return [Move(lane.key, lane.name) for lane in self.board.lanes]

    @property
    def lanes(self) -> list[tuple[Lane, list[SafeString]]]:
        return [(lane, [card_of(card, self.reader, self.moves) for card in lane.cards]) for lane in self.board.lanes]

    @property
    def at_most(self) -> int:
        return MOST_CARDS


@open_to_colleagues
@require_safe
def flow(request: SignedInRequest) -> HttpResponse:
    """The board of the team one looks at: all processes by part, or one process by step."""
    team = current_team(request)
    if team is None:
        return render(request, "concerns/no_team.html")
    filters = Filters.read(request.GET)
    page = _page(request, team, filters)
    part = "concerns/flow.html#board" if wants_part(request) else "concerns/flow.html"
    return render(request, part, {"page": page, "team": team, "news": latest_news(team.pk, request.user.pk)})


@open_to_colleagues
@require_safe
def flow_changes(request: SignedInRequest) -> HttpResponse:
    """What is new on the board since the version the reader has; 204 while nothing is."""
    team = current_team(request)
    if team is None or request.GET.get("version") == team_version(team.pk):
        return HttpResponse(status=204)
    page = _page(request, team, Filters.read(request.GET))
    news = latest_news(team.pk, request.user.pk)
    response = render(request, "concerns/flow.html#changes", {"page": page, "team": team, "news": news})
    response.headers["Rundum-Version"] = page.board.version
    return response


@open_to_colleagues
@require_POST
def flow_act(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Move the concern to `lane`, or take it or help with it (`act`): from a card, a row, or the Teamraum.

    Answers htmx with the lanes that changed, or with the row in the shape it was sent from; others go back to `next`.
    """
    concern = get_object_or_404(Concern.objects.visible_to(request.user), customer=customer, pk=pk)
    filters, before = Filters.read(request.GET), concern.phase
    try:
        sentence = _act(concern, request.POST, by=request.user)
    except Refused as refusal:
        toast(request, refusal.sentence)
    else:
        made = Entry.objects.filter(customer_id=customer, concern_id=pk, by=request.user).latest("pk")
        toast(request, sentence, undo_address(made))
    concern.refresh_from_db()
    return _answer(request, concern, filters, {before, concern.phase})


def _act(concern: Concern, asked: QueryDict, *, by: User) -> str:
    """Do what the button said; the sentence that says it was done. Raises Refused and NotAllowed as the actions do."""
    number = concern.number
    match asked.get("act"), asked.get("lane"):
        case "take" | "take_over" as take, _lane:
            take_concern(concern, by=by, only_free=take == "take")
            return _("You hold the thread of concern %(number)s now.") % {"number": number}
        case "help", _lane:
            lend_hand(concern, by=by)
            return _("You lend a hand with concern %(number)s.") % {"number": number}
        case _act, str(lane):
            step = _step_for(concern, lane)
            move_to_step(concern, step=step, by=by)
            return _("Concern %(number)s is in “%(step)s” now.") % {"number": number, "step": step.name}
    raise SuspiciousOperation("neither act nor lane")


def _step_for(concern: Concern, lane: str) -> Step:
    """The step of the concern's own process version that stands in the lane: a phase, or a step of any version."""
    own = list(Step.objects.filter(version=concern.version_id))
    if lane in Phase.values:
        found = next((step for step in own if step.phase == lane), None)
    else:
        there = get_object_or_404(Step, pk=int(lane) if lane.isdecimal() else 0, version__process=concern.process_id)
        siblings = list(Step.objects.filter(version=there.version_id))
        found = next((step for step in own if lane_of(siblings, step) == there), None)
    if found is None:
        raise Refused("no_such_step", _("The process of this concern has no step in that part."))
    return found


def _answer(request: SignedInRequest, concern: Concern, filters: Filters, phases: set[str]) -> HttpResponse:
    shape = request.GET.get("shape", "card")
    if not wants_part(request):
        onward = {"row": reverse("concerns:list"), "today": "/"}.get(shape, reverse("concerns:flow"))
        return redirect(onward + filters.address())
    team = current_team(request)
    if team is None or concern.team_id != team.pk:
        return HttpResponse(headers={"HX-Refresh": "true"})
    if shape != "card":
        row = _row(request, team, concern, filters, shape)
        return HttpResponse(row.replace("<li ", '<li hx-swap-oob="true" ', 1))
    page = _page(request, team, filters)
    changed = [pair for pair in page.lanes if pair[0].phase in phases]
    return render(request, "concerns/flow.html#moved", {"page": page, "team": team, "changed": changed})


def _row(request: SignedInRequest, team: Team, concern: Concern, filters: Filters, shape: str) -> SafeString:
    reader = reader_of(request, team, working_calendar_of(team), filters.address(), shape)
    card = one_card(concern.customer_id, concern.pk)
    return today_row_of(card, reader) if shape == "today" else row_of(card, reader)


def _page(request: SignedInRequest, team: Team, filters: Filters) -> BoardPage:
    inside = is_member(request.user, team.pk)
    processes = list(processes_in_use_by(team.pk))
    board = board_of(team, filters, reader=request.user, inside=inside, processes=processes)
    return BoardPage(board, filters, reader_of(request, team, board.calendar, filters.address(), "card", inside=inside))
