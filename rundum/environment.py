"""Typed reading of the process environment.

Every setting an operator may change is read through this module, exactly once, where it is used and
documented. A variable that starts with RUNDUM_ and that nobody reads is almost certainly a typing mistake,
so `refuse_unknown` stops the start instead of letting it be ignored silently.
"""

import os
from pathlib import Path

KNOWN = frozenset(
    {
        "RUNDUM_DATA",
        "RUNDUM_DEBUG",
        "RUNDUM_HOSTS",
        "RUNDUM_HTTPS",
        "RUNDUM_WORKERS",
    }
)


class WrongEnvironment(Exception):
    """The environment says something Rundum does not understand; the message tells the operator what to do."""


def refuse_unknown() -> None:
    """Raise WrongEnvironment when a RUNDUM_ variable is set that no part of Rundum reads."""
    unknown = sorted(name for name in os.environ if name.startswith("RUNDUM_") and name not in KNOWN)
    if unknown:
        raise WrongEnvironment(
            f"Unknown setting {', '.join(unknown)}. Known settings: {', '.join(sorted(KNOWN))}, DATABASE_URL, PORT."
        )


def text(name: str, default: str = "") -> str:
    """The variable's value without surrounding space, or `default` when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    """A yes/no variable. Raises WrongEnvironment for anything that is neither."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise WrongEnvironment(f"{name} is {value!r}; it must be yes or no.")


def number(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number between `least` and `most`. Raises WrongEnvironment for anything else."""
    value = text(name)
    if not value:
        return default
    if not value.isdecimal() or not least <= int(value) <= most:
        raise WrongEnvironment(f"{name} is {value!r}; it must be a whole number from {least} to {most}.")
    return int(value)


def data_home() -> Path:
    """The one folder where everything Rundum keeps lives: database, files, keys, backups.

    RUNDUM_DATA, or `rundum` in the user's XDG data folder. For root it is /var/lib/rundum: PostgreSQL refuses to
    run as root, so its files belong to a system user, who could not reach anything below /root.
    """
    given = text("RUNDUM_DATA")
    if given:
        return Path(given).expanduser().resolve()
    if os.geteuid() == 0:
        return Path("/var/lib/rundum")
    share = text("XDG_DATA_HOME")
    return ((Path(share) if share else Path.home() / ".local" / "share") / "rundum").resolve()
