"""What can be done with accounts: one function, one use case, one commit."""

import unicodedata
from collections.abc import Collection
from datetime import datetime
from uuid import uuid4

from flask_security import hash_password

from quizapp.accounts import queries
from quizapp.core.errors import LastAdminError
from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import AccountRow


def create_account(
    email: str, password: str, *, roles: Collection[Role], simulated: bool = False, now: datetime
) -> AccountRow:
    """Store an account whose address counts as confirmed; every account is a learner's."""
    account = AccountRow(
        email=email.strip().lower(),
        password=hash_password(unicodedata.normalize("NFKD", password)),  # as logging in looks at it
        active=True,
        fs_uniquifier=uuid4().hex,
        confirmed_at=now,
        simulated=simulated,
        roles=list(queries.roles({Role.LEARNER, *roles})),
    )
    db.session.add(account)
    db.session.commit()
    return account


def give_role(account: AccountRow, role: Role) -> None:
    """Give an account a role that it may have already."""
    set_roles(account, {role, *(Role(row.name) for row in account.roles)})


def set_roles(account: AccountRow, roles: Collection[Role]) -> None:
    """Give an account these roles and no others; every account stays a learner's.

    :raises LastAdminError: nobody would be left who can give roles.
    """
    admins = queries.lock_admins()
    if Role.ADMIN not in roles and admins == [account.id]:
        raise LastAdminError
    account.roles = list(queries.roles({Role.LEARNER, *roles}))
    db.session.commit()
