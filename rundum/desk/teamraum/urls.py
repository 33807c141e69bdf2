"""Where people land: the Teamraum of their team. rundum.urls puts this and search under the name desk."""

from django.urls import path

from rundum.desk.teamraum import figures, views

app_name = "desk"

urlpatterns = [
    path("", views.teamraum, name="teamraum"),
    path("changes/", views.changes, name="teamraum_changes"),
    path("figures/<str:figure>/", figures.figure, name="figure"),
]
