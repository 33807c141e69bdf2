"""The addresses of signing in and of securing one's account. The names are those django-allauth redirects to."""

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path

from rundum.accounts.access import open_to_anyone, open_to_colleagues


def _answering_422(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view of allauth, answering refused input with 422 as every form here does."""

    def answered(request: HttpRequest, /, **kwargs: object) -> HttpResponseBase:
        response = view(request, **kwargs)
        if isinstance(response, TemplateResponse) and request.method == "POST":
            context = response.context_data or {}
            if any(form is not None and form.errors for form in (context.get("form"), context.get("webauthn_form"))):
                response.status_code = 422
        return response

    return answered


def entrance(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    return open_to_anyone(_answering_422(view))


def own(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    return open_to_colleagues(_answering_422(view))


urlpatterns = [
    path("sign-in/", entrance(account.login), name="account_login"),
    path("sign-in/passkey/", entrance(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/second-factor/", entrance(second_factor.authenticate), name="mfa_authenticate"),
    path("sign-in/deactivated/", entrance(account.account_inactive), name="account_inactive"),
    path("sign-in/again/", own(account.reauthenticate), name="account_reauthenticate"),
    path("sign-in/again/code/", own(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("sign-in/again/passkey/", own(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("sign-out/", entrance(account.logout), name="account_logout"),
    path("profile/security/", own(second_factor.index), name="mfa_index"),
    path("profile/security/app/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("profile/security/app/removal/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("profile/security/recovery/", own(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "profile/security/recovery/new/",
        own(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "profile/security/recovery/file/",
        own(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("profile/security/passkeys/", own(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("profile/security/passkeys/new/", own(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("profile/security/passkeys/<int:pk>/", own(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("profile/security/passkeys/<int:pk>/removal/", own(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
]
