"""Address of the page about what a team knows of its customers."""

from django.urls import path

from rundum.desk.knowledge import views

urlpatterns = [path("knowledge/", views.knowledge, name="knowledge")]
