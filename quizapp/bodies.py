"""What is sent is taken in whole before any thread works on it.

Flask reads a request on a thread, and there are few. A phone with a bad signal, which sends a form over half
a minute, would keep one for as long; and a form that breaks off would be read as far as it came.
"""

import asyncio
from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import Any

from a2wsgi import WSGIMiddleware
from flask import Flask
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quizapp.web import uploads

IN_MEMORY = 512 * 1024
"""How much of one request is kept in memory; what is larger waits in a file."""

PIECE = 64 * 1024

SILENCE_SECONDS = 15.0
"""After how long without a byte a request is given up."""

LONGEST_SECONDS = 600.0
"""After how long it is given up in any case."""

GIVEN_UP = "What you sent did not arrive whole. Please try again when the signal is better."


def on_threads(app: Flask, *, threads: int) -> ASGIApp:
    """Return a Flask application as ASGI servers run it, on so many threads."""
    # Flask's type says less of it than WSGI asks for.
    wsgi_app: Any = app
    behind: Any = WSGIMiddleware(wsgi_app, workers=threads)
    return WholeBodies(behind, most=uploads.most_bytes(app))


class WholeBodies:
    """An ASGI application that hands a request to ``app`` when all of it has come.

    Of one with more than ``most`` bytes ``app`` gets the beginning, and reads on itself if it wants to.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        most: int,
        silence: float = SILENCE_SECONDS,
        longest: float = LONGEST_SECONDS,
    ) -> None:
        self._app, self._most = app, most
        self._silence, self._longest = silence, longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take in a request, and hand it on."""
        if scope["type"] != "http" or not _has_body(scope, most=self._most):
            await self._app(scope, receive, send)
            return
        with SpooledTemporaryFile(IN_MEMORY) as kept:
            try:
                has_more = await self._take_in(receive, kept.write)
            except TimeoutError:
                await PlainTextResponse(GIVEN_UP, 408, {"Connection": "close"})(scope, receive, send)
                return
            except EOFError:
                return
            kept.seek(0)
            await self._app(scope, _again(kept.read, receive, has_more=has_more), send)

    async def _take_in(self, receive: Receive, keep: Callable[[bytes], int]) -> bool:
        """Keep what comes; tell whether there is more of it than is taken.

        :raises TimeoutError: it takes too long.
        :raises EOFError: whoever sent it is gone.
        """
        clock = asyncio.get_running_loop().time
        end, size = clock() + self._longest, 0
        while size <= self._most:
            async with asyncio.timeout_at(min(end, clock() + self._silence)):
                message = await receive()
            if message["type"] == "http.disconnect":
                raise EOFError
            size += keep(message.get("body", b""))
            if not message.get("more_body", False):
                return False
        return True


def _has_body(scope: Scope, *, most: int) -> bool:
    """Tell whether something is sent that does not say itself that it is too much."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"")
    if length.isdigit():
        return 0 < int(length) <= most
    return b"transfer-encoding" in headers


def _again(read: Callable[[int], bytes], receive: Receive, *, has_more: bool) -> Receive:
    """Return what receives a request anew that was taken in, and then what comes after it."""
    is_told = False

    async def receive_again() -> Message:
        nonlocal is_told
        if is_told:
            return await receive()
        piece = read(PIECE)
        is_told = len(piece) < PIECE
        return {"type": "http.request", "body": piece, "more_body": has_more or not is_told}

    return receive_again
