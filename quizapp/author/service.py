"""What educators do with items: one function, one use case, one commit."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from quizapp.author import queries
from quizapp.author.drafts.rows import draft_row
from quizapp.author.queries import Draft
from quizapp.author.stored import vouching
from quizapp.banks import catalogue, correcting, one_item, web_changes
from quizapp.banks import queries as bank_queries
from quizapp.banks import service as banks
from quizapp.banks.correcting import Change
from quizapp.core import corrections, reviewing
from quizapp.core.corrections import KeyChange
from quizapp.core.errors import (
    BeingWrittenError,
    EditedElsewhereError,
    NotInThatStageError,
)
from quizapp.core.facts import Knowledge
from quizapp.core.items import Item, Status
from quizapp.core.reviewing import Action, Stage, Vouch
from quizapp.core.sign_offs import SignOff
from quizapp.database import db
from quizapp.formats.item_as_table import Table, table_of
from quizapp.formats.item_table import dump_table, read_table
from quizapp.formats.toml_update import item_table
from quizapp.models import AuditRow, BankRow, DraftAuthorRow, DraftRow, DraftSignOffRow, ItemRow, SignOffRow


def begin(bank: BankRow, table: Table, *, draft_id: UUID, account_id: int, now: datetime) -> None:
    """Take a new item into work; begun twice with one id, it is begun once.

    :raises BeingWrittenError: another item has its lasting id.
    """
    if bank_queries.item_by_slug(str(table["id"])):
        raise BeingWrittenError
    _begin(bank.id, None, table, draft_id=draft_id, account_id=account_id, now=now)


def take_up(row: ItemRow, *, draft_id: UUID, account_id: int, now: datetime) -> None:
    """Take the newest version of a stored item into work; taken up twice with one id, it is taken up once.

    :raises BeingWrittenError: it is in work already.
    """
    table = _table(row) | {"status": Status.PUBLISHED.value}
    _begin(row.bank_id, row.id, table, draft_id=draft_id, account_id=account_id, now=now)


def duplicate(row: ItemRow, bank: BankRow, *, draft_id: UUID, account_id: int, now: datetime) -> None:
    """Take a copy of a stored item's newest version into work, as a new item of a bank; made once for one id.

    The lasting id of the copy is made of that of the item and its draft's, and may be changed.
    """
    slug = f"{row.slug[:MOST_OF_A_SLUG]}-{draft_id.hex[:8]}"
    table = _table(row) | {"id": slug, "status": Status.DRAFT.value}
    done = Action.DUPLICATED
    _begin(bank.id, None, table, draft_id=draft_id, account_id=account_id, now=now, done=done, note=row.slug)


def restore(row: ItemRow, older: Item, *, draft_id: UUID, account_id: int, note: str, now: datetime) -> None:
    """Take what an older version of an item said into work, so that it may become the newest once more.

    It comes to learners as anything else does: looked at by somebody else first.

    :raises BeingWrittenError: the item is in work already.
    """
    table = table_of(older) | {"status": Status.PUBLISHED.value}
    done = Action.RESTORED
    _begin(
        row.bank_id, row.id, table, draft_id=draft_id, account_id=account_id, now=now, done=done, note=note
    )


MOST_OF_A_SLUG = 100
"""Letters that a copy keeps of the lasting id of the item that it was made of."""


def _begin(
    bank_id: int,
    item_id: int | None,
    table: Table,
    *,
    draft_id: UUID,
    account_id: int,
    now: datetime,
    done: Action = Action.BEGAN,
    note: str = "",
) -> None:
    if queries.find_draft(draft_id):
        return
    row = draft_row(draft_id, bank_id, item_id, table, now=now)
    try:
        db.session.add(row)
        catalogue.note_drafts([row])
        _sign_as_author(row, account_id)
        _note(row, done, account_id, note=note, now=now)
        db.session.commit()
    except IntegrityError as error:  # somebody else took it up
        db.session.rollback()
        if queries.find_draft(draft_id) is None:
            raise BeingWrittenError from error


def save(draft_id: UUID, table: Table, *, revision: int, account_id: int, now: datetime) -> int:
    """Keep what was written so far, and return its revision; what is the same already makes none.

    :raises EditedElsewhereError: it was saved by somebody else since ``revision``; nothing is overwritten.
    :raises NotInThatStageError: it is in review, or no longer in work.
    :raises BeingWrittenError: another item has the lasting id that it was given.
    """
    draft = _draft(draft_id)
    reviewing.refuse_change(draft.work)
    content = dump_table(table)
    if draft.row.content == content:
        return draft.row.revision
    if draft.row.revision != revision:
        raise EditedElsewhereError
    slug = draft.row.slug if draft.row.item_id else str(table["id"])
    if slug != draft.row.slug and queries.slugs_in_use({slug}):
        raise BeingWrittenError
    draft.row.slug, draft.row.content = slug, dump_table(table | {"id": slug})
    draft.row.revision, draft.row.updated_at = revision + 1, now
    catalogue.note_drafts([draft.row])
    _sign_as_author(draft.row, account_id)
    db.session.commit()
    return revision + 1


def send(draft_id: UUID, knowledge: Knowledge, *, account_id: int, now: datetime) -> None:
    """Ask others to review an item.

    :raises NotInThatStageError: it is in review already, or no longer in work.
    :raises FaultyItemError: a rule that has to hold is broken.
    """
    draft = _draft(draft_id)
    reviewing.refuse_change(draft.work)
    _sound(draft, knowledge, today=now.date())
    draft.row.stage = Stage.IN_REVIEW
    _note(draft.row, Action.SENT, account_id, now=now)
    db.session.commit()


def take_back(draft_id: UUID, *, account_id: int, now: datetime) -> None:
    """Take an item back from review, to change it; who vouched for it has to look at it again.

    :raises NotInThatStageError: it is not in review.
    :raises WorkOfOthersError: only others wrote in it.
    """
    draft = _draft(draft_id)
    reviewing.refuse_others(draft.work, account_id)
    _back_to_work(draft, Action.TOOK_BACK, account_id, note="", now=now)


def give_back(draft_id: UUID, *, account_id: int, note: str, now: datetime) -> None:
    """Ask the authors to change an item that is in review, and say what.

    :raises NotInThatStageError: it is not in review.
    :raises OwnWorkError: whoever gives it back wrote something of it.
    """
    draft = _draft(draft_id)
    reviewing.refuse_review(draft.work, account_id)
    _back_to_work(draft, Action.RETURNED, account_id, note=note, now=now)


def _back_to_work(draft: Draft, action: Action, account_id: int, *, note: str, now: datetime) -> None:
    if draft.work.stage is not Stage.IN_REVIEW:
        raise NotInThatStageError
    queries.forget_sign_offs(draft.row.id)
    draft.row.stage = Stage.DRAFT
    _note(draft.row, action, account_id, note=note, now=now)
    db.session.commit()


def sign(draft_id: UUID, vouches: Collection[Vouch], *, account_id: int, now: datetime) -> None:
    """Vouch for an item in review; signed for the same twice, it is signed once.

    :raises NotInThatStageError: it is not in review.
    :raises OwnWorkError: whoever signs wrote something of it.
    """
    draft = _draft(draft_id)
    reviewing.refuse_review(draft.work, account_id)
    signed = {row.vouches for row in queries.sign_offs_of_draft(draft_id) if row.account_id == account_id}
    new = [vouch for vouch in Vouch if vouch in vouches and vouch not in signed]
    db.session.add_all(
        DraftSignOffRow(draft_id=draft_id, account_id=account_id, vouches=vouch, signed_at=now)
        for vouch in new
    )
    if new:
        _note(draft.row, Action.SIGNED, account_id, note=", ".join(new), now=now)
    db.session.commit()


def publish(
    draft_id: UUID, knowledge: Knowledge, *, account_id: int, correction: str = "", now: datetime
) -> tuple[int, int]:
    """Give an item in review to learners, with the marks of who vouched for it; return its id and version.

    ``correction`` says to whoever met an older version what was wrong with its key, and what is right.

    :raises NotInThatStageError: it is not in review.
    :raises OwnWorkError: whoever publishes wrote something of it.
    :raises NotVouchedForError: nobody vouches for its facts, or for its wording.
    :raises FaultyItemError: a rule that has to hold is broken, because of what changed beside it.
    :raises BeingWrittenError: a file with an item of that lasting id was loaded meanwhile.
    :raises CorrectionUnsaidError: it corrects a key, and ``correction`` is empty.
    """
    draft = _draft(draft_id)
    reviewing.refuse_publication(draft.work, account_id)
    table = _sound(draft, knowledge, today=now.date())
    bank = queries.bank(draft.row.bank_id)
    stored = bank_queries.item_by_slug(draft.row.slug)
    if stored and stored.id != draft.row.item_id:
        raise BeingWrittenError
    change = _change(stored, table)
    corrections.refuse_silence(change.kind, correction)
    vouched = queries.sign_offs_of_draft(draft_id)
    signed = [SignOff(vouches=Vouch(one.vouches), on=one.signed_at.date()) for one in vouched]
    row = banks.add_version(bank, table, knowledge, signed=signed, now=now)
    db.session.add_all(
        SignOffRow(
            item_id=row.id,
            item_version=row.version,
            vouches=one.vouches,
            account_id=one.account_id,
            signed_at=one.signed_at,
        )
        for one in vouched
    )
    _note_writers(draft, now=now)
    _note(draft.row, Action.PUBLISHED, account_id, version=row.version, now=now)
    if correction and change.kind is not KeyChange.NONE:
        correcting.note(row, change, correction, account_id=account_id, now=now)
    db.session.delete(draft.row)
    db.session.commit()
    return row.id, row.version


def change_of_key(draft: Draft) -> Change:
    """Return what publishing an item in work would do to the key that learners were told; three reads."""
    table = draft.table | {"status": Status.PUBLISHED.value}
    return _change(bank_queries.item_by_slug(draft.row.slug), table)


def _change(stored: ItemRow | None, table: Table) -> Change:
    item = read_table(table).item
    return correcting.change_by(stored, item) if stored and item else correcting.NOTHING


def drop(draft_id: UUID, *, account_id: int, now: datetime) -> None:
    """Give up an item in work; what of it was published stays.

    :raises NotInThatStageError: it is in review, or no longer in work.
    :raises WorkOfOthersError: only others wrote in it.
    """
    draft = _draft(draft_id)
    reviewing.refuse_change(draft.work)
    reviewing.refuse_others(draft.work, account_id)
    _note(draft.row, Action.DROPPED, account_id, now=now)
    db.session.delete(draft.row)
    db.session.commit()


def retire(
    row: ItemRow, knowledge: Knowledge, *, version: int, account_id: int, note: str, now: datetime
) -> None:
    """Stop giving a published item to learners; whoever met it still finds it.

    What it rests on may be gone by now, as a picture that was removed: it is retired as it was stored.

    :raises EditedElsewhereError: ``version`` is no longer its newest.
    """
    if row.version != version:
        raise EditedElsewhereError
    content = bank_queries.newest_contents({row.id})[row.id]
    if content.item.status is Status.RETIRED:
        return
    bank, known = queries.bank(row.bank_id), knowledge.keeping(content)
    banks.add_version(bank, _table(row) | {"status": Status.RETIRED.value}, known, now=now)
    db.session.add(
        _entry(row.bank_id, row.slug, Action.RETIRED, account_id, version=row.version, note=note, now=now)
    )
    db.session.commit()


def _draft(draft_id: UUID) -> Draft:
    draft = queries.draft_to_change(draft_id)
    if draft is None:
        raise NotInThatStageError
    return draft


def _table(row: ItemRow) -> Table:
    """Return the table of a stored item's newest version, with what its bank's text waives."""
    item = queries.newest_item(row)
    written = item_table(web_changes.text_of(queries.bank(row.bank_id)), row.slug)
    read = read_table(written).item if written else None
    return written if written and read and replace(read, waived=()) == item else table_of(item)


def _sound(draft: Draft, knowledge: Knowledge, *, today: date) -> Table:
    """Return the table of an item as it is published; one with a fault is refused."""
    table = draft.table | {"status": Status.PUBLISHED.value}
    reviewing.refuse_faulty(one_item.findings(table, knowledge, today=today))
    return table


def _sign_as_author(row: DraftRow, account_id: int) -> None:
    if db.session.get(DraftAuthorRow, (row.id, account_id)) is None:
        db.session.add(DraftAuthorRow(draft_id=row.id, account_id=account_id))


def _note_writers(draft: Draft, *, now: datetime) -> None:
    """Note who wrote in a draft without having begun it, as its authors go with it."""
    for author in sorted(draft.work.authors - vouching.writers(draft.row.slug)):
        _note(draft.row, Action.WROTE, author, now=now)


def _note(
    row: DraftRow,
    action: Action,
    account_id: int,
    *,
    now: datetime,
    note: str = "",
    version: int | None = None,
) -> None:
    db.session.add(_entry(row.bank_id, row.slug, action, account_id, version=version, note=note, now=now))


def _entry(
    bank_id: int, slug: str, action: Action, account_id: int, *, version: int | None, note: str, now: datetime
) -> AuditRow:
    return AuditRow(
        bank_id=bank_id,
        slug=slug,
        item_version=version,
        account_id=account_id,
        action=action,
        note=note,
        done_at=now,
    )
