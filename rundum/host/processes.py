"""What runs on this machine, asked so that a reused process number cannot mislead."""

import os
import subprocess
from pathlib import Path

PROC = Path("/proc")


def command_line(pid: int) -> list[str]:
    """The arguments process `pid` was started with; empty when there is none, or when it is dead but not yet reaped."""
    if PROC.is_dir():
        try:
            return [os.fsdecode(part) for part in (PROC / str(pid) / "cmdline").read_bytes().split(b"\0")[:-1]]
        except OSError:
            return []
    shown = subprocess.run(
        ["/bin/ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return shown.stdout.split()


def working_in(folder: Path, program: str) -> list[int]:
    """The processes of `program` whose working directory is `folder`, as far as we may see; none without /proc.

    A killed process counts until it has let go of its memory: the kernel takes its folder from it only after that,
    while its command line and its executable are gone at once.
    """
    return [pid for pid in _all() if _points(pid, "cwd") == str(folder) and _name(pid) == program]


def _all() -> list[int]:
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdecimal()] if PROC.is_dir() else []


def _points(pid: int, link: str) -> str:
    try:
        return os.readlink(PROC / str(pid) / link).removesuffix(" (deleted)")
    except OSError:
        return ""


def _name(pid: int) -> str:
    try:
        return (PROC / str(pid) / "comm").read_text().strip()
    except OSError:
        return ""
