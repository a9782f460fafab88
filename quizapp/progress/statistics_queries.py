"""What the page of the cards in numbers reads: sums over a learner's log and cards, in a scope.

Of the log only answers count that stand: not what was undone, what was crammed, or what is no answer.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    Integer,
    Select,
    String,
    bindparam,
    case,
    cast,
    extract,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from quizapp.core import knowledge
from quizapp.core.forgetting import ForgettingCurve, Rating
from quizapp.core.knowledge import CardLog, Learned
from quizapp.core.scheduling import Phase
from quizapp.core.statistics import (
    DAYS_UP_TO,
    MATURE_DAYS,
    MOST_ANSWERS,
    TENTHS,
    Age,
    Answers,
)
from quizapp.core.study_queue import Scope, ScopeKind
from quizapp.database import db
from quizapp.models import BankRow, CardStateRow, ItemRow, ReviewRow
from quizapp.progress.packing import packed, step, unpacked
from quizapp.study.memory_queries import STUDIED
from quizapp.study.statements import made_once, plain_rows

LEARNER = bindparam("learner", type_=Integer)
NAME = bindparam("name", type_=String)
SINCE = bindparam("since", type_=Integer)
DAY = bindparam("day", type_=Integer)
LAST = bindparam("last", type_=Integer)
ONE_IN = bindparam("one_in", type_=Integer)
FACTOR = bindparam("factor", type_=Float)
DECAY = bindparam("decay", type_=Float)

AGES = {0: Age.LEARNING, 1: Age.YOUNG, 2: Age.MATURE}

NO_INTERVAL = len(DAYS_UP_TO) + 1

WORKED_OUT = 0
"""Leaves out no row of a subquery, but keeps the database from working out its columns again and again."""


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Whose cards are counted, and which of them."""

    learner_id: int
    scope: Scope

    def values(self, **more: object) -> dict[str, object]:
        """Return what the statements are run with."""
        return {"learner": self.learner_id, "name": self.scope.name} | more


@dataclass(frozen=True, kw_only=True)
class Memory:
    """The cards that were ever studied, by steps; ``known`` is the sum of their chances of recall now.

    Cards in (re)learning have no interval, so the intervals may be of fewer cards.
    """

    cards: int
    known: float
    intervals: Mapping[int, int]
    stabilities: Mapping[int, int]
    difficulties: Mapping[int, int]
    retrievabilities: Mapping[int, int]


def banks() -> list[tuple[str, str]]:
    """Return the lasting ids and titles of all banks, by title."""
    rows = db.session.execute(select(BankRow.slug, BankRow.title).order_by(BankRow.title))
    return [(slug, title) for slug, title in rows]


@dataclass(frozen=True, kw_only=True)
class Log:
    """What was answered, in groups; ``since`` is the first study day that was looked at."""

    since: int
    answers: list[Answers]


def log(asker: Asker, *, since: int) -> Log:
    """Return what was answered since a study day, or since a later one where there are very many answers."""
    rows = db.session.execute(_log(asker.scope.kind), asker.values(since=since)).all()
    answers = []
    for row in rows:
        day, hour, age, rating, is_card, is_asked = unpacked(row.packed, 6)
        answers.append(
            Answers(
                day=day,
                hour=hour,
                age=AGES[age],
                rating=Rating(rating),
                is_card=bool(is_card),
                is_asked=bool(is_asked),
                count=row.answers,
                duration_ms=row.duration_ms,
            )
        )
    return Log(since=rows[0].since if rows else since, answers=answers)


def due(asker: Asker, *, day: int, days: int) -> dict[int, int]:
    """Return how many cards fall due on each study day before ``day + days``, the overdue on theirs."""
    rows = db.session.execute(_due(asker.scope.kind), asker.values(day=day, last=day + days - 1))
    return {row[0]: row[1] for row in rows}


def memory(asker: Asker, curve: ForgettingCurve, *, day: int) -> Memory:
    """Return how firmly the cards are known."""
    values = asker.values(day=day, factor=curve.factor, decay=curve.decay)
    rows = db.session.execute(_memory(asker.scope.kind), values).all()
    steps: list[Counter[int]] = [Counter() for _distribution in range(4)]
    for places, count, _known in rows:
        for found, place in zip(steps, unpacked(places, len(steps)), strict=True):
            found[min(place, TENTHS - 1)] += count
    del steps[0][NO_INTERVAL]
    return Memory(
        cards=sum(row[1] for row in rows),
        known=sum(row[2] for row in rows),
        intervals=steps[0],
        stabilities=steps[1],
        difficulties=steps[2],
        retrievabilities=steps[3],
    )


