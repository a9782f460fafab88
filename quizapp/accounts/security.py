"""How Flask-Security is set up here: what it offers, what it keeps, and who may call its pages."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from hmac import new as hmac
from typing import Any

from flask import Flask
from flask import session as cookie
from flask_security import Security, SQLAlchemyUserDatastore, user_registered
from flask_security.utils import aware_utcnow, set_request_attr

from quizapp.accounts import forms, logins, pages, queries, signed_in, words
from quizapp.accounts.authenticator import Authenticator
from quizapp.accounts.mail import Mail
from quizapp.accounts.passkeys import NewPasskey, Passkeys
from quizapp.config import Settings
from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import AccountRow, PasskeyRow, RoleRow
from quizapp.web import access
from quizapp.web.access import Access
from quizapp.web.clock import utcnow

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
    app.config.from_mapping(_config(app.config["SECRET_KEY"], app.extensions["settings"]))
    security = Security(
        login_form=forms.Login,
        register_form=forms.Register,
        send_confirmation_form=forms.SendConfirmation,
        forgot_password_form=forms.ForgotPassword,
        reset_password_form=forms.ResetPassword,
        change_password_form=forms.ChangePassword,
        change_email_form=forms.ChangeEmail,
        verify_form=forms.Verify,
        two_factor_setup_form=forms.TwoFactorSetup,
        two_factor_verify_code_form=forms.Code,
        two_factor_rescue_form=forms.Rescue,
        two_factor_select_form=forms.SelectSecondStep,
        mf_recovery_form=forms.RecoveryCode,
        wan_register_form=forms.PasskeyName,
        wan_register_response_form=NewPasskey,
        webauthn_util_cls=Passkeys,
        mail_util_cls=Mail,
        totp_cls=Authenticator,
        render_template=pages.render,
    )
    security.init_app(app, datastore, datetime_factory=aware_utcnow)
    # The pages answer browsers only; programs have the API and its tokens.
    security.want_json(lambda _request: False)
    # Only a login that is still listed counts; never a token in a header or an address.
    security.login_manager.session_protection = None
    security.login_manager.user_loader(load_account)
    security.login_manager.request_loader(lambda _request: None)
    user_registered.connect(make_learner, app)
    signed_in.init_app(app)
    for name in FOR_ANYBODY:
        access.declare(app, f"security.{name}", Access())
    for name in FOR_ACCOUNTS:
        access.declare(app, f"security.{name}", Access(login=True))


def load_account(uniquifier: str) -> AccountRow | None:
    """Return the account of a login that was not ended meanwhile."""
    login_id = signed_in.login_id()
    found = queries.find_logged_in(str(uniquifier), login_id=login_id) if login_id else None
    if found is None:
        return None
    # Flask-Security's own pages ask how and when somebody logged in.
    set_request_attr("fs_authn_via", "session")
    set_request_attr("fs_paa", cookie.get("fs_paa", 0))
    logins.note(found.login, now=utcnow())
    return found.account


def make_learner(_app: Flask, user: AccountRow, **_how: Any) -> None:
    """Give a new account its role, and fail now if its address was taken by another request meanwhile."""
    user.roles = list(queries.roles({Role.LEARNER}))
    db.session.flush()


def _config(secret_key: str, settings: Settings) -> dict[str, Any]:
    return words.config() | {
        "SECURITY_URL_PREFIX": "/account",
        "SECURITY_STATIC_FOLDER": None,  # its scripts stand inside pages, which our policy forbids
        "SECURITY_REGISTERABLE": True,
        "SECURITY_CONFIRMABLE": True,
        "SECURITY_RECOVERABLE": True,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_CHANGE_EMAIL": True,
        "SECURITY_PASSWORD_CONFIRM_REQUIRED": False,
        "SECURITY_POST_CHANGE_VIEW": "account.index",
        "SECURITY_POST_REGISTER_VIEW": "security.login",
        "SECURITY_POST_CHANGE_EMAIL_VIEW": "account.index",
        # Not the page that the second step is set up on: what comes next are the recovery codes.
        "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "security.two_factor_setup",
        "SECURITY_WEBAUTHN": True,
        "SECURITY_WAN_RP_NAME": "NET Learning",
        "SECURITY_WAN_ALLOW_AS_FIRST_FACTOR": True,
        # A passkey is found by the browser; who has one is nobody's business.
        "SECURITY_WAN_ALLOW_USER_HINTS": False,
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        # Whoever reads the database or a copy of it cannot use them.
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [
            urlsafe_b64encode(bytes.fromhex(_derived(secret_key, "recovery codes")))
        ],
        "SECURITY_TOTP_ISSUER": "NET Learning",
        "SECURITY_TOTP_SECRETS": {"1": _derived(secret_key, "totp")},
        # The same answer whether an address has an account or not.
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_TRACKABLE": False,
        "SECURITY_PASSWORD_LENGTH_MIN": PASSWORD_LENGTH,
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        # What OWASP's Password Storage Cheat Sheet asks for. The library's own choice takes 64 MiB and
        # four threads for each login, which a small machine cannot give to a class that logs in at once.
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__memory_cost": 19 * 1024,
            "argon2__time_cost": 2,
            "argon2__parallelism": 1,
        },
        # Not hashed with a key of ours first: a database that is moved keeps its passwords.
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_EMAIL_HTML": False,
        "SECURITY_EMAIL_SENDER": settings.mail_from,
    }


def _derived(secret_key: str, purpose: str) -> str:
    """Return a key for one purpose, made from the one that signs cookies."""
    return hmac(secret_key.encode(), purpose.encode(), sha256).hexdigest()
