"""The rows behind a figure of the Teamraum: each figure opens what it is made of, and that adds up to it (AC4.4)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.clock import now, today
from rundum.base.reading import ask
from rundum.concerns.filters import id_in
from rundum.desk.teamraum.queries import clock
from rundum.desk.teamraum.queries.figures import LENGTHS, SUMS, Figure, rows_of_figure
from rundum.desk.teamraum.queries.goodwill import goodwill_behind
from rundum.desk.teamraum.queries.room import spans
from rundum.teams.current import current_team
from rundum.teams.policy import is_member

NAMES: dict[Figure, str | Promise] = {
    Figure.PROMISES: _("Promises of this month"),
    Figure.FIRST_REPLY: _("First human reply"),
    Figure.SOLVED: _("Until it is solved"),
    Figure.WAITED: _("Waited for the customer"),
    Figure.ONE_STOP: _("Solved in one place"),
    Figure.HANDED_OVER: _("Handed over to other teams"),
    Figure.DUE_THIS_WEEK: _("Promises that fall due this week"),
    Figure.GOODWILL: _("Goodwill of this month"),
}
MEANINGS: dict[Figure, str | Promise] = {
    Figure.PROMISES: _(
        "What falls due this month. Running promises stand here too and count once they have ended; withdrawn ones"
        " count for nothing."
    ),
    Figure.FIRST_REPLY: _(
        "Concerns that arrived in the last 90 days, in hours by the clock. Who has no answer yet counts for as long as"
        " they have waited; the figure is the median after Kaplan and Meier."
    ),
    Figure.SOLVED: _(
        "Concerns that arrived in the last 90 days, in hours by the clock. Open ones count for as long as they have"
        " been open; the figure is the median after Kaplan and Meier."
    ),
    Figure.WAITED: _(
        "How long the concerns of the last 90 days waited for their customer, in hours by the clock. It is shown apart"
        " and never taken off."
    ),
    Figure.ONE_STOP: _(
        "Concerns closed in the last 90 days, and which of them no team had handed over to another. One that went away"
        " and came back is not one of them."
    ),
    Figure.HANDED_OVER: _("Concerns that the team has handed over to another team this month."),
    Figure.DUE_THIS_WEEK: _(
        "Running promises that fall due by Sunday. One whose time has passed counts until it reads kept or broken."
    ),
    Figure.GOODWILL: _(
        "What the team has given its customers this month within its authority. With what is left it makes the limit;"
        " what was taken back or given in another currency counts for nothing."
    ),
}


@open_to_colleagues
@require_safe
def figure(request: SignedInRequest, figure: str) -> HttpResponse:
    """The rows of one figure of the team one looks at, and their sum."""
    team = current_team(request)
    if figure not in {*Figure}:
        raise Http404
    if team is None:
        return render(request, "concerns/no_team.html")
    asked, at, inside = Figure(figure), now(), is_member(request.user, team.pk)
    after = id_in(request.GET.get("after", "")) or 0
    context: dict[str, object] = {"team": team, "name": NAMES[asked], "meaning": MEANINGS[asked]}
    if asked is Figure.GOODWILL:
        return render(
            request,
            "desk/figure_goodwill.html",
            context | {"goodwill": goodwill_behind(team, at, reader=request.user, after=after)},
        )
    context |= {
        "in_hours": asked in LENGTHS,
        "is_sum": asked in SUMS,
        "is_member": inside,
        "behind": rows_of_figure(
            asked,
            team.pk,
            at,
            spans(today(team.zone), team),
            reader=request.user.pk,
            inside=inside,
            after=after,
        ),
    }
    if asked in LENGTHS:
        lives = clock.lives(team.pk, at)
        found = clock.clock_of(ask(lives).of(lives))
        context["median"] = found.reply if asked is Figure.FIRST_REPLY else found.solved
    return render(request, "desk/figure.html", context)
