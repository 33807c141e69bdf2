"""The libraries that take seconds to load (see rundum.calc), for a process that will need them sooner or later."""

from importlib import import_module

HEAVY = (
    "ortools.sat.python.cp_model",
    "scipy.stats",
    "statsmodels.duration.survfunc",
    "statsmodels.stats.proportion",
    "statsmodels.stats.weightstats",
    "statsmodels.tsa.stattools",
)


def load_heavy() -> None:
    """Load them all. What is loaded already costs nothing."""
    for name in HEAVY:
        import_module(name)
