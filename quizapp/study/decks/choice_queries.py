"""What a learner chose for a single deck, and the memories of its cards."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from quizapp.core.scheduling import MemoryState
from quizapp.database import db
from quizapp.models import BankRow, CardStateRow, DeckChoiceRow, ItemRow


def find_choice(slug: str, *, learner_id: int) -> DeckChoiceRow | None:
    """Return what the learner chose for the deck of a bank, or None while that is nothing."""
    stmt = select(DeckChoiceRow).join(BankRow, BankRow.id == DeckChoiceRow.bank_id)
    return db.session.scalars(
        stmt.where(DeckChoiceRow.learner_id == learner_id, BankRow.slug == slug)
    ).one_or_none()


def find_bank(slug: str) -> BankRow | None:
    """Return a bank that offers something."""
    offers = select(ItemRow.id).where(ItemRow.bank_id == BankRow.id, ItemRow.offered).exists()
    return db.session.scalars(select(BankRow).where(BankRow.slug == slug, offers)).one_or_none()


def banks_with_limits(*, learner_id: int) -> Sequence[BankRow]:
    """Return the banks whose decks have limits of their own, by title."""
    own = or_(DeckChoiceRow.new_per_day.is_not(None), DeckChoiceRow.reviews_per_day.is_not(None))
    stmt = select(BankRow).join(DeckChoiceRow, DeckChoiceRow.bank_id == BankRow.id)
    stmt = stmt.where(DeckChoiceRow.learner_id == learner_id, own)
    return db.session.scalars(stmt.order_by(BankRow.title, BankRow.slug)).all()


def memories(slug: str, *, learner_id: int) -> list[MemoryState]:
    """Return the states of the learner's cards of a bank that were learned and may be studied."""
    state = CardStateRow
    stmt = (
        select(state)
        .join(ItemRow, ItemRow.id == state.item_id)
        .join(BankRow, BankRow.id == ItemRow.bank_id)
        .where(
            state.learner_id == learner_id,
            BankRow.slug == slug,
            ItemRow.offered,
            ~state.suspended,
            state.stability.is_not(None),
        )
        .order_by(state.item_id, state.face)
    )
    return [row.memory for row in db.session.scalars(stmt)]
