"""Addresses of teams and people. The pages that say more than the teams area knows (skills, customers) stand here;
what only sets up a team comes from there."""

from django.urls import path

from rundum.desk.team_pages import absences, views
from rundum.teams.views import current, founding, functions, members, names, offered

app_name = "teams"
urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/absences/", absences.absences, name="absences"),
    path("people/<int:pk>/absences/<int:absence>/removal/", absences.absence_removal, name="absence_removal"),
    path("functions/", functions.functions, name="functions"),
    path("functions/<int:pk>/", functions.function, name="function"),
    path("functions/<int:pk>/removal/", functions.function_removal, name="function_removal"),
    path("teams/", views.teams, name="list"),
    path("teams/current/", current.current, name="current"),
    path("teams/offered/", offered.offered_teams, name="offered"),
    path("teams/new/", founding.founding, name="founding"),
    path("teams/<int:pk>/", views.team, name="team"),
    path("teams/<int:pk>/names/", names.names, name="names"),
    path("teams/<int:pk>/editing/", founding.editing, name="editing"),
    path("teams/<int:pk>/hours/", founding.hours, name="hours"),
    path("teams/<int:pk>/covers/", functions.covers, name="covers"),
    path("teams/<int:pk>/coaches/", members.coaching, name="coaching"),
    path("teams/<int:pk>/coaches/<int:coaching>/end/", members.coaching_end, name="coaching_end"),
    path("teams/<int:pk>/members/new/", members.joining, name="joining"),
    path("teams/<int:pk>/members/<int:membership>/end/", views.leaving, name="leaving"),
    path("teams/<int:pk>/members/<int:membership>/loan/", members.lending, name="lending"),
]
