"""Which corrections concern a learner. Whose answers they are, is part of every question."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from quizapp.core.behaviour import StepKind
from quizapp.core.facts import ItemContent
from quizapp.core.scheduling import Phase
from quizapp.database import db
from quizapp.formats.item_json import load_content
from quizapp.models import (
    AttemptItemRow,
    AttemptRow,
    CardRow,
    CardStateRow,
    CorrectedVersionRow,
    CorrectionReadRow,
    CorrectionRow,
    ItemRow,
    ItemVersionRow,
    ResponseRow,
    ReviewRow,
)
from quizapp.quiz import kept_back

LEARNER: BindParameter[int] = bindparam("learner_id")
KEPT_BACK: BindParameter[Collection[UUID]] = bindparam("kept_back", expanding=True)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A correction as a learner is told of it: what the item said when they met it, and what it says now.

    ``has_cards`` if they have cards of the item that they learned something of.
    """

    row: CorrectionRow
    before: ItemContent
    now: ItemContent
    has_cards: bool


def unread(*, learner_id: int, most: int, now: datetime) -> list[Told]:
    """Return the last corrections that concern a learner who has not read of them yet.

    What only answers that are kept back ``now`` would tell comes once they are shown. One read; three where
    an item stands in a quiz of a class that keeps something back at some time.
    """
    values = {"learner_id": learner_id, "most": most, "kept_back": []}
    rows = db.session.execute(_unread(), values).all()
    if any(may_wait for *_, may_wait in rows):
        waiting = kept_back.attempts(learner_id, now=now)
        rows = db.session.execute(_unread(), values | {"kept_back": waiting}).all()
    return [
        Told(row=row, before=load_content(before), now=load_content(after), has_cards=has_cards)
        for row, before, after, has_cards, _ in rows
    ]


def find_correction(correction_id: int, *, learner_id: int, now: datetime) -> CorrectionRow | None:
    """Return a correction that concerns a learner, whether or not they have read of it; two reads."""
    met = _first(_is_met()).is_not(None)
    stmt = select(CorrectionRow).where(CorrectionRow.id == correction_id, met)
    values = {"learner_id": learner_id, "kept_back": kept_back.attempts(learner_id, now=now)}
    return db.session.scalars(stmt, values).one_or_none()


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
def _unread() -> Select[CorrectionRow, str, str, bool, bool]:
    newer = aliased(CorrectionRow)
    row, state = CorrectionRow, CardStateRow
    has_cards = exists().where(
        state.learner_id == LEARNER, state.item_id == row.item_id, state.phase != Phase.NEW
    )
    before = _first(and_(_is_met(), ~_is_told()))
    return (
        select(row, _content(before), _content(row.to_version), has_cards, kept_back.may_hold(row.item_id))
        .where(
            before.is_not(None),
            # Of several corrections of an item, the last one says what is right.
            ~exists().where(newer.item_id == row.item_id, newer.to_version > row.to_version),
        )
        .order_by(row.id.desc())
        .limit(bindparam("most"))
    )


def _content(number: ColumnElement[int] | InstrumentedAttribute[int]) -> ScalarSelect[str]:
    """Return the content of a version of a corrected item; looked up for what is shown, and not before."""
    version = aliased(ItemVersionRow)
    stmt = select(version.content).where(version.item_id == CorrectionRow.item_id, version.number == number)
    return stmt.scalar_subquery()


def _first(wanted: ColumnElement[bool]) -> ScalarSelect[Any]:
    """Return the oldest of the versions with another key than a correction's of which something holds."""
    wrong, row = CorrectedVersionRow, CorrectionRow
    return (
        select(func.min(wrong.version))
        .where(wrong.item_id == row.item_id, wrong.to_version == row.to_version, wanted)
        .correlate(row)
        .scalar_subquery()
    )


def _is_met() -> ColumnElement[bool]:
    """Tell whether the learner met a version: in a quiz, as a card, or in a correction that they read."""
    return or_(_in_a_quiz(), _as_a_card(), _in_a_correction())


def _in_a_quiz() -> ColumnElement[bool]:
    """Tell whether the learner was shown the key of a version in a quiz: as it was checked, or in the result.

    An answer that was only kept may change still, so its key is told to nobody.
    """
    place, wrong = AttemptItemRow, CorrectedVersionRow
    checked = exists().where(
        ResponseRow.learner_id == place.learner_id,
        ResponseRow.attempt_id == place.attempt_id,
        ResponseRow.position == place.position,
        ResponseRow.kind == StepKind.CHECK,
    )
    return (
        select(place.item_id)
        .join(AttemptRow, (AttemptRow.learner_id == place.learner_id) & (AttemptRow.id == place.attempt_id))
        .where(
            place.learner_id == LEARNER,
            place.item_id == wrong.item_id,
            place.item_version == wrong.version,
            or_(AttemptRow.finished_at.is_not(None), checked),
            AttemptRow.id.not_in(KEPT_BACK),
        )
        .correlate(wrong)
        .exists()
    )


def _as_a_card() -> ColumnElement[bool]:
    """Tell whether the learner reviewed a card while a version was the newest one.

    A review does not tell which version was shown, but when.
    """
    review, wrong = ReviewRow, CorrectedVersionRow
    older, newer = aliased(ItemVersionRow), aliased(ItemVersionRow)
    is_first = ~exists().where(older.item_id == wrong.item_id, older.number < wrong.version).correlate(wrong)
    made = (
        select(ItemVersionRow.created_at)
        .where(ItemVersionRow.item_id == wrong.item_id, ItemVersionRow.number == wrong.version)
        .correlate(wrong)
        .scalar_subquery()
    )
    replaced = (
        exists()
        .where(
            newer.item_id == wrong.item_id,
            newer.number > wrong.version,
            newer.created_at <= review.reviewed_at,
        )
        .correlate(wrong, review)
    )
    return exists().where(
        review.learner_id == LEARNER,
        review.item_id == wrong.item_id,
        review.rating > 0,
        or_(review.reviewed_at >= made, is_first),
        ~replaced,
    )


def _in_a_correction() -> ColumnElement[bool]:
    """Tell whether the learner read of a correction that a version brought."""
    other, read, wrong = aliased(CorrectionRow), aliased(CorrectionReadRow), CorrectedVersionRow
    return exists().where(
        other.item_id == wrong.item_id,
        other.to_version == wrong.version,
        read.correction_id == other.id,
        read.learner_id == LEARNER,
    )


def _is_told() -> ColumnElement[bool]:
    """Tell whether the learner read, after a version, of a correction with the key that holds now."""
    row, wrong = CorrectionRow, CorrectedVersionRow
    other, read, otherwise = (
        aliased(CorrectionRow),
        aliased(CorrectionReadRow),
        aliased(CorrectedVersionRow),
    )
    keyed_otherwise = (
        exists()
        .where(
            otherwise.item_id == row.item_id,
            otherwise.to_version == row.to_version,
            otherwise.version == other.to_version,
        )
        .correlate(row, other)
    )
    return (
        exists()
        .where(
            other.item_id == row.item_id,
            other.to_version > wrong.version,
            other.to_version <= row.to_version,
            ~keyed_otherwise,
            read.correction_id == other.id,
            read.learner_id == LEARNER,
        )
        .correlate(row, wrong)
    )
