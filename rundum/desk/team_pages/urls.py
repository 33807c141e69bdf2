"""Addresses of teams and people. The pages that say more than the teams area knows (skills, customers) stand here;
what only sets up a team comes from there."""

from django.urls import path

from rundum.teams.views.current import current

app_name = "teams"
urlpatterns = [
    path("teams/current/", current, name="current"),
]
