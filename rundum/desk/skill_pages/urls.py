"""Address of the team's skills. They belong to the names of skills: rundum.urls puts both together."""

from django.urls import path

from rundum.desk.skill_pages import views

urlpatterns = [path("skills/", views.matrix, name="matrix")]
