"""Vouching for a version that learners have already: it gets a mark, and no new version is made."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from quizapp.core import reviewing
from quizapp.core.errors import EditedElsewhereError
from quizapp.core.reviewing import WRITING, Action, Vouch
from quizapp.core.sign_offs import SignOff
from quizapp.database import db
from quizapp.formats.item_json import dump_content, load_content
from quizapp.models import AuditRow, ItemRow, ItemVersionRow, SignOffRow


def vouch(row: ItemRow, vouches: Collection[Vouch], *, version: int, account_id: int, now: datetime) -> None:
    """Vouch for the newest version of an item in place; signed for the same twice, it is signed once.

    What the version says does not change, nor does its fingerprint; the signs that lie in it follow the rows.

    :raises EditedElsewhereError: ``version`` is no longer its newest.
    :raises NotInThatStageError: it is not published.
    :raises OwnWorkError: whoever signs wrote something of it.
    """
    stored = _version_to_sign(row.id, version)
    if stored is None or row.version != version:
        raise EditedElsewhereError
    content = load_content(stored.content)
    reviewing.refuse_vouching(content.item.status, writers(row.slug), account_id)
    before = _vouched_by(account_id, stored)
    new = [one for one in Vouch if one in vouches and one not in before]
    if new:
        signs = (SignOff(vouches=one, on=now.date()) for one in new)
        stored.content = dump_content(replace(content, signed=(*content.signed, *signs)))
        db.session.add_all(_rows(row, new, account_id=account_id, now=now))
    db.session.commit()


def writers(slug: str) -> frozenset[int]:
    """Return the accounts that wrote something of an item, in any version of it."""
    stmt = select(AuditRow.account_id).where(AuditRow.slug == slug, AuditRow.action.in_(WRITING)).distinct()
    return frozenset(account_id for account_id in db.session.scalars(stmt) if account_id is not None)


def _version_to_sign(item_id: int, number: int) -> ItemVersionRow | None:
    """Return a version, which nobody else signs until this transaction ends."""
    stmt = select(ItemVersionRow).filter_by(item_id=item_id, number=number).with_for_update()
    return db.session.scalars(stmt.execution_options(populate_existing=True)).one_or_none()


def _vouched_by(account_id: int, stored: ItemVersionRow) -> frozenset[str]:
    stmt = select(SignOffRow.vouches).filter_by(
        item_id=stored.item_id, item_version=stored.number, account_id=account_id
    )
    return frozenset(db.session.scalars(stmt))


def _rows(
    row: ItemRow, new: Collection[Vouch], *, account_id: int, now: datetime
) -> list[SignOffRow | AuditRow]:
    signs = [
        SignOffRow(
            item_id=row.id, item_version=row.version, vouches=one, account_id=account_id, signed_at=now
        )
        for one in new
    ]
    entry = AuditRow(
        bank_id=row.bank_id,
        slug=row.slug,
        item_version=row.version,
        account_id=account_id,
        action=Action.SIGNED,
        note=", ".join(new),
        done_at=now,
    )
    return [*signs, entry]
