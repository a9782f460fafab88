"""Everything read and written about files of questions. Whose file it is, is part of every question."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from quizapp.author.importing.standing import Known
from quizapp.core.card_search import wording
from quizapp.database import db
from quizapp.formats.item_json import sha256
from quizapp.formats.item_table import load_table, read_table
from quizapp.models import (
    AuditRow,
    BankRow,
    DraftAuthorRow,
    DraftRow,
    ImportedItemRow,
    ImportFileRow,
    ImportItemRow,
    ItemRow,
    ItemWordingRow,
)

Rows = Sequence[Mapping[str, Any]]


def find_file(import_id: UUID, *, account_id: int) -> ImportFileRow | None:
    """Return a file that somebody looks through, if it is theirs."""
    stmt = select(ImportFileRow).filter_by(id=import_id, account_id=account_id)
    return db.session.scalars(stmt).one_or_none()


def file_to_change(import_id: UUID, *, account_id: int) -> ImportFileRow | None:
    """Return such a file, which nobody else changes until this transaction ends."""
    stmt = select(ImportFileRow).filter_by(id=import_id, account_id=account_id).with_for_update()
    return db.session.scalars(stmt).one_or_none()


def open_files(*, account_id: int) -> list[ImportFileRow]:
    """Return the files that somebody looked into and has not brought in yet, the newest first."""
    stmt = select(ImportFileRow).filter_by(account_id=account_id, drafts=None)
    return list(db.session.scalars(stmt.order_by(ImportFileRow.created_at.desc())))


def add_file(row: ImportFileRow, items: Rows) -> None:
    """Store a file with its items."""
    db.session.add(row)
    db.session.flush()
    if items:
        db.session.execute(insert(ImportItemRow), items)


def forget_items(import_id: UUID) -> None:
    """Delete the items of a file."""
    db.session.execute(delete(ImportItemRow).filter_by(import_id=import_id))


def forget_files(*, before: datetime) -> int:
    """Delete the files that were uploaded before a moment, with their items; return how many."""
    done = db.session.execute(delete(ImportFileRow).where(ImportFileRow.created_at < before))
    return int(done.rowcount)  # type: ignore[attr-defined]


def counts(import_id: UUID) -> list[tuple[str, bool, int]]:
    """Return how many items of a file there are by their standing, and whether they are chosen."""
    stmt = select(ImportItemRow.standing, ImportItemRow.chosen, func.count()).filter_by(import_id=import_id)
    grouped = stmt.group_by(ImportItemRow.standing, ImportItemRow.chosen)
    return [(standing, chosen, count) for standing, chosen, count in db.session.execute(grouped)]


def items(import_id: UUID, standings: Collection[str], *, first: int = 0, most: int) -> list[ImportItemRow]:
    """Return some items of a file, in its order; only those of some standings, where any are named."""
    stmt = select(ImportItemRow).filter_by(import_id=import_id).order_by(ImportItemRow.position)
    if standings:
        stmt = stmt.where(ImportItemRow.standing.in_(standings))
    return list(db.session.scalars(stmt.offset(first).limit(most)))


def chosen_items(import_id: UUID) -> list[ImportItemRow]:
    """Return the items of a file that are to come in, in its order."""
    stmt = select(ImportItemRow).filter_by(import_id=import_id, chosen=True)
    return list(db.session.scalars(stmt.order_by(ImportItemRow.position)))


def choose(import_id: UUID, which: ColumnElement[bool], *, chosen: bool) -> None:
    """Note of some items of a file whether they are to come in."""
    stmt = update(ImportItemRow).where(ImportItemRow.import_id == import_id, which)
    db.session.execute(stmt.values(chosen=chosen), execution_options={"synchronize_session": False})


def known(bank_id: int) -> Known:
    """Return what a bank has already, in work and kept as it came; five reads."""
    items_ = select(ItemRow.slug).filter_by(bank_id=bank_id)
    drafts = select(DraftRow.slug).filter_by(bank_id=bank_id)
    wordings = select(ItemWordingRow.wording).join(ItemRow).where(ItemRow.bank_id == bank_id)
    imported = select(ImportedItemRow.fingerprint).filter_by(bank_id=bank_id)
    return Known(
        names=frozenset(db.session.scalars(items_)) | frozenset(db.session.scalars(drafts)),
        fingerprints=frozenset(
            {
                *map(sha256, db.session.scalars(wordings)),
                *db.session.scalars(imported),
                *_fingerprints_of_own(bank_id),
            }
        ),
    )


def _fingerprints_of_own(bank_id: int) -> list[str]:
    """Return the fingerprints of items in work that came from no file."""
    is_imported = select(ImportedItemRow.id).where(ImportedItemRow.draft_id == DraftRow.id).exists()
    stmt = select(DraftRow.content).where(DraftRow.bank_id == bank_id, ~is_imported)
    read = (read_table(load_table(text)).so_far for text in db.session.scalars(stmt))
    return [sha256(wording(item)) for item in read if item]


def banks_of_names() -> dict[str, int]:
    """Return the bank of every lasting id that is in use, stored or in work."""
    stored = db.session.execute(select(ItemRow.slug, ItemRow.bank_id))
    in_work = db.session.execute(select(DraftRow.slug, DraftRow.bank_id))
    return {slug: bank_id for rows in (stored, in_work) for slug, bank_id in rows}


def bring_in(*, authors: Rows, imported: Rows, done: Rows) -> None:
    """Store who wrote in items in work, what a file said of items, and that they were brought in."""
    for table, rows in ((DraftAuthorRow, authors), (ImportedItemRow, imported), (AuditRow, done)):
        if rows:
            db.session.execute(insert(table), rows)


def kept(bank_id: int) -> list[ImportedItemRow]:
    """Return the items that a bank keeps as they stood in their files, the newest first."""
    stmt = select(ImportedItemRow).filter_by(bank_id=bank_id, draft_id=None)
    return list(db.session.scalars(stmt.order_by(ImportedItemRow.imported_at.desc(), ImportedItemRow.id)))


def find_kept(kept_id: UUID, *, bank: str) -> ImportedItemRow | None:
    """Return such an item of the bank of that lasting id."""
    stmt = select(ImportedItemRow).filter_by(id=kept_id, draft_id=None).join(BankRow).filter_by(slug=bank)
    return db.session.scalars(stmt).one_or_none()


def count_kept(bank_id: int) -> int:
    """Return how many such items a bank has."""
    stmt = select(func.count()).select_from(ImportedItemRow).filter_by(bank_id=bank_id, draft_id=None)
    return db.session.scalar(stmt) or 0


def imported_as(draft_id: UUID) -> ImportedItemRow | None:
    """Return what a file said of an item in work; None for one that came from none."""
    return db.session.scalars(select(ImportedItemRow).filter_by(draft_id=draft_id)).one_or_none()
