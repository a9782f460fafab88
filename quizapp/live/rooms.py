"""The sessions that somebody looks at: what each shows now, ready to be sent, and who listens."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from quizapp.live import received, scenes
from quizapp.live.received import Given
from quizapp.live.scenes import Look, Scene
from quizapp.live.streams import Stream, event
from quizapp.live.tickets import Ticket
from quizapp.logs import kind

log = logging.getLogger(__name__)

Found = TypeVar("Found")

KEPT_SECONDS = 60.0
"""How long a session is kept at hand, and an ended one's listeners, when nobody asks any more."""

COUNTS_SECONDS = 0.25
"""Counts are sent at most so often,"""

MOST_STREAMS = 20
"""How many streams one participant may have, or who leads; a browser opens one for each tab."""

MOST_HEARD = 200
"""How many different answers of a room are remembered as they were read; each is sent by many phones."""

LONGEST_HEARD = 1000
"""How many bytes an answer has at most that is remembered; what a phone sends is far shorter."""

PHONES_AT_THAT_PACE = 500
"""to so many phones, and to more of them more slowly."""


class Read(Protocol):
    """Does something that reads on the thread for that, inside the application."""

    async def __call__(self, read: Callable[[], Found]) -> Found: ...


@dataclass(eq=False, kw_only=True)
class Room:
    """A session with its listeners.

    ``known`` are the tickets of participants that were looked up, by their value. ``heard`` is what was sent
    since the scene began, by its bytes. ``own`` are the streams of each participant, and under None those of
    who leads, the oldest first. ``looked`` is set when the look that is under way is done, and another one
    takes its place.
    """

    id: int
    code: str
    scene: Scene
    counts: bytes
    used_at: float
    phones: set[Stream] = field(default_factory=set)
    leaders: set[Stream] = field(default_factory=set)
    own: dict[UUID | None, list[Stream]] = field(default_factory=dict)
    known: dict[str, Ticket] = field(default_factory=dict)
    heard: dict[bytes, Given] = field(default_factory=dict)
    looking: "asyncio.Task[None] | None" = None
    look_again: bool = False
    looked: asyncio.Event = field(default_factory=asyncio.Event)
    counts_wait: asyncio.TimerHandle | None = None
    changed_wait: asyncio.TimerHandle | None = None

    @property
    def streams(self) -> Iterator[Stream]:
        """Everybody who listens."""
        yield from self.leaders
        yield from self.phones

    @property
    def pace(self) -> float:
        """How many seconds lie between two counts."""
        return COUNTS_SECONDS * max(1.0, len(self.phones) / PHONES_AT_THAT_PACE)

    def hear(self, body: bytes) -> Given:
        """Return what a phone sent.

        :raises ProblemError: it cannot be read, or does not fit its step.
        :raises NoAnswersNowError: its step was not shown yet.
        """
        given = self.heard.get(body)
        if given is None:
            given = received.read(body, self.scene.showing)
            if len(self.heard) < MOST_HEARD and len(body) <= LONGEST_HEARD:
                self.heard[body] = given
        return given

    def tell_looked(self) -> None:
        """Let those go on who waited for one look."""
        self.looked.set()
        self.looked = asyncio.Event()

    def welcome(self, stream: Stream, *, who: UUID | None, seq: int | None, mine: bytes | None) -> None:
        """Let a participant listen, or who leads, who is None; of too many streams the oldest ends.

        They have the state as it was at ``seq``.
        """
        leads = who is None
        (self.leaders if leads else self.phones).add(stream)
        own = self.own.setdefault(who, [])
        own.append(stream)
        if len(own) > MOST_STREAMS:
            own.pop(0).end()
        if seq != self.scene.seq:
            stream.offer("state", self._state_event(leads=leads))
        stream.offer("counts", event("counts", self.counts))
        if mine is not None:
            stream.offer("mine", event("mine", mine))

    def let_go(self, stream: Stream, *, who: UUID | None) -> None:
        """Let somebody listen no more."""
        self.leaders.discard(stream)
        self.phones.discard(stream)
        own = self.own.get(who, [])
        if stream in own:
            own.remove(stream)
        if not own:
            self.own.pop(who, None)

    def show(self, scene: Scene) -> None:
        """Send everybody what the session shows now; the projector first."""
        self.scene = scene
        self.heard.clear()
        for leads, streams in ((True, self.leaders), (False, self.phones)):
            written = self._state_event(leads=leads)
            for stream in streams:
                stream.offer("state", written)

    def count(self, counts: bytes) -> None:
        """Send everybody new counts, but not too often."""
        if counts == self.counts:
            return
        self.counts = counts
        if self.counts_wait is None:
            self.counts_wait = asyncio.get_running_loop().call_later(self.pace, self._send_counts)

    def _send_counts(self) -> None:
        self.counts_wait = None
        written = event("counts", self.counts)
        for stream in self.streams:
            stream.offer("counts", written)

    def _state_event(self, *, leads: bool) -> bytes:
        return event("state", self.scene.leaders if leads else self.scene.phones, seq=self.scene.seq)

    def end(self) -> None:
        """End all streams; whoever listened may come back."""
        for stream in self.streams:
            stream.end()


