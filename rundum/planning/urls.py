"""Addresses of the area planning."""

from django.urls import URLPattern

app_name = "planning"

urlpatterns: list[URLPattern] = []
