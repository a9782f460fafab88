"""One server process: it answers requests until the parent that started it lets go."""

import io
import os
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from uvicorn import Config, Server

from quizapp.serving import GRACE_SECONDS, READY, Place

BACKLOG = 2048
"""How many visitors may wait to be let in, as uvicorn has it: a whole hall comes at once."""


MOST_FILES = 10_240
"""How many files a process may have open, for each visitor is one; 1,024 are usual, and 256 on a Mac."""


class AnnouncingServer(Server):
    """A server that tells its parent when it answers, and the application when it is about to stop."""

    def __init__(self, config: Config, announce: Any, on_stop: Callable[[], None] | None) -> None:
        super().__init__(config)
        self._announce, self._on_stop = announce, on_stop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        print(READY, file=self._announce, flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._on_stop:
            self._on_stop()
        await super().shutdown(sockets=sockets)


def wait_for_place() -> Place | None:
    """Return where to answer once the parent says so, or None when it has gone instead."""
    # Byte by byte, so that nothing is read ahead of who looks later whether the parent is there.
    with io.FileIO(0, closefd=False) as parent:
        line = parent.readline()
    return Place.load(line) if line.endswith(b"\n") else None


def answer(app: Any, place: Place, *, on_stop: Callable[[], None] | None = None) -> None:
    """Answer requests with an ASGI ``app`` until standard input closes or a signal asks to stop.

    ``on_stop`` is called first then, and has to end what would last. Nothing is logged of who asked or what
    was sent.
    """
    _allow_many_visitors()
    # What is left of standard output belongs to the parent; everything else goes to the log.
    announce, sys.stdout = sys.stdout, sys.stderr
    config = Config(
        app,
        host=place.host,
        port=place.port,
        backlog=BACKLOG,
        ssl_certfile=place.certificate or None,
        ssl_keyfile=place.key or None,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the application believes them as its settings say
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = AnnouncingServer(config, announce, on_stop)
    threading.Thread(target=_stop_with_parent, args=(server,), daemon=True).start()
    # After a stop by Ctrl+C the server raises that signal again, when everything is done.
    with suppress(KeyboardInterrupt):
        server.run(sockets=[_shared_socket(place)] if place.is_shared else None)


def _allow_many_visitors() -> None:
    """Let this process have MOST_FILES open files, as far as the system allows."""
    if sys.platform == "win32":  # which has no such limit
        return
    import resource  # noqa: PLC0415 - only where it is

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _shared_socket(place: Place) -> socket.socket:
    """Return a socket on a port that several processes listen on; the system deals out visitors."""
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    return socket.create_server((place.host, place.port), family=family, backlog=BACKLOG, reuse_port=True)


def _stop_with_parent(server: Server) -> None:
    """Stop the server when the other end of standard input is closed, as it is when the parent dies."""
    # Not sys.stdin: Python takes its lock when it ends, while this thread would still hold it.
    while os.read(0, 1):
        pass
    server.should_exit = True
