"""Which corrections concern a learner. Whose answers they are, is part of every question."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVarTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Select,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from quizapp.core.facts import ItemContent
from quizapp.core.scheduling import Phase
from quizapp.database import db
from quizapp.formats.item_json import load_content
from quizapp.models import (
    AttemptItemRow,
    AttemptRow,
    CardRow,
    CardStateRow,
    CorrectionReadRow,
    CorrectionRow,
    ItemRow,
    ItemVersionRow,
    ResponseRow,
    ReviewRow,
)

Columns = TypeVarTuple("Columns")

LEARNER: BindParameter[int] = bindparam("learner_id")


@dataclass(frozen=True, kw_only=True)
class Told:
    """A correction as a learner is told of it: what the item said when they met it, and what it says now.

    ``has_cards`` if they have cards of the item that they learned something of.
    """

    row: CorrectionRow
    before: ItemContent
    now: ItemContent
    has_cards: bool


def unread(*, learner_id: int, most: int) -> list[Told]:
    """Return the last corrections that concern a learner who has not read of them yet; one read."""
    rows = db.session.execute(_unread(), {"learner_id": learner_id, "most": most})
    return [
        Told(row=row, before=load_content(before), now=load_content(now), has_cards=has_cards)
        for row, before, now, has_cards in rows
    ]


def find_correction(correction_id: int, *, learner_id: int) -> CorrectionRow | None:
    """Return a correction that concerns a learner, whether or not they have read of it."""
    stmt = _concerning(select(CorrectionRow)).where(CorrectionRow.id == correction_id)
    return db.session.scalars(stmt, {"learner_id": learner_id}).one_or_none()


def is_read(correction_id: int, *, learner_id: int) -> bool:
    """Tell whether a learner has read of a correction."""
    return db.session.get(CorrectionReadRow, (learner_id, correction_id)) is not None


def card_keys(item_id: int, *, learner_id: int) -> list[tuple[int, str]]:
    """Return what names the learner's cards of an item."""
    stmt = select(CardRow.item_id, CardRow.face).filter_by(learner_id=learner_id, item_id=item_id)
    return [(row.item_id, row.face) for row in db.session.execute(stmt)]


def sentences(correction_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return the lasting id of the item of some corrections, and what was said of each."""
    stmt = select(CorrectionRow.id, ItemRow.slug, CorrectionRow.sentence).join(
        ItemRow, ItemRow.id == CorrectionRow.item_id
    )
    rows = db.session.execute(stmt.where(CorrectionRow.id.in_(correction_ids)))
    return {row.id: (row.slug, row.sentence) for row in rows}


@cache
def _unread() -> Select[CorrectionRow, str, str, bool]:
    newer = aliased(CorrectionRow)
    row, state, read = CorrectionRow, CardStateRow, CorrectionReadRow
    has_cards = exists().where(
        state.learner_id == LEARNER, state.item_id == row.item_id, state.phase != Phase.NEW
    )
    before = _content(func.coalesce(_met(), row.from_version))
    stmt = (
        select(row, before, _content(row.to_version), has_cards)
        .where(
            ~exists().where(read.learner_id == LEARNER, read.correction_id == row.id),
            # Of several corrections of an item, the last one says what is right.
            ~exists().where(newer.item_id == row.item_id, newer.to_version > row.to_version),
        )
        .order_by(row.id.desc())
        .limit(bindparam("most"))
    )
    return _concerning(stmt)


def _content(number: ColumnElement[int] | InstrumentedAttribute[int]) -> ScalarSelect[str]:
    """Return the content of a version of a corrected item; looked up for what is shown, and not before."""
    version = aliased(ItemVersionRow)
    stmt = select(version.content).where(version.item_id == CorrectionRow.item_id, version.number == number)
    return stmt.scalar_subquery()


def _concerning(stmt: Select[*Columns]) -> Select[*Columns]:
    """Narrow corrections to those of items that the learner met in a version before: in a quiz, or as a card.

    A review does not tell which version was shown, but when.
    """
    row, review = CorrectionRow, ReviewRow
    reviewed = exists().where(
        review.learner_id == LEARNER,
        review.item_id == row.item_id,
        review.rating > 0,
        review.reviewed_at < row.corrected_at,
    )
    return stmt.where(or_(_met().is_not(None), reviewed))


def _met() -> ScalarSelect[Any]:
    """Return the oldest version before a correction that the learner answered in a quiz, or saw there."""
    place, row = AttemptItemRow, CorrectionRow
    answered = exists().where(
        ResponseRow.learner_id == place.learner_id,
        ResponseRow.attempt_id == place.attempt_id,
        ResponseRow.position == place.position,
    )
    return (
        select(func.min(place.item_version))
        .join(AttemptRow, (AttemptRow.learner_id == place.learner_id) & (AttemptRow.id == place.attempt_id))
        .where(
            place.learner_id == LEARNER,
            place.item_id == row.item_id,
            place.item_version < row.to_version,
            or_(AttemptRow.finished_at.is_not(None), answered),
        )
        .scalar_subquery()
    )
