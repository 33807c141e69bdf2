"""Sessions in the database, read as plain SQL, as every request begins with this."""

from typing import override

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import OperationalError

from rundum.base.reading import Question, ask

FOUND = """
SELECT session_key, session_data, expire_date FROM django_session
WHERE session_key = %(key)s AND expire_date > statement_timestamp()
"""


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        question = Question(FOUND, Session, {"key": self.session_key})
        found = ask(question).of(question)
        if not found:
            self._session_key = None
            return None
        return found[0]

    @override
    def save(self, must_create: bool = False) -> None:
        try:
            super().save(must_create)
        except UpdateError as error:
            # A database that is gone is no session that was deleted: our fault (500), not the reader's (400).
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise
