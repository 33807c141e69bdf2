"""The SQL behind the built-in measures: the rows each figure is made of. See frame.py."""

from rundum.measures.queries.facts.arrivals import ARRIVALS
from rundum.measures.queries.facts.endings import ENDINGS, HANDOVERS, PROMISES, VERDICTS
from rundum.measures.queries.facts.frame import Family
from rundum.measures.queries.facts.inputs import UNDERSTOOD
from rundum.measures.queries.facts.lived import IN_HAND, STANDING

FAMILIES: dict[str, Family] = {
    family.name: family for family in (ARRIVALS, UNDERSTOOD, ENDINGS, VERDICTS, HANDOVERS, PROMISES, STANDING, IN_HAND)
}

FACTS: dict[str, str] = {key: family.facts(key) for family in FAMILIES.values() for key in family.measures}
"""By the measure's key, with {only} to be filled in."""

__all__ = ["FACTS", "FAMILIES", "Family"]
