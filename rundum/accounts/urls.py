"""The addresses of accounts that are our own; those of django-allauth are in sign_in/urls.py."""

from django.urls import path

from rundum.accounts.views import links, pictures, profile, sessions

app_name = "accounts"

urlpatterns = [
    path("sign-in/link/<str:token>/", links.sign_in_link, name="sign_in_link"),
    path("profile/", profile.profile, name="profile"),
    path("profile/appearance/", profile.appearance, name="appearance"),
    path("profile/picture/", profile.own_picture, name="own_picture"),
    path("profile/password/", profile.password, name="password"),
    path("profile/sessions/", sessions.sessions, name="sessions"),
    path("profile/sessions/others/end/", sessions.other_sessions_end, name="other_sessions_end"),
    path("profile/sessions/<int:pk>/end/", sessions.session_end, name="session_end"),
    path("pictures/<str:digest>/", pictures.picture, name="picture"),
]
