"""Addresses of the area measures."""

from django.urls import path

from rundum.measures.views import comparison

app_name = "measures"

urlpatterns = [
    path("measures/teams/", comparison.teams, name="teams"),
    path("measures/teams/picture/", comparison.picture, name="teams_picture"),
]
