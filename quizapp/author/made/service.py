"""Questions that were made by rule, taken into work: one function, one use case, one commit."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy.exc import IntegrityError

from quizapp.author import queries
from quizapp.author.drafts.rows import draft_row
from quizapp.author.drafts.starting import REVIEWED_WITHIN
from quizapp.banks import catalogue
from quizapp.core.errors import BeingWrittenError
from quizapp.core.facts import Knowledge
from quizapp.core.generation.drafting import Wish, generate
from quizapp.core.generation.drafts import Kind
from quizapp.core.items import Item, Status, Topic
from quizapp.core.reviewing import Action
from quizapp.database import db
from quizapp.formats.item_as_table import table_of
from quizapp.models import AuditRow, BankRow, DraftAuthorRow

SHOWN = 12
"""Questions that are shown at once."""

MADE = 60
"""Questions that are made for that, as some are stored or in work already."""


def made(
    knowledge: Knowledge, topics: Collection[Topic], kinds: Collection[Kind], *, seed: int, now: datetime
) -> list[Item]:
    """Return questions made by rule: always the same ones for one seed; no topic or kind means any."""
    wish = Wish(topics=frozenset(topics), kinds=frozenset(kinds), count=MADE)
    return list(generate(knowledge, wish, seed=seed, review_due=now.date() + REVIEWED_WITHIN).items)


def new(items: Sequence[Item]) -> list[Item]:
    """Return the first of some questions that nobody has taken yet."""
    taken = queries.slugs_in_use([item.id for item in items])
    return [item for item in items if item.id not in taken][:SHOWN]


def take(bank: BankRow, items: Sequence[Item], *, client_id: UUID, account_id: int, now: datetime) -> None:
    """Take some of the questions into work, all or none; taken twice with one id, they are taken once.

    :raises BeingWrittenError: one of them was taken before, by somebody or from a file.
    """
    ids = {item.id: uuid5(client_id, item.id) for item in items}
    rows = [
        draft_row(ids[item.id], bank.id, None, table_of(item) | {"status": Status.DRAFT.value}, now=now)
        for item in items
        if queries.find_draft(ids[item.id]) is None
    ]
    if queries.slugs_in_use([row.slug for row in rows]):
        raise BeingWrittenError
    try:
        db.session.add_all(rows)
        catalogue.note_drafts(rows)
        db.session.add_all(DraftAuthorRow(draft_id=row.id, account_id=account_id) for row in rows)
        db.session.add_all(
            AuditRow(
                bank_id=bank.id,
                slug=row.slug,
                item_version=None,
                account_id=account_id,
                action=Action.BEGAN,
                note="made by rule",
                done_at=now,
            )
            for row in rows
        )
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        raise BeingWrittenError from error
