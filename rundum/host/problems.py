"""What the operator of a machine has to know when something cannot go on."""


class HostProblem(Exception):
    """Something on this machine stands in the way; the message says what it is and what to do about it."""
