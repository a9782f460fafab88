"""Everything that is sent to anybody, byte by byte, in the order in which it came."""

import html
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from tests.support.visitor import Reply

PATIENCE = 20.0
TAGS = re.compile(r"<[^>]*>")
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
SEQ = re.compile(rb"(?:^|\n)id: ?(\d+)\r?\n")


@dataclass(frozen=True, kw_only=True)
class Sent:
    """Some bytes, whom they were sent to, and what they answer."""

    to: str
    asked: str
    data: bytes


class Recorder:
    """Keeps what everybody was sent."""

    def __init__(self) -> None:
        self._sent: list[Sent] = []
        self._taken = 0
        self._lock = threading.Lock()

    def keep(self, to: str, asked: str, data: bytes) -> None:
        """Note what was sent to somebody."""
        with self._lock:
            self._sent.append(Sent(to=to, asked=asked, data=data))

    def so_far(self) -> list[Sent]:
        """Return everything until now."""
        with self._lock:
            return list(self._sent)

    def taken(self) -> list[Sent]:
        """Return what came since this was asked last."""
        with self._lock:
            fresh, self._taken = self._sent[self._taken :], len(self._sent)
        return fresh


def joined(sent: list[Sent]) -> dict[str, str]:
    """Return everything that each was sent as one text, so that nothing is missed that came in two parts."""
    texts: dict[str, bytearray] = {}
    for one in sent:
        texts.setdefault(f"{one.to} {one.asked}", bytearray()).extend(one.data + b"\n")
    return {to: text.decode(errors="replace") for to, text in texts.items()}


def readings(text: str) -> Iterator[str]:
    """Return a text in every way in which somebody could read it, in small letters."""
    plain = ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).replace('\\"', '"').replace("\\n", "\n")
    for reading in (text, html.unescape(plain), html.unescape(TAGS.sub("", plain))):
        yield " ".join(reading.split()).casefold()


class RecordingConnection:
    """A visitor's connections that are recorded; they come from an address of their own on this machine.

    Each request has one for itself, because the server hangs up on who is silent for a while.
    """

    def __init__(self, address: str, recorder: Recorder, name: str, source: str) -> None:
        self.origin = address
        self._recorder, self._name = recorder, name
        self._http = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE, source_address=(source, 0))

    def send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Reply:
        self._http.request(method, path, body.encode() if body else None, headers)
        response = self._http.getresponse()
        data = response.read()
        self._http.close()
        head = f"{response.status}\n" + "".join(f"{name}: {value}\n" for name, value in response.getheaders())
        self._recorder.keep(self._name, f"{method} {path}", head.encode() + data)
        return Reply(
            path=path,
            status=response.status,
            headers=response.getheaders(),
            text=data.decode(errors="replace"),
        )

    def close(self) -> None:
        """Hang up."""
        self._http.close()


class Listener(threading.Thread):
    """Somebody who listens for events; every byte is recorded."""

    def __init__(self, address: str, path: str, cookie: str, *, recorder: Recorder, name: str) -> None:
        super().__init__(daemon=True)
        parts = urlsplit(address)
        self._recorder, self._name, self._path = recorder, name, path
        self._socket = socket.create_connection((parts.hostname or "", parts.port or 80))
        self._socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: text/event-stream\r\n"
            f"Cookie: {cookie}\r\n\r\n".encode()
        )
        self._heard = bytearray()
        self._news = threading.Condition()
        self.start()

    def run(self) -> None:
        while data := self._receive():
            self._recorder.keep(self._name, f"GET {self._path}", data)
            with self._news:
                self._heard += data
                self._news.notify_all()

    def _receive(self) -> bytes:
        try:
            return self._socket.recv(65536)
        except OSError:
            return b""

    def events(self) -> list[tuple[str, Any]]:
        """Return the names and documents of the events so far."""
        with self._news:
            lines = bytes(self._heard).replace(b"\r\n", b"\n").split(b"\n")
        found, name = [], ""
        for line in lines:
            field, _, value = line.partition(b": ")
            if field == b"event":
                name = value.decode()
            elif field == b"data":
                found.append((name, json.loads(value)))
        return found

    def wait_for(self, seq: int) -> None:
        """Wait until the state after so many commands was heard."""
        end = time.monotonic() + PATIENCE
        with self._news:
            while not any(int(found) >= seq for found in SEQ.findall(self._heard)):
                assert self._news.wait(end - time.monotonic()), f"{self._name} never heard of {seq}"

    def close(self) -> None:
        """Hang up."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self.join(timeout=5)
