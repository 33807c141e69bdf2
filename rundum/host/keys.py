"""The keys of this installation: made once, readable by its owner only."""

import os
import secrets
from pathlib import Path


def secret_key(data_home: Path) -> str:
    """The key that signs sessions and links, from `keys/secret` in the data folder; made on the first call."""
    path = data_home / "keys" / "secret"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text().strip()
