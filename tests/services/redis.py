"""A Redis server of our own for the time of a test, on a socket that only we can reach."""

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import ConnectionError as NotYetError

from tests.services import programs


class Server:
    """A server that can be stopped and started again, which forgets everything then."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = folder / "socket"
        self.url = f"redis+unix://{self._socket}"
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = ["--port", "0", "--unixsocket", self._socket, "--save", "", "--appendonly", "no"]
        command = [programs.need("redis-server"), *options, "--dir", self._folder]
        self.process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL)
        end = time.monotonic() + 10
        with self.client() as client:
            while True:
                try:
                    client.ping()
                except NotYetError:
                    assert time.monotonic() < end, "Redis does not answer"
                else:
                    return

    def stop(self) -> None:
        """Stop it."""
        self.process.terminate()
        self.process.wait(timeout=10)

    def client(self) -> Redis:
        """Return what asks it."""
        return Redis(unix_socket_path=str(self._socket), decode_responses=True)


@contextmanager
def running() -> Iterator[Server]:
    """Start a server, and stop it at the end."""
    # Straight below /tmp, because the path of a socket has at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="redis-", dir="/tmp"))
    try:
        server = Server(folder)
        try:
            yield server
        finally:
            server.process.send_signal(signal.SIGCONT)  # a test may have let it hang
            server.stop()
    finally:
        shutil.rmtree(folder)


@contextmanager
def server() -> Iterator[str]:
    """Start a server, give its address, and stop it at the end."""
    with running() as server:
        yield server.url
