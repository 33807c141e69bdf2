"""The WSGI application that granian serves."""

import multiprocessing
import os
from importlib import import_module
from threading import Thread

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from rundum.calc.heavy import load_heavy
from rundum.host.lifeline import end_with

# No page may hold a connection for long; commands such as an import may. libpq passes this on with every connection.
os.environ.setdefault("PGOPTIONS", "-c statement_timeout=10s -c jit=off")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rundum.settings")

server = multiprocessing.parent_process()
if server is not None and server.pid is not None:
    end_with(server.pid)

application = get_wsgi_application()
assert get_resolver().url_patterns  # imports every view now, so that no reader waits for it


def load_late_parts() -> None:
    """Load what libraries load at their first use only, beside the answers: its first reader would wait for it."""
    import_module("holidays.countries")  # all two hundred of them, whichever one is asked for
    load_heavy()


Thread(target=load_late_parts, name="load_late_parts", daemon=True).start()
