"""Addresses of the area measures."""

from django.urls import path

from rundum.measures.views import answering, comparison, pages

app_name = "measures"

urlpatterns = [
    path("measures/teams/", comparison.teams, name="teams"),
    path("measures/teams/picture/", comparison.picture, name="teams_picture"),
    path("measures/", pages.register, name="register"),
    path("measures/<int:pk>/", pages.measure, name="measure"),
    path("measures/<int:pk>/weeks/<str:monday>/", pages.week, name="week"),
    path("measures/<int:pk>/weeks.csv", pages.weeks_as_csv, name="weeks_as_csv"),
    path("measures/<int:pk>/chart.png", pages.chart_as_png, name="chart_as_png"),
    path("measures/<int:pk>/limits/", answering.limits, name="limits"),
    path("measures/signals/<int:pk>/", answering.signal, name="signal"),
]