def card_logs(asker: Asker, *, cards: int) -> Iterator[CardLog]:
    """Yield the logs of some of the learner's ``cards``: of all, or of as many as can be looked at."""
    values = asker.values(one_in=knowledge.one_in(cards))
    rows = plain_rows(_card_logs(asker.scope.kind), values).all()
    for (topic, *_card), answers in groupby(rows, key=itemgetter(0, 1, 2)):
        yield CardLog(topic=topic, answers=[Learned(day, stability) for *_card, day, stability in answers])


def waited(asker: Asker, *, since: int) -> dict[int, int]:
    """Return for each study day since when a card had been due that was answered on it."""
    rows = db.session.execute(_waited(), {"learner": asker.learner_id, "since": since})
    return {day: first for day, first in rows if first is not None}


def waiting_since(asker: Asker, *, day: int) -> int | None:
    """Return since which study day a card has been due that may be studied, or None."""
    values = {"learner": asker.learner_id, "day": day}
    return db.session.scalar(_waiting_since(), values)


def _undone() -> Select[*tuple[Any, ...]]:
    undo = aliased(ReviewRow)
    return select(undo.undoes).where(undo.learner_id == LEARNER, undo.undoes.is_not(None))


def _answered(row: type[ReviewRow]) -> tuple[ColumnElement[bool], ...]:
    """Return what a row fulfils that is an answer that stands and has moved its card."""
    return row.rating > 0, row.kind != "cram", row.id.not_in(_undone())


def _first_day() -> ColumnElement[int]:
    """Return the first study day that is looked at: a whole day, with at most `MOST_ANSWERS` rows since."""
    row = aliased(ReviewRow)
    beyond = select(row.study_day).where(row.learner_id == LEARNER, row.study_day >= SINCE)
    beyond = beyond.order_by(row.study_day.desc(), row.reviewed_at.desc()).limit(1).offset(MOST_ANSWERS)
    return func.coalesce(beyond.scalar_subquery() + 1, SINCE)


def _logged(kind: ScopeKind) -> tuple[ColumnElement[bool], ...]:
    """Return what a row of the log fulfils that counts in a scope."""
    scope: tuple[ColumnElement[bool], ...] = ()
    if kind is ScopeKind.BANK:
        scope = (ReviewRow.item_id.in_(_items_of_bank()),)
    elif kind is ScopeKind.TOPIC:
        scope = (ReviewRow.topic == NAME,)
    mine = ReviewRow.learner_id == LEARNER
    return (mine, *_answered(ReviewRow), ReviewRow.study_day >= _first_day(), *scope)


def _items_of_bank() -> Select[int]:
    return select(ItemRow.id).join(BankRow, BankRow.id == ItemRow.bank_id).where(BankRow.slug == NAME)


def _mine(kind: ScopeKind) -> tuple[ColumnElement[bool], ...]:
    """Return what a card fulfils that counts in a scope."""
    mine = CardStateRow.learner_id == LEARNER
    if kind is ScopeKind.BANK:
        return mine, CardStateRow.item_id.in_(_items_of_bank())
    if kind is ScopeKind.TOPIC:
        return mine, CardStateRow.item_id.in_(select(ItemRow.id).where(ItemRow.topic == NAME))
    return (mine,)


