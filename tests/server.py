"""A throw-away PostgreSQL for the tests: the embedded server in a temporary folder, fast because it may lose data.

    python -m tests.server pytest -q rundum/calc

runs a command with it. Where DATABASE_URL is set, that server is used instead and nothing is started.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rundum import environment
from rundum.host.folders import private_folder
from rundum.host.postgres import Server

# Nothing here outlives the tests, so nothing waits for a disk; two workers need no quarter of the memory either.
FAST = """
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 128MB
"""


@contextmanager
def throw_away_server() -> Iterator[dict[str, str]]:
    """The environment for programs that use the test server, which runs during the block.

    A SIGTERM ends the block too, so that a build that is called off leaves no server behind.
    """
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    with TemporaryDirectory(prefix="rundum-test-") as temporary:
        # Under root the server has an account of its own, which has to pass through here.
        Path(temporary).chmod(0o711)
        home = Path(temporary) / "data"
        private_folder(home, "static")  # whitenoise warns where there is none
        variables = os.environ | {"RUNDUM_DATA": str(home)}
        if environment.text("DATABASE_URL"):
            yield variables
            return
        config = private_folder(home, "config")
        (config / "own.conf").write_text(FAST)
        (config / "own.conf").chmod(0o644)
        with Server(home).in_use():
            yield variables


if __name__ == "__main__":
    with throw_away_server() as variables:
        done = subprocess.run(sys.argv[1:], env=variables, check=False)
    sys.exit(done.returncode)
