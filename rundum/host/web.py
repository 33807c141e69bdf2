"""The web server: granian, serving Rundum on this machine only. Run by `rundum up` as a process of its own."""

import multiprocessing
import sys

from granian.constants import Interfaces
from granian.server import Server as Granian

from rundum.host.json_log import logging_settings
from rundum.host.lifeline import end_with
from rundum.host.running import HOST

THREADS = 4
FINISH_SECONDS = 15


def main() -> None:
    """Serve until told to stop. Arguments: port, number of worker processes, our parent's process number."""
    port, workers, parent = map(int, sys.argv[1:])
    end_with(parent)
    multiprocessing.set_start_method("spawn")
    Granian(
        "rundum.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=FINISH_SECONDS,
        log_dictconfig=logging_settings(),
    ).serve()


if __name__ == "__main__":
    main()
