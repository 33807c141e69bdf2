"""Addresses of the area planning."""

from django.urls import path

from rundum.planning.views import committing, endorsements, forecast, offers, week

app_name = "planning"

urlpatterns = [
    path("forecast/", forecast.forecast, name="forecast"),
    path("offers/", offers.board_offers, name="offers"),
    path("offers/weights/", offers.weights, name="offer_weights"),
    path("concerns/<int:customer>/<int:pk>/offers/", offers.concern_offers, name="concern_offers"),
    path("concerns/<int:customer>/<int:pk>/forecast/", forecast.concern_forecast, name="concern_forecast"),
    path("concerns/<int:customer>/<int:pk>/strengths/", endorsements.strengths, name="strengths"),
    path("week/", week.this_week, name="week"),
    path("week/own/<int:pk>/", committing.own_act, name="own_act"),
    path("week/concerns/<int:customer>/<int:pk>/", committing.concern_act, name="concern_act"),
    path("week/undo/<int:entry>/", committing.undo, name="week_undo"),
    path("week/<str:monday>/", week.week, name="week_of"),
    path("week/<str:monday>/forecast/", forecast.week_forecast, name="week_forecast"),
    path("week/<str:monday>/load/", week.load, name="load"),
    path("week/<str:monday>/concerns/", week.choosing, name="choosing"),
    path("week/<str:monday>/concerns/<int:customer>/<int:concern>/", committing.concern, name="commit_concern"),
    path("week/<str:monday>/own/", committing.own, name="commit_own"),
]
