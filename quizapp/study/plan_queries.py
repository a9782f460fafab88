"""What decides when a learner's cards come back: wishes, fitted parameters, and what waits on which day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import CompoundSelect, Integer, Select, bindparam, func, select, union_all

from quizapp.core.scheduling import Phase
from quizapp.database import db
from quizapp.models import CardStateRow, DeckChoiceRow, ItemRow, LearnerRow, MemoryParametersRow
from quizapp.study.statements import made_once, plain_rows

LEARNER = bindparam("learner", type_=Integer)


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """The share of an item's cards that a learner wants to know still, and what that is reckoned with.

    ``numbers`` are the fitted numbers in use as JSON, if there are any; ``topic`` is the item's.
    """

    retention: float
    numbers: str
    topic: str


def wishes_for(item_id: int, *, learner_id: int) -> Wishes:
    """Return what a learner wants for the cards of an item: as chosen for its bank, else for all cards."""
    row = plain_rows(_wishes(), {"item_id": item_id, "learner": learner_id}).one()
    return Wishes(retention=row[0], numbers=row[1] or "", topic=row[2])


def numbers_in_use(*, learner_id: int) -> str:
    """Return the learner's fitted numbers as JSON, or nothing."""
    return db.session.scalar(_numbers_in_use(), {"learner": learner_id}) or ""


def fitted_numbers(learner_ids: Collection[int]) -> dict[UUID, str]:
    """Return all numbers ever fitted to some learners, as JSON, by the id of the fit."""
    fit = MemoryParametersRow
    rows = db.session.execute(select(fit.id, fit.numbers).where(fit.learner_id.in_(learner_ids)))
    return {row.id: row.numbers for row in rows}


def cards_due(ranges: Sequence[tuple[int, int]], *, learner_id: int) -> dict[int | None, int]:
    """Return how many of the learner's cards are due on each study day of some ranges, where any are."""
    if not ranges:
        return {}
    ends = {
        f"{name}{place}": day
        for place, pair in enumerate(ranges)
        for name, day in zip("ab", pair, strict=True)
    }
    return dict(plain_rows(_cards_due(len(ranges)), ends | {"learner": learner_id}).all())


@made_once
def _wishes() -> Select[float, str | None, str]:
    choice, fit = DeckChoiceRow, MemoryParametersRow
    return (
        select(func.coalesce(choice.retention, LearnerRow.retention), fit.numbers, ItemRow.topic)
        .select_from(LearnerRow)
        .join(ItemRow, ItemRow.id == bindparam("item_id"))
        .outerjoin(choice, (choice.learner_id == LearnerRow.id) & (choice.bank_id == ItemRow.bank_id))
        .outerjoin(fit, (fit.learner_id == LearnerRow.id) & (fit.id == LearnerRow.parameters_id))
        .where(LearnerRow.id == LEARNER)
    )


@made_once
def _numbers_in_use() -> Select[str]:
    fit = MemoryParametersRow
    in_use = (fit.learner_id == LearnerRow.id) & (fit.id == LearnerRow.parameters_id)
    return select(fit.numbers).join(LearnerRow, in_use).where(LearnerRow.id == LEARNER)


@made_once
def _cards_due(number: int) -> CompoundSelect[int | None, int]:
    state = CardStateRow
    mine = (state.learner_id == LEARNER, ~state.suspended, state.phase == Phase.REVIEW)
    # Each range is read from the index by itself; ranges joined by OR would read all of the learner's cards.
    # A day in two ranges comes twice, with the same count.
    return union_all(
        *(
            select(state.due_day, func.count())
            .where(
                *mine,
                state.due_day.between(
                    bindparam(f"a{place}", type_=Integer), bindparam(f"b{place}", type_=Integer)
                ),
            )
            .group_by(state.due_day)
            for place in range(number)
        )
    )
