"""Addresses of the area measures."""

from django.urls import path

from rundum.measures.views import answering, comparison, entering, files, months, own, pages, waits

app_name = "measures"

urlpatterns = [
    path("measures/teams/", comparison.teams, name="teams"),
    path("measures/teams/picture/", comparison.picture, name="teams_picture"),
    path("measures/", pages.register, name="register"),
    path("measures/waits/", waits.waits, name="waits"),
    path("measures/waits/concerns/", waits.concerns, name="waits_concerns"),
    path("measures/new/", own.definition, name="definition"),
    path("measures/<int:pk>/retirement/", own.retirement, name="retirement"),
    path("measures/<int:pk>/values/", entering.values, name="values"),
    path("measures/<int:pk>/file/", entering.file, name="file"),
    path("measures/<int:pk>/file/example.csv", entering.example, name="example"),
    path("measures/<int:pk>/", pages.measure, name="measure"),
    path("measures/<int:pk>/weeks/<str:monday>/", pages.week, name="week"),
    path("measures/<int:pk>/weeks/<str:monday>/rows.csv", files.rows_as_csv, name="rows_as_csv"),
    path("measures/<int:pk>/months/<str:month>/", months.month, name="month"),
    path("measures/<int:pk>/months/<str:month>/rows.csv", files.rows_of_month_as_csv, name="rows_of_month_as_csv"),
    path("measures/<int:pk>/weeks.csv", files.weeks_as_csv, name="weeks_as_csv"),
    path("measures/<int:pk>/chart.png", files.chart_as_png, name="chart_as_png"),
    path("measures/<int:pk>/limits/", answering.limits, name="limits"),
    path("measures/limits/<int:pk>/", answering.corrected, name="corrected"),
    path("measures/signals/<int:pk>/", answering.signal, name="signal"),
]
