"""Everything the cards read and write. Whose card it is, is part of every question."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVarTuple, cast
from uuid import UUID

from sqlalchemy import (
    Insert,
    Integer,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from quizapp.core.cards import faces_of
from quizapp.core.facts import ItemContent
from quizapp.core.scheduling import MemoryState, Phase
from quizapp.core.study_queue import Count
from quizapp.database import STORED_APART, db
from quizapp.formats.item_json import load_content
from quizapp.models import (
    BankRow,
    CardRow,
    CardStateRow,
    DeckChoiceRow,
    FitRequestRow,
    ItemRow,
    ItemVersionRow,
    ReviewRow,
)
from quizapp.study.statements import made_once, plain_rows

INSERTED_AT_ONCE = 500

# Statements that every card page runs are made once: making one takes longer than running it.
_undo = aliased(ReviewRow)
UNDONE = exists().where(_undo.learner_id == ReviewRow.learner_id, _undo.undoes == ReviewRow.id)
CARD_ROW_OF_DAY = (
    ReviewRow.learner_id == bindparam("learner_id"),
    ReviewRow.study_day == bindparam("day"),
    ReviewRow.source == "card",
    # Apart, because a list of values is written into a statement anew each time it runs.
    ReviewRow.kind != "undo",
    ReviewRow.kind != "cram",
)
STANDING_ON_DAY = (*CARD_ROW_OF_DAY, ~UNDONE)
DONE_ON = (
    select(
        func.count().filter(ReviewRow.phase_before == Phase.NEW),
        func.count().filter(ReviewRow.phase_before == Phase.REVIEW),
    )
    .select_from(ReviewRow)
    .where(
        *CARD_ROW_OF_DAY,
        # All that was ever undone is little, and looked up once rather than for each answer of the day.
        ReviewRow.id.not_in(
            select(_undo.undoes).where(_undo.learner_id == bindparam("learner_id"), _undo.undoes.is_not(None))
        ),
        ReviewRow.rating > 0,
    )
)
DONE_IN_BANK_ON = (
    DONE_ON.join(ItemRow, ItemRow.id == ReviewRow.item_id)
    .join(BankRow, BankRow.id == ItemRow.bank_id)
    .where(BankRow.slug == bindparam("bank"))
)
FIND_CARD = (
    select(CardStateRow)
    .join(ItemRow, ItemRow.id == CardStateRow.item_id)
    .where(
        CardStateRow.learner_id == bindparam("learner_id"),
        CardStateRow.face == bindparam("face"),
        ItemRow.slug == bindparam("slug"),
    )
)

STORE_REVIEW = insert(cast("Table", ReviewRow.__table__))
REVIEW_COLUMNS = frozenset(ReviewRow.__table__.columns.keys())
TOPIC = select(ItemRow.topic).where(ItemRow.id == bindparam("item_id"))

Columns = TypeVarTuple("Columns")

Key = tuple[int, str]
"""What names a card of one learner: item id and face."""


@dataclass(frozen=True, kw_only=True)
class CardContent:
    """What an item's cards show: its newest version. ``offered`` tells whether they may be studied.

    ``being_updated``: they may not, but will again, because a fact behind the item was superseded.
    """

    item_id: int
    slug: str
    version: int
    offered: bool
    being_updated: bool = False
    content: ItemContent


def find_card(slug: str, face: str, *, learner_id: int) -> CardStateRow | None:
    """Return the state of the learner's card, or None when there is none of theirs."""
    names = {"learner_id": learner_id, "slug": slug, "face": face}
    return db.session.scalars(FIND_CARD, names).one_or_none()


def find_card_of_item(item_id: int, face: str, *, learner_id: int) -> CardStateRow | None:
    """Return the state of the learner's card by the number of its item, or None when there is none."""
    return db.session.get(CardStateRow, (learner_id, item_id, face))


def content(item_id: int) -> CardContent:
    """Return what the cards of an item show."""
    return content_of(plain_rows(_content_of_item(), {"item_id": item_id}).one())


@made_once
def _content_of_item() -> Select[int, str, int, bool, bool, str]:
    return with_content(select()).where(ItemRow.id == bindparam("item_id"))


def topic(item_id: int) -> str:
    """Return what an item is about now."""
    return plain_rows(TOPIC, {"item_id": item_id}).scalar_one()


def faces_now(item_ids: Collection[int]) -> set[Key]:
    """Return the faces that the newest versions of some items have."""
    stmt = with_content(select()).where(ItemRow.id.in_(item_ids))
    contents = [content_of(row) for row in db.session.execute(stmt)]
    return {(one.item_id, face) for one in contents for face in faces_of(one.content.item)}


