"""Banks from files into the database: nothing is overwritten, nothing is lost."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from quizapp.banks import (
    catalogue,
    catalogue_queries,
    checking,
    correcting,
    picture_queries,
    queries,
    ready,
    superseding,
    web_changes,
)
from quizapp.banks.checking import CheckedFile, Report
from quizapp.core import cards, contents
from quizapp.core.banks import Bank
from quizapp.core.card_search import wording
from quizapp.core.errors import FaultyItemError
from quizapp.core.facts import ItemContent, Knowledge
from quizapp.core.items import Audience, Item, Status
from quizapp.core.sign_offs import SignOff
from quizapp.database import db
from quizapp.formats.item_as_table import Table
from quizapp.formats.item_json import dump_content, sha256
from quizapp.formats.item_table import read_table
from quizapp.formats.located import Located, fault
from quizapp.models import BankRow, ItemRow, ItemVersionRow


@dataclass(kw_only=True)
class LoadedBank:
    """What loading did to one bank, in items.

    ``changed`` ones got a new version, and of these the ``corrected`` ones another key.
    """

    slug: str
    new: int = 0
    changed: int = 0
    corrected: int = 0
    unchanged: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, kw_only=True)
class LoadResult:
    """The banks that were loaded, and the report on all that were looked at.

    ``differences`` say how files differ that were not loaded because their banks were changed on the web, by
    the bank's lasting id.
    """

    banks: tuple[LoadedBank, ...]
    report: Report
    differences: Mapping[str, str]


def load_all(questions_dir: Path, *, now: datetime) -> LoadResult:
    """Load every bank of a questions folder."""
    return load(questions_dir, (), now=now)


def load(questions_dir: Path, paths: Sequence[Path], *, over_web: bool = False, now: datetime) -> LoadResult:
    """Load the banks in ``paths``, or all of the folder when none are named, in one transaction.

    Unchanged content makes nothing; changed content makes a new version of its item. An item that left its
    bank is no longer offered, and stays for whoever met it; so do the items of a bank whose file left the
    folder. Cards that ask for what the new version of their item lacks are set aside. A bank with an error is
    left as it is stored, and so is every bank when the knowledge beside the banks has one; but an item that
    rests on a superseded fact is marked and no longer offered either way, and its cards are set aside.
    Ready-made sets and the course are stored when every bank could be read. A bank that was changed on the
    web is left as it is unless its file says the same, or ``over_web`` says that a person decided for the
    file.
    """
    report = checking.check(questions_dir, paths, today=now.date(), uploaded=picture_queries.uploaded())
    return store(report, is_all=not paths, over_web=over_web, now=now)


def store(report: Report, *, is_all: bool, over_web: bool = False, now: datetime) -> LoadResult:
    """Store what was looked at and found sound; ``is_all`` tells that nothing of the folder was left out."""
    loaded, files, differences = [], [], {}
    for file in report.banks:
        refused = _taken_elsewhere(file.bank) if file.bank else []
        if file.bank and not over_web and (difference := web_changes.difference(file)):
            differences[file.bank.id] = difference
            refused.append(web_changes.refusal(file))
        checked = replace(file, findings=(*file.findings, *refused))
        files.append(checked)
        if checked.bank and not checked.errors and report.knowledge_is_sound:
            loaded.append(_store_bank(checked.bank, report.knowledge, now=now))
            _keep_text(checked)
    if is_all and report.knowledge_is_sound and all(file.bank for file in report.banks):
        loaded += _withdraw_all_but({file.bank.id for file in report.banks if file.bank})
    if report.knowledge_is_sound:
        withdrawn = superseding.mark(report.knowledge, now=now)
        loaded += [LoadedBank(slug=slug, withdrawn=count) for slug, count in withdrawn.items()]
    if report.ready and report.knowledge_is_sound:
        ready.store(report.ready)
    db.session.commit()
    return LoadResult(
        banks=tuple(loaded), report=replace(report, banks=tuple(files)), differences=differences
    )


def _keep_text(file: CheckedFile) -> None:
    """Keep the text of a bank that its file says all of."""
    row = queries.bank_by_slug(file.bank.id) if file.bank else None
    if row:
        row.edited_at = None
        web_changes.keep(row, file.text)


def _withdraw_all_but(slugs: Collection[str]) -> list[LoadedBank]:
    """Stop offering the items of banks that have no file any more; one changed on the web may have none."""
    done = []
    for bank in queries.stored_banks():
        offered = (
            []
            if bank.slug in slugs or bank.edited_at
            else [one.row for one in queries.stored_items(bank.id) if one.row.offered]
        )
        for row in offered:
            row.offered = False
        if offered:
            bank.content_hash = ""  # so that the bank is looked at again when its file comes back
            done.append(LoadedBank(slug=bank.slug, withdrawn=len(offered)))
    return done


def _taken_elsewhere(bank: Bank) -> list[Located]:
    """Return an error for each item whose id belongs to another stored bank."""
    return [
        fault(
            "id-in-another-bank",
            f"The id “{item_slug}” belongs to the bank “{bank_slug}”, which was loaded before.",
            fix="Give this item an id of its own.",
            item=item_slug,
        )
        for item_slug, bank_slug in queries.owners({item.id for item in bank.items}).items()
        if bank_slug != bank.id
    ]


@dataclass(frozen=True, kw_only=True)
class _Coming:
    """An item on its way into the database; ``text`` is its content as it is stored."""

    item: Item
    position: int
    content: ItemContent
    text: str
    content_hash: str


def _store_bank(bank: Bank, knowledge: Knowledge, *, now: datetime) -> LoadedBank:
    coming = [_coming(item, position, knowledge) for position, item in enumerate(bank.items, start=1)]
    head = (bank.id, bank.title, bank.description, bank.language)
    bank_hash = sha256("\n".join((*head, *(item.content_hash for item in coming))))
    row = queries.bank_by_slug(bank.id)
    if row and row.content_hash == bank_hash:
        return LoadedBank(slug=bank.id, unchanged=len(coming))
    if row is None:
        row = BankRow(slug=bank.id)
        db.session.add(row)
    row.title, row.description, row.language = bank.title, bank.description, bank.language
    row.content_hash, row.loaded_at = bank_hash, now
    db.session.flush()
    return _store_items(row, coming, now=now)


def add_version(
    bank: BankRow, table: Table, knowledge: Knowledge, *, signed: Sequence[SignOff] = (), now: datetime
) -> ItemRow:
    """Store a sound item as the newest version of itself; otherwise as `add_versions`."""
    return add_versions(bank, [(table, signed)], knowledge, now=now)[0]


def add_versions(
    bank: BankRow, versions: Sequence[tuple[Table, Sequence[SignOff]]], knowledge: Knowledge, *, now: datetime
) -> list[ItemRow]:
    """Store sound items, and who signed them, as the newest versions of themselves.

    That is inside the caller's transaction. The bank then says more than its file, and is not loaded from it
    before somebody has decided.

    :raises FaultyItemError: something is missing in one.
    """
    read = [(read_table(table).item, signed) for table, signed in versions]
    web_changes.put(bank, [table for table, _ in versions])
    stored = queries.items_by_slug({str(table["id"]) for table, _ in versions})
    place = queries.last_position(bank.id)
    made: list[tuple[ItemRow, _Coming]] = []
    for item, signed in read:
        if item is None:
            raise FaultyItemError
        row = stored.get(item.id)
        if row is None:
            place += 1
            row = ItemRow(slug=item.id, bank_id=bank.id, position=place, version=0)
        coming = _coming(item, row.position, knowledge, signed)
        _describe(row, coming)
        row.version += 1
        made.append((row, coming))
    _set_aside_lost_cards(made)
    _add_versions(made, now=now)
    bank.edited_at, bank.content_hash = now, ""
    return [row for row, _ in made]


def _coming(item: Item, position: int, knowledge: Knowledge, signed: Sequence[SignOff] = ()) -> _Coming:
    content = contents.join(item, knowledge)
    return _Coming(
        item=item,
        position=position,
        content=content,
        text=dump_content(replace(content, signed=tuple(signed))),
        # Of what a file can say: one that says what was signed says the same.
        content_hash=sha256(dump_content(content)),
    )


def _store_items(bank: BankRow, coming: Sequence[_Coming], *, now: datetime) -> LoadedBank:
    stored = {found.row.slug: found for found in queries.stored_items(bank.id)}
    done = LoadedBank(slug=bank.slug)
    made: list[tuple[ItemRow, _Coming]] = []
    for one in coming:
        found = stored.pop(one.item.id, None)
        row = found.row if found else ItemRow(slug=one.item.id, bank_id=bank.id, version=0)
        _describe(row, one)
        if found and found.content_hash == one.content_hash:
            done.unchanged += 1
            continue
        done.changed += found is not None
        done.new += found is None
        row.version += 1
        made.append((row, one))
    for left in stored.values():
        done.withdrawn += left.row.offered
        left.row.offered = left.row.being_updated = False
    _set_aside_lost_cards(made)
    _add_versions(made, now=now)
    catalogue_queries.follow_places(bank.id)
    done.corrected = correcting.note_all([(row, one.item) for row, one in made], now=now)
    return done


def _set_aside_lost_cards(made: Sequence[tuple[ItemRow, _Coming]]) -> None:
    """Take out the cards whose face the new version lacks: due for ever, they could never be shown."""
    before = queries.contents({(row.id, row.version - 1) for row, _ in made if row.version > 1})
    faces = {row.id: cards.faces_of(one.item) for row, one in made}
    queries.set_aside_cards(
        {
            (item_id, face)
            for (item_id, _version), content in before.items()
            for face in cards.faces_of(content.item)
            if face not in faces[item_id]
        }
    )


def _describe(row: ItemRow, coming: _Coming) -> None:
    item = coming.item
    row.position = coming.position
    row.topic, row.level = item.topic, item.level
    row.for_patients = Audience.PATIENT in item.audience
    row.for_students = Audience.STUDENT in item.audience
    row.offered, row.being_updated = item.status is Status.PUBLISHED, False


def _add_versions(made: Sequence[tuple[ItemRow, _Coming]], *, now: datetime) -> None:
    db.session.add_all(row for row, _ in made)
    db.session.flush()
    queries.store_wordings({row.id: wording(one.item) for row, one in made})
    catalogue.note_items([(row, one.content) for row, one in made], now=now)
    db.session.add_all(
        ItemVersionRow(
            item_id=row.id,
            number=row.version,
            content=one.text,
            content_hash=one.content_hash,
            review_due=one.item.review_due,
            created_at=now,
        )
        for row, one in made
    )
    db.session.flush()  # before anything is stored that names these versions
