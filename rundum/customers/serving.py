"""Who else serves a customer besides its own team: a register of conditions, as the areas above customers know them.

An area says in its own file `serving.py` by what it sees that, one line:

    serve("concerns", HAS_AN_OPEN_CONCERN)
"""

_register: dict[str, str] = {}


def serve(area: str, condition: str) -> None:
    """Make known who serves a customer too. condition: SQL over the parameters `customer`, `reader` and `today`."""
    _register[area] = condition


def also_serving() -> str:
    """Whether the reader serves the customer without being of its team, in SQL; as what the areas have said."""
    return " OR ".join(["false", *_register.values()])
