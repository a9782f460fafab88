"""A learner's cards as they are looked for: some of them, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from quizapp.core.card_search import CardSearch, CardsThat
from quizapp.core.scheduling import LEECH_LAPSES, Phase
from quizapp.core.study_day import Moment
from quizapp.database import db
from quizapp.models import BankRow, CardStateRow, ItemRow, ItemWordingRow
from quizapp.study.queries import CardContent, content_of, with_content


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Whose cards are looked for, which, and when: what is due follows from the moment."""

    learner_id: int
    search: CardSearch
    at: Moment


def count(sought: Sought) -> int:
    """Return how many cards there are."""
    state = CardStateRow
    stmt = select(func.count()).select_from(state).where(*_conditions(sought))
    return db.session.scalar(stmt) or 0


def some(sought: Sought, *, first: int, most: int) -> Sequence[tuple[CardStateRow, CardContent]]:
    """Return the cards from the ``first``, counted from 0, on, at most so many, in a lasting order."""
    state = CardStateRow
    # The texts are read of those alone that are returned, not of those that are passed over.
    keys = select(state.item_id, state.face).where(*_conditions(sought))
    keys_here = keys.order_by(state.item_id, state.face).offset(first).limit(most).subquery()
    stmt = (
        with_content(select(state))
        .join(keys_here, keys_here.c.item_id == ItemRow.id)
        .join(state, (state.item_id == ItemRow.id) & (state.face == keys_here.c.face))
        .where(state.learner_id == sought.learner_id)
        .order_by(state.item_id, state.face)
    )
    return [(row[0], content_of(row[1:])) for row in db.session.execute(stmt)]


def banks() -> list[tuple[str, str]]:
    """Return lasting id and title of every bank that offers something, by title."""
    offers = exists().where(ItemRow.bank_id == BankRow.id, ItemRow.offered)
    stmt: Select[str, str] = select(BankRow.slug, BankRow.title).where(offers).order_by(BankRow.title)
    return [(slug, title) for slug, title in db.session.execute(stmt)]


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    state, search = CardStateRow, sought.search
    found: list[ColumnElement[bool]] = [state.learner_id == sought.learner_id]
    if search.state:
        found += _in_state(search.state, sought.at)
    if search.bank or search.topic:
        of_item = [ItemRow.id == state.item_id, ItemRow.offered]
        if search.topic:
            of_item.append(ItemRow.topic == search.topic)
        if search.bank:
            bank = select(BankRow.id).where(BankRow.slug == search.bank).scalar_subquery()
            of_item.append(ItemRow.bank_id == bank)
        found.append(exists().where(*of_item))
    else:
        # Hardly any item is not offered, so this takes less time than looking at each item.
        found.append(state.item_id.not_in(select(ItemRow.id).where(~ItemRow.offered)))
    if parts := search.parts:
        words = (ItemWordingRow.wording.contains(part, autoescape=True) for part in parts)
        # Read through once, which takes less time than looking at the words of each card.
        found.append(state.item_id.in_(select(ItemWordingRow.item_id).where(*words)))
    return found


def _in_state(wanted: CardsThat, at: Moment) -> list[ColumnElement[bool]]:
    state = CardStateRow
    shown = or_(state.buried_until_day.is_(None), state.buried_until_day <= at.day)
    conditions: dict[CardsThat, list[ColumnElement[bool]]] = {
        CardsThat.NEW: [~state.suspended, state.phase == Phase.NEW],
        CardsThat.LEARNING: [~state.suspended, state.phase.in_((Phase.LEARNING, Phase.RELEARNING))],
        CardsThat.DUE: [~state.suspended, shown, or_(state.due_day <= at.day, state.due_at <= at.now)],
        CardsThat.REST: [state.suspended.is_(True)],
        CardsThat.HIDDEN: [state.buried_until_day > at.day],
        CardsThat.MARKED: [state.flag > 0],
        CardsThat.SLIP: [state.lapses >= LEECH_LAPSES],
    }
    return conditions[wanted]
