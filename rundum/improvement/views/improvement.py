"""How the team gets better: read by every colleague, changed by its members."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.paging import Key, page_by_key
from rundum.improvement.queries.corrective_actions import section_of
from rundum.improvement.queries.cycles import cycle_limit, cycles_on_page
from rundum.improvement.queries.goals import chain_of, ended_goals
from rundum.improvement.shown import ShownGoal, leading, shown_goals
from rundum.improvement.shown_cycles import by_part
from rundum.measures.addresses import by_named
from rundum.measures.queries.weeks import this_week
from rundum.measures.shown import shown_signals
from rundum.measures.shown_months import shown_by, switch_of
from rundum.teams.current import current_team
from rundum.teams.policy import is_member

ENDED = 10
"""So many goals that have ended stand on a page of them."""
ENDED_KEYS = [Key("ended_at", descending=True), Key("id", descending=True)]


@open_to_colleagues
@require_safe
def improvement(request: SignedInRequest) -> HttpResponse:
    """What charts signal, the goals of the team one looks at by kind with how they stand, and what is being tried."""
    team = current_team(request)
    if team is None:
        return render(request, "concerns/no_team.html")
    signals = shown_signals(team)
    chain = chain_of(team)
    signal = leading([each.signal for each in signals])
    links, first = shown_goals(chain, team, signal.measure if signal else None)
    switch = switch_of(signal.measure, by_named(request.GET.get("by", ""))) if signal else None
    if first and switch:
        first, _listed = shown_by(first.charted, team, None, switch.by)
    cycles = cycles_on_page(team)
    ended = page_by_key(ended_goals(team), ENDED_KEYS, request.GET.get("place", ""), ENDED)
    is_of_team = is_member(request.user, team.pk)
    context = {
        "team": team,
        "chain": chain,
        "links": links,
        "first": first,
        "switch": switch,
        "leading": signal,
        "signals": signals,
        "corrective": section_of(team, request.user),
        "page": ended,
        "ended": [ShownGoal(goal) for goal in ended.rows],
        "has_cycles": bool(cycles),
        "parts": by_part(cycles, this_week()),
        "most": cycle_limit(team),
        "may_change": is_of_team,
        "is_member": is_of_team,  # the name by which the measures' own parts ask
    }
    return render(request, "improvement/improvement.html", context)
