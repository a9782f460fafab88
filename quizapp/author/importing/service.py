"""Files of questions: looked into, chosen from, brought in. One function, one use case, one commit."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, true
from sqlalchemy.exc import IntegrityError

from quizapp.author import new_banks
from quizapp.author import queries as item_queries
from quizapp.author.drafts.rows import draft_row
from quizapp.author.drafts.starting import REVIEWED_WITHIN
from quizapp.author.importing import queries
from quizapp.author.importing.reading import read_apart
from quizapp.author.importing.standing import CHOSEN, Known, Standing, standings
from quizapp.banks import catalogue
from quizapp.core.banks import Finding, Severity
from quizapp.core.errors import BeingWrittenError, IdInUseError, NothingChosenError
from quizapp.core.exchange import LastingIds
from quizapp.core.items import Status
from quizapp.core.reviewing import Action
from quizapp.database import db
from quizapp.formats.exchange.files import Format
from quizapp.formats.exchange.prepared import (
    Prepared,
    PreparedFile,
    dump_findings,
    names_of,
)
from quizapp.formats.item_as_table import Table
from quizapp.formats.item_table import load_table
from quizapp.models import AuditRow, BankRow, DraftRow, ImportedItemRow, ImportFileRow, ImportItemRow

KEPT_FOR = timedelta(days=1)
"""For how long a file waits for somebody to choose from it."""


@dataclass(frozen=True, kw_only=True)
class NewBank:
    """A bank that is made when something is brought into it."""

    slug: str
    title: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Unsaid:
    """What holds for items of which their file does not say it; what is empty is left open."""

    topic: str = ""
    level: str = ""
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Brought:
    """What was brought in: how many items in work, how many kept as they stood, and the bank's lasting id."""

    bank: str
    drafts: int
    kept: int


def read(data: bytes, *, name: str, format_: Format | None) -> PreparedFile:
    """Return what a file holds; nothing is stored."""
    db.session.commit()  # who asks was looked up; nobody is to wait for that while a file is read
    return read_apart(data, name=name, format_=format_)


def look(
    file: PreparedFile,
    bank: BankRow | NewBank,
    unsaid: Unsaid,
    *,
    import_id: UUID,
    name: str,
    account_id: int,
    now: datetime,
) -> None:
    """Keep what a file holds for who uploaded it, until they choose; kept twice with one id, it is kept once.

    :raises IdInUseError: the id names the file of somebody else.
    """
    row = ImportFileRow(
        id=import_id,
        account_id=account_id,
        bank_id=bank.id if isinstance(bank, BankRow) else None,
        bank_slug=bank.slug,
        bank_title=bank.title,
        bank_language=bank.language,
        topic=unsaid.topic,
        level=unsaid.level,
        audience=" ".join(unsaid.audience),
        file_name=name,
        format=file.format,
        findings=dump_findings(file.findings),
        created_at=now,
    )
    known = queries.known(bank.id) if isinstance(bank, BankRow) else Known()
    elsewhere = queries.banks_of_names().keys() - known.names
    items = [
        _item(one, standing, elsewhere)
        | {"import_id": import_id, "position": position, "account_id": account_id}
        for position, (one, standing) in enumerate(
            zip(file.questions, standings(file.questions, known), strict=True), start=1
        )
    ]
    try:
        queries.add_file(row, items)
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        if queries.find_file(import_id, account_id=account_id) is None:
            raise IdInUseError from error


def _item(one: Prepared, standing: Standing, elsewhere: Collection[str]) -> dict[str, object]:
    findings = [*one.findings]
    if one.draft and one.name in elsewhere:
        findings.append(_named_elsewhere(one.name))
    return {
        "standing": standing.value,
        "chosen": standing in CHOSEN,
        "content": one.content,
        "draft": one.draft,
        "findings": dump_findings(findings),
        "fingerprint": one.fingerprint,
    }


def _named_elsewhere(name: str) -> Finding:
    return Finding(
        item=name,
        rule="named-elsewhere",
        severity=Severity.WARNING,
        message=f"A question of another bank has the lasting name “{name}”.",
        fix="This one gets a name of its own; there is nothing to do.",
    )


def tick(row: ImportFileRow, shown: Collection[int], ticked: Collection[int]) -> None:
    """Note which of the items of a page are to come in, and which not."""
    position = ImportItemRow.position
    queries.choose(row.id, position.in_(shown), chosen=False)
    queries.choose(row.id, position.in_(set(shown) & set(ticked)), chosen=True)
    db.session.commit()


def tick_sound(row: ImportFileRow) -> None:
    """Note that all that is new comes in, and nothing else: what is sound, and what is kept as it stands."""
    queries.choose(row.id, true(), chosen=False)
    queries.choose(row.id, _of(CHOSEN), chosen=True)
    db.session.commit()


def tick_none(row: ImportFileRow) -> None:
    """Note that nothing comes in."""
    queries.choose(row.id, true(), chosen=False)
    db.session.commit()


