from pathlib import Path

import pytest

from rundum import environment
from rundum.environment import WrongEnvironment


def test_an_unknown_setting_stops_the_start_and_names_those_that_exist(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("RUNDUM_DATTA", "/srv")
    with pytest.raises(WrongEnvironment, match=r"RUNDUM_DATTA.*RUNDUM_DATA.*DATABASE_URL"):
        environment.refuse_unknown()


def test_a_flag_says_yes_or_no(monkeypatch: pytest.MonkeyPatch):
    assert environment.flag("RUNDUM_DEBUG", default=True)
    for value, wanted in {"yes": True, "1": True, " On ": True, "no": False, "FALSE": False, "": False}.items():
        monkeypatch.setenv("RUNDUM_DEBUG", value)
        assert environment.flag("RUNDUM_DEBUG") is wanted
    monkeypatch.setenv("RUNDUM_DEBUG", "maybe")
    with pytest.raises(WrongEnvironment, match="yes or no"):
        environment.flag("RUNDUM_DEBUG")


def test_a_number_stays_within_its_limits(monkeypatch: pytest.MonkeyPatch):
    assert environment.number("PORT", 8000, least=1, most=65_535) == 8000
    for value in ("0", "70000", "-1", "eighty", "8000.5"):
        monkeypatch.setenv("PORT", value)
        with pytest.raises(WrongEnvironment, match="whole number from 1 to 65535"):
            environment.number("PORT", 8000, least=1, most=65_535)


def test_the_data_folder_is_as_given_with_links_resolved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "link").symlink_to(tmp_path)
    monkeypatch.setenv("RUNDUM_DATA", f"{tmp_path}/link/../Daten ü")
    assert environment.data_home() == tmp_path.parent / "Daten ü"


def test_an_ordinary_user_keeps_data_at_home_and_root_where_a_database_account_can_go(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_DATA_HOME", "/home/anna/share")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert environment.data_home() == Path("/home/anna/share/rundum")
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", "/home/anna")
    assert environment.data_home() == Path("/home/anna/.local/share/rundum")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert environment.data_home() == Path("/var/lib/rundum")
