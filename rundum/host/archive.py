"""The one file that a backup is: a tar archive with the database, the keys, the files, and at its end a manifest.

The manifest names every member with size and hash, and every table with its count and hash. As it comes last, an
archive that was cut off has none and cannot be taken for a whole one.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from rundum.host.problems import HostProblem

FORMAT = 1
DUMP = "database.dump"
MANIFEST = "manifest.json"
FOLDERS = ("keys", "files")
BLOCK = 1024 * 1024


class Writer:
    """An archive being written; the file appears under its name when it is whole and on disk."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._members: dict[str, dict[str, Any]] = {}

    def add(self, name: str, path: Path) -> None:
        """Add the file at `path` under `name`."""
        with path.open("rb") as file:
            entry = self._tar.gettarinfo(arcname=name, fileobj=file)
            entry.mode, entry.uid, entry.gid, entry.uname, entry.gname = 0o600, 0, 0, "", ""
            hashing = _Hashing(file)
            self._tar.addfile(entry, hashing)
        self._members[name] = {"bytes": entry.size, "sha256": hashing.hexdigest()}

    def add_folder(self, name: str, folder: Path) -> None:
        """Add all files below `folder`, which may be missing; one that disappears meanwhile was deleted by someone."""
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                try:
                    self.add(str(PurePosixPath(name, *path.relative_to(folder).parts)), path)
                except FileNotFoundError:
                    continue

    def close(self, facts: dict[str, Any]) -> None:
        """Add the manifest with `facts` about the database."""
        text = json.dumps({"format": FORMAT, **facts, "members": self._members}, indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode = len(text), 0o600
        self._tar.addfile(entry, io.BytesIO(text))


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    """A new archive at `path`, for us alone; nothing remains when the block fails. Raises HostProblem if it exists."""
    if path.exists():
        raise HostProblem(f"{path} exists already.")
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with open(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        os.rename(unfinished, path)
    except OSError as problem:
        raise HostProblem(f"The backup {path} cannot be written: {problem}") from None
    finally:
        unfinished.unlink(missing_ok=True)


def unpack(path: Path, folder: Path) -> dict[str, Any]:
    """Check every member of the archive against the manifest and unpack it into `folder`; returns the manifest.

    Raises HostProblem when anything is damaged, missing, or not of a backup of ours.
    """
    found: dict[str, dict[str, Any]] = {}
    manifest: dict[str, Any] | None = None
    try:
        with tarfile.open(path, "r:") as tar:
            for entry in tar:
                source = tar.extractfile(entry) if entry.isreg() else None
                if source is None or not _is_ours(entry.name):
                    raise HostProblem(f"{path} is not a backup of Rundum: it has a member {entry.name!r}.")
                if entry.name == MANIFEST:
                    manifest = json.load(source)
                else:
                    found[entry.name] = {"bytes": entry.size, "sha256": _copy(source, folder / entry.name)}
    except FileNotFoundError:
        raise HostProblem(f"There is no backup {path}.") from None
    except (tarfile.TarError, EOFError, ValueError) as problem:
        raise HostProblem(f"The backup {path} is damaged: {problem}") from None
    except OSError as problem:
        raise HostProblem(f"The backup {path} cannot be unpacked: {problem}") from None
    if manifest is None:
        raise HostProblem(f"The backup {path} is damaged: it ends before its manifest.")
    if manifest.get("format") != FORMAT:
        raise HostProblem(f"The backup {path} has format {manifest.get('format')}; this Rundum reads {FORMAT}.")
    _refuse_damaged(path, manifest.get("members", {}), found)
    return manifest


def _refuse_damaged(path: Path, wanted: dict[str, Any], found: dict[str, Any]) -> None:
    damaged = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    if damaged:
        more = f" and {len(damaged) - 5} more" if len(damaged) > 5 else ""
        raise HostProblem(f"The backup {path} is damaged in {', '.join(damaged[:5])}{more}.")


def _is_ours(name: str) -> bool:
    parts = name.split("/")
    return name in {DUMP, MANIFEST} or (
        len(parts) > 1 and parts[0] in FOLDERS and not any(part in {"", ".", ".."} for part in parts)
    )


def _copy(source: IO[bytes], path: Path) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    hashing = _Hashing(source)
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        while block := hashing.read(BLOCK):
            file.write(block)
    return hashing.hexdigest()


class _Hashing:
    """Reads on behalf of someone else and hashes what goes through."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        self._hash.update(block)
        return block

    def hexdigest(self) -> str:
        return self._hash.hexdigest()
