"""The real ``quizapp serve`` as a process, with everything it does between start and stop."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue
from tempfile import gettempdir
from urllib.parse import urlsplit

from tests.support.ready import PATIENCE_SECONDS, ready

LISTENING = "0A"
"""How Linux writes that a socket waits for connections."""


class Served:
    """A running ``quizapp serve``."""

    def __init__(self, parent: subprocess.Popen[str]) -> None:
        self.parent = parent
        self.address = ""
        self.lines: list[str] = []
        self._fresh: Queue[str] = Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def wait_until_it_answers(self) -> None:
        """Wait for the line that says where it answers."""
        self.address = self.wait_for(r"(https?://[^/\s]+)")

    def wait_for(self, pattern: str, *, seconds: float = 60) -> str:
        """Return the first group of the next line that it prints and that fits ``pattern``."""
        while True:
            try:
                found = re.search(pattern, self._fresh.get(timeout=seconds))
            except Empty:
                raise AssertionError(f"nothing like {pattern!r} in:\n{self.output}") from None
            if found:
                return found[1] if found.groups() else found[0]

    @property
    def output(self) -> str:
        """Everything it wrote so far."""
        return "".join(self.lines)

    def child_pid(self) -> int | None:
        """Return the process id of the server process that answers, or None while there is none."""
        return self._child_pid("quizapp.asgi")

    def server_pids(self) -> list[int]:
        """Return the process ids of all server processes, the one in reserve included."""
        return self._child_pids("quizapp.asgi")

    def worker_pid(self) -> int | None:
        """Return the process id of the job worker, or None while there is none."""
        return self._child_pid("quizapp.worker")

    def kill_child(self) -> bool:
        """Kill the server process at once, as a crash would; tell whether there was one."""
        pid = self.child_pid()
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
        return pid is not None

    def answering_pids(self) -> list[int]:
        """Return the process ids of those server processes that answer, and not wait in reserve."""
        port = f"{urlsplit(self.address).port:04X}"
        sockets = {
            f"socket:[{fields[9]}]"
            for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
            if (fields := line.split())[3] == LISTENING and fields[1].endswith(f":{port}")
        }
        return [pid for pid in self.server_pids() if sockets & set(open_files(pid))]

    def has_reserve(self) -> bool:
        """Tell whether a process is loaded and waits for its parent to say where to answer."""
        waiting = set(self.server_pids()) - set(self.answering_pids())
        return any("pipe_read" in Path(f"/proc/{pid}/wchan").read_text(encoding="ascii") for pid in waiting)

    def _child_pid(self, command: str) -> int | None:
        # The one in reserve is younger, but its number may be lower: numbers begin anew where they end.
        return next(iter(self._child_pids(command, "--oldest")), None)

    def _child_pids(self, command: str, *options: str) -> list[int]:
        pattern = ["-P", str(self.parent.pid), "-f", re.escape(command)]
        found = subprocess.run(["pgrep", *options, *pattern], capture_output=True, text=True)
        return [int(pid) for pid in found.stdout.split()]

    def _read(self) -> None:
        for line in self.parent.stdout or ():
            self.lines.append(line)
            self._fresh.put(line)


def open_files(pid: int) -> list[str]:
    """Return what a process has open, as Linux names it; nothing of one that ended."""
    files = []
    with suppress(OSError):
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # it was closed meanwhile
                files.append(str(link.readlink()))
    return files


def environment(instance: Path, **settings: str) -> dict[str, str]:
    """Return an environment with these settings and no others of ours."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("QUIZAPP_")}
    if others.pop("PYTHONDONTWRITEBYTECODE", ""):  # without, each process compiles everything anew
        others["PYTHONPYCACHEPREFIX"] = str(Path(gettempdir()) / "quizapp-compiled")
    return others | {"QUIZAPP_INSTANCE_DIR": str(instance)} | settings


def run(*arguments: str, instance: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command of ours to its end, in a process of its own."""
    env = environment(instance, **settings)
    if hasattr(os, "fork"):
        return ready().run(arguments, env)
    command = [sys.executable, "-m", "quizapp", *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=PATIENCE_SECONDS)


@contextmanager
def served(instance: Path, *options: str, **settings: str) -> Iterator[Served]:
    """Serve ``instance`` on a free port until the end of the block."""
    command = [sys.executable, "-m", "quizapp", "serve", "--port", "0", *options]
    with started(command, environment(instance, **settings)) as server:
        yield server


@contextmanager
def started(command: Sequence[str], env: Mapping[str, str]) -> Iterator[Served]:
    """Run a command that prints the address it answers on, until the end of the block."""
    parent = subprocess.Popen(
        command,
        env={**env, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with parent:
        server = Served(parent)
        try:
            server.wait_until_it_answers()
            yield server
        finally:
            parent.terminate()
            try:
                parent.wait(timeout=30)
            finally:
                parent.kill()
                server.reader.join(timeout=10)
