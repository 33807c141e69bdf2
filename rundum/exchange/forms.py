"""The form that starts an import."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from rundum.exchange.mapping import available, load
from rundum.exchange.reading import WrongFile, check_names

LARGEST = 64 * 1024 * 1024


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given or [None]]


def _mappings() -> list[tuple[str, str]]:
    choices = []
    for key in available():
        mapping = load(key)
        choices.append((key, f"{mapping.title} ({', '.join(file.name for file in mapping.files)})"))
    return choices


class ImportForm(forms.Form):
    """Which mapping, which files."""

    mapping = forms.ChoiceField(label=_("Where the files come from"), choices=_mappings, widget=forms.RadioSelect)
    uploads = FilesField(
        label=_("Files"), help_text=_("CSV files, up to 64 MB each. They keep their names: the mapping knows them.")
    )

    def clean_uploads(self) -> list["UploadedFile[bytes]"]:
        files: list[UploadedFile[bytes]] = self.cleaned_data["uploads"]
        for file in files:
            if (file.size or 0) > LARGEST:
                raise forms.ValidationError(
                    _("%(name)s has more than 64 MB. Split it into several files."), params={"name": file.name}
                )
        return files

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "mapping" in given and "uploads" in given:
            try:
                check_names(load(given["mapping"]), [file.name or "" for file in given["uploads"]])
            except WrongFile as wrong:
                self.add_error("uploads", str(wrong))
        return given
