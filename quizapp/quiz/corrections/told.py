"""Learners are told that a key was wrong which they met: what is shown, and what they can do then."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from quizapp.core.corrections import ChangedAnswer, asks_otherwise, changed_answers
from quizapp.core.facts import Source
from quizapp.core.items import Item
from quizapp.core.scheduling import Entry
from quizapp.database import db
from quizapp.models import CorrectionReadRow, CorrectionRow, LearnerRow
from quizapp.quiz.corrections import queries as correction_queries
from quizapp.study.acts import service as acts
from quizapp.study.acts.wishes import Wish

MOST_AT_ONCE = 3
"""Corrections that are shown on Today; the next ones come when these were read."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A correction as Today tells of it: the item as the learner met it, and what is right then and now.

    ``asks`` is the item as it asks now, where it asks otherwise; its key need not have been wrong then.
    """

    id: int
    corrected_at: datetime
    sentence: str
    asked: Item
    asks: Item | None
    answers: tuple[ChangedAnswer, ...]
    sources: tuple[Source, ...]
    has_cards: bool


@dataclass(frozen=True, kw_only=True)
class Notices:
    """What a learner is told on Today; ``more`` if others come when these were read."""

    shown: tuple[Notice, ...] = ()
    more: bool = False


def notices(learner: LearnerRow, *, now: datetime) -> Notices:
    """Return the corrections that a learner has not read of yet, and that tell nothing kept back ``now``."""
    found = correction_queries.unread(learner_id=learner.id, most=MOST_AT_ONCE + 1, now=now)
    return Notices(
        shown=tuple(_notice(told) for told in found[:MOST_AT_ONCE]), more=len(found) > MOST_AT_ONCE
    )


def _notice(told: correction_queries.Told) -> Notice:
    before, now = told.before.item, told.now.item
    return Notice(
        id=told.row.id,
        corrected_at=told.row.corrected_at,
        sentence=told.row.sentence,
        asked=before,
        asks=now if asks_otherwise(before, now) else None,
        answers=changed_answers(before, now),
        sources=told.now.sources,
        has_cards=told.has_cards,
    )


def mark_read(learner: LearnerRow, correction: CorrectionRow, *, now: datetime) -> None:
    """Keep that a learner has read of a correction; twice is once."""
    if not correction_queries.is_read(correction.id, learner_id=learner.id):
        db.session.add(CorrectionReadRow(learner_id=learner.id, correction_id=correction.id, read_at=now))
    db.session.commit()


def learn_anew(learner: LearnerRow, correction: CorrectionRow, *, page_id: UUID, now: datetime) -> int:
    """Make the learner's cards of a corrected item new again; return how many. Twice is once.

    It can be undone on the same day, as everything that is done with cards.

    :raises IdInUseError: the id names something else.
    """
    keys = correction_queries.card_keys(correction.item_id, learner_id=learner.id)
    # A page tells of several corrections, and has one id.
    wish = Wish(id=uuid5(page_id, str(correction.id)), what=Entry.RESET)
    return acts.act(learner, keys, wish, now=now).changed
