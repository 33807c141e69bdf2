"""DATABASE_URL in the words of Django's settings."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from rundum.environment import WrongEnvironment
from rundum.host.sockets import PORT, socket_folder


def database_settings(url: str, data_home: Path) -> dict[str, Any]:
    """Django's settings for the database at `url`, or for the embedded server in `data_home` when it is empty.

    Raises WrongEnvironment when the address is not one of a PostgreSQL database.
    """
    common = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,  # choices of forms are few: one round trip each, not three
    }
    if not url:
        return common | {"NAME": "rundum", "USER": "rundum", "HOST": str(socket_folder(data_home)), "PORT": PORT}
    parts = urlsplit(url)
    try:
        port = str(parts.port or "")
    except ValueError:
        raise WrongEnvironment(f"DATABASE_URL names a port that is not a number: {parts.netloc!r}.") from None
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise WrongEnvironment("DATABASE_URL must look like postgresql://user:password@host:5432/name.")
    return common | {
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
