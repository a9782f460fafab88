"""A visitor without scripts, who fetches pages and sends their forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Protocol
from urllib.parse import urlencode, urljoin, urlsplit

from flask import Flask

from tests.support.html_forms import Form, forms_of

REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What came back; ``path`` is what was asked for."""

    path: str
    status: int
    headers: Sequence[tuple[str, str]]
    text: str

    @property
    def location(self) -> str:
        """Where a redirect leads, as a path."""
        (target,) = [value for name, value in self.headers if name.lower() == "location"]
        parts = urlsplit(urljoin(self.path, target))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @cached_property
    def forms(self) -> list[Form]:
        """The forms on the page; one without an action leads to the page itself."""
        return forms_of(self.text, path=self.path)

    def form(self, part_of_action: str) -> Form:
        """Return the first form whose action holds ``part_of_action``."""
        for form in self.forms:
            if part_of_action in form.action:
                return form
        raise LookupError(f"no form for {part_of_action} at {self.path}, {self.status}: {self.text}")


class Connection(Protocol):
    """Carries one request."""

    origin: str

    def send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Reply:
        """Send a request and return what came back, redirects included."""
        ...


class HttpConnection:
    """Over the network; raises OSError or HTTPException when the server dies."""

    def __init__(self, address: str) -> None:
        self.origin = address
        self._http = HTTPConnection(urlsplit(address).netloc, timeout=20)

    def send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Reply:
        try:
            self._http.request(method, path, body, headers)
            response = self._http.getresponse()
            text = response.read().decode(errors="replace")
        except BaseException:
            self._http.close()
            raise
        return Reply(path=path, status=response.status, headers=response.getheaders(), text=text)

    def close(self) -> None:
        """Hang up."""
        self._http.close()


class AppConnection:
    """Straight into the application, as if from a network address."""

    origin = "http://localhost"

    def __init__(self, app: Flask, *, address: str = "127.0.0.1") -> None:
        self._client = app.test_client(use_cookies=False)
        self._client.environ_base["REMOTE_ADDR"] = address

    def send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Reply:
        with self._client.open(path, method=method, data=body, headers=headers) as response:
            return Reply(
                path=path,
                status=response.status_code,
                headers=list(response.headers),
                text=response.get_data().decode(errors="replace"),
            )


class Visitor:
    """Keeps cookies between requests."""

    def __init__(self, connection: Connection, *, headers: dict[str, str] | None = None) -> None:
        self._connection = connection
        self._headers = headers or {}
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Reply:
        """Fetch a page, following redirects."""
        reply = self._send("GET", path, None)
        return self.get(reply.location) if reply.status in REDIRECTS else reply

    def send(self, form: Form, pairs: Sequence[tuple[str, str]]) -> Reply:
        """Send a form, and return the answer itself, even if it is a redirect."""
        return self._send("POST", form.action, urlencode(pairs))

    def submit(self, form: Form, pairs: Sequence[tuple[str, str]]) -> Reply:
        """Send a form and return the page that it leads to."""
        reply = self.send(form, pairs)
        return self.get(reply.location) if reply.status in REDIRECTS else reply

    def _send(self, method: str, path: str, body: str | None) -> Reply:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**self._headers, "Cookie": cookies}
        if body is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": self._connection.origin,
            }
        reply = self._connection.send(method, path, body, headers)
        for name, value in reply.headers:
            if name.lower() == "set-cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        return reply
