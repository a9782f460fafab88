"""The answers that a device brings back from days without signal."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from quizapp.core.cards import MAIN
from quizapp.core.forgetting import Rating
from quizapp.core.scheduling import NEW_CARD
from quizapp.database import db
from quizapp.models import LearnerRow, ReviewRow
from quizapp.study import queries
from quizapp.study.joining import merging
from quizapp.study.log import change, clock_of
from quizapp.study.offline import queries as offline_queries
from quizapp.study.plans import Schedulers, scheduler_for, schedulers
from quizapp.study.queries import Key
from quizapp.study.service import LONGEST_ANSWER_MS
from quizapp.study.taking import queries as take_queries
from quizapp.study.taking.queries import StoredCard

CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class OfflineReview:
    """An answer that was given on a device; ``at`` is the time that its clock showed.

    ``version`` is that of the card that was kept, ``id`` one that the device made.
    """

    id: UUID
    item_id: int
    face: str
    version: int
    rating: Rating
    duration_ms: int
    at: datetime


class Outcome(StrEnum):
    """What became of an answer that a device brought."""

    STORED = "stored"
    AGAIN = "again"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What became of one answer, and in a sentence why."""

    outcome: Outcome
    words: str


STORED = Told(outcome=Outcome.STORED, words="Stored.")
BESIDE = Told(
    outcome=Outcome.STORED,
    words="Stored. This card was answered elsewhere as well; both answers count, in the order of time.",
)
CLAMPED = Told(
    outcome=Outcome.STORED,
    words="Stored. Your device’s clock showed an impossible time, so the nearest possible one was noted.",
)
AGAIN = Told(outcome=Outcome.AGAIN, words="This answer was stored before; it counts once.")
NOT_YOURS = Told(
    outcome=Outcome.REFUSED, words="This card is not among your cards any more, so the answer does not count."
)
OTHER_ANSWER = Told(
    outcome=Outcome.REFUSED, words="Another answer has this number already, so this one does not count."
)


def take_in(learner: LearnerRow, brought: Sequence[OfflineReview], *, now: datetime) -> list[Told]:
    """Put answers into the learner's log in the order of time, make states and counts again; one commit.

    Only an impossible time is changed: one in the future, or before the card was there. Answers given
    elsewhere meanwhile stay, and both count. Returns what became of each.
    """
    stored = take_queries.stored_cards({one.item_id for one in brought}, learner_id=learner.id)
    there = offline_queries.keys_of_reviews([one.id for one in brought], learner_id=learner.id)
    topics = offline_queries.topics({item_id for item_id, _ in stored})
    told: list[Told] = []
    new: dict[Key, list[ReviewRow]] = defaultdict(list)
    for one in brought:
        key = (one.item_id, one.face)
        if key not in stored:
            told.append(NOT_YOURS)
        elif one.id in there:
            told.append(AGAIN if there[one.id] == key else OTHER_ANSWER)
        else:
            there[one.id] = key
            row = _row(learner, stored[key], one, now=now, topic=topics[one.item_id])
            new[key].append(row)
            told.append(_told(row, one, stored[key]))
    made_by = schedulers([learner.id])
    for key, rows in sorted(new.items()):
        _merge(learner, stored[key], rows, made_by, today=clock_of(learner).day(now))
    db.session.commit()
    return told


def _told(row: ReviewRow, one: OfflineReview, card: StoredCard) -> Told:
    if row.clamped:
        return CLAMPED
    return BESIDE if card.state and card.state.version != one.version else STORED


def _merge(
    learner: LearnerRow, card: StoredCard, rows: list[ReviewRow], made_by: Schedulers, *, today: int
) -> None:
    """Bring the answers of one card together with its log."""
    merging.uncount(card.log)
    rows.sort(key=lambda row: row.reviewed_at)
    state = merging.state_of(card.card, card.state)
    wished = {**made_by, learner.parameters_id: scheduler_for(learner, state.item_id)}
    merging.store_union(learner, state, merging.union(card.log, rows), wished)
    if learner.leeches_rest and not state.suspended:
        for row in rows:
            row.rests = row.leech
            state.suspended = state.suspended or row.rests
    if state.face != MAIN and rows[-1].study_day == today:
        queries.bury_siblings(state, until_day=today + 1, by=rows[-1].id)


def _row(
    learner: LearnerRow, card: StoredCard, one: OfflineReview, *, now: datetime, topic: str
) -> ReviewRow:
    """Return an answer as a row of the log; what it did to its card is told when the log is whole."""
    clock = clock_of(learner)
    at = now if one.at > now + CLOCKS_DIFFER else max(one.at, card.card.added_at)
    return ReviewRow(
        learner_id=learner.id,
        id=one.id,
        item_id=one.item_id,
        face=one.face,
        topic=topic,
        card_version=0,
        reviewed_at=at,
        study_day=clock.day(at),
        time_zone=learner.time_zone,
        utc_offset_minutes=clock.utc_offset_minutes(at),
        rating=one.rating,
        kind="learning",
        source="card",
        duration_ms=min(one.duration_ms, LONGEST_ANSWER_MS),
        parameters_id=learner.parameters_id,
        leech=False,
        rests=False,
        clamped=at != one.at,
        **change(NEW_CARD, NEW_CARD),
    )
