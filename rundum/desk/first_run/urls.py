"""The way into an empty installation."""

from django.urls import path

from rundum.desk.first_run.views import first_run, start

app_name = "first_run"

urlpatterns = [
    path("first-run/", first_run, name="first_run"),
    path("start/", start, name="start"),
]
