"""The live hub: it answers what hundreds of phones ask in the same moment, and leaves all else to Flask.

It sends each phone what is new as it happens, and stores answers that come in together in one commit. What it
does not know how to answer, or has a doubt about, Flask answers: the same addresses are there, for servers
without a hub.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from hmac import compare_digest
from random import Random
from typing import TypeVar

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from werkzeug.sansio.utils import host_is_trusted

from quizapp.config import Settings
from quizapp.core.errors import NoAnswersNowError, NotInSessionError, QuizError
from quizapp.database import is_away, reading
from quizapp.live import answers, received, scenes, tickets, wire
from quizapp.live.answers import Answer
from quizapp.live.rooms import Room, Rooms
from quizapp.live.scenes import Asking
from quizapp.live.service import hashed
from quizapp.live.streams import Stream
from quizapp.live.tickets import Ticket
from quizapp.live.together import FullError, Together
from quizapp.logs import kind
from quizapp.web import errors, headers, problems
from quizapp.web.clock import utcnow
from quizapp.web.guard import SCRIPT_HEADER
from quizapp.web.problems import Problem, ProblemError, problem

log = logging.getLogger(__name__)

Found = TypeVar("Found")

ADDRESS = re.compile(r"/live/(?P<lead>lead/)?(?P<code>[A-Z]{6})/(?P<what>state|answers|events)")

MOST_TOGETHER = 1000
"""How many answers are stored in one transaction."""

MOST_WAITING = 10_000
"""How many answers may wait to be stored; whoever comes then is asked to come again."""

TICK_SECONDS = 1.0

JSON = "application/json"

STREAM_HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "X-Accel-Buffering": "no",  # nginx would keep events back until it has many
}

SOONEST_SECONDS, LATEST_SECONDS = 1, 5
"""When to come again is drawn from these, so that a whole hall does not come again in the same moment."""


class NotOursError(Exception):
    """The hub leaves a request to Flask, of which nothing was read yet."""


class Hub:
    """An ASGI application that answers for live sessions, and asks ``others`` for everything else."""

    def __init__(self, app: Flask, others: ASGIApp) -> None:
        self._app, self._others, self._rng = app, others, Random()  # noqa: S311 - nothing secret is drawn
        self._settings: Settings = app.extensions["settings"]
        self._headers = headers.always(secure=self._settings.secure_cookies) | {"Cache-Control": "no-store"}
        with app.test_request_context("/") as alone:
            self._environ = alone.request.environ
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live-reader")
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live-writer")
        self._rooms = Rooms(self._read, wire.of(app).publish)
        self._seats = Together(self._find_own, thread=self._reader, most=MOST_TOGETHER, bound=MOST_WAITING)
        self._answers = Together(self._store, thread=self._writer, most=MOST_TOGETHER, bound=MOST_WAITING)
        self._stream_headers = [
            (name.lower().encode(), value.encode())
            for name, value in {**self._headers, **STREAM_HEADERS}.items()
        ]
        self._is_stopping = False
        self._doors: Mapping[tuple[str, bool, str], Door] = {
            ("GET", False, "state"): self._tell_phone,
            ("GET", False, "events"): self._stream_to_phone,
            ("POST", False, "answers"): self._take_answer,
            ("GET", True, "state"): self._tell_leader,
            ("GET", True, "events"): self._stream_to_leader,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or live from the server's start to its stop."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        found = ADDRESS.fullmatch(scope["path"])
        door = self._doors.get((scope["method"], bool(found["lead"]), found["what"])) if found else None
        if found is None or door is None:
            await self._others(scope, receive, send)
            return
        try:
            response = await self._answer(door, found["code"], Request(scope, receive, send))
        except NotOursError:
            response = self._others
        except ClientDisconnect:
            return
        if response is not None:
            await response(scope, receive, send)

    def hang_up(self) -> None:
        """End all streams, because the server is about to stop; to be called in its event loop."""
        self._is_stopping = True
        self._rooms.end()

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        loop = asyncio.get_running_loop()

        def hear(session_id: int) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody listens any more
                loop.call_soon_threadsafe(self._rooms.heard, session_id)

        wire.of(self._app).listen(hear)
        ticking = asyncio.ensure_future(self._tick())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        ticking.cancel()
        for thread in (self._writer, self._reader):
            thread.shutdown(wait=True, cancel_futures=True)
        await send({"type": "lifespan.shutdown.complete"})

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            self._rooms.tick()

    async def _answer(self, door: "Door", code: str, request: Request) -> ASGIApp | None:
        if not self._is_asked_by_name(request):
            raise NotOursError
        try:
            return await door(code, request)
        except ProblemError as error:
            return self._problem(error.problem)
        except QuizError as error:
            return self._problem(errors.problem_of(error.code, errors.BY_CODE[error.code]))
        except FullError:
            return self._later()
        except SQLAlchemyError as error:
            if not is_away(error):
                raise
            log.warning("database away", extra={"kind": kind(error.__cause__ or error)})
            return self._later()

    async def _tell_phone(self, code: str, request: Request) -> ASGIApp:
        ticket = _ticket(code, request)
        room = await self._room(code)
        has_it = _seq(request) == room.scene.seq
        if has_it and room.known.get(ticket.participant_id) == hashed(ticket.secret):
            return self._document(request, b'{"counts":%b}' % room.counts)
        mine = await self._own(room, ticket)
        if has_it:
            return self._document(request, b'{"counts":%b}' % room.counts)
        parts = room.scene.phones, room.counts, mine
        return self._document(request, b'{"state":%b,"counts":%b,"mine":%b}' % parts)

    async def _tell_leader(self, code: str, request: Request) -> ASGIApp:
        room = await self._led(code, request)
        if _seq(request) == room.scene.seq:
            return self._document(request, b'{"counts":%b}' % room.counts)
        return self._document(request, b'{"state":%b,"counts":%b}' % (room.scene.leaders, room.counts))

    async def _stream_to_phone(self, code: str, request: Request) -> None:
        ticket = _ticket(code, request)
        room = await self._room(code)
        await self._stream(room, request, leads=False, mine=await self._own(room, ticket))

    async def _stream_to_leader(self, code: str, request: Request) -> None:
        await self._stream(await self._led(code, request), request, leads=True, mine=None)

    async def _stream(self, room: Room, request: Request, *, leads: bool, mine: bytes | None) -> None:
        stream = Stream(request.receive, request._send)  # noqa: SLF001 - asked for by no public name
        if self._is_stopping:
            stream.end()
        room.welcome(stream, leads=leads, seq=_seq(request), mine=mine)
        try:
            await stream.run(self._stream_headers)
        finally:
            room.let_go(stream)

    async def _take_answer(self, code: str, request: Request) -> ASGIApp:
        ticket = _ticket(code, request)
        if not (self._is_from_our_page(request) and _is_json(request)):
            raise NotOursError
        room = await self._room(code)
        body = await _body(request)
        try:
            answer = received.read(body, room.scene.showing, ticket)
        except NoAnswersNowError:  # perhaps the step was shown a moment ago, in another process
            await self._rooms.see(room)
            answer = received.read(body, room.scene.showing, ticket)
        refusal = await self._answers.ask(answer)
        if isinstance(refusal, NotInSessionError):
            return self._problem(problem(404))
        if refusal:
            raise refusal
        self._rooms.changed(room)
        return Response(scenes.as_json(received.stored(answer)), headers=self._headers, media_type=JSON)

    async def _room(self, code: str) -> Room:
        room = await self._rooms.find(code)
        if room is None:
            raise NotOursError
        return room

    async def _led(self, code: str, request: Request) -> Room:
        secret = _cookie(request, tickets.leader_cookie(code))[: tickets.LONGEST]
        room = await self._room(code) if secret else None
        if room is None or not compare_digest(hashed(secret), room.scene.host_hash):
            raise NotOursError
        return room

    async def _own(self, room: Room, ticket: Ticket) -> bytes:
        """Return what a participant answered to the step that a session is at."""
        position = room.scene.showing.state.position
        mine = await self._seats.ask(Asking(session_id=room.id, position=position, ticket=ticket))
        if mine is None:
            raise NotOursError
        room.known[ticket.participant_id] = hashed(ticket.secret)
        return mine

    async def _read(self, read: Callable[[], Found]) -> Found:
        return await asyncio.get_running_loop().run_in_executor(self._reader, self._reading, read)

    def _reading(self, read: Callable[[], Found]) -> Found:
        # Inside a request that nobody made, because what is read is written as pages write it.
        with self._app.request_context(dict(self._environ)):
            reading.set(True)
            return read()

    def _find_own(self, askings: Sequence[Asking]) -> Sequence[bytes | None]:
        return self._reading(lambda: scenes.own_answers(askings))

    def _store(self, lot: Sequence[Answer]) -> Sequence[QuizError | None]:
        with self._app.app_context():
            return answers.store(lot, now=utcnow())

    def _is_asked_by_name(self, request: Request) -> bool:
        return not self._settings.hosts or host_is_trusted(request.headers.get("host"), self._settings.hosts)

    def _is_from_our_page(self, request: Request) -> bool:
        """Tell whether a page of ours sent this, as the guard does for Flask."""
        origin = request.headers.get("origin")
        ours = f"{self._scheme(request)}://{request.headers.get('host')}"
        return request.headers.get(SCRIPT_HEADER) == "1" and origin in {None, ours}

    def _scheme(self, request: Request) -> str:
        """Return how the site was asked for; proxies that the settings name are believed."""
        proxies = self._settings.trusted_proxies
        told = request.headers.get("x-forwarded-proto", "").split(",")
        return told[-proxies].strip() if proxies and len(told) >= proxies else request.url.scheme

    def _document(self, request: Request, body: bytes) -> Response:
        """Return a document, or only that it is still the same."""
        tag = f'"{sha256(body).hexdigest()[:16]}"'
        more = {**self._headers, "ETag": tag}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=more)
        return Response(body, headers=more, media_type=JSON)

    def _problem(self, told: Problem, **more: str) -> Response:
        body = told.model_dump_json(exclude_none=True)
        return Response(body, told.status, headers={**self._headers, **more}, media_type=problems.MEDIA_TYPE)

    def _later(self) -> Response:
        wait = self._rng.randint(SOONEST_SECONDS, LATEST_SECONDS)
        return self._problem(problem(503), **{"Retry-After": str(wait)})


Door = Callable[[str, Request], Awaitable[ASGIApp | None]]
"""Answers one kind of request, or says by None that it was answered as it came."""


def _ticket(code: str, request: Request) -> Ticket:
    ticket = tickets.read(_cookie(request, tickets.participant_cookie(code)))
    if ticket is None:
        raise NotOursError
    return ticket


def _cookie(request: Request, name: str) -> str:
    return tickets.in_header(request.headers.get("cookie", ""), name)


def _seq(request: Request) -> int | None:
    """Return which state whoever asks has: by the address, or as browsers say it that lost a stream."""
    told = request.query_params.get("seq") or request.headers.get("last-event-id") or ""
    return int(told) if told.isascii() and told.isdigit() else None


def _is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == JSON


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > received.MOST_BYTES:
            raise ProblemError(received.TOO_LARGE)
    return body
