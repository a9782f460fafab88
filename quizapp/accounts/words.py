"""What Flask-Security says, in our words."""

from typing import Any

MESSAGES = {
    "API_ERROR": "That did not work. A link works only once, and has to be complete. Please start again.",
    "GENERIC_AUTHN_FAILED": (
        "This e-mail address and password do not go together. Check both, or reset your password."
    ),
    "UNAUTHENTICATED": "Please log in to see this page.",
    "REAUTHENTICATION_REQUIRED": "To keep your account safe, please show once more that it is you.",
    "CONFIRM_REGISTRATION": (
        "We have written to %(email)s. Open the link in that mail to confirm the address; then log in."
    ),
    "EMAIL_CONFIRMED": "Thank you, your e-mail address is confirmed. Now log in.",
    "ALREADY_CONFIRMED": "This e-mail address is confirmed already. You can log in.",
    "INVALID_CONFIRMATION_TOKEN": (
        "This link is not complete, or a newer one replaced it. Ask for another below."
    ),
    "CONFIRMATION_REQUIRED": (
        "This e-mail address is not confirmed yet. Open the link in our mail, or ask for another one."
    ),
    "CONFIRMATION_REQUEST": "If %(email)s waits to be confirmed, a mail with a link is on its way.",
    "CONFIRMATION_EXPIRED": "This link was good for %(within)s only. Ask for another below.",
    "PASSWORD_RESET_REQUEST": "If %(email)s has an account here, a mail with a link is on its way.",
    "PASSWORD_RESET_EXPIRED": "This link was good for %(within)s only. Ask for another below.",
    "INVALID_RESET_PASSWORD_TOKEN": "This link is not complete, or was used before. Ask for another below.",
    "PASSWORD_RESET_NO_LOGIN": "Your new password is saved. Now log in with it.",
    "PASSWORD_CHANGE": "Your new password is saved. Every other device was logged out.",
    "PASSWORD_IS_THE_SAME": "This is the password you have now. Choose another one.",
    "PASSWORD_NOT_PROVIDED": "Enter a password.",
    "PASSWORD_INVALID_LENGTH": "Your password needs at least %(length)s characters. A few words are good.",
    "INVALID_PASSWORD": "This is not your password. Try again, or reset it.",
    "EMAIL_NOT_PROVIDED": "Enter your e-mail address.",
    "INVALID_EMAIL_ADDRESS": "Enter an e-mail address like name@example.org.",
    "EMAIL_ALREADY_ASSOCIATED": "This e-mail address belongs to an account.",
    "USER_DOES_NOT_EXIST": "This e-mail address has no account.",
    "DISABLED_ACCOUNT": "This account is closed. Ask whoever runs this site.",
    "INVALID_REDIRECT": "Start again from the page you came from.",
    "ANONYMOUS_USER_REQUIRED": "You are logged in already.",
    "LOGIN": "Please log in to see this page.",
    "REFRESH": "To keep your account safe, please show once more that it is you.",
    "REAUTHENTICATION_SUCCESSFUL": "Thank you. Go on where you were.",
    "CHANGE_EMAIL_SENT": (
        "We have written to %(email)s. Open the link in that mail; until then the old address stays."
    ),
    "CHANGE_EMAIL_CONFIRMED": "Your new e-mail address is saved.",
    "CHANGE_EMAIL_EXPIRED": "This link was good for %(within)s only. Please start again.",
    "INVALID_CODE": "This code is not right. Wait for the next one and try again.",
    "TWO_FACTOR_INVALID_TOKEN": "This code is not right. Wait for the next one and try again.",
    "TWO_FACTOR_LOGIN_SUCCESSFUL": "You are logged in.",
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": "From now on, logging in asks for a code from your app.",
    "TWO_FACTOR_PERMISSION_DENIED": "That took too long, or was done in another window. Please log in again.",
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": "Choose one of the ways shown.",
    "TWO_FACTOR_DISABLED": "Logging in no longer asks for a code.",
    "TWO_FACTOR_SETUP_EXPIRED": "That took longer than %(within)s. Please start again.",
    "INVALID_RECOVERY_CODE": "This recovery code is not right, or was used before.",
    "NO_RECOVERY_CODES_SETUP": "You have no recovery codes yet.",
    "WEBAUTHN_EXPIRED": "That took longer than %(within)s. Please start again.",
    "WEBAUTHN_NAME_REQUIRED": "Give the passkey a name, such as “my phone”.",
    "WEBAUTHN_NAME_INUSE": "You have a passkey named %(name)s. Choose another name.",
    "WEBAUTHN_NAME_NOT_FOUND": "You have no passkey of this name.",
    "WEBAUTHN_NAME_DISALLOWED_CHARACTERS": "Use letters, digits, spaces, hyphens and underscores only.",
    "WEBAUTHN_CREDENTIAL_DELETED": (
        "The passkey %(name)s is deleted here. You may delete it on your device, too."
    ),
    "WEBAUTHN_REGISTER_SUCCESSFUL": "The passkey %(name)s is ready. From now on you can log in with it.",
    "WEBAUTHN_CREDENTIAL_ID_INUSE": "This passkey was added before.",
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": "This passkey does not work here. Log in another way.",
    "WEBAUTHN_ORPHAN_CREDENTIAL_ID": "This passkey does not work here. Log in another way.",
    "WEBAUTHN_NO_VERIFY": "Your device’s answer could not be checked. Please try again.",
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE": "This passkey does not work here. Log in another way.",
    "WEBAUTHN_MISMATCH_USER_HANDLE": "This passkey belongs to another account.",
    "INVALID_INPUT_LENGTH": "This is too long. Shorten it.",
    "INVALID_INPUT": "Use plain letters, digits, spaces, hyphens and underscores only.",
}

SUBJECTS = {
    "EMAIL_SUBJECT_REGISTER": "Your account at NET Learning",
    "EMAIL_SUBJECT_CONFIRM": "Confirm your e-mail address",
    "EMAIL_SUBJECT_PASSWORD_RESET": "Choose a new password",
    "EMAIL_SUBJECT_PASSWORD_NOTICE": "Your password was changed",
    "EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": "Your password was changed",
    "CHANGE_EMAIL_SUBJECT": "Confirm your new e-mail address",
}


def config() -> dict[str, Any]:
    """Return the settings that carry these words."""
    said = {f"SECURITY_MSG_{name}": (words, "info") for name, words in MESSAGES.items()}
    return said | {f"SECURITY_{name}": words for name, words in SUBJECTS.items()}
