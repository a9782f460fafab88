"""The parent of ``quizapp serve``: it keeps one server process alive and never leaves one behind."""

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from types import FrameType

READY = "ready"
"""The line that a server process writes on its standard output when it answers."""

GRACE_SECONDS = 20
"""How long requests that are under way may take to finish when the server is told to stop."""

PAUSE_SECONDS = 1.0
"""Wait before another try when a server process ended before it answered."""


class NeverAnsweredError(Exception):
    """The first server process ended before it answered; what it wrote says why."""


def free_port(host: str, port: int) -> int:
    """Return ``port``, or any free one for 0; raise OSError when nothing can listen there."""
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.create_server((str(address[0]), port), family=family) as probe:
        return int(probe.getsockname()[1])


def keep_alive(command: Sequence[str], *, on_ready: Callable[[bool], None]) -> None:
    """Run ``command``, and run it again whenever it ends, until SIGINT or SIGTERM asks to stop.

    The command is a server process: it writes READY when it answers, which calls ``on_ready`` with true the
    first time, and it ends when its standard input closes, so that it cannot outlive this process. Raise
    NeverAnsweredError when the first one ends without having answered.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    answered = False
    while True:
        ready = False
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
            try:
                for line in child.stdout or ():  # ends when the child does
                    if line.strip() == READY:
                        on_ready(not answered)
                        answered = ready = True
                if not answered:
                    raise NeverAnsweredError
                if not ready:
                    time.sleep(PAUSE_SECONDS)
            except KeyboardInterrupt:
                _stop(child)
                return


def _stop(child: subprocess.Popen[str]) -> None:
    """Let the requests under way finish, then end the child; a second interrupt ends it at once."""
    try:
        if child.stdin is not None:
            child.stdin.close()
        child.wait(timeout=GRACE_SECONDS + 5)
    except (KeyboardInterrupt, subprocess.TimeoutExpired):
        child.kill()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
