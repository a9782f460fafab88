"""Several items of a bank changed at once: looked at first, then done in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from sqlalchemy.exc import IntegrityError

from quizapp.author import queries
from quizapp.author.bulk import queries as bulk_queries
from quizapp.author.bulk.queries import Chosen
from quizapp.author.drafts.rows import draft_row
from quizapp.banks import catalogue, web_changes
from quizapp.banks import service as banks
from quizapp.core.banks import Finding, Severity
from quizapp.core.bulk_changes import Hindrance, Kind, Wish, hindrance, kept_signs
from quizapp.core.errors import BeingWrittenError
from quizapp.core.facts import Knowledge
from quizapp.core.flaws.check import check_item
from quizapp.core.items import Item
from quizapp.core.reviewing import Action
from quizapp.database import db
from quizapp.formats.item_as_table import Table, table_of
from quizapp.formats.item_table import read_table
from quizapp.formats.toml_update import item_tables
from quizapp.models import AuditRow, BankRow, BulkChangeRow, DraftAuthorRow, SignOffRow


@dataclass(frozen=True, kw_only=True)
class Planned:
    """An item that is to be changed: its version now, and it as it is and as it becomes."""

    version: int
    before: Item
    after: Item


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """An item that stays as it is, and why; ``errors`` tell which rules would be broken."""

    slug: str
    stem: str
    why: Hindrance
    errors: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What would be changed, and what not."""

    planned: tuple[Planned, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, kw_only=True)
class Done:
    """How many items were changed, and which were not."""

    changed: int
    left_out: tuple[LeftOut, ...] = ()


def plan(bank_id: int, slugs: Collection[str], wish: Wish, knowledge: Knowledge, *, today: date) -> Plan:
    """Return what would become of some items of a bank; two reads, and nothing is changed."""
    found = bulk_queries.chosen(bank_id, slugs)
    new = bulk_queries.stems_of_new(bank_id, set(slugs) - {one.row.slug for one in found})
    left_out = [LeftOut(slug=slug, stem=stem, why=Hindrance.IN_WORK) for slug, stem in new.items()]
    planned = []
    for one in found:
        if left := _left_out(one, wish, knowledge, today=today):
            left_out.append(left)
        else:
            item = one.content.item
            planned.append(Planned(version=one.row.version, before=item, after=wish.applied(item)))
    return Plan(planned=tuple(planned), left_out=tuple(left_out))


def change(
    bank_id: int,
    versions: Mapping[str, int],
    wish: Wish,
    knowledge: Knowledge,
    *,
    change_id: UUID,
    account_id: int,
    now: datetime,
) -> Done:
    """Change some items of a bank, or begin to work on retired ones; sent twice with one id, it is done once.

    ``versions`` are those that were looked at, by lasting id: what has a newer one by now is left out.

    :raises BeingWrittenError: meanwhile somebody else took one of them into work.
    """
    bank = queries.bank(bank_id)
    if made := bulk_queries.made(change_id):
        return Done(changed=made.changed)
    try:
        done = _change(bank, versions, wish, knowledge, change_id=change_id, account_id=account_id, now=now)
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        raise BeingWrittenError from error
    return done


def _change(
    bank: BankRow,
    versions: Mapping[str, int],
    wish: Wish,
    knowledge: Knowledge,
    *,
    change_id: UUID,
    account_id: int,
    now: datetime,
) -> Done:
    going, left_out = [], []
    for one in bulk_queries.chosen(bank.id, versions):
        moved = one.row.version != versions[one.row.slug]
        left = _left(one, Hindrance.MOVED) if moved else _left_out(one, wish, knowledge, today=now.date())
        if left:
            left_out.append(left)
        else:
            going.append(one)
    tables = _tables(bank, going) if going else []
    if going and wish.kind is Kind.AGAIN:
        _begin(bank, tables, going, wish, change_id=change_id, account_id=account_id, now=now)
    elif going:
        _store(bank, tables, going, wish, knowledge, account_id=account_id, now=now)
    db.session.add(BulkChangeRow(id=change_id, bank_id=bank.id, changed=len(going), made_at=now))
    return Done(changed=len(going), left_out=tuple(left_out))