def set_aside(*, learner_id: int, day: int, most: int) -> list[tuple[CardStateRow, CardContent]]:
    """Return the cards, at most so many, that are taken out, hidden until another day, marked, or updated.

    Cards that cannot be shown, because the newest version of their item lacks their face, are left out.
    """
    state = CardStateRow
    stmt = with_content(select(state)).join(state, state.item_id == ItemRow.id)
    chosen = or_(state.suspended, state.flag > 0, state.buried_until_day > day)
    stmt = stmt.where(
        state.learner_id == learner_id, or_(ItemRow.being_updated, and_(ItemRow.offered, chosen))
    )
    rows = db.session.execute(stmt.order_by(state.item_id, state.face).limit(most))
    found = [(row[0], content_of(row[1:])) for row in rows]
    return [(card, shown) for card, shown in found if card.face in faces_of(shown.content.item)]


def with_content(stmt: Select[*Columns]) -> Select[*Columns, int, str, int, bool, bool, str]:
    newest = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.number == ItemRow.version)
    item = ItemRow
    shown = (item.id, item.slug, item.version, item.offered, item.being_updated, ItemVersionRow.content)
    return stmt.add_columns(*shown).select_from(ItemRow).join(ItemVersionRow, newest)


def content_of(row: Sequence[Any]) -> CardContent:
    item_id, slug, version, offered, being_updated, text = row
    return CardContent(
        item_id=item_id,
        slug=slug,
        version=version,
        offered=offered,
        being_updated=being_updated,
        content=load_content(text),
    )


def done_on(day: int, *, learner_id: int, bank: str = "") -> Count:
    """Return how many new cards and reviews were answered on a study day, without quizzes and undone ones.

    Of all cards, or of those of one ``bank``.
    """
    stmt = DONE_IN_BANK_ON if bank else DONE_ON
    new, reviews = plain_rows(stmt, {"learner_id": learner_id, "day": day, "bank": bank}).one()
    return Count(new=new, reviews=reviews)


def states_of(item_ids: Collection[int], *, learner_id: int) -> Sequence[CardStateRow]:
    """Return the states of the learner's cards of some items."""
    stmt = select(CardStateRow).where(
        CardStateRow.learner_id == learner_id, CardStateRow.item_id.in_(item_ids)
    )
    return db.session.scalars(stmt).all()


@dataclass(frozen=True, kw_only=True)
class FedCard:
    """A card that a quiz may feed; ``counted`` tells that a quiz answer to its item was counted before.

    ``retention`` is what the learner chose for the item's bank, if anything.
    """

    state: CardStateRow
    counted: bool
    retention: float | None


def cards_to_feed(
    item_ids: Collection[int], *, learner_id: int, day: int, review_ids: Collection[UUID]
) -> list[FedCard]:
    """Return the learner's cards of some items, locked because they are going to change.

    Counted is what a quiz answered on the study day, and whatever one of ``review_ids`` stands for.
    """
    state = CardStateRow
    counted = exists().where(
        ReviewRow.learner_id == learner_id,
        ReviewRow.item_id == state.item_id,
        ReviewRow.source == "quiz",
        or_(ReviewRow.study_day == day, ReviewRow.id.in_(review_ids)),
    )
    choice = DeckChoiceRow
    stmt = (
        select(state, counted, choice.retention)
        .join(ItemRow, ItemRow.id == state.item_id)
        .outerjoin(choice, (choice.learner_id == learner_id) & (choice.bank_id == ItemRow.bank_id))
        .where(state.learner_id == learner_id, state.item_id.in_(item_ids))
        # Everybody locks in the same order, so that nobody waits for somebody who waits for them.
        .order_by(state.item_id, state.face)
        .with_for_update(of=state)
        .execution_options(populate_existing=True)
    )
    rows = db.session.execute(stmt)
    return [FedCard(state=row[0], counted=row[1], retention=row[2]) for row in rows]


def state_of(item_id: int, face: str, *, learner_id: int) -> CardStateRow:
    """Return the state of the learner's card, locked, because it is going to change."""
    stmt = select(CardStateRow).filter_by(learner_id=learner_id, item_id=item_id, face=face)
    return db.session.scalars(stmt.with_for_update(), execution_options={"populate_existing": True}).one()


def find_review(review_id: UUID, *, learner_id: int) -> ReviewRow | None:
    """Return a row of the learner's log."""
    return db.session.get(ReviewRow, (learner_id, review_id))


