"""The organisation's settings, for administrators."""

from django.urls import path

from rundum.desk.settings_pages.views import organisation, people, record

app_name = "settings"

urlpatterns = [
    path("settings/", organisation.organisation, name="organisation"),
    path("settings/people/", people.people, name="people"),
    path("settings/people/new/", people.new_person, name="new_person"),
    path("settings/people/<int:pk>/", people.person, name="person"),
    path("settings/people/<int:pk>/link/", people.person_link, name="person_link"),
    path("settings/people/<int:pk>/activity/", people.person_activity, name="person_activity"),
    path("settings/people/<int:pk>/second-step/", people.person_second_step, name="person_second_step"),
    path("settings/record/", record.record, name="record"),
]
