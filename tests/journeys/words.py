"""The words of the interface as a person reads them, looked up in the catalog that ships."""

import re

from django.utils import translation


class Words:
    """`words("Take this")`: how a text of the interface reads in this language, with its placeholders filled in.

    Quotes and marks such as <b> are left out, as on the page.
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, text: str, context: str = "", **filled: str) -> str:
        with translation.override(self.language):
            found = translation.pgettext(context, text) if context else translation.gettext(text)
        return re.sub(r"</?b>", "", found % filled if filled else found)
