"""The exchanges of a page, sent to a server as they stand there, and compared with what comes back.

A page writes a request and its answer as two blocks, one after the other. Where “…” stands in an answer,
anything may come; a name in ‹quotes› is something that an answer gave before, such as a ticket.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

BLOCK = re.compile(r"^```http\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"‹([^›]+)›")
ANYTHING = "…"
VARYING = re.compile(r"(‹[^›]+›|…)")


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """A request and the answer that the page promises, both as they are written."""

    request: str
    answer: str

    @property
    def parts(self) -> tuple[str, str, dict[str, str], str]:
        """Method, path, headers and body of the request."""
        head, _, body = self.request.partition("\n\n")
        first, *lines = head.splitlines()
        method, path = first.split(" ")
        return method, path, dict(line.split(": ", 1) for line in lines), body.rstrip("\n")


@dataclass(frozen=True, kw_only=True)
class Got:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: str


def exchanges(page: str) -> Iterator[Exchange]:
    """Return the exchanges of a page, in their order."""
    blocks = BLOCK.findall(page)
    requests, answers = blocks[::2], blocks[1::2]
    assert all(answer.startswith("HTTP/1.1 ") for answer in answers)
    for request, answer in zip(requests, answers, strict=True):
        yield Exchange(request=request, answer=answer)


@dataclass(kw_only=True)
class Walker:
    """Somebody who builds a client from the page alone. ``known`` are the names given so far."""

    address: str
    known: dict[str, str] = field(default_factory=dict)

    def fill_in(self, text: str) -> str:
        """Put what the names stand for in their place."""
        return NAME.sub(lambda name: self.known[name[1]], text)

    def send(self, exchange: Exchange) -> Got:
        """Send a request; of a stream, read as many lines as the page shows."""
        method, path, headers, body = Exchange(request=self.fill_in(exchange.request), answer="").parts
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=20)
        connection.request(method, path, body.encode() or None, headers)
        response = connection.getresponse()
        if response.headers.get_content_type() == "text/event-stream":
            lines = exchange.answer.partition("\n\n")[2].count("\n")
            text = "".join(response.readline().decode() for _ in range(lines))
        else:
            text = response.read().decode()
        got = Got(status=response.status, headers=response.getheaders(), body=text)
        response.close()
        connection.close()
        return got

    def compare(self, exchange: Exchange, got: Got) -> list[str]:
        """Return what came back and is not as the page says; note what it gives names to."""
        head, _, body = exchange.answer.partition("\n\n")
        first, *lines = head.splitlines()
        wrong = [] if first == f"HTTP/1.1 {got.status}" else [f"{first}, but it is {got.status}: {got.body}"]
        for line in lines:
            name, value = line.split(": ", 1)
            came = [value for found, value in got.headers if found.lower() == name.lower()]
            if not any(self._fits(value, one) for one in came):
                wrong.append(f"{line}, but it is {came}")
        return wrong + self._compare_bodies(body.rstrip("\n"), got.body)

    def _compare_bodies(self, told: str, came: str) -> list[str]:
        if not told.startswith("{"):
            return [] if self._fits(told, came.rstrip("\n")) else [f"{told}, but it is {came}"]
        return list(differences(json.loads(self.fill_in(told)), json.loads(came)))

    def _fits(self, told: str, came: str) -> bool:
        """Tell whether a text is as told; what stands where a new name is told is noted."""
        fresh = [name for name in NAME.findall(told) if name not in self.known]
        parts = (
            self._pattern(part) if place % 2 else re.escape(part)
            for place, part in enumerate(VARYING.split(told))
        )
        found = re.fullmatch("".join(parts), came, re.DOTALL)
        if found:
            self.known |= dict(zip(fresh, found.groups(), strict=True))
        return found is not None

    def _pattern(self, part: str) -> str:
        if part == ANYTHING:
            return ".*"
        known = self.known.get(part[1:-1])
        return '([^;"]+)' if known is None else re.escape(known)


def differences(told: Any, came: Any, where: str = "") -> Iterator[str]:
    """Tell where a document is not as told."""
    if told == ANYTHING:
        return
    if isinstance(told, dict) and isinstance(came, dict):
        if told.keys() != came.keys():
            yield f"{where}: {sorted(told)}, but it has {sorted(came)}"
        for key in told.keys() & came.keys():
            yield from differences(told[key], came[key], f"{where}/{key}")
    elif isinstance(told, list) and isinstance(came, list) and len(told) == len(came):
        for place, (one, other) in enumerate(zip(told, came, strict=True)):
            yield from differences(one, other, f"{where}/{place}")
    elif told != came:
        yield f"{where}: {told!r}, but it is {came!r}"
