"""A request to the hub and its answer, as lean as a thousand of them in one moment need them to be."""

from collections.abc import Sequence
from hashlib import sha256
from random import Random
from urllib.parse import parse_qs

from starlette.types import Receive, Scope, Send

from quizapp.live import received, tickets
from quizapp.live.tickets import Ticket
from quizapp.web import headers, problems
from quizapp.web.guard import SCRIPT_HEADER
from quizapp.web.problems import Problem, ProblemError, problem

JSON = "application/json"

SOONEST_SECONDS, LATEST_SECONDS = 1, 5
"""When to come again is drawn from these, so that a whole hall does not come again in the same moment."""

BY_SCRIPT = SCRIPT_HEADER.lower().encode()

LONGEST_SEQ = 9
"""How many digits of a ``seq`` are read; nobody gives so many commands."""

Header = tuple[bytes, bytes]

STREAM: Sequence[Header] = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"x-accel-buffering", b"no"),  # nginx would keep events back until it has many
)


class BrokenOffError(Exception):
    """Whoever asked went away before all of it was sent."""


class Asked:
    """A request as the hub reads it; Starlette's own would look through all headers for each of them."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.receive, self.send = receive, send
        self._scope = scope
        # Of a header that is sent twice the first counts.
        self._headers: dict[bytes, bytes] = dict(reversed(scope["headers"]))

    def header(self, name: bytes) -> str:
        """Return a header, by its name in small letters, or nothing."""
        return self._headers.get(name, b"").decode("latin-1")

    def cookie(self, name: str) -> str:
        """Return a cookie, or nothing."""
        return tickets.in_header(self.header(b"cookie"), name)

    def ticket(self, code: str) -> Ticket | None:
        """Return what whoever asks is known by in a session, if they brought something of that form."""
        return tickets.read(self.cookie(tickets.participant_cookie(code)))

    def seq(self) -> int | None:
        """Return which state whoever asks has: by the address, or as browsers say it that lost a stream."""
        in_address = parse_qs(self._scope["query_string"].decode("latin-1")).get("seq", [""])[-1]
        told = in_address or self.header(b"last-event-id")
        return int(told) if len(told) <= LONGEST_SEQ and told.isascii() and told.isdigit() else None

    @property
    def is_json(self) -> bool:
        """Tell whether what is sent says that it is JSON."""
        return self.header(b"content-type").partition(";")[0].strip().lower() == JSON

    def is_from_our_page(self, *, proxies: int) -> bool:
        """Tell whether a page of ours sent this, as Flask's guard does; so many proxies are believed."""
        origin = self.header(b"origin")
        ours = not origin or origin == f"{self._scheme(proxies)}://{self.header(b'host')}"
        return ours and self.header(BY_SCRIPT) == "1"

    def _scheme(self, proxies: int) -> str:
        told = self.header(b"x-forwarded-proto").split(",") if proxies else []
        scheme: str = self._scope["scheme"]
        return told[-proxies].strip() if proxies and len(told) >= proxies else scheme

    async def body(self) -> bytes:
        """Return what is sent.

        :raises ProblemError: it is more than an answer can be.
        :raises BrokenOffError: whoever sent it went away meanwhile.
        """
        sent, has_more = b"", True
        while has_more:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise BrokenOffError
            sent += message.get("body", b"")
            has_more = message.get("more_body", False)
            if len(sent) > received.MOST_BYTES:
                raise ProblemError(received.TOO_LARGE)
        return sent


class Reply:
    """A whole answer. Starlette's own would encode the same headers anew for each phone."""

    def __init__(self, status: int, headers: Sequence[Header], body: bytes) -> None:
        self.status = status
        self._start = {"type": "http.response.start", "status": status, "headers": headers}
        self._body = {"type": "http.response.body", "body": body}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        await send(self._start)
        await send(self._body)


class Replies:
    """What the hub answers with, under the headers that every answer of ours has."""

    def __init__(self, rng: Random, *, secure: bool) -> None:
        told = headers.always(secure=secure) | {"Cache-Control": "no-store"}
        self._rng = rng
        self._headers = [(name.lower().encode(), value.encode()) for name, value in told.items()]
        self.stream = [*self._headers, *STREAM]

    def document(self, asked: Asked, body: bytes) -> Reply:
        """Return a document, or only that it is still the same."""
        tag = b'"%b"' % sha256(body).hexdigest()[:16].encode()
        if asked.header(b"if-none-match") == tag.decode():
            return Reply(304, [*self._headers, (b"etag", tag)], b"")
        return self._whole(200, body, JSON, (b"etag", tag))

    def stored(self, position: int, revision: int) -> Reply:
        """Say that an answer is stored."""
        return self._whole(200, b'{"position":%d,"revision":%d}' % (position, revision), JSON)

    def problem(self, told: Problem, *more: Header) -> Reply:
        """Say why something was not done."""
        body = told.model_dump_json(exclude_none=True).encode()
        return self._whole(told.status, body, problems.MEDIA_TYPE, *more)

    def later(self) -> Reply:
        """Ask for patience, each time with another wait."""
        wait = self._rng.randint(SOONEST_SECONDS, LATEST_SECONDS)
        return self.problem(problem(503), (b"retry-after", b"%d" % wait))

    def _whole(self, status: int, body: bytes, media_type: str, *more: Header) -> Reply:
        about = (b"content-type", media_type.encode()), (b"content-length", b"%d" % len(body))
        return Reply(status, [*self._headers, *about, *more], body)
