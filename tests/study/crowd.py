"""Some learners who do anything at all, in any order, with stale tabs, devices and clocks that are wrong."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, inspect, select, update

from quizapp.accounts import adoption
from quizapp.core.behaviour import Behaviour
from quizapp.core.errors import (
    AttemptFinishedError,
    CardIsNewError,
    CardNotDueError,
    ItemFinishedError,
    NothingToUndoError,
    StaleCardError,
)
from quizapp.core.items import Item, Matching, Response
from quizapp.core.study_queue import ALL_CARDS, Count
from quizapp.database import db
from quizapp.models import CardStateRow, ItemRow, LearnerRow, ReviewRow
from quizapp.progress import rebuild as counts
from quizapp.study import queries, rebuild, service
from quizapp.study.log import clock_of
from quizapp.study.offline.service import CLOCKS_DIFFER, OfflineReview
from tests.progress.history import History
from tests.study.desk import MONDAY_EVENING, make_learner

ZONES = ("Europe/London", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata")
REFUSALS = (
    *(AttemptFinishedError, CardIsNewError, CardNotDueError, ItemFinishedError),
    *(NothingToUndoError, StaleCardError),
)
CLOCKS_STEP_BACK = timedelta(minutes=30)
"""How far the server's clock may come to stand behind the latest moment that it showed."""

DECKS = ("bank:words", "bank:pairs")

Rows = dict[int, list[tuple[Any, ...]]]


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A page that somebody left open: the card it shows at its version, and the answer it offers to undo."""

    who: int
    name: str
    version: int
    undoes: UUID | None


@dataclass(kw_only=True)
class Person:
    """A learner: answers on their devices that were not sent yet, those that were, quizzes, a practice."""

    learner_id: int
    waiting: dict[str, list[OfflineReview]] = field(default_factory=dict)
    sent: list[OfflineReview] = field(default_factory=list)
    quizzes: dict[Behaviour, UUID] = field(default_factory=dict)
    practice: UUID | None = None


@dataclass(kw_only=True)
class Crowd:
    """The learners at one clock, and what must be true of them after whatever they do."""

    people: list[Person]
    now: datetime = MONDAY_EVENING + timedelta(days=30)  # so that devices may bring what is older than that
    latest: datetime = MONDAY_EVENING
    rows: Rows = field(default_factory=dict)
    logged: dict[UUID, tuple[object, ...]] = field(default_factory=dict)

    def let_time_pass(self, step: timedelta) -> None:
        """Put the clock on, or back."""
        self.latest = max(self.latest, self.now)
        self.now = max(self.now + step, self.latest - CLOCKS_STEP_BACK)

    def do(self, who: int, act: Callable[[History], object]) -> bool:
        """Let somebody do something as a request of its own; tell whether it was not refused.

        Nobody else is changed by it, and nobody at all if it is refused.
        """
        desk, before = self.desk(who), self.rows
        try:
            act(desk)
            done = True
        except REFUSALS:
            db.session.rollback()
            done = False
        self.rows = stored_rows()
        mine = self.people[who].learner_id if done else None
        assert {one for one in before if before[one] != self.rows[one]} <= {mine}
        return done

    def do_twice(self, who: int, act: Callable[[History], object]) -> bool:
        """Let somebody send the same request twice: what was done once is done."""
        if not self.do(who, act):
            return False
        once = self.rows
        assert self.do(who, act)
        assert self.rows == once
        return True

    def adopt(self, who: int, *, guest: int) -> None:
        """Let somebody log in where a guest was: what the guest did is theirs, and the next guest begins."""
        public_id, theirs = self.desk(guest).learner.public_id, self.people[guest]
        account_id = self.desk(who).learner.account_id
        assert account_id
        for _ in range(2):  # a double click
            adoption.adopt(public_id, account_id=account_id, public_id=uuid4(), new_id=uuid4)
        person = self.people[who]
        person.sent += theirs.sent
        for device, answers in theirs.waiting.items():
            person.waiting.setdefault(device, []).extend(answers)
        self.people[guest] = begin(self.now)
        self.rows = stored_rows()

    def desk(self, who: int) -> History:
        """Return the desk of somebody who has just sat down."""
        db.session.rollback()
        db.session.expunge_all()
        learner = db.session.get(LearnerRow, self.people[who].learner_id)
        assert learner
        return History(learner=learner, now=self.now)

    def states(self, who: int) -> list[dict[str, object]]:
        """Return somebody's card states but for their versions, and for what hid them on days before."""
        desk, names = self.desk(who), [column.key for column in inspect(CardStateRow).column_attrs]
        day, over = clock_of(desk.learner).day(self.now), {"buried_until_day": None, "buried_by": None}
        stmt = select(CardStateRow).filter_by(learner_id=desk.learner.id)
        return [
            {name: getattr(card, name) for name in names if name != "version"}
            | (over if (card.buried_until_day or 0) <= day else {})
            for card in db.session.scalars(stmt.order_by(CardStateRow.item_id, CardStateRow.face))
        ]

    def check(self) -> None:
        """Hold every cache to the logs, and the log to what it said before."""
        assert [one for card in rebuild.check() for one in card.differences] == []
        assert [one for learner in counts.check() for one in learner.differences] == []
        logged = logged_rows()
        assert self.logged.items() <= logged.items()
        self.logged = logged
        sent = {one.id for person in self.people for one in person.sent}
        assert sent <= logged.keys()
        assert [pair for pair in pairwise(rows_in_order()) if _is_out_of_order(*pair)] == []

    def check_queue(self, who: int) -> None:
        """Hold what was done today, and what is left, to the log and to what comes."""
        desk = self.desk(who)
        learner_id, day = desk.learner.id, clock_of(desk.learner).day(self.now)
        assert queries.done_on(day, learner_id=learner_id) == done_on(day, learner_id)
        up = service.next_up(desk.learner, ALL_CARDS, now=self.now)
        assert (up.card is not None) == (up.left.cards > 0)


