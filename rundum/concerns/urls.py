"""Addresses of concerns. What belongs to one concern carries the customer's id and its own."""

from django.urls import path

from rundum.concerns.views import files

app_name = "concerns"

urlpatterns = [
    path("concerns/<int:customer>/files/<int:entry>/<int:pk>/", files.file, name="file"),
]
