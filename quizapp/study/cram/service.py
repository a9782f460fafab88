"""Practice that changes no schedule; where it stands follows from its answers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from quizapp.core import cramming
from quizapp.core.cramming import Key, Outlook, Practised
from quizapp.core.errors import NothingToUndoError, StaleCardError
from quizapp.core.forgetting import Rating
from quizapp.core.setting_aside import chosen_day
from quizapp.core.study_queue import ALL_CARDS, Scope, ScopeKind, parse_scope
from quizapp.database import committed, db
from quizapp.models import CardStateRow, CramRow, LearnerRow
from quizapp.study import piles, plans, queries
from quizapp.study.cram import queries as cram_queries
from quizapp.study.decks import choice_queries
from quizapp.study.log import clock_of, practice_row, practice_undo_row
from quizapp.study.service import LONGEST_ANSWER_MS, ShownCard, show

OFFERED_FOR = timedelta(days=60)
"""For how long a practice that was begun is offered to go on with."""

MOST_OFFERED = 5

StoredCram: TypeAlias = CramRow
"""A practice as views hand it on, without looking into it."""


@dataclass(frozen=True, kw_only=True)
class Practice:
    """Where a practice stands.

    ``title`` is a bank's, empty for other cards. ``card`` is the next one, None when each was known once;
    ``turn`` counts the answers that it has had in this practice, ``answered`` those of all cards. ``left``
    counts the cards not known yet, of ``cards`` in all. ``outlook`` is there while an exam lies ahead.
    ``undoable`` is the row of the last answer, which can be taken back.
    """

    scope: Scope
    title: str
    card: ShownCard | None
    turn: int
    answered: int
    left: int
    cards: int
    known_at_once: int
    outlook: Outlook | None
    undoable: UUID | None


@dataclass(frozen=True, kw_only=True)
class OpenPractice:
    """A practice that is not at its end; ``title`` is a bank's, ``exam_day`` a study day."""

    id: UUID
    scope: Scope
    title: str
    exam_day: int | None
    left: int


@dataclass(frozen=True, kw_only=True)
class PracticeAnswer:
    """What a learner says about a card in a practice; ``turn`` is how often it was asked there before.

    ``review_id`` is made by the page.
    """

    knew: bool
    turn: int
    review_id: UUID
    duration_ms: int


def begin(
    learner: LearnerRow, cram_id: UUID, scope: Scope, *, exam: date | None, now: datetime
) -> StoredCram:
    """Begin a practice of some cards; the same ``cram_id`` again returns the one that was begun.

    :raises NoSuchDayError: the exam was before today, or is more than a year ahead.
    """
    begun = cram_queries.find_cram(cram_id, learner_id=learner.id)
    if begun:
        return begun
    exam_day = chosen_day(exam, today=clock_of(learner).day(now)) if exam else None
    row = CramRow(learner_id=learner.id, id=cram_id, scope=str(scope), exam_day=exam_day, started_at=now)
    db.session.add(row)
    if committed():
        return row
    # A double click: the other one has begun it.
    return cram_queries.find_cram(cram_id, learner_id=learner.id) or row


def find(learner: LearnerRow, cram_id: UUID) -> StoredCram | None:
    """Return a practice of the learner's, or None when there is none of theirs."""
    return cram_queries.find_cram(cram_id, learner_id=learner.id)


def look(learner: LearnerRow, cram: StoredCram, *, now: datetime) -> Practice:
    """Return where a practice stands, and the card that comes next."""
    at, scope = clock_of(learner).moment(now), _scope(cram)
    given = cram_queries.given(cram.id, learner_id=learner.id)
    answers = given.answers
    deck = cram_queries.deck(piles.pile(scope, learner_id=learner.id, at=at))
    curve = plans.curve_of(learner)
    exam_day = cram.exam_day if cram.exam_day is not None and cram.exam_day >= at.day else None
    order = cramming.in_order(deck, day=exam_day or at.day, curve=curve)
    shown = _next_shown(learner, order, answers)
    left = cramming.count_left(order, answers)
    return Practice(
        scope=scope,
        title=_title(scope),
        card=shown,
        turn=_turn(answers, (shown.state.item_id, shown.state.face)) if shown else 0,
        answered=len(answers),
        left=left,
        cards=len(order),
        known_at_once=cramming.count_known_at_once(answers),
        outlook=None
        if exam_day is None
        else cramming.outlook(deck, left=left, today=at.day, exam_day=exam_day, curve=curve),
        undoable=given.last,
    )