def _left_out(one: Chosen, wish: Wish, knowledge: Knowledge, *, today: date) -> LeftOut | None:
    item = one.content.item
    if why := hindrance(item, wish, is_offered=one.row.offered, is_in_work=one.is_in_work):
        return _left(one, why)
    errors = _errors(wish.applied(item), wish, knowledge, today=today)
    return _left(one, Hindrance.FAULTY, errors) if errors else None


def _left(one: Chosen, why: Hindrance, errors: tuple[Finding, ...] = ()) -> LeftOut:
    return LeftOut(slug=one.row.slug, stem=one.content.item.stem, why=why, errors=errors)


def _errors(after: Item, wish: Wish, knowledge: Knowledge, *, today: date) -> tuple[Finding, ...]:
    """Return which rules an item would break with other readers, or that what it rests on is gone.

    What it breaks already is no reason to leave it under the wrong topic, or with learners.
    """
    found = check_item(after, knowledge, today=today)
    errors = (one for one in found if one.severity is Severity.ERROR)
    return tuple(one for one in errors if wish.kind is Kind.AUDIENCE or one.rule in GROUNDS)


GROUNDS = frozenset({"unknown-fact", "unknown-source", "unknown-picture", "superseded-fact"})
"""Rules without which no version is stored: what an item rests on is there, and holds."""


def _tables(bank: BankRow, going: Sequence[Chosen]) -> list[Table]:
    """Return the tables of some items, each with what the bank's text waives."""
    written = item_tables(web_changes.text_of(bank))
    return [_table(written.get(one.row.slug), one.content.item) for one in going]


def _table(written: Table | None, item: Item) -> Table:
    read = read_table(written).item if written else None
    return written if written and read and replace(read, waived=()) == item else table_of(item)


def _store(
    bank: BankRow,
    tables: Sequence[Table],
    going: Sequence[Chosen],
    wish: Wish,
    knowledge: Knowledge,
    *,
    account_id: int,
    now: datetime,
) -> None:
    """Store a new version of each, with what is still vouched for, and note who did it."""
    signs = {one.row.id: kept_signs(one.content.signed, wish, one.content.item.audience) for one in going}
    older = bulk_queries.sign_offs({(one.row.id, one.row.version) for one in going})
    versions = [(table | wish.changes, signs[one.row.id]) for table, one in zip(tables, going, strict=True)]
    banks.add_versions(bank, versions, knowledge, now=now)
    db.session.add_all(
        SignOffRow(
            item_id=sign.item_id,
            item_version=sign.item_version + 1,
            vouches=sign.vouches,
            account_id=sign.account_id,
            signed_at=sign.signed_at,
        )
        for sign in older
        if any(sign.vouches == kept.vouches for kept in signs[sign.item_id])
    )
    action = Action.RETIRED if wish.kind is Kind.RETIRE else Action.CHANGED
    db.session.add_all(
        AuditRow(
            bank_id=bank.id,
            slug=one.row.slug,
            item_version=one.row.version,
            account_id=account_id,
            action=action,
            note=wish.told_of(one.content.item),
            done_at=now,
        )
        for one in going
    )


def _begin(
    bank: BankRow,
    tables: Sequence[Table],
    going: Sequence[Chosen],
    wish: Wish,
    *,
    change_id: UUID,
    account_id: int,
    now: datetime,
) -> None:
    """Take each into work, so that it may come to learners once more after a review."""
    drafts = [
        draft_row(uuid5(change_id, one.row.slug), bank.id, one.row.id, table | wish.changes, now=now)
        for table, one in zip(tables, going, strict=True)
    ]
    db.session.add_all(drafts)
    catalogue.note_drafts(drafts)
    for draft in drafts:
        db.session.add(DraftAuthorRow(draft_id=draft.id, account_id=account_id))
        db.session.add(
            AuditRow(
                bank_id=bank.id,
                slug=draft.slug,
                account_id=account_id,
                action=Action.BEGAN,
                note="",
                done_at=now,
            )
        )
