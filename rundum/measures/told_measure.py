"""A measure in the data of entries, and how it reads there: a built-in one is named in the reader's language."""

from collections.abc import Mapping

from rundum.measures.built_in import BUILT_IN
from rundum.measures.models import Measure


def as_data(measure: Measure) -> dict[str, object]:
    """What an entry keeps of a measure."""
    return {"measure_id": measure.pk, "measure_key": measure.key or "", "measure": measure.name}


def measure_words(data: Mapping[str, object]) -> str:
    """What the measure is called that an entry is about."""
    built_in = BUILT_IN.get(str(data.get("measure_key", "")))
    return str(built_in.name) if built_in else str(data.get("measure", ""))
