"""What Rundum does by itself, in a process of its own beside the web server. Run by `rundum up`.

What is done, and how often, the areas say themselves (rundum.base.periodic).
"""

import os
import sys

import django
from django.core.management import call_command

from rundum.host.lifeline import end_with

# Longer than for a page (rundum.wsgi), but nothing may hold the database for ever.
os.environ.setdefault("PGOPTIONS", "-c statement_timeout=10min -c jit=off")


def main() -> None:
    """Carry out what is due until told to stop. Argument: our parent's process number."""
    end_with(int(sys.argv[1]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rundum.settings")
    django.setup()
    call_command("housekeeping")


if __name__ == "__main__":
    main()
