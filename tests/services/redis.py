"""A Redis server of our own for the time of a test, on a socket that only we can reach."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import ConnectionError as NotYetError

from tests.services import programs


@contextmanager
def server() -> Iterator[str]:
    """Start a server, give its address, and stop it at the end."""
    program = programs.need("redis-server")
    # Straight below /tmp, because the path of a socket has at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="redis-", dir="/tmp"))
    socket = folder / "socket"
    options = ["--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", folder]
    process = subprocess.Popen([str(part) for part in (program, *options)], stdout=subprocess.DEVNULL)
    try:
        _wait_until_it_answers(socket)
        yield f"redis+unix://{socket}"
    finally:
        process.terminate()
        process.wait(timeout=10)
        shutil.rmtree(folder)


def _wait_until_it_answers(socket: Path) -> None:
    end = time.monotonic() + 10
    with Redis(unix_socket_path=str(socket)) as client:
        while True:
            try:
                client.ping()
            except NotYetError:
                assert time.monotonic() < end, "Redis does not answer"
            else:
                return
