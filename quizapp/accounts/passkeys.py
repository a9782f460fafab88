"""Passkeys: any that the device itself finds and asks somebody to unlock."""

from typing import Any

from flask_security import WebAuthnRegisterResponseForm, WebauthnUtil
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)


class Passkeys(WebauthnUtil):
    """Asks for passkeys that log in on their own: found without a name, unlocked by their owner."""

    def authenticator_selection(self, *_asked: Any) -> AuthenticatorSelectionCriteria:
        """Ask for such a passkey, be it in a phone, a computer, a password manager or a key of its own."""
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )

    def user_verification(self, *_asked: Any) -> UserVerificationRequirement:
        """Ask that it be unlocked: what somebody has, and what they know or are, make two steps in one."""
        return UserVerificationRequirement.REQUIRED


class NewPasskey(WebAuthnRegisterResponseForm):
    """What the browser answers when it made a passkey."""

    def validate(self, **kwargs: Any) -> bool:
        """Check the answer, and keep nothing of it that we do not need."""
        passed: bool = super().validate(**kwargs)
        self.extensions = ""
        return passed
