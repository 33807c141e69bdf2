"""Addresses of the area improvement."""

from django.urls import URLPattern

app_name = "improvement"

urlpatterns: list[URLPattern] = []
