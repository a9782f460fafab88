"""How a learner and a token are found, and what the questions rest on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select, update

from quizapp.core.facts import ItemContent
from quizapp.database import db, reading
from quizapp.formats.item_json import load_content
from quizapp.models import AccountRow, ApiTokenRow, ItemRow, ItemVersionRow, LearnerRow

# Every request runs one of these, and making a statement takes longer than running it.
GUEST = select(LearnerRow).where(
    LearnerRow.public_id == bindparam("public_id"), LearnerRow.account_id.is_(None)
)
GUEST_FOR_CHANGE = GUEST.with_for_update()
OF_ACCOUNT = select(LearnerRow).where(LearnerRow.account_id == bindparam("account_id"))
OF_ACCOUNT_FOR_CHANGE = OF_ACCOUNT.with_for_update()
TOKEN = (
    select(ApiTokenRow.id, ApiTokenRow.scopes, ApiTokenRow.last_used_at, AccountRow)
    .join(AccountRow, AccountRow.id == ApiTokenRow.account_id)
    .where(
        ApiTokenRow.digest == bindparam("digest"),
        ApiTokenRow.expires_at > bindparam("now"),
        AccountRow.active,
    )
)


def find_guest(public_id: UUID) -> LearnerRow | None:
    """Return the guest that a cookie names, if anything was ever stored for them.

    Unless the request only reads, the row is locked: what one learner sends twice at once is done in turn.
    """
    stmt = GUEST if reading.get() else GUEST_FOR_CHANGE
    return db.session.scalars(stmt, {"public_id": public_id}).one_or_none()


def find_learner_of(account_id: int) -> LearnerRow | None:
    """Return the learner that an account owns, locked as a guest is, or None while nothing is stored."""
    stmt = OF_ACCOUNT if reading.get() else OF_ACCOUNT_FOR_CHANGE
    return db.session.scalars(stmt, {"account_id": account_id}).one_or_none()


@dataclass(frozen=True, kw_only=True)
class FoundToken:
    """A token that is still valid, and its active account."""

    id: UUID
    scopes: str
    last_used_at: datetime | None
    account: AccountRow


def find_token(digest: str, *, now: datetime) -> FoundToken | None:
    """Return a token by its fingerprint, or None when there is none that is still valid."""
    found = db.session.execute(TOKEN, {"digest": digest, "now": now}).one_or_none()
    if found is None:
        return None
    token_id, scopes, last_used_at, account = found
    return FoundToken(id=token_id, scopes=scopes, last_used_at=last_used_at, account=account)


def note_token_use(token_id: UUID, *, now: datetime) -> None:
    """Store when a token was used last."""
    stmt = update(ApiTokenRow).where(ApiTokenRow.id == token_id).values(last_used_at=now)
    db.session.execute(stmt, execution_options={"synchronize_session": False})


def offered_contents() -> list[ItemContent]:
    """Return the items that learners may be given, in their newest version."""
    newest = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.number == ItemRow.version)
    stmt = select(ItemVersionRow.content).join(ItemRow, newest).where(ItemRow.offered)
    return [load_content(text) for text in db.session.scalars(stmt.order_by(ItemRow.id))]