def answer(
    learner: LearnerRow, cram: StoredCram, card: CardStateRow, said: PracticeAnswer, *, now: datetime
) -> None:
    """Note whether a card was known; nothing else changes. The same ``review_id`` again is noted once.

    :raises StaleCardError: the card was answered in this practice since it was shown.
    """
    cram_queries.find_cram(cram.id, learner_id=learner.id, to_answer=True)  # two tabs, one after the other
    stored = queries.find_review(said.review_id, learner_id=learner.id)
    key = (card.item_id, card.face)
    if stored:
        if (stored.cram_id, stored.item_id, stored.face) != (cram.id, *key):
            raise StaleCardError
        return
    answers = cram_queries.given(cram.id, learner_id=learner.id).answers
    if _turn(answers, key) != said.turn or Practised(key, knew=True) in answers:
        raise StaleCardError
    row = practice_row(
        learner,
        card,
        Rating.GOOD if said.knew else Rating.AGAIN,
        cram_id=cram.id,
        review_id=said.review_id,
        at=clock_of(learner).moment(now),
        topic=queries.topic(card.item_id),
        duration_ms=min(said.duration_ms, LONGEST_ANSWER_MS),
    )
    db.session.add(row)
    db.session.commit()


def undo(learner: LearnerRow, cram: StoredCram, review_id: UUID, *, undo_id: UUID, now: datetime) -> None:
    """Take back the last answer of a practice; the same ``undo_id`` again changes nothing.

    :raises NothingToUndoError: it is not the last answer there, or was taken back before.
    """
    cram_queries.find_cram(
        cram.id, learner_id=learner.id, to_answer=True
    )  # of a double click, the second waits
    before = queries.find_review(undo_id, learner_id=learner.id)
    if before is not None and before.undoes == review_id:
        return
    row = queries.find_review(review_id, learner_id=learner.id)
    if before or row is None or row.id != cram_queries.given(cram.id, learner_id=learner.id).last:
        raise NothingToUndoError
    card = queries.state_of(row.item_id, row.face, learner_id=learner.id)
    at = clock_of(learner).moment(now)
    db.session.add(practice_undo_row(learner, card, undo_id=undo_id, undoes=row, at=at))
    db.session.commit()


def open_practices(learner: LearnerRow, *, now: datetime) -> list[OpenPractice]:
    """Return the practices that a learner can go on with, the newest first, at most `MOST_OFFERED`."""
    at = clock_of(learner).moment(now)
    found = []
    for cram in cram_queries.crams_since(now - OFFERED_FOR, learner_id=learner.id, most=MOST_OFFERED):
        scope = _scope(cram)
        deck = cram_queries.deck(piles.pile(scope, learner_id=learner.id, at=at))
        answers = cram_queries.given(cram.id, learner_id=learner.id).answers
        if left := cramming.count_left([card.key for card in deck], answers):
            found.append(
                OpenPractice(id=cram.id, scope=scope, title=_title(scope), exam_day=cram.exam_day, left=left)
            )
    return found


def _scope(cram: CramRow) -> Scope:
    return parse_scope(cram.scope) or ALL_CARDS


def _title(scope: Scope) -> str:
    bank = choice_queries.find_bank(scope.name) if scope.kind is ScopeKind.BANK else None
    return bank.title if bank else ""


def _turn(answers: list[Practised], key: Key) -> int:
    return sum(one.key == key for one in answers)


def _next_shown(learner: LearnerRow, order: list[Key], answers: list[Practised]) -> ShownCard | None:
    """Return the next card that can be shown; take those out of the order that cannot."""
    while key := cramming.next_card(order, answers):
        state = queries.find_card_of_item(*key, learner_id=learner.id)
        shown = show(state) if state else None
        if shown:
            return shown
        order.remove(key)
    return None
