"""Addresses of the area improvement."""

from django.urls import path

from rundum.improvement.views import (
    corrective_actions,
    corrective_parts,
    cycles,
    faults,
    goals,
    improvement,
    similar_cases,
)

app_name = "improvement"

urlpatterns = [
    path("improvement/", improvement.improvement, name="improvement"),
    path("improvement/goals/new/", goals.goal_setting, name="goal_setting"),
    path("improvement/goals/<int:pk>/ending/", goals.goal_ending, name="goal_ending"),
    path("improvement/cycles/", cycles.cycles, name="cycles"),
    path("improvement/cycles/new/", cycles.planning, name="cycle_planning"),
    path("improvement/cycles/limit/", cycles.limit, name="cycle_limit"),
    path("improvement/cycles/<int:pk>/", cycles.cycle, name="cycle"),
    path("improvement/cycles/<int:pk>/plan/", cycles.replanning, name="cycle_replanning"),
    path("improvement/cycles/<int:pk>/start/", cycles.starting, name="cycle_starting"),
    path("improvement/cycles/<int:pk>/doing/", cycles.doing, name="cycle_doing"),
    path("improvement/cycles/<int:pk>/ending/", cycles.ending, name="cycle_ending"),
    path("improvement/corrective-actions/", corrective_actions.corrective_actions, name="corrective_actions"),
    path("improvement/corrective-actions/new/", corrective_actions.opening, name="corrective_opening"),
    path("improvement/corrective-actions/faults/new/", faults.fault_noting, name="fault_noting"),
    path("improvement/corrective-actions/faults/limit/", faults.fault_limit, name="fault_limit"),
    path("improvement/corrective-actions/<int:pk>/", corrective_actions.corrective_action, name="corrective_action"),
    path("improvement/corrective-actions/<int:pk>/concerns/", corrective_actions.linking, name="corrective_linking"),
    path(
        "improvement/corrective-actions/<int:pk>/concerns/end/",
        corrective_actions.unlinking,
        name="corrective_unlinking",
    ),
    path(
        "improvement/corrective-actions/<int:pk>/authority/", corrective_actions.authority, name="corrective_authority"
    ),
    path(
        "improvement/corrective-actions/<int:pk>/containment/",
        corrective_parts.containment,
        name="corrective_containment",
    ),
    path(
        "improvement/corrective-actions/<int:pk>/consequences/",
        corrective_parts.consequences,
        name="corrective_consequences",
    ),
    path(
        "improvement/corrective-actions/<int:pk>/cause-work/", corrective_parts.cause_work, name="corrective_cause_work"
    ),
    path("improvement/corrective-actions/<int:pk>/causes/", corrective_parts.causes, name="corrective_causes"),
    path("improvement/corrective-actions/<int:pk>/similar-cases/", similar_cases.similar, name="corrective_similar"),
    path("improvement/corrective-actions/<int:pk>/fix/", corrective_parts.fix, name="corrective_fix"),
    path("improvement/corrective-actions/<int:pk>/check/", corrective_parts.check, name="corrective_check"),
    path("improvement/corrective-actions/<int:pk>/verdict/", corrective_parts.verdict, name="corrective_verdict"),
    path("improvement/corrective-actions/<int:pk>/closing/", corrective_parts.closing, name="corrective_closing"),
    path(
        "concerns/<int:customer>/<int:pk>/corrective-actions/",
        corrective_actions.at_concern,
        name="concern_corrective_actions",
    ),
]
