"""Addresses of the area improvement."""

from django.urls import path

from rundum.improvement.views import cycles, goals, improvement

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
]
