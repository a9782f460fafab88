"""What a browser keeps so that one session knows it again: as a participant, or as who leads it.

Each cookie counts in one session only, by its name and by its path.
"""

from dataclasses import dataclass
from uuid import UUID

from quizapp.live.service import LIFE

LIFE_SECONDS = int(LIFE.total_seconds())
"""How long a browser keeps either cookie: as long as a session lasts at most."""

LONGEST = 200
"""How many characters of a cookie are looked at; ours are shorter."""


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """What a participant is known by; the secret itself is never stored."""

    participant_id: UUID
    secret: str

    @property
    def value(self) -> str:
        """What stands in the cookie."""
        return f"{self.participant_id.hex}.{self.secret}"


def participant_cookie(code: str) -> str:
    """Return the name of the cookie that holds a participant's ticket."""
    return f"live-{code}"


def participant_path(code: str) -> str:
    """Return the path below which that cookie is sent."""
    return f"/live/{code}/"


def leader_cookie(code: str) -> str:
    """Return the name of the cookie that holds a facilitator's secret."""
    return f"lead-{code}"


def leader_path(code: str) -> str:
    """Return the path below which that cookie is sent."""
    return f"/live/lead/{code}/"


def read(value: str) -> Ticket | None:
    """Return the ticket that a cookie holds, or None when it can be none."""
    id_, dot, secret = value[:LONGEST].partition(".")
    if not (dot and secret and secret.isascii()):
        return None
    try:
        return Ticket(participant_id=UUID(hex=id_), secret=secret)
    except ValueError:
        return None


def in_header(header: str, name: str) -> str:
    """Return the value of the cookie of this name in a Cookie header, or nothing."""
    for pair in header.split(";"):
        found, _, value = pair.strip().partition("=")
        if found == name:
            return value.strip('"')
    return ""
