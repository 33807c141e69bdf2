"""Addresses of the area planning."""

from django.urls import path

from rundum.planning.views import endorsements, forecast, offers

app_name = "planning"

urlpatterns = [
    path("forecast/", forecast.forecast, name="forecast"),
    path("offers/", offers.board_offers, name="offers"),
    path("offers/weights/", offers.weights, name="offer_weights"),
    path("concerns/<int:customer>/<int:pk>/offers/", offers.concern_offers, name="concern_offers"),
    path("concerns/<int:customer>/<int:pk>/forecast/", forecast.concern_forecast, name="concern_forecast"),
    path("concerns/<int:customer>/<int:pk>/strengths/", endorsements.strengths, name="strengths"),
]
