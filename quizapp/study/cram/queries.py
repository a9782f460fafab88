"""What a practice reads: its cards and its answers. Whose it is, is part of every question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, select

from quizapp.core.cramming import DeckCard, Practised
from quizapp.core.forgetting import Rating
from quizapp.core.study_queue import ScopeKind
from quizapp.database import db
from quizapp.models import CramRow, ReviewRow
from quizapp.study.piles import LEARNER, Pile, cards_in
from quizapp.study.queries import UNDONE
from quizapp.study.statements import made_once


def deck(pile: Pile) -> list[DeckCard]:
    """Return the cards of a pile, but for those that rest."""
    rows = db.session.execute(_deck(pile.scope.kind, pooled=pile.is_small), pile.values())
    return [DeckCard((row[0], row[1]), row[2], row[3]) for row in rows]


@dataclass(frozen=True, kw_only=True)
class Given:
    """The answers of a practice that were not taken back, oldest first, and the row of the last one."""

    answers: list[Practised]
    last: UUID | None


def given(cram_id: UUID, *, learner_id: int) -> Given:
    """Return what was answered in a practice."""
    rows = db.session.execute(_answers(), {"learner": learner_id, "cram": cram_id}).all()
    return Given(
        answers=[Practised((row[0], row[1]), row[2] > Rating.AGAIN) for row in rows],
        last=rows[-1][3] if rows else None,
    )


def find_cram(cram_id: UUID, *, learner_id: int, to_answer: bool = False) -> CramRow | None:
    """Return a practice of the learner's; locked while an answer to it is stored."""
    stmt = select(CramRow).where(CramRow.learner_id == learner_id, CramRow.id == cram_id)
    return db.session.scalars(stmt.with_for_update() if to_answer else stmt).one_or_none()


def crams_since(moment: datetime, *, learner_id: int, most: int) -> Sequence[CramRow]:
    """Return the practices that a learner began since a moment, the newest first."""
    stmt = select(CramRow).where(CramRow.learner_id == learner_id, CramRow.started_at >= moment)
    return db.session.scalars(stmt.order_by(CramRow.started_at.desc(), CramRow.id).limit(most)).all()


@made_once
def _deck(kind: ScopeKind, *, pooled: bool) -> Select[int, str, float | None, int | None]:
    cards = cards_in(kind, pooled=pooled)
    state = cards.state
    return select(state.item_id, state.face, state.stability, state.last_day).where(*cards.conditions)


@made_once
def _answers() -> Select[int, str, int, UUID]:
    row = ReviewRow
    mine = (row.learner_id == LEARNER, row.cram_id == bindparam("cram", type_=Uuid))
    stmt = select(row.item_id, row.face, row.rating, row.id).where(*mine, row.kind == "cram", ~UNDONE)
    return stmt.order_by(row.reviewed_at, row.id)
