"""Addresses of the area improvement."""

from django.urls import path

from rundum.improvement import views

app_name = "improvement"

urlpatterns = [
    path("improvement/", views.improvement, name="improvement"),
    path("improvement/goals/new/", views.goal_setting, name="goal_setting"),
    path("improvement/goals/<int:pk>/ending/", views.goal_ending, name="goal_ending"),
]
