"""A management command under the name of ours; a process of its own, run by `rundum manage` and `rundum import`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rundum.settings")
    execute_from_command_line(["rundum", *sys.argv[1:]])
