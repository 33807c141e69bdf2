"""Addresses of skills, as far as the skills area knows them; the page of a team's skills is desk.skill_pages."""

from django.urls import path

from rundum.skills.views import own, skills

urlpatterns = [
    path("skills/mine/", own.mine, name="mine"),
    path("skills/strengths/", own.strengths, name="strengths"),
    path("skills/strengths/<int:pk>/removal/", own.strength_removal, name="strength_removal"),
    path("skills/list/", skills.skills, name="list"),
    path("skills/new/", skills.adding, name="adding"),
    path("skills/<int:pk>/", skills.skill, name="skill"),
    path("skills/<int:pk>/retirement/", skills.retirement, name="retirement"),
    path("skills/<int:pk>/return/", skills.bringing_back, name="bringing_back"),
    path("skills/<int:pk>/level/", own.level, name="level"),
]
