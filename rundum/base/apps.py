from django.apps import AppConfig
from django.db.models import fields
from django.forms import ChoiceField, Field, ModelChoiceField
from django.utils.translation import gettext_lazy as _

GONE = _("This is not on offer any more. Choose another one.")


class BaseConfig(AppConfig):
    name = "rundum.base"

    def ready(self) -> None:
        """Let every form, those of libraries included, say what is missing in our words instead of Django's."""
        Field.default_error_messages["required"] = _("This is still missing.")
        ChoiceField.default_error_messages["invalid_choice"] = GONE
        ModelChoiceField.default_error_messages["invalid_choice"] = GONE
        # What an optional choice says while nothing is chosen; Django's own text has no German.
        fields.BLANK_CHOICE_LABEL = _("nothing chosen")
