"""The measures that need no typing, by key, in the order in which the register shows them."""

from rundum.measures.built_in.declaration import BuiltIn
from rundum.measures.built_in.inputs import INPUTS
from rundum.measures.built_in.outcomes import OUTCOMES, WITHOUT_SOURCE
from rundum.measures.built_in.outputs import OUTPUTS
from rundum.measures.built_in.process import PROCESS

BUILT_IN: dict[str, BuiltIn] = {each.key: each for each in [*INPUTS, *PROCESS, *OUTPUTS, *OUTCOMES]}

__all__ = ["BUILT_IN", "WITHOUT_SOURCE", "BuiltIn"]
