"""How Flask-Security is set up here: what it offers, what it keeps, and who may call its pages."""

from hashlib import sha256
from hmac import new as hmac
from typing import Any

from flask import Flask, request
from flask import session as cookie
from flask_security import (
    Security,
    SQLAlchemyUserDatastore,
    user_authenticated,
)
from flask_security.utils import aware_utcnow

from quizapp.accounts import logins, queries
from quizapp.database import db
from quizapp.models import AccountRow, PasskeyRow, RoleRow
from quizapp.web import access
from quizapp.web.access import Access
from quizapp.web.clock import new_id, utcnow

PASSWORD_LENGTH = 10
"""How many characters a password has at least; nothing else is asked of it."""

FOR_ANYBODY = (
    *("login", "logout", "register", "send_confirmation", "confirm_email"),
    *("forgot_password", "reset_password", "wan_signin", "wan_signin_response"),
    *("two_factor_token_validation", "two_factor_rescue", "tf_select", "mf_recovery"),
    "change_email_confirm",
)
FOR_ACCOUNTS = (
    *("change_password", "change_email", "verify", "two_factor_setup", "two_factor_setup_validate"),
    *("wan_register", "wan_register_response", "wan_delete", "wan_verify", "wan_verify_response"),
    "mf_recovery_codes",
)

datastore = SQLAlchemyUserDatastore(db, AccountRow, RoleRow, PasskeyRow)


def init_app(app: Flask) -> None:
    """Set up Flask-Security, say who may call its pages, and keep a list of logins."""
    app.config.from_mapping(_config(app.config["SECRET_KEY"]))
    security = Security()
    security.init_app(app, datastore, datetime_factory=aware_utcnow)
    # Only a login that is still listed counts; never a token in a header or an address.
    security.login_manager.session_protection = None
    security.login_manager.user_loader(load_account)
    security.login_manager.request_loader(lambda _request: None)
    user_authenticated.connect(note_login, app)
    for name in FOR_ANYBODY:
        access.declare(app, f"security.{name}", Access())
    for name in FOR_ACCOUNTS:
        access.declare(app, f"security.{name}", Access(login=True))


def load_account(uniquifier: str) -> AccountRow | None:
    """Return the account of a login that was not ended meanwhile."""
    return queries.find_logged_in(uniquifier, login_id=str(cookie.get("login", "")))


def note_login(_app: Flask, user: AccountRow, **_how: Any) -> None:
    """Put a login on the account's list and name it in the cookie."""
    login_id = new_id()
    logins.begin(user.id, login_id=login_id, user_agent=request.user_agent.string, now=utcnow())
    cookie["login"] = login_id.hex


def _config(secret_key: str) -> dict[str, Any]:
    return {
        "SECURITY_URL_PREFIX": "/account",
        "SECURITY_REGISTERABLE": True,
        "SECURITY_CONFIRMABLE": True,
        "SECURITY_RECOVERABLE": True,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_CHANGE_EMAIL": True,
        "SECURITY_WEBAUTHN": True,
        "SECURITY_WAN_RP_NAME": "NET Learning",
        "SECURITY_WAN_ALLOW_AS_FIRST_FACTOR": True,
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_TOTP_ISSUER": "NET Learning",
        "SECURITY_TOTP_SECRETS": {"1": _derived(secret_key, "totp")},
        # The same answer whether an address has an account or not.
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_TRACKABLE": False,
        "SECURITY_PASSWORD_LENGTH_MIN": PASSWORD_LENGTH,
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        # Not hashed with a key of ours first: a database that is moved keeps its passwords.
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    }


def _derived(secret_key: str, purpose: str) -> str:
    """Return a key for one purpose, made from the one that signs cookies."""
    return hmac(secret_key.encode(), purpose.encode(), sha256).hexdigest()
