"""What the area adds to the page of one measure: the team's goal for it, and what the team has tried."""

from collections.abc import Mapping

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rundum.accounts.access import SignedInRequest
from rundum.improvement.models.corrective_actions import label_of
from rundum.improvement.models.effect_checks import FIX_ON_CHART
from rundum.improvement.queries.cycles import cycles_for
from rundum.improvement.queries.goals import goal_for
from rundum.improvement.shown import ShownGoal
from rundum.improvement.shown_cycles import ShownCycle
from rundum.measures.additions import Addition, add_to_measure_page
from rundum.measures.models import Measure
from rundum.measures.note_kinds import declare_note
from rundum.measures.queries.charted import Charted
from rundum.measures.queries.weeks import this_week
from rundum.teams.models import Team
from rundum.teams.policy import is_member

LATEST = 8


def target_of(measure: Measure, team: Team) -> float | None:
    """What the team wants of the measure now."""
    goal = goal_for(measure, team)
    return float(goal.target) if goal else None


def goal_section(request: SignedInRequest, charted: Charted, team: Team) -> SafeString:
    """The goal with its verdict, or the way to set one."""
    goal = goal_for(charted.measure, team)
    context = {
        "one": ShownGoal(goal, charted) if goal else None,
        "measure": charted.measure,
        "may_change": is_member(request.user, team.pk),
    }
    return render_to_string("improvement/_measure_goal.html", context, request)


def cycles_section(request: SignedInRequest, charted: Charted, team: Team) -> SafeString:
    """What the team has tried for the measure."""
    here = this_week()
    context = {
        "cycles": [ShownCycle(each, here) for each in cycles_for(charted.measure.pk, team)[:LATEST]],
        "measure": charted.measure,
        "may_change": is_member(request.user, team.pk),
    }
    return render_to_string("improvement/_measure_cycles.html", context, request)


def fix_words(data: Mapping[str, object]) -> str:
    """The fix on the chart, by the number of its corrective action alone: what that is about may be confidential."""
    return _("%(action)s: fix") % {"action": label_of(int(str(data["number"])))}


declare_note(FIX_ON_CHART, fix_words)
add_to_measure_page(Addition(goal=target_of, section=goal_section))
add_to_measure_page(Addition(section=cycles_section))
