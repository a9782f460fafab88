"""Keys that a new version corrects, noted inside the caller's transaction: nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.banks import correction_queries
from quizapp.core import corrections
from quizapp.core.corrections import ChangedAnswer, KeyChange
from quizapp.core.facts import ItemContent
from quizapp.core.items import Item, Status
from quizapp.core.reviewing import Action
from quizapp.database import db
from quizapp.models import AuditRow, CorrectedVersionRow, CorrectionRow, ItemRow


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a version does to the key of the one that was published before it, whose number it names.

    ``answers`` are the right ones before and now.
    """

    kind: KeyChange
    before: Item | None = None
    after: Item | None = None
    from_version: int = 0
    answers: tuple[ChangedAnswer, ...] = ()


NOTHING = Change(kind=KeyChange.NONE)


def change_by(row: ItemRow, item: Item) -> Change:
    """Return what an item, as the next version of itself, does to its key."""
    return _changes([(row, item)], ahead=1)[0] if row.version else NOTHING


def note(row: ItemRow, change: Change, sentence: str, *, account_id: int | None, now: datetime) -> None:
    """Store that the newest version of an item corrects its key, and who said so, if anybody did.

    One read: of its older versions, to tell which of them had another key.
    """
    _note_all([(row, change, sentence)], account_id=account_id, now=now)


def note_all(made: Sequence[tuple[ItemRow, Item]], *, now: datetime) -> int:
    """Store which of some newest versions, of a file, have another key than before; return how many.

    Nobody can be asked, so an unclear change is told as one, and what is said is made from both keys.
    """
    newer = [(row, item) for row, item in made if row.version > 1]
    noted = [
        (row, change, corrections.in_general(change.before, item))
        for (row, item), change in zip(newer, _changes(newer), strict=True)
        if change.before and change.kind is not KeyChange.NONE
    ]
    _note_all(noted, account_id=None, now=now)
    return len(noted)


def _note_all(noted: Sequence[tuple[ItemRow, Change, str]], *, account_id: int | None, now: datetime) -> None:
    older = correction_queries.all_published_before({row.id: row.version for row, _, _ in noted})
    for row, change, sentence in noted:
        _note(row, change, sentence, account_id=account_id, now=now)
    db.session.flush()  # before anything is stored that names these corrections
    db.session.add_all(
        CorrectedVersionRow(item_id=row.id, to_version=row.version, version=number)
        for row, change, _ in noted
        for number, content in older[row.id]
        if change.after and corrections.key_change(content.item, change.after) is not KeyChange.NONE
    )


def _note(row: ItemRow, change: Change, sentence: str, *, account_id: int | None, now: datetime) -> None:
    db.session.add(
        CorrectionRow(
            item_id=row.id,
            from_version=change.from_version,
            to_version=row.version,
            sentence=sentence,
            corrected_at=now,
        )
    )
    db.session.add(
        AuditRow(
            bank_id=row.bank_id,
            slug=row.slug,
            item_version=row.version,
            account_id=account_id,
            action=Action.CORRECTED,
            note=sentence,
            done_at=now,
        )
    )


def _changes(made: Sequence[tuple[ItemRow, Item]], *, ahead: int = 0) -> list[Change]:
    """Return what some versions do to their keys; they are ``ahead`` of those stored."""
    before = correction_queries.published_before({row.id: row.version + ahead for row, _ in made})
    return [_change(before[row.id], item) if row.id in before else NOTHING for row, item in made]


def _change(before: tuple[int, ItemContent], item: Item) -> Change:
    number, content = before
    if item.status is not Status.PUBLISHED:
        return NOTHING
    kind = corrections.key_change(content.item, item)
    answers = () if kind is KeyChange.NONE else corrections.changed_answers(content.item, item)
    return Change(kind=kind, before=content.item, after=item, from_version=number, answers=answers)
