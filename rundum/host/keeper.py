"""Keeps the log lines of a child process in files that never grow beyond bounds."""

import logging
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

FILE_BYTES = 20_000_000
FILES = 10


def keep_lines(source: IO[bytes], path: Path) -> threading.Thread:
    """Copy every line from `source` into the file at `path`, until `source` ends; older files get a number."""
    handler = RotatingFileHandler(path, maxBytes=FILE_BYTES, backupCount=FILES, encoding="utf-8")
    thread = threading.Thread(target=_copy, args=(source, handler), name=f"log {path.name}", daemon=True)
    thread.start()
    return thread


def _copy(source: IO[bytes], handler: RotatingFileHandler) -> None:
    with source:
        for line in source:
            text = line.decode(errors="replace").rstrip("\n")
            handler.emit(logging.LogRecord("", logging.INFO, "", 0, text, None, None))
    handler.close()
