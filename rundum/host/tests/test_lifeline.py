import os
import subprocess
import sys

from rundum.host.processes import command_line
from rundum.host.tests.other_processes import until

CHILD = """
import os, sys, time
from rundum.host.lifeline import end_with

end_with(os.getppid())
print(os.getpid(), flush=True)
time.sleep(600)
"""
PARENT = f"""
import subprocess, sys
subprocess.run([sys.executable, "-c", {CHILD!r}])
"""


def test_a_process_ends_when_its_parent_is_killed():
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    assert command_line(child)
    parent.kill()
    parent.wait()
    until(lambda: not command_line(child), seconds=10)


def test_a_process_that_is_not_there_has_no_command_line():
    assert command_line(2**22 + 1) == []
    assert sys.executable in command_line(os.getpid()) or command_line(os.getpid())
