"""What of a person an account keeps, and what of it no export may carry."""

from collections.abc import Mapping, Sequence
from typing import Any

from quizapp.accounts import queries
from quizapp.web.privacy import Owner, PersonalTable


def name_roles(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """Return the name of the role of each row."""
    names = queries.role_names()
    return [(names[row["role_id"]],) for row in rows]


TABLES = (
    PersonalTable(
        name="account",
        owner=Owner.ACCOUNT,
        column="id",
        file="account",
        about="Your account: e-mail address, and since when.",
        left_out={
            "password": "a fingerprint of your password; whoever has it could guess the password",
            "fs_uniquifier": "ties your browser to your account; whoever has it could try to pass for you",
            "fs_webauthn_user_handle": "ties your passkeys to your account",
            "tf_totp_secret": "the secret behind the codes of your app",
            "mf_recovery_codes": "codes that open your account",
        },
    ),
    PersonalTable(
        name="account_role",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="roles",
        about="What your account may do here.",
        explained=("role",),
        explain=name_roles,
    ),
    PersonalTable(
        name="passkey",
        owner=Owner.ACCOUNT,
        column="user_id",
        file="passkeys",
        about="Your passkeys: their names, when you added and last used them.",
        left_out={
            "credential_id": "names the passkey to your device",
            "public_key": "checks the passkey",
        },
    ),
    PersonalTable(
        name="login_session",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="logins",
        about="Where you are logged in: which kind of browser, since when, and when it was last seen.",
        left_out={"id": "names the login in that browser’s cookie"},
    ),
    PersonalTable(
        name="api_token",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="tokens",
        about="The keys you made for other programs: names, what they allow, and how long.",
        left_out={"digest": "a fingerprint of the key, by which the key is known"},
    ),
)
