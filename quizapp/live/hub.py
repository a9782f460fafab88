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
from functools import cache
from hmac import compare_digest
from random import Random
from time import perf_counter
from typing import TypeVar
from uuid import UUID

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp, Receive, Scope, Send
from werkzeug.sansio.utils import host_is_trusted

from quizapp.config import Settings
from quizapp.core.errors import NoAnswersNowError, NotInSessionError, QuizError
from quizapp.database import is_away, reading
from quizapp.live import answers, scenes, tickets, wire
from quizapp.live.answers import Answer
from quizapp.live.exchange import Asked, BrokenOffError, Replies, Reply
from quizapp.live.rooms import Room, Rooms
from quizapp.live.scenes import Asking
from quizapp.live.service import hashed
from quizapp.live.streams import Stream
from quizapp.live.tickets import Ticket
from quizapp.live.together import FullError, Together
from quizapp.logs import kind
from quizapp.web import error_pages, errors, outside
from quizapp.web.clock import utcnow
from quizapp.web.problems import ProblemError, problem

log = logging.getLogger(__name__)

Found = TypeVar("Found")

ADDRESS = re.compile(r"/live/(?P<lead>lead/)?(?P<code>[A-Z]{6})/(?P<what>state|answers|events)")

MOST_TOGETHER = 1000
"""How many answers are stored in one transaction."""

MOST_WAITING = 10_000
"""How many answers may wait to be stored; whoever comes then is asked to come again."""

TICK_SECONDS = 1.0


class NotOursError(Exception):
    """The hub leaves a request to Flask, of which nothing was read yet."""


