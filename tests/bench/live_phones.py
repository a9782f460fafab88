"""Phones of a hall by the thousand, in one process: each listens on one socket and answers on another.

They speak HTTP/1.1 as browsers do and nothing more, so that what they cost leaves the measure to the server.
"""

import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import cast
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from quizapp.live import tickets
from tests.support.html_forms import forms_of

JOINING_AT_ONCE = 16
PATIENCE = 60.0
SETTLING = 0.5
"""Seconds until the server has let in whoever called, so that calling is no part of answering."""

SEQ = re.compile(rb"(?:^|\n)id: ?(\d+)\r?\n")
END_OF_EVENT = b"\n\n"


@dataclass(eq=False, kw_only=True)
class Phone:
    """One phone: its cookies, what it saw and what it heard of its answer."""

    cookies: dict[str, str] = field(default_factory=dict)
    seq: int = -1
    seen_at: float = 0.0
    event_bytes: int = 0
    received: bytearray = field(default_factory=bytearray)
    transport: asyncio.Transport | None = None

    @property
    def cookie(self) -> str:
        """What it sends as its cookies."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    @property
    def participant_id(self) -> UUID:
        """Under what its answers are stored."""
        (ticket,) = [tickets.read(value) for name, value in self.cookies.items() if name.startswith("live-")]
        assert ticket
        return ticket.participant_id


class Listening(asyncio.Protocol):
    """The connection on which a phone hears what everybody sees."""

    def __init__(self, phone: Phone, request: bytes, on_state: Callable[[Phone], None]) -> None:
        self._phone, self._request, self._on_state = phone, request, on_state

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._phone.transport = cast("asyncio.Transport", transport)  # uvloop's own are none
        self._phone.received.clear()
        self._phone.transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        phone = self._phone
        phone.received += data
        while (end := phone.received.find(END_OF_EVENT)) >= 0:
            event = bytes(phone.received[: end + 2])
            del phone.received[: end + 2]
            if found := SEQ.search(event):
                phone.seq, phone.seen_at = int(found[1]), time.perf_counter()
                phone.event_bytes = len(event)
                self._on_state(phone)

    def connection_lost(self, exc: Exception | None) -> None:
        self._phone.transport = None


class Asking(asyncio.Protocol):
    """A connection for one request; ``reply`` is its status, or 0 where none came."""

    def __init__(self) -> None:
        self.reply: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def send(self, request: bytes) -> None:
        """Send the request."""
        if self._transport is None or self._transport.is_closing():
            self.connection_lost(None)
        else:
            self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        if not self.reply.done():
            self.reply.set_result(int(data[9:12]))

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.reply.done():
            self.reply.set_result(0)

    def close(self) -> None:
        """Hang up."""
        if self._transport:
            self._transport.close()


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What came of answers sent at the same moment; ``statuses`` counts what was replied."""

    seconds: float
    statuses: Counter[int]


