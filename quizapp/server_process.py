"""One server process: it answers requests until the parent that started it lets go."""

import os
import sys
import threading
from contextlib import suppress
from socket import socket
from typing import Any

from uvicorn import Config, Server

from quizapp.serving import GRACE_SECONDS, READY


class AnnouncingServer(Server):
    """A server that tells its parent when it answers."""

    def __init__(self, config: Config, announce: Any) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        print(READY, file=self._announce, flush=True)


def answer(app: Any, *, host: str, port: int) -> None:
    """Answer requests with an ASGI ``app`` until standard input closes or a signal asks to stop.

    Nothing is logged of who asked or what was sent.
    """
    # What is left of standard output belongs to the parent; everything else goes to the log.
    announce, sys.stdout = sys.stdout, sys.stderr
    config = Config(
        app,
        host=host,
        port=port,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the application believes them as its settings say
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = AnnouncingServer(config, announce)
    threading.Thread(target=_stop_with_parent, args=(server,), daemon=True).start()
    # After a stop by Ctrl+C the server raises that signal again, when everything is done.
    with suppress(KeyboardInterrupt):
        server.run()


def _stop_with_parent(server: Server) -> None:
    """Stop the server when the other end of standard input is closed, as it is when the parent dies."""
    # Not sys.stdin: Python takes its lock when it ends, while this thread would still hold it.
    while os.read(0, 1):
        pass
    server.should_exit = True
