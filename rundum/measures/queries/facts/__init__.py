"""The SQL behind the built-in measures: the rows each figure is made of. See frame.py."""

from rundum.measures.queries.facts.arrivals import ARRIVALS
from rundum.measures.queries.facts.endings import ENDINGS, HANDOVERS, PROMISES, VERDICTS
from rundum.measures.queries.facts.frame import TEAMS, Family, Reach
from rundum.measures.queries.facts.inputs import UNDERSTOOD
from rundum.measures.queries.facts.lived import IN_HAND, STANDING

FAMILIES: dict[str, Family] = {
    family.name: family for family in (ARRIVALS, UNDERSTOOD, ENDINGS, VERDICTS, HANDOVERS, PROMISES, STANDING, IN_HAND)
}

FAMILY = {key: family for family in FAMILIES.values() for key in family.measures}
"""By the measure's key."""


def facts_in(reach: Reach, key: str) -> str:
    """The facts of a built-in measure, with {only} to be filled in. Raises KeyError for one that has none."""
    return FAMILY[key].facts(key, reach)


FACTS: dict[str, str] = {key: facts_in(TEAMS, key) for key in FAMILY}
"""Those of teams."""

__all__ = ["FACTS", "FAMILIES", "Family", "facts_in"]
