"""The cache of card states made again from the log, or held against it; a few cards at a time."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quizapp.core.scheduling import MemoryState, replay
from quizapp.database import db
from quizapp.study import log_queries
from quizapp.study.log import NO_REPLAY, last_review_at, past_of, versions_of
from quizapp.study.log_queries import KEPT, CardKey, Change, LoggedRow, StoredState
from quizapp.study.plans import Schedulers, schedulers

CARDS_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One field of a card's state that is not what the log says; ``state`` stands for a missing row."""

    card: CardKey
    field: str
    stored: str
    rebuilt: str


@dataclass(frozen=True, kw_only=True)
class RebuiltCard:
    """A card as it was found: the version of its state, what the log says of it, and where the two part.

    Without a ``read_version`` it has no state. ``next_version`` is one that no page was shown and no log row
    has.
    """

    key: CardKey
    read_version: int | None
    memory: MemoryState
    last_review_at: datetime | None
    next_version: int
    differences: tuple[Difference, ...]


def check() -> Iterator[RebuiltCard]:
    """Yield every card with what its log says; nothing is changed. Starts a transaction of its own."""
    db.session.rollback()
    log_queries.hold_still()
    after: CardKey | None = None
    while some := log_queries.cards_after(after, most=CARDS_AT_ONCE):
        yield from _rebuilt(some)
        after = some[-1].key


def rebuild() -> Iterator[RebuiltCard]:
    """Store what the log says wherever the state says something else; commits after every few cards.

    Yields every card as it was found; one that was answered meanwhile without differences, because nothing
    was stored. Whatever the learner chose (taken out, hidden, marked) stays.
    """
    after: CardKey | None = None
    while some := log_queries.cards_after(after, most=CARDS_AT_ONCE):
        cards = _stored(_rebuilt(some))
        db.session.commit()
        yield from cards
        after = some[-1].key


def _stored(cards: Sequence[RebuiltCard]) -> list[RebuiltCard]:
    changes = [
        Change(
            key=card.key,
            read_version=card.read_version,
            memory=card.memory,
            last_review_at=card.last_review_at,
            version=card.next_version,
        )
        for card in cards
        if card.differences
    ]
    missed = {change.key for change in changes} - log_queries.store(changes)
    return [replace(card, differences=()) if card.key in missed else card for card in cards]


def _rebuilt(cards: Sequence[StoredState]) -> list[RebuiltCard]:
    logs = log_queries.reviews_between(cards[0].key, cards[-1].key)
    made_by = schedulers({card.key.learner_id for card in cards})
    return [_rebuilt_card(card, logs.get(card.key, []), made_by) for card in cards]


def _rebuilt_card(card: StoredState, log: Sequence[LoggedRow], made_by: Schedulers) -> RebuiltCard:
    undone = {row.undoes for row in log}
    standing = [row for row in log if row.kind not in NO_REPLAY and row.id not in undone]
    memory = replay(past_of(row, made_by) for row in standing)
    answered_at = last_review_at(standing)
    return RebuiltCard(
        key=card.key,
        read_version=card.version,
        memory=memory,
        last_review_at=answered_at,
        next_version=max([*versions_of(log), card.version or 0]) + 1,
        differences=_differences(card, (*vars(memory).values(), answered_at)),
    )


def _differences(card: StoredState, rebuilt: Sequence[object]) -> tuple[Difference, ...]:
    if card.version is None:
        return (Difference(card=card.key, field="state", stored="none", rebuilt=str(rebuilt[0])),)
    return tuple(
        Difference(card=card.key, field=name, stored=str(stored), rebuilt=str(value))
        for name, stored, value in zip(KEPT, card.values, rebuilt, strict=True)
        if stored != value and not _close(stored, value)
    )


def _close(one: object, other: object) -> bool:
    # The last digits of a power may differ from one machine to another.
    return isinstance(one, float) and isinstance(other, float) and math.isclose(one, other, rel_tol=1e-9)
