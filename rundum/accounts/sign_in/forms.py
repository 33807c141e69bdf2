"""The forms of signing in as they read here: labels above, no placeholders, our words."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext as _


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        relabel(self, "login", _("E-mail"), autocomplete="username", autofocus=True)
        relabel(self, "password", _("Password"))


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        relabel(self, "password", _("Password"), autofocus=True)


class CodeForm(AuthenticateForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        relabel(self, "code", _("Code from the app, or a recovery code"), autofocus=True)


class CodeForAgainForm(CodeAgainForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        relabel(self, "code", _("Code from the app, or a recovery code"), autofocus=True)


class FirstCodeForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        relabel(self, "code", _("The six digits that the app shows"), inputmode="numeric")


class NewPasskeyForm(AddWebAuthnForm):
    """Asks for passkeys that can sign in by themselves, as they are what people expect by that word."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        relabel(self, "name", _("What you call it, for example Laptop"))
        self.fields["passwordless"].label = _("It signs me in without a password")
        self.fields["passwordless"].help_text = _(
            "The device then asks for a finger, a face or a PIN. Otherwise it is asked for after the password."
        )
        self.fields["passwordless"].initial = True


class PasskeyNameForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        relabel(self, "name", _("What you call it, for example Laptop"))


def relabel(form: forms.Form, name: str, label: str, **attributes: object) -> None:
    """Give a field of allauth's our label, and its widget our attributes instead of a placeholder."""
    field = form.fields[name]
    field.label = label
    field.help_text = ""
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)
