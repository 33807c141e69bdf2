"""Addresses of what teams decide."""

from django.urls import path

from rundum.decisions.views import authority

app_name = "decisions"
urlpatterns = [
    path("teams/<int:team>/authority/", authority, name="authority"),
]
