"""What becomes of a session while the database goes away."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import OperationalError

from rundum.accounts.sign_in.sessions import SessionStore


@pytest.fixture
def session(db: None) -> SessionStore:
    session = SessionStore()
    session.create()
    session["seen"] = True
    return session


def test_a_database_that_is_gone_is_told_from_a_session_that_was_deleted(
    session: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_args: object, **_options: object) -> None:
        raise OperationalError("the server is gone")

    monkeypatch.setattr(Session, "save", gone)
    with pytest.raises(OperationalError):
        session.save()


def test_a_session_that_was_deleted_meanwhile_is_not_written_again(session: SessionStore) -> None:
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        session.save()
