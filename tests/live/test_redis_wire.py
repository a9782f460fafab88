"""Processes tell each other through Redis which session to look at, and get over its absence."""

import logging
import signal
import threading
from collections.abc import Iterator
from queue import Empty, Queue

import pytest

from quizapp.live import redis_wire
from quizapp.live.redis_wire import LONGEST, STREAM, RedisWire
from tests.services import redis
from tests.services.redis import Server

pytestmark = pytest.mark.services

PATIENCE = 20
"""Only what never comes is given up; a busy machine is slow."""


@pytest.fixture
def server() -> Iterator[Server]:
    with redis.running() as server:
        yield server


class Log(logging.Handler):
    """Hands on what the wires of one test say; those of the tests before live on, and miss their Redis."""

    def __init__(self) -> None:
        super().__init__()
        self.said = Queue[str]()
        self._before = {thread.ident for thread in threading.enumerate()}

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread not in self._before:
            self.said.put(record.getMessage())


@pytest.fixture(autouse=True)
def said() -> Iterator[Queue[str]]:
    """Everything that the wires of a test log."""
    log, handler = redis_wire.log, Log()
    log.addHandler(handler)
    log.propagate, log.level = False, logging.INFO
    yield handler.said
    log.removeHandler(handler)
    log.propagate, log.level = True, logging.NOTSET


def listening(server: Server) -> tuple[RedisWire, Queue[int]]:
    """Return the wire of a process that listens by now, and what it is told."""
    wire, told = RedisWire(server.url), Queue[int]()
    wire.listen(told.put)
    other = RedisWire(server.url)
    while True:
        other.publish(0)
        try:
            told.get(timeout=0.2)
        except Empty:
            continue
        return wire, told


def next_of(told: Queue[int]) -> int:
    """Return the next session that a process is told to look at, those that it waited for apart."""
    while True:
        session_id = told.get(timeout=PATIENCE)
        if session_id:
            return session_id


def test_what_one_process_publishes_another_is_told(server: Server) -> None:
    _, told = listening(server)
    RedisWire(server.url).publish(7)
    assert next_of(told) == 7


def test_a_process_is_told_of_its_own_message_once(server: Server) -> None:
    wire, told = listening(server)
    wire.publish(7)
    RedisWire(server.url).publish(8)
    assert [next_of(told), next_of(told)] == [7, 8]


def test_the_stream_stays_short(server: Server) -> None:
    wire, told = RedisWire(server.url), listening(server)[1]
    for session_id in range(1, 4 * LONGEST):
        wire.publish(session_id)
    while next_of(told) != 4 * LONGEST - 1:
        pass
    with server.client() as client:
        assert client.xlen(STREAM) < 2 * LONGEST


def test_what_is_published_while_redis_hangs_is_told_afterwards(server: Server, said: Queue[str]) -> None:
    _, told = listening(server)
    wire = RedisWire(server.url)
    wire.publish(7)
    assert next_of(told) == 7
    server.process.send_signal(signal.SIGSTOP)
    for session_id in (8, 9, 8, 9):
        wire.publish(session_id)
    assert said.get(timeout=PATIENCE) == "live wire gone"
    server.process.send_signal(signal.SIGCONT)
    assert {next_of(told), next_of(told)} == {8, 9}


def test_a_redis_that_comes_back_empty_is_listened_to_and_its_absence_said_once(
    server: Server, said: Queue[str]
) -> None:
    wire, told = listening(server)
    server.stop()
    assert said.get(timeout=PATIENCE) == "live wire gone"
    wire.publish(7)
    assert next_of(told) == 7
    server.start()
    assert said.get(timeout=PATIENCE) == "live wire back"
    RedisWire(server.url).publish(8)
    assert next_of(told) == 8
