"""The parent of ``quizapp serve``: it keeps a server and a job worker alive, and leaves none behind."""

import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType

READY = "ready"
"""The line that a server process writes on its standard output when it answers."""

GRACE_SECONDS = 20
"""How long requests that are under way may take to finish when the server is told to stop."""

PAUSE_SECONDS = 1.0
"""Wait before another try when a server process ended before it answered."""


SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 60.0
"""Waits before a worker that ended is started again; each is twice the one before while none lasts."""


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


class Worker:
    """A process kept alive beside the server, from ``start`` to ``stop``; it ends when its input closes."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._stopping = threading.Event()
        self._starting = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._thread = threading.Thread(target=self._keep, name="worker", daemon=True)

    def start(self) -> None:
        """Run the process, and run it again whenever it ends."""
        self._thread.start()

    def stop(self) -> None:
        """Let what it is at be finished, and end it; at once when that takes too long."""
        with self._starting:
            self._stopping.set()
            child = self._child
        if child:
            _stop(child)
        if self._thread.is_alive():
            self._thread.join(timeout=GRACE_SECONDS)

    def _keep(self) -> None:
        pause = SHORTEST_PAUSE
        while child := self._run():
            began = time.monotonic()
            child.wait()
            if child.stdin:
                child.stdin.close()
            lasted = time.monotonic() - began >= LONGEST_PAUSE
            pause = SHORTEST_PAUSE if lasted else pause
            self._stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _run(self) -> subprocess.Popen[str] | None:
        """Start the process unless it is to be stopped, so that none is started after the last was."""
        with self._starting:
            if self._stopping.is_set():
                return None
            self._child = subprocess.Popen(self._command, stdin=subprocess.PIPE, text=True)
            return self._child


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
