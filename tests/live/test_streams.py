"""A listener gets what is newest, and is dropped when it takes nothing; lots are done one after the other."""

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from quizapp.live.streams import BLOCKED_SECONDS, SILENCE_SECONDS, Stream
from quizapp.live.together import FullError, Together
from tests.support.waiting import in_a_loop


class SlowConnection:
    """The server's end of a connection whose other end takes nothing until it may."""

    def __init__(self) -> None:
        self.sent: asyncio.Queue[bytes] = asyncio.Queue()
        self.takes, self.gone = asyncio.Event(), asyncio.Event()
        self.transport = self

    async def send(self, message: Any) -> None:
        """Send headers, and wait with everything else."""
        if message["type"] == "http.response.body":
            await self.takes.wait()
            self.sent.put_nowait(message["body"])

    async def receive(self) -> Any:
        """Wait until the other end goes."""
        await self.gone.wait()
        return {"type": "http.disconnect"}

    def abort(self) -> None:
        """Hang up."""
        self.gone.set()
        self.takes.set()


def test_a_listener_that_does_not_even_take_its_end_is_dropped() -> None:
    async def block() -> None:
        connection = SlowConnection()
        stream = Stream(connection.receive, connection.send)
        running = asyncio.ensure_future(stream.run([]))
        stream.end()
        await asyncio.sleep(0)
        stream.look(asyncio.get_running_loop().time() + BLOCKED_SECONDS + 1)
        assert connection.gone.is_set()
        await asyncio.wait_for(running, 5)

    in_a_loop(block())


def test_a_listener_that_takes_nothing_for_ten_seconds_is_dropped() -> None:
    async def block() -> None:
        connection = SlowConnection()
        stream = Stream(connection.receive, connection.send)
        stream.offer("state", b"first")
        running = asyncio.ensure_future(stream.run([]))
        await asyncio.sleep(0)
        now = asyncio.get_running_loop().time()
        stream.look(now + BLOCKED_SECONDS - 1)
        assert not connection.gone.is_set()
        stream.look(now + BLOCKED_SECONDS + 1)
        assert connection.gone.is_set()
        await asyncio.wait_for(running, 5)

    in_a_loop(block())


def test_of_what_a_slow_listener_did_not_take_it_gets_the_newest_alone() -> None:
    async def be_slow() -> tuple[bytes, bytes]:
        connection = SlowConnection()
        stream = Stream(connection.receive, connection.send)
        stream.offer("state", b"first;")
        running = asyncio.ensure_future(stream.run([]))
        await asyncio.sleep(0)
        for number in range(3):
            stream.offer("counts", b"counts %d;" % number)
            stream.offer("state", b"state %d;" % number)
        connection.takes.set()
        sent = await connection.sent.get(), await connection.sent.get()
        stream.end()
        await running
        return sent

    assert in_a_loop(be_slow()) == (b"first;", b"state 2;counts 2;")


def test_after_a_silence_a_listener_is_written_a_comment() -> None:
    async def be_silent() -> bytes:
        connection = SlowConnection()
        connection.takes.set()
        stream = Stream(connection.receive, connection.send)
        running = asyncio.ensure_future(stream.run([]))
        now = asyncio.get_running_loop().time()
        stream.look(now + SILENCE_SECONDS - 1)
        stream.look(now + SILENCE_SECONDS + 1)
        comment = await connection.sent.get()
        stream.end()
        await running
        assert connection.sent.get_nowait() == b""
        return comment

    assert in_a_loop(be_silent()).startswith(b": ")


def test_what_came_in_during_a_lot_is_the_next_lot_and_too_much_is_refused() -> None:
    lots: list[list[int]] = []
    may_go = threading.Event()

    def work(lot: Sequence[int]) -> list[int]:
        lots.append(list(lot))
        may_go.wait(timeout=20)
        return [2 * one for one in lot]

    async def ask() -> list[int]:
        with ThreadPoolExecutor(max_workers=1) as thread:
            together = Together(work, thread=thread, most=3, bound=4)
            told = [together.ask(1)]
            told += [together.ask(number) for number in range(2, 6)]
            with pytest.raises(FullError):
                together.ask(6)
            may_go.set()
            return await asyncio.gather(*told)

    assert in_a_loop(ask()) == [2, 4, 6, 8, 10]
    assert lots == [[1], [2, 3, 4], [5]]


def test_whoever_asks_for_a_lot_that_fails_is_told_so_and_the_next_lot_is_done() -> None:
    def work(lot: Sequence[int]) -> list[float]:
        return [1 / one for one in lot]

    async def ask() -> float:
        with ThreadPoolExecutor(max_workers=1) as thread:
            together = Together(work, thread=thread, most=10, bound=10)
            with pytest.raises(ZeroDivisionError):
                await together.ask(0)
            return await together.ask(2)

    assert in_a_loop(ask()) == 0.5
