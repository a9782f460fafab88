"""What all of a learner's cards say together: how well they are remembered now, and when they come back."""

from dataclasses import dataclass

from sqlalchemy import Float, Integer, Select, bindparam, case, cast, func, or_, select

from quizapp.core.forgetting import ForgettingCurve
from quizapp.core.scheduling import Phase
from quizapp.database import db
from quizapp.models import CardStateRow, ItemRow
from quizapp.study.statements import made_once

LEARNER = bindparam("learner", type_=Integer)
DAY = bindparam("day", type_=Integer)
LAST = bindparam("last", type_=Integer)
FACTOR = bindparam("factor", type_=Float)
DECAY = bindparam("decay", type_=Float)

STUDIED = (Phase.LEARNING, Phase.REVIEW, Phase.RELEARNING)


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """Cards that were ever studied, and the mean of the chance with which each is recalled now."""

    cards: int
    retrievability: float


def remembered_by_topic(curve: ForgettingCurve, *, learner_id: int, day: int) -> dict[str, Remembered]:
    """Return how well the learner's cards are remembered on a study day, by topic."""
    values = {"learner": learner_id, "day": day, "factor": curve.factor, "decay": curve.decay}
    rows = db.session.execute(_remembered_by_topic(), values)
    return {topic: Remembered(cards=cards, retrievability=mean) for topic, cards, mean in rows}


def due_by_day(*, learner_id: int, day: int, days: int) -> dict[int, int]:
    """Return how many cards fall due on each of the study days from ``day`` on; those overdue on the first.

    New cards have no day; neither limits nor answers to come are thought of. Cards that rest are left out.
    """
    values = {"learner": learner_id, "day": day, "last": day + days - 1}
    return {due: cards for due, cards in db.session.execute(_due_by_day(), values) if due <= values["last"]}


@made_once
def _remembered_by_topic() -> Select[str, int, float]:
    state = CardStateRow
    elapsed = DAY - state.last_day
    # Somebody who travelled west can be on a day before that of the last review.
    days = cast(case((elapsed > 0, elapsed), else_=0), Float)
    retrievability = func.power(1 + FACTOR * days / state.stability, DECAY)
    return (
        select(ItemRow.topic, func.count(), func.avg(retrievability))
        .select_from(state)
        .join(ItemRow, ItemRow.id == state.item_id)
        .where(state.learner_id == LEARNER, state.stability.is_not(None))
        .group_by(ItemRow.topic)
    )


@made_once
def _due_by_day() -> Select[int, int]:
    state = CardStateRow
    comes = func.coalesce(state.due_day, DAY)
    shown = case((state.buried_until_day > comes, state.buried_until_day), else_=comes)
    due = case((shown > DAY, shown), else_=DAY).label("due")
    return (
        select(due, func.count())
        .select_from(state)
        .join(ItemRow, ItemRow.id == state.item_id)
        .where(
            state.learner_id == LEARNER,
            ~state.suspended,
            state.phase.in_(STUDIED),
            or_(state.due_day.is_(None), state.due_day <= LAST),
            ItemRow.offered,
        )
        .group_by(due)
    )
