"""The addresses of accounts that are our own; those of django-allauth are in sign_in/urls.py."""

from django.urls import path

from rundum.accounts.sign_in import views as sign_in

app_name = "accounts"

urlpatterns = [
    path("sign-in/link/<str:token>/", sign_in.sign_in_link, name="sign_in_link"),
]
