"""The wire between processes: it carries one message, “look at session 7”, and no truth.

What there is to see is in the database. A message that is lost costs a second, because whoever shows a
session looks at its ``seq`` each second anyway.
"""

from collections.abc import Callable
from typing import Protocol

from flask import Flask, current_app

from quizapp.config import MEMORY, Settings

Hear = Callable[[int], None]
"""Is told the id of a session to look at; from any thread, so it must not wait."""


class Wire(Protocol):
    """Tells every process that shows a session, this one included."""

    def publish(self, session_id: int) -> None:
        """Say that there is something new in a session; it neither waits for anybody nor fails."""
        ...

    def listen(self, hear: Hear) -> None:
        """Let ``hear`` be told from now on, for as long as the process lives."""
        ...


class MemoryWire:
    """A wire within one process."""

    def __init__(self) -> None:
        self._hearing: tuple[Hear, ...] = ()

    def publish(self, session_id: int) -> None:
        for hear in self._hearing:
            hear(session_id)

    def listen(self, hear: Hear) -> None:
        self._hearing = (*self._hearing, hear)


def init_app(app: Flask) -> None:
    """Give the application its wire."""
    settings: Settings = app.extensions["settings"]
    app.extensions["live_wire"] = MemoryWire() if settings.live_wire == MEMORY else _redis_wire(settings)


def _redis_wire(settings: Settings) -> Wire:
    from quizapp.live.redis_wire import RedisWire  # noqa: PLC0415 - one process needs none of it

    return RedisWire(settings.live_wire)


def of(app: Flask) -> Wire:
    """Return the wire of an application."""
    wire: Wire = app.extensions["live_wire"]
    return wire


def changed(session_id: int) -> None:
    """Say, after a commit, that a session's state or counts changed."""
    of(current_app).publish(session_id)
