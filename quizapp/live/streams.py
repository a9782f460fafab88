"""One listener of a session: it is written what is new as server-sent events, of each kind the latest."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

SILENCE_SECONDS = 15.0
"""After how long without an event a comment is written, so that both ends know the other is there."""

BLOCKED_SECONDS = 10.0
"""How long a write may be blocked before the listener is dropped; it comes back when it can."""

COMMENT = b": still here\n\n"

KINDS = ("state", "counts", "mine")


def event(kind: str, data: bytes, *, seq: int | None = None) -> bytes:
    """Return an event as it is written; ``data`` is JSON without line breaks."""
    id_ = b"" if seq is None else b"id: %d\n" % seq
    return b"%bevent: %b\ndata: %b\n\n" % (id_, kind.encode(), data)


class Stream:
    """A listener with one slot for each kind of event; a newer event takes the place of an unwritten one."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._slots: dict[str, bytes] = {}
        self._waiting: asyncio.Future[None] | None = None
        self._is_over = False
        self._is_gone = False
        self._writing_since: float | None = None
        self._wrote_at = asyncio.get_running_loop().time()

    def offer(self, kind: str, written: bytes) -> None:
        """Let an event be written as soon as the listener takes it."""
        self._slots[kind] = written
        self._wake()

    def end(self) -> None:
        """End the stream; the listener may come back."""
        self._is_over = True
        self._wake()

    def look(self, now: float) -> None:
        """Write a comment after a silence, and drop a listener that takes nothing any more."""
        if self._writing_since is not None:
            if now - self._writing_since > BLOCKED_SECONDS:
                self._hang_up()
        elif now - self._wrote_at >= SILENCE_SECONDS:
            self.offer("comment", COMMENT)

    async def run(self, headers: list[tuple[bytes, bytes]]) -> None:
        """Write what is offered until the stream is ended, or the listener gone."""
        watching = asyncio.ensure_future(self._watch())
        try:
            await self._send({"type": "http.response.start", "status": 200, "headers": headers})
            while not self._is_over:
                await self._write() if self._slots else await self._wait()
            if not self._is_gone:
                await self._send_timed({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            watching.cancel()

    async def _write(self) -> None:
        slots, self._slots = self._slots, {}
        written = b"".join(slots[kind] for kind in (*KINDS, "comment") if kind in slots)
        await self._send_timed({"type": "http.response.body", "body": written, "more_body": True})

    async def _send_timed(self, message: Message) -> None:
        """Send so that a listener that takes nothing can be seen."""
        now = asyncio.get_running_loop().time
        self._writing_since = now()
        await self._send(message)
        self._writing_since, self._wrote_at = None, now()

    async def _wait(self) -> None:
        self._waiting = asyncio.get_running_loop().create_future()
        await self._waiting

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    async def _watch(self) -> None:
        """Wait until the listener goes."""
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._is_gone = True
        self.end()

    def _hang_up(self) -> None:
        # ASGI knows no way to hang up; ending the response would wait for the very writes that are blocked.
        transport = getattr(getattr(self._send, "__self__", None), "transport", None)
        if transport is not None:
            transport.abort()
