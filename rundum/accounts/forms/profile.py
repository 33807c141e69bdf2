"""The forms of one's own profile."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.accounts.pictures import ACCEPTED


class ProfileForm(forms.Form):
    """Exactly the fields of actions.profile.OWN_FIELDS."""

    name = forms.CharField(label=_("Name"), max_length=200)
    job_title = forms.CharField(label=_("What you do"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=User.Language.in_own_words())
    theme = forms.ChoiceField(label=_("Appearance"), choices=User.Theme.choices)
    single_keys = forms.BooleanField(
        label=_("Shortcuts of a single key"),
        help_text=_("N for a new concern, for example. Switch them off if you dictate or press keys by accident."),
        required=False,
    )


class PictureForm(forms.Form):
    picture = forms.FileField(
        label=_("New picture"),
        help_text=_(
            "PNG, JPEG or WebP, at most 12 MB. Your colleagues see its middle. Where and when it was taken is not kept."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )


class PasswordForm(forms.Form):
    """Asks for the old password too, unless the person has just come by a sign-in link or never had one."""

    old = forms.CharField(
        label=_("Password so far"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, user: User, asks_for_old: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.fields["new"].help_text = " ".join(map(str, password_validators_help_texts()[1:2]))
        if not asks_for_old:
            del self.fields["old"]

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.user.check_password(old):
            raise ValidationError(_("This is not your password."), code="incorrect_password")
        return old

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        validate_password(new, self.user)
        return new
