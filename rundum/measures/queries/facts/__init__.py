"""The SQL behind the built-in measures, by key: the rows each figure is made of. See frame.py."""

from rundum.measures.queries.facts.inputs import INPUTS
from rundum.measures.queries.facts.outcomes import OUTCOMES
from rundum.measures.queries.facts.outputs import OUTPUTS
from rundum.measures.queries.facts.process import PROCESS

FACTS: dict[str, str] = {**INPUTS, **PROCESS, **OUTPUTS, **OUTCOMES}
