"""Reviews brought from Anki into a learner's log: what would come of it, and bringing them in."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from quizapp.core.cards import faces_of
from quizapp.core.forgetting import Rating
from quizapp.core.scheduling import NEW_CARD
from quizapp.core.study_day import StudyClock
from quizapp.core.taken_cards import CardName
from quizapp.database import db
from quizapp.formats.anki_collection import AnkiReview
from quizapp.models import LearnerRow, ReviewRow
from quizapp.study import queries
from quizapp.study.joining import merging
from quizapp.study.log import change, clock_of
from quizapp.study.plans import Schedulers, scheduler_for, schedulers
from quizapp.study.queries import Key
from quizapp.study.service import LONGEST_ANSWER_MS
from quizapp.study.taking import queries as take_queries

ANKI = UUID("5f0c6b1e-3f60-4d53-9f0f-7f3d1d1c7a52")
"""Never to be changed: by it a review has the same id each time it is brought."""

FIRST_ANKI = datetime(2006, 10, 5, tzinfo=UTC)
CLOCKS_DIFFER = timedelta(minutes=5)


class LeftOut(StrEnum):
    """Why a review of a card of ours stays outside."""

    NOT_HERE = "not-here"
    WRONG_TIME = "wrong-time"
    BEFORE = "before"


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What bringing some reviews in would do; without reviews, nothing."""

    reviews: int
    cards: int
    new_cards: int
    first: datetime | None
    last: datetime | None
    left_out: Mapping[LeftOut, int]


@dataclass(frozen=True, kw_only=True)
class _New:
    """A review that is not in the log yet."""

    id: UUID
    at: datetime
    review: AnkiReview


@dataclass(frozen=True, kw_only=True)
class _Sorted:
    """The reviews that can be brought in, by card, and the topics of the items that they are about."""

    by_card: Mapping[Key, Sequence[_New]]
    topics: Mapping[int, str]
    left_out: Mapping[LeftOut, int]


def review_id(review: AnkiReview) -> UUID:
    """Return the id that a review has in every log: brought twice, it is the same review.

    The learner is no part of it, so that a guest's reviews are still the same once an account has them.
    """
    return uuid5(ANKI, f"{review.card.item}/{review.card.face}:{review.id}")


def preview(learner: LearnerRow | None, reviews: Sequence[AnkiReview], *, now: datetime) -> Preview:
    """Return what would come of some reviews; nothing is stored."""
    return _preview(learner, _sorted(learner, reviews, now))


def _preview(learner: LearnerRow | None, found: _Sorted) -> Preview:
    there = (
        take_queries.keys_of_cards(set(found.topics), learner_id=learner.id) if learner else frozenset[Key]()
    )
    moments = [new.at for some in found.by_card.values() for new in some]
    return Preview(
        reviews=len(moments),
        cards=len(found.by_card),
        new_cards=len(found.by_card.keys() - there),
        first=min(moments, default=None),
        last=max(moments, default=None),
        left_out=found.left_out,
    )


def bring_in(learner: LearnerRow, reviews: Sequence[AnkiReview], *, now: datetime) -> Preview:
    """Put reviews into the learner's log in the order of time, and make states and counts again.

    What the log has already stays as it is, so that nothing is doubled. Returns what was done.
    """
    found = _sorted(learner, reviews, now)
    done = _preview(learner, found)
    queries.add_cards(list(found.by_card), learner_id=learner.id, origin="chosen", now=now)
    made_by = schedulers([learner.id])
    cards = take_queries.stored_cards({item_id for item_id, _ in found.by_card}, learner_id=learner.id)
    for key, new in found.by_card.items():
        stored = cards[key]
        rows = [_row(learner, key, one, found.topics[key[0]]) for one in new]
        stored.card.added_at = min(stored.card.added_at, rows[0].reviewed_at)
        merging.uncount(stored.log)
        merging.store_union(
            learner,
            merging.state_of(stored.card, stored.state),
            merging.union(stored.log, rows),
            _as_wished(made_by, learner, key[0]),
        )
    db.session.commit()
    return done


def days(found: Preview, clock: StudyClock) -> tuple[date, date] | None:
    """Return the first and the last day of the reviews, on the learner's own clock."""
    if found.first is None or found.last is None:
        return None
    return found.first.astimezone(clock.zone).date(), found.last.astimezone(clock.zone).date()


def _as_wished(made_by: Schedulers, learner: LearnerRow, item_id: int) -> Schedulers:
    """Return the schedulers, of which that in use thinks of the share the learner wants to know still."""
    return {**made_by, learner.parameters_id: scheduler_for(learner, item_id)}


def _sorted(learner: LearnerRow | None, reviews: Sequence[AnkiReview], now: datetime) -> _Sorted:
    items = take_queries.items_named({review.card.item for review in reviews})
    keys: dict[CardName, Key] = {}
    for name in {review.card for review in reviews}:
        item = items.get(name.item)
        if item and name.face in faces_of(item.content.item):
            keys[name] = item.item_id, name.face
    by_id = {review_id(review): review for review in reviews}
    stored = take_queries.stored_reviews(by_id, learner_id=learner.id) if learner else set[UUID]()
    by_card: dict[Key, list[_New]] = defaultdict(list)
    left_out: Counter[LeftOut] = Counter()
    for id_, review in by_id.items():
        at = _moment(review.id)
        if review.card not in keys:
            left_out[LeftOut.NOT_HERE] += 1
        elif at is None or at > now + CLOCKS_DIFFER:
            left_out[LeftOut.WRONG_TIME] += 1
        elif id_ in stored:
            left_out[LeftOut.BEFORE] += 1
        else:
            by_card[keys[review.card]].append(_New(id=id_, at=at, review=review))
    topics = {item.item_id: str(item.content.item.topic) for item in items.values()}
    return _Sorted(by_card=by_card, topics=topics, left_out=left_out)


def _moment(milliseconds: int) -> datetime | None:
    """Return a moment; None where it lies before the first Anki, or beyond all calendars."""
    try:
        at = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None
    return at if at >= FIRST_ANKI else None


def _row(learner: LearnerRow, key: Key, new: _New, topic: str) -> ReviewRow:
    """Return a review as a row of the log; what it did to its card is told when the log is whole."""
    clock = clock_of(learner)
    item_id, face = key
    return ReviewRow(
        learner_id=learner.id,
        id=new.id,
        item_id=item_id,
        face=face,
        topic=topic,
        card_version=0,
        reviewed_at=new.at,
        study_day=clock.day(new.at),
        time_zone=learner.time_zone,
        utc_offset_minutes=clock.utc_offset_minutes(new.at),
        rating=Rating(new.review.rating),
        kind="learning",
        source="import",
        duration_ms=min(max(new.review.duration_ms, 0), LONGEST_ANSWER_MS),
        parameters_id=learner.parameters_id,
        leech=False,
        rests=False,
        clamped=False,
        **change(NEW_CARD, NEW_CARD),
    )
