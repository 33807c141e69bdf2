"""The currency the organisation counts in."""

from rundum.teams.models import Organisation


def own_currency() -> str:
    """The ISO 4217 code of the organisation's currency; EUR before there is an organisation. One query."""
    organisation = Organisation.objects.first()
    return organisation.currency if organisation else "EUR"
