"""DATABASE_URL in the words of Django's settings."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from rundum.environment import WrongEnvironment


def database_settings(url: str, data_home: Path) -> dict[str, Any]:
    """Django's settings for the database at `url`, or for the embedded server in `data_home` when it is empty.

    Raises WrongEnvironment when the address is not one of a PostgreSQL database.
    """
    common = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
    if not url:
        return common | {
            "NAME": "rundum",
            "USER": "rundum",
            "HOST": str(data_home / "pg" / "run"),
            "OPTIONS": {"options": "-c statement_timeout=10000"},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise WrongEnvironment("DATABASE_URL must look like postgresql://user:password@host:5432/name.")
    return common | {
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)) | {"options": "-c statement_timeout=10000 -c jit=off"},
    }
