"""A field for several files, each checked and kept when the form is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rundum.base.refusals import Refused
from rundum.timeline.files import StoredFile, store_file

MOST = 10


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to ten files; cleans to the stored ones. A file that is refused says why, by its name."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        uploads = [upload for upload in (data if isinstance(data, list | tuple) else [data]) if upload]
        if len(uploads) > MOST:
            raise ValidationError(_("At most %(most)d files at once."), code="too_many", params={"most": MOST})
        stored: list[StoredFile] = []
        for upload in uploads:
            try:
                stored.append(store_file(super().clean(upload, initial)))
            except Refused as refusal:
                raise ValidationError(f"{upload.name}: {refusal.sentence}", code=refusal.code) from refusal
        return stored