def make_crowd(account_id: int) -> Crowd:
    """Store the learner of an account, and a guest; whoever was there before is gone."""
    db.session.rollback()
    db.session.execute(delete(LearnerRow))
    db.session.commit()
    people = [begin(MONDAY_EVENING, account_id=account_id), begin(MONDAY_EVENING)]
    return Crowd(people=people, rows=stored_rows())


def begin(now: datetime, **columns: object) -> Person:
    """Store a learner who takes the cards of both banks, whatever was withdrawn before."""
    db.session.execute(update(ItemRow).values(offered=True))
    desk = History(learner=make_learner(**columns), now=now)
    for deck in DECKS:
        desk.add(deck)
    return Person(learner_id=desk.learner.id)


def stored_rows() -> Rows:
    """Return everything that is stored of each learner."""
    db.session.rollback()
    found: Rows = {}
    for table in db.metadata.sorted_tables:
        owner = table.c.get("id" if table.name == "learner" else "learner_id")
        if owner is not None:
            stmt = select(owner, table).order_by(*table.primary_key.columns)
            for row in db.session.execute(stmt):
                found.setdefault(row[0], []).append((table.name, *row))
    db.session.rollback()
    return found


def logged_rows() -> dict[UUID, tuple[object, ...]]:
    """Return of each row of the log what may never change: what was answered, how, and when."""
    row = ReviewRow
    columns = (row.item_id, row.face, row.rating, row.source, row.undoes, row.duration_ms)
    when = (row.reviewed_at, row.study_day, row.time_zone, row.clamped)
    return {found[0]: tuple(found[1:]) for found in db.session.execute(select(row.id, *columns, *when))}


def rows_in_order() -> list[tuple[Any, ...]]:
    """Return the rows that count, card by card, in the order in which they do: the card, and the moment."""
    row = ReviewRow
    card = (row.learner_id, row.item_id, row.face)
    stmt = select(*card, row.reviewed_at).where(row.cram_id.is_(None)).order_by(*card, row.card_version)
    return [tuple(found) for found in db.session.execute(stmt)]


def _is_out_of_order(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return one[:-1] == other[:-1] and other[-1] < one[-1] - CLOCKS_STEP_BACK - CLOCKS_DIFFER


def done_on(day: int, learner_id: int) -> Count:
    """Count in the plainest way what was answered on a study day and stands."""
    rows = db.session.scalars(select(ReviewRow).filter_by(learner_id=learner_id)).all()
    undone = {row.undoes for row in rows}
    phases = Counter(
        row.phase_before
        for row in rows
        if row.study_day == day
        and row.source == "card"
        and row.rating
        and row.kind != "cram"
        and row.id not in undone
    )
    return Count(new=phases["new"], reviews=phases["review"])


def response_to(item: Item, right: Sequence[bool]) -> Response:
    """Return an answer to an item, of which each part is right or not."""
    if isinstance(item.body, Matching):
        fits = {subject.id: subject.key for subject in item.body.subjects}
        wrong = dict(zip(fits, [*fits.values()][1:] + [*fits.values()][:1], strict=True))
        chosen = zip(fits, right, strict=True)
        return Response(matches={name: (fits if is_right else wrong)[name] for name, is_right in chosen})
    return Response(chosen=frozenset({"a" if right[0] else "b"}))
