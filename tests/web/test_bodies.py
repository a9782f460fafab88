"""What is sent is taken in whole first, so that nobody's bad signal holds up the others."""

import asyncio
import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message, Receive, Scope, Send

from quizapp.bodies import PIECE, WholeBodies
from tests.live.served_hub import THREADS, ServedHub, served_hub
from tests.support.waiting import in_a_loop

MOST = 3 * PIECE
CHUNKED = [(b"transfer-encoding", b"chunked")]
GONE: Message = {"type": "http.disconnect"}


@pytest.fixture
def server(app: Flask) -> Iterator[ServedHub]:
    with served_hub(app) as server:
        yield server


class Taker:
    """An application that reads all it is given."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read to the end."""
        pieces, has_more = [], True
        while has_more:
            message = await receive()
            pieces.append(message["body"])
            has_more = message["more_body"]
        self.taken.append(b"".join(pieces))


def parts(*bodies: bytes) -> list[Message]:
    """Return what a server tells of a request that arrives in pieces."""
    return [
        {"type": "http.request", "body": body, "more_body": place < len(bodies)}
        for place, body in enumerate(bodies, start=1)
    ]


def sent(
    messages: Sequence[Message], headers: Any = CHUNKED, **patience: float
) -> tuple[Taker, list[Message]]:
    """Send a request, and wait for ever after its last piece; return who took it and what was answered."""
    taker, answered, waiting = Taker(), [], iter(messages)

    async def receive() -> Message:
        for message in waiting:
            return message
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        answered.append(message)

    scope = {"type": "http", "headers": headers}
    in_a_loop(WholeBodies(taker, most=MOST, **patience)(scope, receive, send))
    return taker, answered


@given(st.lists(st.integers(0, PIECE + 1), min_size=1, max_size=8))
def test_what_arrives_in_pieces_is_handed_on_as_it_was_sent(sizes: list[int]) -> None:
    bodies = [bytes([place]) * size for place, size in enumerate(sizes)]
    taker, _ = sent(parts(*bodies))
    assert taker.taken == [b"".join(bodies)]


def test_what_says_that_it_is_too_much_is_handed_on_at_once() -> None:
    length = [(b"content-length", b"%d" % (MOST + 1))]
    taker, _ = sent(parts(b"a", b"b"), length)
    assert taker.taken == [b"ab"]


@pytest.mark.parametrize("patience", [{"silence": 0.01}, {"longest": 0.01}])
def test_what_does_not_arrive_in_time_is_given_up_with_a_sentence(patience: dict[str, float]) -> None:
    taker, (start, told) = sent(parts(b"a", b"")[:1], **patience)
    assert (taker.taken, start["status"]) == ([], 408)
    assert b"try again" in told["body"]


def test_what_breaks_off_is_handed_to_nobody() -> None:
    taker, answered = sent([*parts(b"a", b"")[:1], GONE])
    assert (taker.taken, answered) == ([], [])


def test_forms_that_arrive_slowly_keep_nobody_else_waiting(server: ServedHub) -> None:
    where = urlsplit(server.address)
    head = f"POST /live/ HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: 100\r\n\r\ncode="
    with ExitStack() as stack:
        for _ in range(2 * THREADS):
            slow = stack.enter_context(socket.create_connection((where.hostname, where.port)))
            slow.sendall(head.encode())
        connection = HTTPConnection(where.netloc, timeout=20)
        for _ in range(2 * THREADS):
            connection.request("GET", "/live/")
            with connection.getresponse() as reply:
                assert reply.status == 200
                reply.read()
        connection.close()
