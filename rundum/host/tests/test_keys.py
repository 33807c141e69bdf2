import stat
from multiprocessing import get_context
from pathlib import Path

from rundum.host.keys import secret_key


def test_a_key_is_made_once_and_is_nobody_elses_to_read(home: Path):
    key = secret_key(home)
    assert len(key) > 60
    assert secret_key(home) == key
    assert stat.S_IMODE((home / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "keys" / "secret").stat().st_mode) == 0o600


def test_two_installations_have_different_keys(place: Path):
    assert secret_key(place / "one") != secret_key(place / "two")


def test_processes_that_make_it_at_once_agree(home: Path):
    with get_context("fork").Pool(4) as pool:
        keys = pool.map(secret_key, [home] * 20)
    assert len(set(keys)) == 1
    assert [path.name for path in (home / "keys").iterdir()] == ["secret"]