class Crowd:
    """Many phones of one session; to be used inside one event loop."""

    def __init__(self, address: str, code: str) -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port or 80
        self.code, self.origin = code, address
        self.phones: list[Phone] = []
        self._seq = -1
        self._missing: set[Phone] = set()
        self._all_saw = asyncio.Event()

    async def join(self, number: int) -> float:
        """Let so many more phones join by the page, a few at the same moment; return how long it took."""
        new = [Phone() for _ in range(number)]
        start = time.perf_counter()
        await few_at_once(self._join, new)
        self.phones += new
        return time.perf_counter() - start

    async def _join(self, phone: Phone) -> None:
        path = f"/live/{self.code}/"
        status, page = await self._fetch(phone, "GET", path)
        assert status == 200, page[:300]
        form = next(form for form in forms_of(page, path=path) if form.action.endswith("/join"))
        status, page = await self._fetch(phone, "POST", form.action, urlencode(form.as_it_stands()))
        assert status == 303, page[:300]
        assert tickets.participant_cookie(self.code) in phone.cookies

    async def _fetch(self, phone: Phone, method: str, path: str, body: str = "") -> tuple[int, str]:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        more = f"Content-Type: application/x-www-form-urlencoded\r\nOrigin: {self.origin}\r\n" if body else ""
        writer.write(self._head(phone, method, path, f"{more}Connection: close\r\n", body))
        head, _, page = (await reader.read()).partition(b"\r\n\r\n")
        writer.close()
        lines = head.decode().split("\r\n")
        for line in lines:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                phone.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        return int(lines[0].split()[1]), page.decode(errors="replace")

    async def listen(self, phones: Iterable[Phone] | None = None) -> float:
        """Let phones listen; return how long it took until each of them knew what everybody sees."""
        silent = [phone for phone in (self.phones if phones is None else phones) if phone.transport is None]
        start = time.perf_counter()
        for phone in silent:
            phone.seq = -1
        self._await_seq(0)
        await few_at_once(self._listen, silent, most=100)
        await asyncio.wait_for(self._all_saw.wait(), PATIENCE)
        return time.perf_counter() - start

    async def _listen(self, phone: Phone) -> None:
        request = self._head(phone, "GET", f"/live/{self.code}/events", "Accept: text/event-stream\r\n")
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: Listening(phone, request, self._saw), self.host, self.port)

    async def until_all_saw(self, press: Callable[[], float], seq: int) -> float:
        """Press something in a thread; return how long after it the last phone saw ``seq``.

        ``press`` returns the moment at which it began. Phones that see nothing in time are told in an error.
        """
        self._await_seq(seq)
        began = await asyncio.to_thread(press)
        try:
            await asyncio.wait_for(self._all_saw.wait(), PATIENCE)
        except TimeoutError:
            raise AssertionError(f"{len(self._missing)} phones never saw {seq}") from None
        return max(phone.seen_at for phone in self.phones) - began

    def _await_seq(self, seq: int) -> None:
        self._seq, self._missing = seq, {phone for phone in self.phones if phone.seq < seq}
        if self._missing:
            self._all_saw.clear()
        else:
            self._all_saw.set()

    def _saw(self, phone: Phone) -> None:
        if phone.seq >= self._seq:
            self._missing.discard(phone)
            if not self._missing:
                self._all_saw.set()

    async def answer(self, position: int, revision: int, choices: Sequence[str]) -> Answered:
        """Let everybody answer at the same moment, each on a connection of its own that stands already.

        The phones take ``choices`` in turn.
        """
        loop, asking = asyncio.get_running_loop(), []
        for _ in self.phones:
            _, protocol = await loop.create_connection(Asking, self.host, self.port)
            asking.append(protocol)
        requests = [
            self.answer_request(phone, position, revision, choices[place % len(choices)])
            for place, phone in enumerate(self.phones)
        ]
        await asyncio.sleep(SETTLING)
        start = time.perf_counter()
        for protocol, request in zip(asking, requests, strict=True):
            protocol.send(request)
        replies = await asyncio.wait_for(asyncio.gather(*[one.reply for one in asking]), PATIENCE)
        seconds = time.perf_counter() - start
        for protocol in asking:
            protocol.close()
        return Answered(seconds=seconds, statuses=Counter(replies))

    def answer_request(self, phone: Phone, position: int, revision: int, choice: str) -> bytes:
        """Return the request with which a phone chooses one option."""
        answer = {"position": position, "revision": revision, "response": {"chosen": [choice]}}
        more = f"Content-Type: application/json\r\nX-Live: 1\r\nOrigin: {self.origin}\r\n"
        return self._head(phone, "POST", f"/live/{self.code}/answers", more, json.dumps(answer))

    def _head(self, phone: Phone, method: str, path: str, more: str = "", body: str = "") -> bytes:
        length = f"Content-Length: {len(body)}\r\n" if method == "POST" else ""
        return (
            f"{method} {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
            f"Cookie: {phone.cookie}\r\n{more}{length}\r\n{body}"
        ).encode()

    def hang_up(self) -> None:
        """Let no phone listen any more."""
        for phone in self.phones:
            if phone.transport:
                phone.transport.close()


async def few_at_once(
    act: Callable[[Phone], Awaitable[None]], phones: Iterable[Phone], *, most: int = JOINING_AT_ONCE
) -> None:
    """Do something with each phone, with so many at the same moment at most."""
    waiting = iter(phones)

    async def work() -> None:
        for phone in waiting:
            await act(phone)

    await asyncio.gather(*[work() for _ in range(most)])
