import json
import os
import stat
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from rundum.host import backup, restore
from rundum.host.database import running_database
from rundum.host.locks import Lock
from rundum.host.postgres import Server
from rundum.host.problems import HostProblem


@pytest.fixture
def filled(home: Path, server: Server):
    """A small installation with rows, a file and a key; its server runs."""
    with server.in_use():
        with server.connect() as connection:
            connection.execute("CREATE TABLE customer (id bigint PRIMARY KEY, name text, words tsvector)")
            connection.execute(
                "INSERT INTO customer SELECT n, 'Müller ' || n, to_tsvector('Nr ' || n) FROM generate_series(1, 500) n"
            )
            connection.execute("CREATE SCHEMA other; CREATE TABLE other.empty (at timestamptz)")
        for name, content in {"files/ab/abcd": b"\0attachment", "keys/secret": b"key"}.items():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_bytes(content)
        yield home


def databases(home: Path) -> set[str]:
    with Server(home).connect("postgres") as connection:
        return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}


def customers(home: Path) -> list[str]:
    with Server(home).connect() as connection:
        return [name for (name,) in connection.execute("SELECT name FROM customer ORDER BY id")]


def rewritten(path: Path, change) -> Path:
    """The archive with each member's content passed through `change(name, content)`; None leaves it out."""
    changed = path.with_name("changed.tar")
    with tarfile.open(path) as old, tarfile.open(changed, "w") as new:
        for entry in old:
            content = change(entry.name, old.extractfile(entry).read())
            if content is not None:
                entry.size = len(content)
                new.addfile(entry, BytesIO(content))
    return changed


def test_a_backup_is_for_us_alone_and_proves_good(filled: Path):
    path = backup.backup(filled)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "2 tables with 500 rows and 2 files" in restore.check(filled, path)
    assert databases(filled) == {"postgres", "rundum", "template0", "template1"}
    assert list(path.parent.iterdir()) == [path]
    assert not (filled / "restoring").exists()
    assert backup.last_backup(filled) is not None


def test_a_backup_is_restored_after_data_was_lost_and_the_lost_state_is_kept(filled: Path):
    path = backup.backup(filled)
    with Server(filled).connect() as connection:
        connection.execute("DELETE FROM customer WHERE id > 10")
    (filled / "files/ab/abcd").unlink()
    (filled / "keys/secret").write_bytes(b"other key")
    with pytest.raises(HostProblem, match="--replace"):
        restore.restore(filled, path, replace=False)
    assert len(customers(filled)) == 10
    restore.restore(filled, path, replace=True)
    assert len(customers(filled)) == 500
    assert (filled / "files/ab/abcd").read_bytes() == b"\0attachment"
    assert (filled / "keys/secret").read_bytes() == b"key"
    assert (filled / "replaced/keys/secret").read_bytes() == b"other key"
    assert "rundum_replaced" in databases(filled)
    restore.restore(filled, path, replace=True)  # and again


def test_a_backup_moves_to_an_empty_installation(filled: Path, place: Path):
    path = backup.backup(filled, place / "moved.tar")
    other = place / "other"
    with running_database(other):
        restore.restore(other, path, replace=False)
        assert len(customers(other)) == 500
        assert (other / "keys/secret").read_bytes() == b"key"
        assert stat.S_IMODE((other / "keys/secret").stat().st_mode) == 0o600


def test_rows_written_while_the_backup_runs_do_not_make_it_differ(filled: Path, monkeypatch: pytest.MonkeyPatch):
    measured = backup.measure

    def measure_after_a_write(connection):
        with Server(filled).connect() as other:
            other.execute("INSERT INTO customer VALUES (9999, 'later')")
        return measured(connection)

    monkeypatch.setattr(backup, "measure", measure_after_a_write)
    path = backup.backup(filled)
    assert "500 rows" in restore.check(filled, path)
    assert len(customers(filled)) == 501


def test_a_damaged_byte_is_found_wherever_it_is(filled: Path):
    path = backup.backup(filled)
    whole = path.read_bytes()
    with tarfile.open(path) as tar:
        members = tar.getmembers()
    assert len(members) == 4
    for place in [entry.offset_data + entry.size // 2 for entry in members] + [entry.offset + 3 for entry in members]:
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        path.write_bytes(damaged)
        with pytest.raises(HostProblem, match="damaged"):
            restore.check(filled, path)
        with pytest.raises(HostProblem, match="damaged"):
            restore.restore(filled, path, replace=True)
    assert len(customers(filled)) == 500
    assert databases(filled) == {"postgres", "rundum", "template0", "template1"}


def test_an_archive_cut_off_is_found(filled: Path):
    path = backup.backup(filled)
    length = len(path.read_bytes().rstrip(b"\0"))
    for share in (0.97, 0.7, 0.2, 0):
        os.truncate(path, int(length * share))
        with pytest.raises(HostProblem, match="damaged"):
            restore.check(filled, path)


def test_a_missing_file_is_found(filled: Path):
    path = backup.backup(filled)
    changed = rewritten(path, lambda name, content: None if name == "files/ab/abcd" else content)
    with pytest.raises(HostProblem, match=r"damaged in files/ab/abcd"):
        restore.check(filled, changed)


def test_a_table_that_differs_from_what_was_counted_is_found(filled: Path):
    path = backup.backup(filled)

    def one_row_more(name, content):
        if name != "manifest.json":
            return content
        manifest = json.loads(content)
        manifest["tables"]["public.customer"][0] = "501"
        return json.dumps(manifest).encode()

    with pytest.raises(HostProblem, match=r"table public.customer has 500 rows where 501 were"):
        restore.check(filled, rewritten(path, one_row_more))
    assert "rundum_restored" not in databases(filled)


def test_an_archive_cannot_write_outside_its_folder(home: Path, place: Path):
    path = place / "evil.tar"
    for name in ("../outside", "/etc/passwd", "files/../../outside", "elsewhere/x", "files//x", "link in files"):
        with tarfile.open(path, "w") as tar:
            entry = tarfile.TarInfo(name)
            if name == "link in files":
                entry.name, entry.type, entry.linkname = "files/link", tarfile.SYMTYPE, "/etc/passwd"
            tar.addfile(entry, BytesIO())
        with pytest.raises(HostProblem, match="not a backup of Rundum"):
            restore.check(home, path)


def test_neither_a_missing_file_nor_another_file_is_a_backup(home: Path, place: Path):
    with pytest.raises(HostProblem, match="no backup"):
        restore.check(home, place / "missing.tar")
    (place / "text.tar").write_text("hello")
    with pytest.raises(HostProblem, match="damaged"):
        restore.check(home, place / "text.tar")


def test_an_existing_file_is_never_written_over(filled: Path, place: Path):
    (place / "mine").write_text("precious")
    with pytest.raises(HostProblem, match="exists already"):
        backup.backup(filled, place / "mine")
    assert (place / "mine").read_text() == "precious"


def test_a_backup_that_fails_leaves_nothing_behind(filled: Path, place: Path, monkeypatch: pytest.MonkeyPatch):
    def no_room(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rundum.host.archive.Writer.close", no_room)
    with pytest.raises(HostProblem, match="No space left"):
        backup.backup(filled, place / "new.tar")
    assert [path.name for path in place.iterdir()] == ["home"]


def test_a_running_rundum_is_not_restored_over(filled: Path):
    path = backup.backup(filled)
    with Lock(filled / "locks" / "up") as lock:
        assert lock.try_take()
        with pytest.raises(HostProblem, match="stop it first"):
            restore.restore(filled, path, replace=True)
