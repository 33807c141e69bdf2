import gettext
from pathlib import Path

import pytest

from rundum.base import catalog

WHOLE = 'msgid "Close"\nmsgstr "Zu"\n\nmsgctxt "a door"\nmsgid "Close"\nmsgstr "Tür zu"\n'
PART = """
msgid "Close"
msgstr "Schließen"

msgid "%(n)d day"
msgid_plural "%(n)d days"
msgstr[0] "%(n)d Tag"
msgstr[1] "%(n)d Tage"
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / catalog.CATALOG).parent.mkdir(parents=True)
    (tmp_path / catalog.CATALOG).write_text(WHOLE)
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "base.po").write_text(PART)
    return tmp_path


def german(folder: Path) -> gettext.NullTranslations:
    return gettext.translation("django", folder, ["de"])


def test_catalog_and_parts_become_one_and_the_part_wins(texts, tmp_path):
    said = german(catalog.compiled(texts, tmp_path / "home"))
    assert said.gettext("Close") == "Schließen"
    assert said.pgettext("a door", "Close") == "Tür zu"
    assert said.ngettext("%(n)d day", "%(n)d days", 2) == "%(n)d Tage"


def test_a_catalog_is_compiled_only_after_a_change(texts, tmp_path):
    home = tmp_path / "home"
    before = catalog.compiled(texts, home)
    made_at = (before / catalog.CATALOG.with_suffix(".mo")).stat().st_mtime_ns
    assert catalog.compiled(texts, home) == before
    assert (before / catalog.CATALOG.with_suffix(".mo")).stat().st_mtime_ns == made_at
    (texts / "parts" / "base.po").write_text(PART.replace("Schließen", "Zumachen"))
    assert german(catalog.compiled(texts, home)).gettext("Close") == "Zumachen"


def test_nothing_half_written_is_left_behind(texts, tmp_path):
    folder = catalog.compiled(texts, tmp_path / "home")
    assert [path.name for path in (folder / catalog.CATALOG).parent.iterdir()] == ["django.mo"]
