"""The configuration of the embedded server, written anew at every start and fitted to the machine's memory."""

import os
from pathlib import Path

from rundum.host.sockets import PORT

MEGABYTE = 1024 * 1024
CGROUP_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
MAX_CONNECTIONS = 50


def memory_megabytes() -> int:
    """The memory this machine, or the container we are in, lets us use."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for path in CGROUP_LIMITS:
        try:
            memory = min(memory, int(path.read_text()))
        except (OSError, ValueError):  # no such controller, or "max"
            continue
    return memory // MEGABYTE


def settings(memory: int) -> dict[str, str]:
    """What depends on memory, given in megabytes, and what does not.

    A quarter goes to PostgreSQL's own cache, as it advises; the rest stays for the operating system's cache and for
    the web processes. One sort takes at most a fiftieth of an eighth, so that all connections at once fit.
    """
    return {
        "shared_buffers": f"{_between(128, memory // 4, 16_384)}MB",
        "effective_cache_size": f"{_between(256, memory * 6 // 10, 65_536)}MB",
        "work_mem": f"{_between(8, memory // 8 // MAX_CONNECTIONS, 64)}MB",
        "maintenance_work_mem": f"{_between(64, memory // 16, 512)}MB",
        "max_wal_size": f"{_between(1024, memory // 2, 4096)}MB",
        "max_connections": str(MAX_CONNECTIONS),
        "jit": "off",
        "max_parallel_workers_per_gather": "0",  # pages take milliseconds; starting workers takes longer
        "random_page_cost": "1.1",
        "default_text_search_config": "pg_catalog.german",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "listen_addresses": "",
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        "logging_collector": "on",
        "log_filename": "postgres-%a.log",
        "log_file_mode": "0600",
        "log_truncate_on_rotation": "on",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_line_prefix": "%m [%p] %q%u@%d ",
        "log_min_duration_statement": "1s",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
    }


def configuration(data: Path, log: Path, sockets: Path, memory: int) -> str:
    """The text of postgresql.conf: what initdb found out, then ours, then the operator's own.conf."""
    places = {"port": PORT, "log_directory": str(log), "unix_socket_directories": f'"{sockets}"'}
    lines = [
        "# Written by Rundum at every start. Put your own settings into own.conf beside this file.",
        f"include {quoted(str(data / 'postgresql.conf'))}",
        *(f"{name} = {quoted(value)}" for name, value in (settings(memory) | places).items()),
        "include_if_exists 'own.conf'",
    ]
    return "\n".join(lines) + "\n"


def quoted(value: str) -> str:
    """A value as PostgreSQL's configuration files write it."""
    escaped = value.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _between(least: int, value: int, most: int) -> int:
    return max(least, min(value, most))
