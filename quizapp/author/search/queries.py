"""Items as they are looked for: some of them, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, UnaryExpression, func, select

from quizapp.author.search.sought import Found, Order, Search, State
from quizapp.author.search.word_index import slugs_with
from quizapp.core.items import Audience, Status
from quizapp.core.reviewing import Stage
from quizapp.core.search_query import Question
from quizapp.database import db
from quizapp.models import BankRow, CatalogueRow, DraftRow, ItemRow


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Which items of which bank are looked for; ``question`` is what the words ask, None without words."""

    search: Search
    question: Question | None
    bank_id: int | None


def count(sought: Sought) -> int:
    """Return how many items there are."""
    stmt = select(func.count()).select_from(CatalogueRow).where(*_conditions(sought))
    return db.session.scalar(stmt) or 0


def slugs(sought: Sought, *, most: int) -> Sequence[str]:
    """Return the lasting ids of the items, at most so many, by their places."""
    stmt = select(CatalogueRow.slug).where(*_conditions(sought))
    return db.session.scalars(stmt.order_by(*_order(Order.PLACE)).limit(most)).all()


def some(sought: Sought, *, first: int, most: int) -> tuple[Found, ...]:
    """Return the items from the ``first``, counted from 0, on, at most so many."""
    row = CatalogueRow
    stmt = (
        select(
            *(row.slug, row.stem, row.type, row.topic, row.level, row.for_patients, row.for_students),
            *(BankRow.slug.label("bank"), BankRow.title.label("bank_title")),
            *(row.status, ItemRow.offered),
            *(DraftRow.id.label("draft_id"), DraftRow.stage),
        )
        .join(BankRow, BankRow.id == row.bank_id)
        .outerjoin(ItemRow, ItemRow.id == row.item_id)
        .outerjoin(DraftRow, DraftRow.slug == row.slug)
        .where(*_conditions(sought))
        .order_by(*_order(sought.search.order))
        .offset(first)
        .limit(most)
    )
    return tuple(
        Found(
            **{name: found[name] for name in SHOWN},
            state=_state(found["status"], offered=found["offered"]),
            stage=Stage(found["stage"]) if found["stage"] else None,
        )
        for found in db.session.execute(stmt).mappings()
    )


SHOWN = (
    *("slug", "stem", "type", "topic", "level", "for_patients", "for_students"),
    *("bank", "bank_title", "draft_id"),
)


def _state(status: str, *, offered: bool | None) -> State | None:
    if offered is None:
        return None
    if status == Status.RETIRED:
        return State.RETIRED
    return State.GIVEN if offered else State.SET_ASIDE


def _order(order: Order) -> tuple[UnaryExpression[Any], ...]:
    row = CatalogueRow
    if order is Order.NEWEST:
        return (func.coalesce(DraftRow.updated_at, row.changed_at).desc(), row.id.desc())
    return (row.bank_id.asc(), row.position.asc(), row.id.asc())


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    row, search = CatalogueRow, sought.search
    found: list[ColumnElement[bool]] = [row.listed.is_(True)]
    if sought.bank_id is not None:
        found.append(row.bank_id == sought.bank_id)
    wanted = ((row.topic, search.topic), (row.level, search.level), (row.type, search.type))
    found += (column == value for column, value in wanted if value)
    if search.audience:
        asked = row.for_patients if search.audience == Audience.PATIENT else row.for_students
        found.append(asked.is_(True))
    if search.state:
        found.append(_in_state(State(search.state)))
    if sought.question:
        # By lasting id, as the words may stand in what is to take the place of an item that is listed.
        found.append(row.slug.in_(slugs_with(sought.question)))
    return found


def _in_state(state: State) -> ColumnElement[bool]:
    row = CatalogueRow
    in_work = select(DraftRow.slug)
    retired = row.status == Status.RETIRED
    offered = row.item_id.in_(select(ItemRow.id).where(ItemRow.offered))
    conditions: dict[State, ColumnElement[bool]] = {
        State.GIVEN: offered,
        State.IN_WORK: row.slug.in_(in_work.where(DraftRow.stage == Stage.DRAFT)),
        State.IN_REVIEW: row.slug.in_(in_work.where(DraftRow.stage == Stage.IN_REVIEW)),
        State.RETIRED: retired,
        State.SET_ASIDE: row.item_id.is_not(None) & ~retired & ~offered,
    }
    return conditions[state]
