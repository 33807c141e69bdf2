from pathlib import Path

import pytest

from rundum.environment import WrongEnvironment
from rundum.host.database_url import database_settings
from rundum.host.sockets import socket_folder

HOME = Path("/srv/rundum")


def test_an_address_is_taken_apart_and_its_signs_decoded():
    settings = database_settings("postgresql://an%40na:p%2Fw%3Aö@db.example:6543/my%20crm?sslmode=require", HOME)
    assert settings["NAME"] == "my crm"
    assert (settings["USER"], settings["PASSWORD"]) == ("an@na", "p/w:ö")
    assert (settings["HOST"], settings["PORT"]) == ("db.example", "6543")
    assert settings["OPTIONS"] == {"sslmode": "require"}


def test_without_an_address_it_is_the_embedded_server():
    settings = database_settings("", HOME)
    assert settings["HOST"] == str(socket_folder(HOME))
    assert "PASSWORD" not in settings


@pytest.mark.parametrize(
    "url", ["mysql://localhost/x", "postgresql://localhost", "postgresql://localhost/", "rundum", "postgres://h:99x/db"]
)
def test_anything_but_a_postgresql_database_stops_the_start(url: str):
    with pytest.raises(WrongEnvironment, match="DATABASE_URL"):
        database_settings(url, HOME)
