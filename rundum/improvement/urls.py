"""Addresses of the area improvement."""

from django.urls import path

from rundum.improvement.views import goals, improvement

app_name = "improvement"

urlpatterns = [
    path("improvement/", improvement.improvement, name="improvement"),
    path("improvement/goals/new/", goals.goal_setting, name="goal_setting"),
    path("improvement/goals/<int:pk>/ending/", goals.goal_ending, name="goal_ending"),
]
