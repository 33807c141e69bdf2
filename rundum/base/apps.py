from django.apps import AppConfig
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
