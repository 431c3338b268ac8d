"""Reading what strangers send in a process of its own: it ends when its time or memory is over, and ours goes on."""

import resource
import subprocess
import sys

SECONDS = 10
MEGABYTES = 1_024


class TakesTooMuch(Exception):
    """More time or memory than it may have, or an error that nobody expected."""


def read_apart(module: str, content: bytes, *, seconds: int = SECONDS) -> bytes:
    """What `python -m module` writes when it is given `content`; it calls `bound_this_process` first.

    It knows nothing of us: no settings, no environment. Raises TakesTooMuch.
    """
    program = [sys.executable, "-I", "-m", module, str(seconds)]
    try:
        ended = subprocess.run(  # noqa: S603 (our own module)
            program, input=content, capture_output=True, timeout=seconds * 6, check=False, env={}
        )
    except subprocess.TimeoutExpired as late:
        raise TakesTooMuch(module) from late
    if ended.returncode:
        raise TakesTooMuch(f"{module}: {ended.returncode}")
    return ended.stdout


def bound_this_process() -> None:
    """As many seconds of the processor as `read_apart` says, and MEGABYTES of memory."""
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
