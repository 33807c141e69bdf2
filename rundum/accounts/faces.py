"""People with what it takes to show them, for pages that read their rows themselves."""

from rundum.accounts.models import User
from rundum.base.reading import Question
from rundum.base.rows import rows_of

FACE = ("id", "name", "portrait", "picture")


def faces(ids: set[int]) -> Question[User]:
    """The people with these ids."""
    return rows_of(User, "id = ANY(%(ids)s)", {"ids": list(ids)}, fields=FACE)
