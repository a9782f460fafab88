"""The parent of ``quizapp serve``: it keeps server processes and a worker alive, and leaves none behind."""

import json
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from queue import Empty, Queue
from types import FrameType

READY = "ready"
"""The line that a server process writes on its standard output when it answers."""

GRACE_SECONDS = 20
"""How long requests that are under way may take to finish when the server is told to stop."""

STOP_SECONDS = GRACE_SECONDS + 5
"""How long a process may take to end altogether."""

PAUSE_SECONDS = 1.0
"""Wait before another try when a server process ended before it answered."""

LOOK_SECONDS = 0.2
"""How often the parent looks whether it is done; Ctrl+C does not end a longer wait on Windows."""

SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 60.0
"""Waits before a worker that ended is started again; each is twice the one before while none lasts."""


class NeverAnsweredError(Exception):
    """The first server process ended before it answered; what it wrote says why."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a server process answers; ``number`` counts the processes that answer there together, from 0.

    ``certificate`` and ``key`` are files for HTTPS; empty means plain HTTP.
    """

    host: str
    port: int
    number: int = 0
    is_shared: bool = False
    certificate: str = ""
    key: str = ""

    def address(self, name: str) -> str:
        """Return the address by which a name of this machine leads there, without a slash at its end."""
        scheme = "https" if self.certificate else "http"
        return f"{scheme}://[{name}]:{self.port}" if ":" in name else f"{scheme}://{name}:{self.port}"

    def dump(self) -> bytes:
        """Return the line by which the parent tells a process."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def load(cls, line: bytes) -> "Place":
        """Return what the parent told."""
        return cls(**json.loads(line))


def free_port(host: str, port: int) -> int:
    """Return ``port``, or any free one for 0; raise OSError when nothing can listen there."""
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.create_server((str(address[0]), port), family=family) as probe:
        return int(probe.getsockname()[1])


class Servers:
    """Server processes that are kept alive: ``count`` that answer, and one more that is loaded already.

    The command is a server process: it loads, and answers when a line on its standard input says where. It
    writes READY when it does, and ends when its standard input closes, so that it cannot outlive this
    process. ``on_ready`` is called with true when all answer for the first time, and with false whenever one
    that had died answers again.
    """

    def __init__(
        self,
        command: Sequence[str],
        place: Place,
        *,
        count: int,
        environment: Mapping[str, str],
        on_ready: Callable[[bool], None],
    ) -> None:
        self._command, self._environment = command, environment
        self._places = [replace(place, number=number, is_shared=count > 1) for number in range(count)]
        self._on_ready = on_ready
        self._faults: Queue[Exception] = Queue()
        self._stopping = threading.Event()
        self._lock = threading.Lock()  # for what follows
        self._answering: dict[Place, subprocess.Popen[bytes]] = {}
        self._answered: set[Place] = set()
        self._spare: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Keep them alive until SIGINT or SIGTERM asks to stop.

        :raises NeverAnsweredError: one ended without ever having answered.
        """
        signal.signal(signal.SIGTERM, _interrupt)
        threads = [threading.Thread(target=self._keep, args=(place,), daemon=True) for place in self._places]
        try:
            for thread in threads:
                thread.start()
            while True:
                with suppress(Empty):
                    raise self._faults.get(timeout=LOOK_SECONDS)
        except KeyboardInterrupt:
            pass
        finally:
            self._stop()
            for thread in threads:
                thread.join(timeout=GRACE_SECONDS)

    def _keep(self, place: Place) -> None:
        """Let one process after the other answer at a place."""
        try:
            while child := self._take(place):
                ready = self._see_through(child, place)
                if place not in self._answered and not self._stopping.is_set():
                    self._faults.put(NeverAnsweredError())
                    return
                if not ready:
                    self._stopping.wait(PAUSE_SECONDS)
        except Exception as error:  # noqa: BLE001 - raised by ``run``
            self._faults.put(error)

    def _take(self, place: Place) -> subprocess.Popen[bytes] | None:
        """Return the spare process, or a new one, unless all are to stop."""
        with self._lock:
            if self._stopping.is_set():
                return None
            spare, self._spare = self._spare, None
            if spare and spare.poll() is not None:
                _let_go(spare)
                spare = None
            self._answering[place] = child = spare or self._start()
            return child

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self._environment,
            # Ctrl+C is to reach the parent alone: a process that is still loading would tell of it at length.
            process_group=0,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )

    def _see_through(self, child: subprocess.Popen[bytes], place: Place) -> bool:
        """Let a process answer until it ends; tell whether it ever did."""
        ready = False
        with child:
            if child.stdin:
                with suppress(OSError):  # it ended meanwhile, and so do its lines
                    os.write(child.stdin.fileno(), place.dump())
            for line in child.stdout or ():
                if line.strip() == READY.encode():
                    ready = True
                    self._note_ready(place)
        return ready

    def _note_ready(self, place: Place) -> None:
        with self._lock:
            were_all = len(self._answered) == len(self._places)
            self._answered.add(place)
            are_all = len(self._answered) == len(self._places)
        if not are_all:
            return
        self._on_ready(not were_all)
        with self._lock:
            if self._spare is None and not self._stopping.is_set():
                self._spare = self._start()

    def _stop(self) -> None:
        with self._lock:
            self._stopping.set()
            children = list(self._answering.values())
        if self._spare:
            self._spare.kill()  # nothing is under way there
            _let_go(self._spare)
        for child in children:
            if child.stdin:
                child.stdin.close()
        end = time.monotonic() + STOP_SECONDS
        for child in children:
            _stop(child, seconds=max(0.0, end - time.monotonic()))


class Worker:
    """A process kept alive beside the server, from ``start`` to ``stop``; it ends when its input closes."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._stopping = threading.Event()
        self._starting = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
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
            _stop(child, seconds=STOP_SECONDS)
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

    def _run(self) -> subprocess.Popen[bytes] | None:
        """Start the process unless it is to be stopped, so that none is started after the last was."""
        with self._starting:
            if self._stopping.is_set():
                return None
            self._child = subprocess.Popen(self._command, stdin=subprocess.PIPE)
            return self._child


def _let_go(child: subprocess.Popen[bytes]) -> None:
    """Close what leads to a process that ended."""
    with child:
        pass


def _stop(child: subprocess.Popen[bytes], *, seconds: float) -> None:
    """Let the requests under way finish, then end the child; a second interrupt ends it at once."""
    try:
        if child.stdin is not None:
            child.stdin.close()
        child.wait(timeout=seconds)
    except (KeyboardInterrupt, subprocess.TimeoutExpired):
        child.kill()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
