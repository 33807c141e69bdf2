"""What members wrote down for a week, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rundum.measures.models import Entered
from rundum.measures.shown import ShownMeasure
from rundum.measures.shown_weeks import plain


@dataclass(frozen=True)
class EnteredRow:
    """What somebody wrote down for a week. stands: it is what counts now."""

    entered: Entered
    written: str
    stands: bool


def entered_rows(shown: ShownMeasure, entered: Sequence[Entered]) -> list[EnteredRow]:
    """Everything written down for one week, the latest first."""
    return [EnteredRow(one, _entered_words(shown, one), at == 0) for at, one in enumerate(entered)]


def _entered_words(shown: ShownMeasure, one: Entered) -> str:
    unit = shown.charted.subject.unit
    if one.value is None or one.denominator is None:
        return unit.written(None if one.value is None else float(one.value))
    parts = {"part": plain(one.numerator), "whole": plain(one.denominator), "value": unit.written(float(one.value))}
    return _("%(part)s of %(whole)s: %(value)s") % parts
