"""The sessions that somebody leads or led."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from quizapp.formats.live_json import load_plan
from quizapp.live import queries
from quizapp.models import LiveSessionRow

MOST_LISTED = 20


@dataclass(frozen=True, kw_only=True)
class Led:
    """A session as it is listed for whoever leads it; ``is_here`` where the browser may go on with it."""

    code: str
    title: str
    created_at: datetime
    is_over: bool
    is_here: bool


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A session of which only its counts are left."""

    id: int
    title: str
    created_at: datetime


def kept(account_id: int) -> list[Kept]:
    """Return the sessions of an account whose codes lead nowhere any more, the newest first."""
    return [
        Kept(id=row.id, title=load_plan(row.plan).title, created_at=row.created_at)
        for row in queries.kept_of(account_id)
    ]


def sessions(
    codes: Collection[str],
    *,
    account_id: int | None,
    is_halls: Callable[[int, str], bool] | None = None,
    now: datetime,
) -> list[Led]:
    """Return the sessions of an account and those whose codes a browser remembers, the newest first.

    ``is_halls`` is given where somebody leads in a hall: it tells by the seed and the hash of a session
    without an account whether it was begun there, and those that were are listed, too. Those whose code
    leads nowhere any more are left out.
    """
    return [
        _led(row, is_here=row.code in codes, now=now)
        for row in queries.led_by(account_id, in_hall=is_halls is not None, codes=codes)
        if row.code
        and (row.code in codes or row.account_id or (is_halls and is_halls(row.seed, row.host_hash)))
    ][:MOST_LISTED]


def _led(row: LiveSessionRow, *, is_here: bool, now: datetime) -> Led:
    return Led(
        code=row.code or "",
        title=load_plan(row.plan).title,
        created_at=row.created_at,
        is_over=row.ended_at is not None or row.expires_at <= now,
        is_here=is_here,
    )
