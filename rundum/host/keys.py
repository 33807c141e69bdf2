"""The keys of this installation: made once, readable by its owner only."""

import os
import secrets
from pathlib import Path

from rundum.host.folders import private_folder


def secret_key(data_home: Path) -> str:
    """The key that signs sessions and links, from `keys/secret` in the data folder; made on the first call.

    Two processes that make it at once agree on one: it appears under its name complete, or not at all.
    """
    path = private_folder(data_home, "keys") / "secret"
    if not path.exists():
        made = path.with_name(f"secret.{os.getpid()}")
        descriptor = os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text().strip()
