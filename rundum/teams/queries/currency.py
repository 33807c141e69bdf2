"""The currency the organisation counts in."""

from rundum.base.reading import Question, ask

CURRENCY = Question("SELECT currency FROM teams_organisation LIMIT 1", str)


def own_currency() -> str:
    """The ISO 4217 code of the organisation's currency; EUR before there is an organisation. One query."""
    return next(iter(ask(CURRENCY).of(CURRENCY)), "EUR")
