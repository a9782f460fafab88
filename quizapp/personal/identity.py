"""Is it really them? Asked before everything of theirs goes."""

import unicodedata

from flask_security import verify_password

from quizapp.database import db
from quizapp.models import AccountRow


def knows_password(account: AccountRow, password: str) -> bool:
    """Tell whether somebody typed the password of an account."""
    stored = account.password or ""
    db.session.rollback()  # nobody waits for the database while the password is looked at
    return bool(verify_password(unicodedata.normalize("NFKD", password), stored))
