"""The live hub on real sockets, in this process, so that a test can look into its database meanwhile."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from queue import Queue
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from uvicorn import Config

from quizapp.bodies import on_threads
from quizapp.live.hub import Hub
from quizapp.server_process import AnnouncingServer
from quizapp.serving import free_port

THREADS = 4


class Announcement(Queue[str]):
    """What a server tells its parent, waited for."""

    def write(self, text: str) -> None:
        """Take what is printed."""
        self.put(text)

    def flush(self) -> None:
        """Keep nothing back."""


class ServedHub:
    """A server that runs in a thread until it is told to stop."""

    def __init__(self, app: Flask) -> None:
        hub = Hub(app, on_threads(app, threads=THREADS))
        port, announcement = free_port("127.0.0.1", 0), Announcement()
        config = Config(
            hub,
            host="127.0.0.1",
            port=port,
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
        )
        self.address = f"http://127.0.0.1:{port}"
        self._server = AnnouncingServer(config, announcement, hub.hang_up)
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()
        announcement.get(timeout=30)

    def stop(self) -> None:
        """Stop as the parent's end would, and wait for it."""
        self._server.should_exit = True
        self._thread.join(timeout=30)
        assert not self._thread.is_alive()


@contextmanager
def served_hub(app: Flask) -> Iterator[ServedHub]:
    """Serve an application behind the hub."""
    server = ServedHub(app)
    try:
        yield server
    finally:
        server.stop()


class Listener:
    """Somebody who listens to a session."""

    def __init__(self, address: str, path: str, cookie: str, **headers: str) -> None:
        self._connection = HTTPConnection(urlsplit(address).netloc, timeout=20)
        self._connection.request("GET", path, headers={"Cookie": cookie, **headers})
        self.response: HTTPResponse = self._connection.getresponse()

    def next_event(self) -> tuple[str, Any]:
        """Wait for an event; return its kind, and what came with it, or “end” at the end of the stream."""
        kind, data = "", ""
        while line := self.response.readline().decode():
            name, _, value = line.rstrip("\n").partition(": ")
            if name == "event":
                kind = value
            elif name == "data":
                data = value
            elif not line.strip() and kind:
                return kind, json.loads(data)
        return "end", None

    def wait_for(self, kind: str) -> Any:
        """Wait for an event of a kind; return what came with it."""
        while True:
            found, data = self.next_event()
            if found == kind:
                return data
            assert found != "end"

    def wait_for_end(self) -> bool:
        """Wait until the stream is ended as it should be."""
        while self.next_event()[0] != "end":
            pass
        return self.response.isclosed()

    def close(self) -> None:
        """Listen no more."""
        self.response.close()
        self._connection.close()