def store_review(row: ReviewRow) -> None:
    """Store a row of the log that nobody is going to read again through the session, which takes longer.

    :raises IntegrityError: there is such a row.
    """
    values = {name: value for name, value in vars(row).items() if name in REVIEW_COLUMNS}
    db.session.connection().execute(STORE_REVIEW, values)
    db.session.info.setdefault(STORED_APART, []).append(row)


def standing_reviews(item_id: int, face: str, *, learner_id: int) -> Sequence[ReviewRow]:
    """Return the reviews of a card that were not undone, oldest first."""
    stmt = select(ReviewRow).where(
        ReviewRow.learner_id == learner_id,
        ReviewRow.item_id == item_id,
        ReviewRow.face == face,
        ReviewRow.kind.not_in(("undo", "cram")),
        ~UNDONE,
    )
    return db.session.scalars(stmt.order_by(ReviewRow.card_version)).all()


def change_state(
    card: CardStateRow, memory: MemoryState, *, version: int, last_review_at: datetime | None, **changes: bool
) -> bool:
    """Store a card's next state if ``version`` is still its version; tell whether it was."""
    values = vars(memory) | changes | {"last_review_at": last_review_at, "version": version + 1}
    which = {"learner_id": card.learner_id, "item_id": card.item_id, "face": card.face, "version": version}
    result = db.session.connection().execute(
        _change_state(tuple(values)),
        {f"new_{name}": value for name, value in values.items()}
        | {f"old_{name}": value for name, value in which.items()},
    )
    return result.rowcount == 1


@made_once
def _change_state(names: tuple[str, ...]) -> Update:
    table = cast("Table", CardStateRow.__table__)
    which = ("learner_id", "item_id", "face", "version")
    stmt = update(table).where(*(table.c[name] == bindparam(f"old_{name}") for name in which))
    return stmt.values({name: bindparam(f"new_{name}") for name in names})


def bury_siblings(card: CardStateRow, *, until_day: int, by: UUID) -> None:
    """Hide the other faces of the card's item until a study day, but for those hidden so long already."""
    which = {"learner": card.learner_id, "item": card.item_id, "shown": card.face}
    db.session.flush()
    db.session.connection().execute(_bury_siblings(), which | {"until": until_day, "by": by})


@made_once
def _bury_siblings() -> Update:
    state, until = cast("Table", CardStateRow.__table__), bindparam("until", type_=Integer)
    stmt = update(state).where(
        state.c.learner_id == bindparam("learner"),
        state.c.item_id == bindparam("item"),
        # Always true, but without it SQLite takes another index and looks at all cards of the learner.
        state.c.face > "",
        state.c.face != bindparam("shown"),
        or_(state.c.buried_until_day.is_(None), state.c.buried_until_day < until),
    )
    return stmt.values(buried_until_day=until, buried_by=bindparam("by"))


def unbury_siblings(card: CardStateRow, *, by: UUID) -> None:
    """Show the faces again that a review had hidden."""
    state = CardStateRow
    stmt = update(state).where(
        state.learner_id == card.learner_id, state.item_id == card.item_id, state.buried_by == by
    )
    db.session.execute(
        stmt.values(buried_until_day=None, buried_by=None), execution_options={"synchronize_session": False}
    )


def add_cards(keys: Sequence[Key], *, learner_id: int, origin: str, now: datetime) -> None:
    """Make cards that do not exist yet, new; those that exist stay as they are."""
    if insert_cards(keys, learner_id=learner_id, origin=origin, now=now):
        states = [{"learner_id": learner_id, "item_id": item_id, "face": face} for item_id, face in keys]
        db.session.execute(insert_missing(CardStateRow), states)


def insert_cards(keys: Sequence[Key], *, learner_id: int, origin: str, now: datetime) -> int:
    """Make cards without a state where there are none yet; return how many that are."""
    made = 0
    for start in range(0, len(keys), INSERTED_AT_ONCE):
        rows = [
            {"learner_id": learner_id, "item_id": id_, "face": face, "origin": origin, "added_at": now}
            for id_, face in keys[start : start + INSERTED_AT_ONCE]
        ]
        stmt = insert_missing(CardRow).values(rows).execution_options(preserve_rowcount=True)
        result = db.session.execute(stmt)
        made += int(result.rowcount)  # type: ignore[attr-defined]
    return made


def insert_missing(
    table: type[CardRow] | type[CardStateRow] | type[DeckChoiceRow] | type[FitRequestRow],
) -> Insert:
    """Return a statement that makes rows where there are none yet, and leaves those that are there."""
    if db.session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()
