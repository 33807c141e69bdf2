from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.mark.django_db
def test_health_is_open_to_everyone_and_says_that_the_database_answers(client: Client):
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok"})
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Request-ID"]


@pytest.mark.django_db
def test_without_its_database_it_is_unavailable_and_says_nothing_more(client: Client):
    with patch.object(connection, "cursor", side_effect=OperationalError("password of secret-host is wrong")):
        answer = client.get("/health/")
    assert answer.status_code == 503
    assert "secret-host" not in answer.content.decode()


@pytest.mark.django_db
def test_health_cannot_be_posted_to(client: Client):
    assert client.post("/health/").status_code == 405
