"""The wire between several processes: a stream in Redis, which holds the last messages alone."""

import logging
import threading
import time
from typing import Any
from uuid import uuid4

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from quizapp.live.wire import Hear

log = logging.getLogger(__name__)

STREAM = "quizapp:live"

LONGEST = 1000
"""About how many messages the stream holds; more than a process misses while Redis is out of its reach."""

BLOCK_MS = 1000
"""How long a read waits for a message,"""

PATIENCE_SECONDS = 3.0
"""and after how long Redis counts as gone."""

SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
"""Waits before Redis is tried again; each is twice the one before."""

Place = tuple[int, int]
"""Where a message stands in the stream."""


class RedisWire:
    """A wire between all processes that use the same Redis.

    Whoever publishes goes on at once: a thread of its own sends what is new, each session once however often
    it was named meanwhile, and again until Redis took it.
    """

    def __init__(self, url: str) -> None:
        self._redis: Any = Redis.from_url(
            url.replace("redis+unix://", "unix://", 1),
            socket_connect_timeout=PATIENCE_SECONDS,
            socket_timeout=PATIENCE_SECONDS,
            retry=Retry(NoBackoff(), 0),
            decode_responses=True,
        )
        self._own = uuid4().hex
        self._hearing: tuple[Hear, ...] = ()
        self._unsent: set[int] = set()
        self._news = threading.Condition()
        self._writer: threading.Thread | None = None
        self._is_gone = False

    def publish(self, session_id: int) -> None:
        """Say that there is something new in a session; it neither waits for anybody nor fails."""
        self._tell(session_id)
        with self._news:
            self._unsent.add(session_id)
            self._news.notify()
            if self._writer is None:
                self._writer = threading.Thread(target=self._write, name="wire-out", daemon=True)
                self._writer.start()

    def listen(self, hear: Hear) -> None:
        """Let ``hear`` be told from now on, for as long as the process lives."""
        self._hearing = (*self._hearing, hear)
        if len(self._hearing) == 1:
            threading.Thread(target=self._read, name="wire-in", daemon=True).start()

    def _tell(self, session_id: int) -> None:
        for hear in self._hearing:
            hear(session_id)

    def _write(self) -> None:
        pause = SHORTEST_PAUSE
        while True:
            with self._news:
                self._news.wait_for(lambda: self._unsent)
                batch, self._unsent = self._unsent, set()
            try:
                with self._redis.pipeline(transaction=False) as pipeline:
                    for session_id in batch:
                        message = {"session": session_id, "by": self._own}
                        pipeline.xadd(STREAM, message, maxlen=LONGEST, approximate=True)
                    pipeline.execute()
            except (RedisError, OSError):
                with self._news:
                    self._unsent |= batch
                pause = self._wait(pause)
            else:
                pause = self._answered()

    def _read(self) -> None:
        pause, place = SHORTEST_PAUSE, None
        while True:
            try:
                newest = self._newest()
                # A Redis that forgot everything counts from the beginning.
                place = newest if place is None else min(place, newest)
                while True:
                    place = self._hear_after(place)
                    pause = self._answered()
            except (RedisError, OSError):
                pause = self._wait(pause)

    def _newest(self) -> Place:
        last = self._redis.xrevrange(STREAM, count=1)
        return _place(last[0][0]) if last else (0, 0)

    def _hear_after(self, place: Place) -> Place:
        """Wait for messages after a place, tell those of others, and return where the last stands."""
        found = self._redis.xread({STREAM: "{}-{}".format(*place)}, block=BLOCK_MS)
        for _, messages in found or ():
            for id_, message in messages:
                place = _place(id_)
                if message.get("by") != self._own and message.get("session", "").isdecimal():
                    self._tell(int(message["session"]))
        return place

    def _wait(self, pause: float) -> float:
        """Wait before Redis is tried again; return for how long the next time."""
        if not self._is_gone:
            self._is_gone = True
            log.warning("live wire gone")
        time.sleep(pause)
        return min(pause * 2, LONGEST_PAUSE)

    def _answered(self) -> float:
        """Note that Redis answers; return how long to wait when it does not the next time."""
        if self._is_gone:
            self._is_gone = False
            log.info("live wire back")
        return SHORTEST_PAUSE


def _place(id_: str) -> Place:
    moment, _, number = id_.partition("-")
    return int(moment), int(number)
