"""Phones that answer without pause, send again until they are heard, and remember what was acknowledged."""

import itertools
import json
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from random import Random
from typing import Protocol, Self
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from sqlalchemy import func, select

from quizapp.core.items import Response
from quizapp.database import db
from quizapp.live import service, tickets
from quizapp.live.tickets import Ticket
from quizapp.models import LiveAnswerRow
from tests.live.served_hall import ServedHall

OPTIONS = "abc"
SHORTEST_PAUSE, LONGEST_PAUSE = 0.02, 0.3
"""How many seconds a phone waits before it sends again: drawn anew, so that not all come at once."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """An answer that the server said it stored."""

    revision: int
    response: Response


class StubbornPhone(threading.Thread):
    """Somebody who changes their mind all the time, and sends each answer until it is said to be stored.

    ``drops`` is the share of what it sends after which the signal is gone before anything is heard.
    """

    def __init__(
        self,
        address: str,
        code: str,
        ticket: Ticket,
        *,
        position: int,
        seed: int,
        end: threading.Event,
        drops: float = 0.0,
    ) -> None:
        super().__init__(daemon=True)
        self.kept: Kept | None = None
        self.kept_at: list[float] = []
        self.repeated = 0
        self.refusals: list[tuple[int, str]] = []
        self.fault = ""
        self.ticket = ticket
        self._place, self._path = urlsplit(address).netloc, f"/live/{code}/answers"
        self._headers = {
            "Cookie": f"{tickets.participant_cookie(code)}={ticket.value}",
            "Content-Type": "application/json",
            "Origin": address,
            "X-Live": "1",
        }
        self._position, self._chance, self._end = position, Random(seed), end
        self._drops = drops

    def run(self) -> None:
        revision = 0
        try:
            while not self._end.is_set():
                revision += 1
                self._send_until_stored(revision, self._chance.choice(OPTIONS))
        except Exception as error:  # noqa: BLE001 - told to the test, which fails
            self.fault = f"{type(error).__name__}: {error}"

    def _send_until_stored(self, revision: int, choice: str) -> None:
        body = json.dumps(
            {"position": self._position, "revision": revision, "response": {"chosen": [choice]}}
        )
        while not self._end.is_set():
            status, text = self._send(body)
            if status and status < 300:
                self.kept = Kept(revision=revision, response=Response(chosen=frozenset({choice})))
                self.kept_at.append(time.monotonic())
                return
            if status not in {0, 503}:
                raise AssertionError(f"{status}: {text}")
            if status:
                self.refusals.append((status, text))
            self.repeated += 1
            self._end.wait(self._chance.uniform(SHORTEST_PAUSE, LONGEST_PAUSE))

    def _send(self, body: str) -> tuple[int, str]:
        connection = HTTPConnection(self._place, timeout=10)
        try:
            connection.request("POST", self._path, body, self._headers)
            if self._chance.random() < self._drops:
                return 0, ""
            reply = connection.getresponse()
            return reply.status, reply.read().decode()
        except (OSError, HTTPException):
            return 0, ""
        finally:
            connection.close()


def joined(hall: ServedHall) -> Ticket:
    """Let somebody into the session, past its pages."""
    ticket = Ticket(participant_id=uuid4(), secret=uuid4().hex)
    with hall.app.app_context():
        service.join(hall.id, ticket.participant_id, secret=ticket.secret, draw_name=lambda: None)
    return ticket


class Phone(Protocol):
    """Such a phone, in this process or in one of its own."""

    ticket: Ticket
    kept: Kept | None
    kept_at: list[float]
    repeated: int
    refusals: list[tuple[int, str]]
    fault: str

    def start(self) -> None:
        """Begin to answer."""

    def join(self, timeout: float) -> None:
        """Wait until it has come to its end."""


@dataclass(frozen=True, kw_only=True)
class Outage:
    """Some time in which a phone could not be heard, or every phone where it is None."""

    since: float
    until: float
    phone: Phone | None

    def within(self, since: float, until: float) -> float:
        """Return how many seconds of it lie between two moments."""
        return max(0.0, min(self.until, until) - max(self.since, since))


class Pouring:
    """Many such phones at once, for the time of a block."""

    def __init__(
        self, address: str, hall: ServedHall, *, phones: int, position: int, drops: float = 0.0
    ) -> None:
        self._hall, self._position, self._end = hall, position, threading.Event()
        self._outages: list[Outage] = []
        self._forgotten: set[UUID] = set()
        self.phones: list[Phone] = [
            StubbornPhone(
                address, hall.code, joined(hall), position=position, seed=seed, end=self._end, drops=drops
            )
            for seed in range(phones)
        ]

    def __enter__(self) -> Self:
        for phone in self.phones:
            phone.start()
        self._began_at = time.monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended_at = time.monotonic()
        self._end.set()
        for phone in self.phones:
            phone.join(timeout=30)

    def wait_for_more(self, count: int, *, seconds: float = 30) -> None:
        """Wait until so many more answers were acknowledged."""
        enough, end = self.acknowledged + count, time.monotonic() + seconds
        pause = threading.Event()
        while self.acknowledged < enough:
            assert time.monotonic() < end, "nothing is stored any more"
            assert self.faults == []
            pause.wait(0.005)

    @property
    def acknowledged(self) -> int:
        """How many answers the server said it stored."""
        return sum(len(phone.kept_at) for phone in self.phones)

    @property
    def faults(self) -> list[str]:
        """What should not have happened."""
        return [phone.fault for phone in self.phones if phone.fault]

    @property
    def repeated(self) -> int:
        """How often something was sent again."""
        return sum(phone.repeated for phone in self.phones)

    def excuse(self, *, since: float, until: float, phone: Phone | None = None) -> None:
        """Note that a phone, or every phone, could not be heard between two moments."""
        self._outages.append(Outage(since=since, until=until, phone=phone))

    def longest_wait(self) -> float:
        """Return how long a phone waited at most until it was told that an answer is stored.

        The time in which it could not be heard is not counted.
        """
        return max(
            after - before - sum(outage.within(before, after) for outage in self._outages_of(phone))
            for phone in self.phones
            for before, after in itertools.pairwise([self._began_at, *phone.kept_at, self._ended_at])
        )

    def _outages_of(self, phone: Phone) -> list[Outage]:
        return [outage for outage in self._outages if outage.phone in {None, phone}]

    def look_for_lost(self) -> None:
        """Note whose acknowledged answer is not stored now, before the next one of theirs takes its place."""
        kept = {phone.ticket.participant_id: phone.kept.revision for phone in self.phones if phone.kept}
        revisions = self._hall.revisions(self._position)
        self._forgotten |= {id_ for id_, revision in kept.items() if revisions.get(id_, 0) < revision}

    def lost(self) -> list[UUID]:
        """Return whose acknowledged answer is not stored, nor the next one of theirs that was on its way.

        Those whose answer was found missing before are among them.
        """
        stored, revisions = self._hall.stored(self._position), self._hall.revisions(self._position)

        def is_lost(id_: UUID, kept: Kept) -> bool:
            is_kept = (revisions.get(id_), stored.get(id_)) == (kept.revision, kept.response)
            return id_ in self._forgotten or not (is_kept or revisions.get(id_) == kept.revision + 1)

        return [
            phone.ticket.participant_id
            for phone in self.phones
            if phone.kept and is_lost(phone.ticket.participant_id, phone.kept)
        ]

    def doubled(self) -> int:
        """Return how many more answers are stored than there are phones."""
        stmt = select(func.count()).select_from(LiveAnswerRow)
        with self._hall.app.app_context():
            stored = db.session.scalar(stmt.filter_by(session_id=self._hall.id, position=self._position))
        return max(0, (stored or 0) - len(self.phones))