def _of(some: Iterable[Standing]) -> ColumnElement[bool]:
    return ImportItemRow.standing.in_([one.value for one in some])


def bring_in(import_id: UUID, *, account_id: int, now: datetime) -> Brought | None:
    """Bring in what was chosen of a file, all of it or nothing; brought in twice, it is brought in once.

    What there is a type for becomes an item in work, the rest is kept as it stood in the file. Returns None
    where the file is not there, or belongs to somebody else.

    :raises NothingChosenError: nothing was chosen.
    :raises NameTakenError: a new bank was to be made, and meanwhile there is one of that lasting id.
    :raises BeingWrittenError: meanwhile another item took a lasting id.
    """
    row = queries.file_to_change(import_id, account_id=account_id)
    if row is None:
        return None
    try:
        if row.drafts is None:
            _choose_and_store(row, account_id=account_id, now=now)
        done = Brought(bank=row.bank_slug, drafts=row.drafts or 0, kept=row.kept or 0)
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        raise BeingWrittenError from error
    return done


def _choose_and_store(row: ImportFileRow, *, account_id: int, now: datetime) -> None:
    chosen = queries.chosen_items(row.id)
    if not chosen:
        raise NothingChosenError
    bank = _bank(row, account_id=account_id, now=now)
    row.drafts, row.kept = _store(row, bank, chosen, account_id=account_id, now=now)
    row.bank_id = bank.id
    queries.forget_items(row.id)


def _bank(row: ImportFileRow, *, account_id: int, now: datetime) -> BankRow:
    if row.bank_id is not None:
        return item_queries.bank(row.bank_id)
    return new_banks.make(row.bank_slug, row.bank_title, row.bank_language, account_id=account_id, now=now)


def _store(
    row: ImportFileRow, bank: BankRow, chosen: Sequence[ImportItemRow], *, account_id: int, now: datetime
) -> tuple[int, int]:
    """Store the chosen items of a file; return how many are in work, and how many are kept as they stood."""
    ids = LastingIds(queries.banks_of_names())
    drafts: list[DraftRow] = []
    imported = []
    for one in chosen:
        id_ = uuid5(row.id, str(one.position))
        if one.draft:
            table = _completed(load_table(one.draft), row, now=now)
            named = table | {"id": ids.give(*names_of(one.content))}
            drafts.append(draft_row(id_, bank.id, None, named, now=now))
        imported.append(_imported(id_, row, bank, one, now=now))
    entry: dict[str, object] = {
        "bank_id": bank.id,
        "item_version": None,
        "account_id": account_id,
        "action": Action.IMPORTED.value,
        "note": row.file_name,
        "done_at": now,
    }
    db.session.add_all(drafts)
    catalogue.note_drafts(drafts)
    queries.bring_in(
        authors=[{"draft_id": draft.id, "account_id": account_id} for draft in drafts],
        imported=imported,
        done=[entry | {"slug": ""}, *(entry | {"slug": draft.slug} for draft in drafts)],
    )
    return len(drafts), len(imported) - len(drafts)


def _completed(table: Table, row: ImportFileRow, *, now: datetime) -> Table:
    """Return an item in work with what its file does not say of it, where somebody said it instead."""
    unsaid = {"topic": row.topic, "level": row.level, "audience": row.audience.split()}
    here = {"status": Status.DRAFT.value, "review_due": now.date() + REVIEWED_WITHIN}
    return {name: value for name, value in unsaid.items() if value} | table | here


def _imported(
    id_: UUID, row: ImportFileRow, bank: BankRow, one: ImportItemRow, *, now: datetime
) -> dict[str, object]:
    return {
        "id": id_,
        "bank_id": bank.id,
        "draft_id": id_ if one.draft else None,
        "file_name": row.file_name,
        "content": one.content,
        "findings": one.findings,
        "fingerprint": one.fingerprint,
        "imported_at": now,
    }


def throw_away(row: ImportFileRow) -> None:
    """Delete a file that somebody looks through, with all that it held."""
    db.session.delete(row)
    db.session.commit()


def forget_old(*, now: datetime) -> int:
    """Delete the files that waited for too long, brought in or not; return how many."""
    count = queries.forget_files(before=now - KEPT_FOR)
    db.session.commit()
    return count


def remove_kept(row: ImportedItemRow, *, account_id: int, now: datetime) -> None:
    """Delete an item that was kept as it stood in its file."""
    entry = AuditRow(
        bank_id=row.bank_id,
        slug="",
        account_id=account_id,
        action=Action.DROPPED,
        note=row.file_name,
        done_at=now,
    )
    db.session.add(entry)
    db.session.delete(row)
    db.session.commit()


def tally(import_id: UUID) -> tuple[Counter[Standing], int]:
    """Return how many items of a file stand how, and how many are chosen."""
    by_standing, chosen = Counter[Standing](), 0
    for standing, is_chosen, count in queries.counts(import_id):
        by_standing[Standing(standing)] += count
        chosen += count if is_chosen else 0
    return by_standing, chosen
