"""Accounts: who can log in, how, from where, and which programs they let in.

The names of many columns are those that Flask-Security looks for; where its own types are narrower than what
it stores, ours say what is stored.
"""

from datetime import datetime
from uuid import UUID

from flask_security import AsaList, RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table, UniqueConstraint, func
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.database import Model, Utc, UtcDateTime, UtcOrNone


class TextList(AsaList):
    """Texts in one column; unlike the original, statements that name it are compiled once."""

    cache_ok = True


ACCOUNT_ROLE = Table(
    "account_role",
    Model.metadata,
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
)


class RoleRow(Model, RoleMixin):
    """One of the roles of `core.people`."""

    __tablename__ = "role"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20))


class PasskeyRow(Model, WebAuthnMixin):
    """A passkey: the public half of a key that a device or a password manager keeps."""

    __tablename__ = "passkey"
    __table_args__ = (UniqueConstraint("credential_id"), UniqueConstraint("user_id", "name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(64))
    usage: Mapped[str] = mapped_column(String(64))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024))
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(TextList()))
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(String(255))
    create_datetime: Mapped[datetime] = mapped_column(UtcDateTime(), server_default=func.now())
    lastuse_datetime: Mapped[Utc]

    def get_user_mapping(self) -> dict[str, int]:
        """Return what Flask-Security finds the account by."""
        return {"id": self.user_id}


class AccountRow(Model, UserMixin):
    """Somebody who can log in. ``fs_uniquifier`` is what a cookie names; a new one ends every login.

    ``simulated``: made by ``quizapp demo``; there is no person behind it.
    """

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("email"),
        UniqueConstraint("fs_uniquifier"),
        UniqueConstraint("fs_webauthn_user_handle"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255))
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64))
    confirmed_at: Mapped[UtcOrNone]
    create_datetime: Mapped[datetime] = mapped_column(UtcDateTime(), server_default=func.now())
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(TextList()))
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(String(64))  # type: ignore[assignment]
    simulated: Mapped[bool] = mapped_column(default=False)

    roles: Mapped[list[RoleRow]] = relationship(  # type: ignore[assignment]
        secondary=ACCOUNT_ROLE, passive_deletes=True
    )
    webauthn: Mapped[list[PasskeyRow]] = relationship(  # type: ignore[assignment]
        cascade="all, delete-orphan", passive_deletes=True
    )


class LoginSessionRow(Model):
    """One login of an account on one device, until it logs out or the account ends it."""

    __tablename__ = "login_session"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    device: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[Utc]
    last_seen_at: Mapped[Utc]


class ApiTokenRow(Model):
    """A key with which an outside program acts for an account; only its SHA-256 is kept, as hex digits.

    ``scopes``: values of `core.people.Scope`, apart by spaces.
    """

    __tablename__ = "api_token"
    __table_args__ = (UniqueConstraint("digest"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64))
    scopes: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[Utc]
    expires_at: Mapped[Utc]
    last_used_at: Mapped[UtcOrNone]
