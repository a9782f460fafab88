"""What the hub reads of sessions: what each shows, in bytes that are the same for all, and who is in it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from quizapp.core.live import Phase
from quizapp.database import db
from quizapp.live import document, queries, seat_queries, showing
from quizapp.live.answers import response_of
from quizapp.live.mine import OwnAnswer
from quizapp.live.service import hashed
from quizapp.live.showing import Showing
from quizapp.live.tickets import Ticket
from quizapp.models import LiveSessionRow


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A session between two commands; ``phones`` and ``leaders`` are its state documents as JSON."""

    showing: Showing
    host_hash: str
    phones: bytes
    leaders: bytes

    @property
    def seq(self) -> int:
        """How many commands were carried out."""
        return self.showing.state.seq

    @property
    def is_over(self) -> bool:
        """Tell whether nothing follows."""
        return self.showing.state.phase is Phase.ENDED


@dataclass(frozen=True, kw_only=True)
class Look:
    """What was found of a session: what it shows, where that is new; otherwise how it is counted."""

    scene: Scene | None = None
    counts: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Somebody who says that they are in a session, which is at a step."""

    session_id: int
    position: int
    ticket: Ticket

    @property
    def seat(self) -> tuple[int, UUID]:
        """Whom they say they are."""
        return self.session_id, self.ticket.participant_id

    @property
    def key(self) -> tuple[int, int, UUID]:
        """What their answer is stored under."""
        return self.session_id, self.position, self.ticket.participant_id


def find(code: str) -> tuple[Scene, bytes] | None:
    """Return what the session of a code shows, and its counts; None where there is none."""
    row = queries.find_by_code(code)
    return (_scene(row), _counts(row.id)) if row else None


def look(session_id: int, *, seq: int) -> Look | None:
    """Return what is new of a session since ``seq``; None when it is not there any more."""
    row = db.session.get(LiveSessionRow, session_id)
    if row is None or row.code is None:
        return None
    # Counting takes about as long as all the rest, and a room should not wait for it.
    return Look(counts=_counts(session_id)) if row.seq == seq else Look(scene=_scene(row))


def own_answers(askings: Sequence[Asking]) -> list[bytes | None]:
    """Return for each what they answered, as JSON; None for who is not in the session."""
    seated = seat_queries.seated({one.seat for one in askings})
    stored = seat_queries.answers_at({one.key for one in askings})
    return [
        _own(one.position, stored.get(one.key)) if seated.get(one.seat) == hashed(one.ticket.secret) else None
        for one in askings
    ]


def as_json(value: Any) -> bytes:
    """Return a document as it is sent: JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _scene(row: LiveSessionRow) -> Scene:
    shown = showing.show(row)
    return Scene(
        showing=shown,
        host_hash=row.host_hash,
        phones=as_json(document.for_phones(shown)),
        leaders=as_json(document.for_leaders(shown)),
    )


def _counts(session_id: int) -> bytes:
    return as_json(document.of_counts(queries.counts(session_id)))


def _own(position: int, stored: tuple[int, str] | None) -> bytes:
    if stored is None:
        return b"null"
    revision, text = stored
    return as_json(document.of_own(position, OwnAnswer(revision=revision, response=response_of(text))))
