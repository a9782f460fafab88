"""A request to the hub and its answer, as lean as a thousand of them in one moment need them to be."""

from collections.abc import Sequence
from hashlib import sha256
from random import Random

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from quizapp.live import received, tickets
from quizapp.live.tickets import Ticket
from quizapp.web import headers, problems
from quizapp.web.guard import SCRIPT_HEADER
from quizapp.web.problems import Problem, ProblemError, problem

JSON = "application/json"

SOONEST_SECONDS, LATEST_SECONDS = 1, 5
"""When to come again is drawn from these, so that a whole hall does not come again in the same moment."""

LONGEST_SEQ = 9
"""How many digits of a ``seq`` are read; nobody gives so many commands."""

Header = tuple[bytes, bytes]

STREAM: Sequence[Header] = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"x-accel-buffering", b"no"),  # nginx would keep events back until it has many
)


def header(request: Request, name: bytes) -> str:
    """Return a header, by its name in small letters, or nothing."""
    for found, value in request.scope["headers"]:
        if found == name:
            return str(value, "latin-1")
    return ""


def cookie(request: Request, name: str) -> str:
    """Return a cookie, or nothing."""
    return tickets.in_header(header(request, b"cookie"), name)


def ticket(request: Request, code: str) -> Ticket | None:
    """Return what whoever asks is known by in a session, if they brought something of that form."""
    return tickets.read(cookie(request, tickets.participant_cookie(code)))


def seq(request: Request) -> int | None:
    """Return which state whoever asks has: by the address, or as browsers say it that lost a stream."""
    told = request.query_params.get("seq") or header(request, b"last-event-id")
    return int(told) if len(told) <= LONGEST_SEQ and told.isascii() and told.isdigit() else None


def is_json(request: Request) -> bool:
    """Tell whether what is sent says that it is JSON."""
    return header(request, b"content-type").partition(";")[0].strip().lower() == JSON


def is_from_our_page(request: Request, *, proxies: int) -> bool:
    """Tell whether a page of ours sent this, as the guard does for Flask; so many proxies are believed."""
    origin = header(request, b"origin")
    ours = not origin or origin == f"{_scheme(request, proxies)}://{header(request, b'host')}"
    return ours and header(request, SCRIPT_HEADER.lower().encode()) == "1"


def _scheme(request: Request, proxies: int) -> str:
    told = header(request, b"x-forwarded-proto").split(",") if proxies else []
    scheme: str = request.scope["scheme"]
    return told[-proxies].strip() if proxies and len(told) >= proxies else scheme


async def body(request: Request) -> bytes:
    """Return what is sent.

    :raises ProblemError: it is more than an answer can be.
    """
    sent = b""
    async for part in request.stream():
        sent += part
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

    def document(self, request: Request, body: bytes) -> Reply:
        """Return a document, or only that it is still the same."""
        tag = b'"%b"' % sha256(body).hexdigest()[:16].encode()
        if header(request, b"if-none-match") == tag.decode():
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