class Rooms:
    """The rooms of one process. To be used from one event loop, ``heard`` apart."""

    def __init__(self, read: Read, publish: Callable[[int], None]) -> None:
        self._read, self._publish = read, publish
        self._by_code: dict[str, Room] = {}
        self._by_id: dict[int, Room] = {}
        self._finding: dict[str, asyncio.Task[Room | None]] = {}

    async def find(self, code: str) -> Room | None:
        """Return the room of a code; many who ask at once for a new one let it be read once."""
        room = self._by_code.get(code)
        if room is None:
            finding = self._finding.get(code)
            if finding is None:
                finding = self._finding[code] = asyncio.ensure_future(self._open(code))
                finding.add_done_callback(lambda _: self._finding.pop(code, None))
            room = await asyncio.shield(finding)
        if room is not None:
            room.used_at = asyncio.get_running_loop().time()
        return room

    async def find_as_it_stands(self, code: str) -> Room | None:
        """Return the room of a code, after what was heard of it: whoever gave a command sees what it did."""
        room = await self.find(code)
        if room is not None and room.looking is not None:
            # The look under way may have begun before; in a room that people join, one follows another.
            for _ in range(2 if room.look_again else 1):
                if room.looking is not None:
                    await room.looked.wait()
        return room

    def heard(self, session_id: int) -> None:
        """Look at a session if anybody here does."""
        room = self._by_id.get(session_id)
        if room is not None:
            self._look(room)

    def changed(self, room: Room) -> None:
        """Let every process know soon that the counts of a session changed here."""
        if room.changed_wait is None:
            room.changed_wait = asyncio.get_running_loop().call_later(COUNTS_SECONDS, self._tell, room)

    def tick(self) -> None:
        """Look after every room; to be called each second."""
        now = asyncio.get_running_loop().time()
        for room in list(self._by_code.values()):
            for stream in list(room.streams):
                stream.look(now)
            is_quiet = now - room.used_at > KEPT_SECONDS
            if room.scene.is_over and is_quiet:
                room.end()
            if is_quiet and not (room.phones or room.leaders):
                self._close(room)
            else:
                self._look(room)

    def end(self) -> None:
        """End all streams."""
        for room in self._by_code.values():
            room.end()

    async def see(self, room: Room) -> None:
        """Look at a session now."""
        seen = await self._seen(room)
        if seen is None:
            return
        if seen.scene is None:
            room.count(seen.counts)
        elif seen.scene.seq > room.scene.seq:
            room.show(seen.scene)
            room.look_again = True  # for the counts

    async def _open(self, code: str) -> Room | None:
        found = await self._read(lambda: scenes.find(code))
        if found is None:
            return None
        scene, counts = found
        now = asyncio.get_running_loop().time()
        room = Room(id=scene.showing.id, code=code, scene=scene, counts=counts, used_at=now)
        self._by_code[code] = self._by_id[room.id] = room
        return room

    def _close(self, room: Room) -> None:
        room.end()
        self._by_code.pop(room.code, None)
        self._by_id.pop(room.id, None)

    def _tell(self, room: Room) -> None:
        room.changed_wait = None
        self._publish(room.id)

    def _look(self, room: Room) -> None:
        """Look at a session once, however often that is asked for meanwhile."""
        if room.looking is None:
            room.looking = asyncio.ensure_future(self._look_on(room))
        else:
            room.look_again = True

    async def _look_on(self, room: Room) -> None:
        try:
            while True:
                room.look_again = False
                await self.see(room)
                if not room.look_again:
                    return
                room.tell_looked()
        finally:
            room.looking = None
            room.tell_looked()

    async def _seen(self, room: Room) -> Look | None:
        seq = room.scene.seq
        try:
            seen = await self._read(lambda: scenes.look(room.id, seq=seq))
        except SQLAlchemyError as error:
            # What is shown stays; the next second tries once more.
            log.warning("database away", extra={"kind": kind(error.__cause__ or error)})
            return None
        except Exception:
            log.exception("a live session could not be shown")
            return None
        if seen is None:
            self._close(room)
        return seen