class Hub:
    """An ASGI application that answers for live sessions, and asks ``others`` for everything else."""

    def __init__(self, app: Flask, others: ASGIApp) -> None:
        self._app, self._others = app, others
        self._settings: Settings = app.extensions["settings"]
        self._hosts: list[str] = app.config["TRUSTED_HOSTS"] or []
        # To find the one that counts takes longer than to count.
        self._counter = cache(app.extensions["metrics"].requests.labels)
        rng = Random()  # noqa: S311 - no secret is drawn
        self._replies = Replies(rng, secure=self._settings.secure_cookies)
        with outside.asked_by_nobody(app) as alone:
            self._environ = alone.request.environ
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live-reader")
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live-writer")
        self._rooms = Rooms(self._read, wire.of(app).publish)
        self._seats = Together(self._find_own, thread=self._reader, most=MOST_TOGETHER, bound=MOST_WAITING)
        self._answers = Together(self._store, thread=self._writer, most=MOST_TOGETHER, bound=MOST_WAITING)
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
        method = scope["method"]
        door = self._doors.get((method, bool(found["lead"]), found["what"])) if found else None
        if found is None or door is None:
            await self._others(scope, receive, send)
            return
        began = perf_counter()
        try:
            reply = await self._answer(door, found["code"], Asked(scope, receive, send))
        except NotOursError:
            await self._others(scope, receive, send)
            return
        except BrokenOffError:
            return
        if reply is not None:
            await reply(scope, receive, send)
            counter = self._counter(f"live_hub.{found['what']}", method, f"{reply.status // 100}xx")
            counter.observe(perf_counter() - began)

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

    async def _answer(self, door: "Door", code: str, asked: Asked) -> Reply | None:
        if not self._is_asked_by_name(asked):
            raise NotOursError
        try:
            return await door(code, asked)
        except ProblemError as error:
            return self._replies.problem(error.problem)
        except QuizError as error:
            return self._replies.problem(errors.problem_of(error.code, error_pages.BY_CODE[error.code]))
        except FullError:
            return self._replies.later()
        except SQLAlchemyError as error:
            if not is_away(error):
                raise
            log.warning("database away", extra={"kind": kind(error.__cause__ or error)})
            return self._replies.later()

    async def _tell_phone(self, code: str, asked: Asked) -> Reply:
        ticket = _ticket(asked, code)
        room = await self._room(code)
        has_it = asked.seq() == room.scene.seq
        if has_it and ticket.value in room.known:
            return self._replies.document(asked, b'{"counts":%b}' % room.counts)
        mine = await self._own(room, ticket)
        if has_it:
            return self._replies.document(asked, b'{"counts":%b}' % room.counts)
        parts = room.scene.phones, room.counts, mine
        return self._replies.document(asked, b'{"state":%b,"counts":%b,"mine":%b}' % parts)

    async def _tell_leader(self, code: str, asked: Asked) -> Reply:
        room = await self._led(code, asked)
        if asked.seq() == room.scene.seq:
            return self._replies.document(asked, b'{"counts":%b}' % room.counts)
        return self._replies.document(asked, b'{"state":%b,"counts":%b}' % (room.scene.leaders, room.counts))

    async def _stream_to_phone(self, code: str, asked: Asked) -> None:
        ticket = _ticket(asked, code)
        room = await self._room(code)
        mine = await self._own(room, ticket)
        await self._stream(room, asked, who=ticket.participant_id, mine=mine)

    async def _stream_to_leader(self, code: str, asked: Asked) -> None:
        await self._stream(await self._led(code, asked), asked, who=None, mine=None)

    async def _stream(self, room: Room, asked: Asked, *, who: UUID | None, mine: bytes | None) -> None:
        """Let a participant listen, or who leads, who is None."""
        stream = Stream(asked.receive, asked.send)
        if self._is_stopping:
            stream.end()
        room.welcome(stream, who=who, seq=asked.seq(), mine=mine)
        try:
            await stream.run(self._replies.stream)
        finally:
            room.let_go(stream, who=who)

    async def _take_answer(self, code: str, asked: Asked) -> Reply:
        if not (asked.is_from_our_page(proxies=self._settings.trusted_proxies) and asked.is_json):
            raise NotOursError
        room = await self._rooms.find(code)
        if room is None:
            raise NotOursError
        ticket = room.known.get(asked.cookie(tickets.participant_cookie(code)))
        if ticket is None:
            ticket = _ticket(asked, code)
            await self._own(room, ticket)  # who is not in the session learns nothing from what is refused
        body = await asked.body()
        try:
            given = room.hear(body)
        except NoAnswersNowError:  # perhaps the step was shown a moment ago, in another process
            await self._rooms.see(room)
            given = room.hear(body)
        stored = await self._answers.ask(given.by(ticket))
        if isinstance(stored, NotInSessionError):
            return self._replies.problem(problem(404))
        if isinstance(stored, Exception):
            raise stored
        self._rooms.changed(room)
        return self._replies.stored(given.position, stored)

    async def _room(self, code: str) -> Room:
        room = await self._rooms.find_as_it_stands(code)
        if room is None:
            raise NotOursError
        return room

    async def _led(self, code: str, asked: Asked) -> Room:
        secret = asked.cookie(tickets.leader_cookie(code))[: tickets.LONGEST]
        room = await self._room(code) if secret else None
        if room is None or not compare_digest(hashed(secret), room.scene.host_hash):
            raise NotOursError
        return room

    async def _own(self, room: Room, ticket: Ticket) -> bytes:
        """Return what a participant answered to the step that a session is at."""
        while True:
            position = room.scene.showing.state.position
            mine = await self._seats.ask(Asking(session_id=room.id, position=position, ticket=ticket))
            if mine is None:
                raise NotOursError
            room.known[ticket.value] = ticket
            if position == room.scene.showing.state.position:
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

    def _store(self, lot: Sequence[Answer]) -> Sequence[Exception | int]:
        try:
            return self._store_at_once(lot)
        except Exception as error:
            if len(lot) == 1 or (isinstance(error, SQLAlchemyError) and is_away(error)):
                raise
            log.exception("answers could not be stored together")
        # One that cannot be stored keeps no other from it.
        return [self._stored_alone(answer) for answer in lot]

    def _stored_alone(self, answer: Answer) -> Exception | int:
        try:
            return self._store_at_once([answer])[0]
        except Exception as error:  # noqa: BLE001 - whoever sent it is told
            return error

    def _store_at_once(self, lot: Sequence[Answer]) -> Sequence[QuizError | int]:
        with self._app.app_context():
            return answers.store(lot, now=utcnow())

    def _is_asked_by_name(self, asked: Asked) -> bool:
        return not self._hosts or host_is_trusted(asked.header(b"host"), self._hosts)


Door = Callable[[str, Asked], Awaitable[Reply | None]]
"""Answers one kind of request, or says by None that it was answered as it came."""


def _ticket(asked: Asked, code: str) -> Ticket:
    ticket = asked.ticket(code)
    if ticket is None:
        raise NotOursError
    return ticket