@made_once
def _log(kind: ScopeKind) -> Select[*tuple[Any, ...]]:
    row = ReviewRow
    minute = cast(extract("epoch", row.reviewed_at), BigInteger) // 60 + row.utc_offset_minutes
    age = case((row.phase_before != Phase.REVIEW, 0), (row.stability_before < MATURE_DAYS, 1), else_=2)
    is_card = case((row.source == "card", 1), else_=0)
    one = (
        select(
            packed(row.study_day, minute % 1440 // 60, age, row.rating, is_card).label("alike"),
            case((row.phase_before == Phase.REVIEW, 1), else_=0).label("comes_back"),
            *(row.study_day, row.item_id, row.face, row.card_version, row.duration_ms),
        )
        .where(*_logged(kind))
        .offset(WORKED_OUT)
        .subquery()
    ).c
    # A quiz, or a second device without signal, may answer a card again on the same day.
    day_before = func.lag(one.study_day).over(partition_by=(one.item_id, one.face), order_by=one.card_version)
    is_asked = case((day_before >= one.study_day, 0), else_=one.comes_back)
    answer = select(packed(one.alike, is_asked).label("packed"), one.duration_ms).subquery().c
    counts = (func.count().label("answers"), func.sum(answer.duration_ms).label("duration_ms"))
    return select(answer.packed, *counts, func.max(_first_day()).label("since")).group_by(answer.packed)


@made_once
def _due(kind: ScopeKind) -> Select[int, int]:
    state = CardStateRow
    comes = func.coalesce(state.due_day, DAY)
    shown = case((state.buried_until_day > comes, state.buried_until_day), else_=comes)
    cards = (
        select(shown.label("due"))
        .where(
            *_mine(kind),
            ~state.suspended,
            state.phase.in_(STUDIED),
            or_(state.due_day.is_(None), state.due_day <= LAST),
            # Hardly any item is not offered, so this takes less time than looking at each item.
            state.item_id.not_in(select(ItemRow.id).where(~ItemRow.offered)),
        )
        .subquery()
    ).c
    return select(cards.due, func.count()).group_by(cards.due)


@made_once
def _memory(kind: ScopeKind) -> Select[*tuple[Any, ...]]:
    state = CardStateRow
    elapsed = DAY - state.last_day
    # Somebody who travelled west can be on a day before that of the last review.
    days = cast(case((elapsed > 0, elapsed), else_=0), Float)
    one = (
        select(
            case(
                (state.due_day.is_(None), NO_INTERVAL), else_=step(state.due_day - state.last_day, DAYS_UP_TO)
            ).label("interval"),
            step(state.stability, DAYS_UP_TO).label("stability"),
            (func.round(state.difficulty) - 1).label("difficulty"),
            func.power(1 + FACTOR * days / state.stability, DECAY).label("known"),
        )
        .where(*_mine(kind), state.stability.is_not(None))
        .offset(WORKED_OUT)
        .subquery()
    ).c
    # Rounded down, as both databases can.
    tenth = func.round(one.known * TENTHS - 0.5).label("tenth")
    card = select(packed(one.interval, one.stability, one.difficulty, tenth).label("packed"), one.known)
    cards = card.offset(WORKED_OUT).subquery().c
    return select(cards.packed, func.count(), func.sum(cards.known)).group_by(cards.packed)


@made_once
def _card_logs(kind: ScopeKind) -> Select[str, int, str, int, float | None]:
    row = ReviewRow
    items = select(CardStateRow.item_id).where(*_mine(kind), CardStateRow.item_id % ONE_IN == 0)
    learned = or_(row.kind == "reset", (row.rating > 0) & (row.kind != "cram"))
    return (
        select(ItemRow.topic, row.item_id, row.face, row.study_day, row.stability_after)
        .join(ItemRow, ItemRow.id == row.item_id)
        .where(row.learner_id == LEARNER, row.item_id.in_(items), learned, row.id.not_in(_undone()))
        .order_by(row.item_id, row.face, row.card_version)
    )


@made_once
def _waited() -> Select[int, int | None]:
    row, before = ReviewRow, aliased(ReviewRow)
    same = (before.item_id == row.item_id) & (before.face == row.face)
    due_day = (
        select(before.due_day)
        .where(before.learner_id == row.learner_id, same, before.card_version < row.card_version)
        .order_by(before.card_version.desc())
        .limit(1)
        .correlate(row)
        .scalar_subquery()
    )
    return (
        select(row.study_day, func.min(due_day))
        .where(*_logged(ScopeKind.ALL))
        .group_by(row.study_day)
        .order_by(row.study_day)
    )


@made_once
def _waiting_since() -> Select[int | None]:
    state = CardStateRow
    hidden = or_(state.buried_until_day.is_(None), state.buried_until_day <= DAY)
    first = select(func.min(state.due_day)).join(ItemRow, ItemRow.id == state.item_id)
    return first.where(*_mine(ScopeKind.ALL), ~state.suspended, state.due_day <= DAY, hidden, ItemRow.offered)
