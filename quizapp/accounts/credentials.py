"""Who somebody is by e-mail address, password and, where they set that up, a code from their app."""

import unicodedata

from flask_security import Totp, hash_password, verify_password

from quizapp.accounts import token_queries
from quizapp.core.errors import AddressNotConfirmedError, CodeNeededError, WrongCredentialsError
from quizapp.database import db
from quizapp.models import AccountRow

CLOCKS_APART = 30
"""How many seconds the clock of an app may be away from ours."""


def identify(email: str, password: str, code: str, *, totp: Totp) -> AccountRow:
    """Return the account that these belong to.

    What is not an account is refused as a wrong password is, after the same work. What else stands in the way
    is told only to those who know the password.

    :raises WrongCredentialsError: they belong to no account.
    :raises AddressNotConfirmedError: the account's address was not confirmed.
    :raises CodeNeededError: the account has a second step, and no code was sent.
    """
    found = token_queries.find_sign_in(email)
    db.session.rollback()  # nobody waits for the database while the password is looked at
    password = unicodedata.normalize("NFKD", password)
    if found is None or not found.password:
        hash_password(password)
        raise WrongCredentialsError
    if not verify_password(password, found.password):
        raise WrongCredentialsError
    stored, found = found.password, token_queries.find_sign_in(email, lock=True)
    if found is None or found.password != stored:  # deleted, or given a new password, meanwhile
        raise WrongCredentialsError
    if not found.confirmed:
        raise AddressNotConfirmedError
    if found.totp_secret and not code:
        raise CodeNeededError
    if found.totp_secret and not totp.verify_totp(
        code, found.totp_secret, found.account, window=CLOCKS_APART
    ):
        raise WrongCredentialsError
    return found.account
