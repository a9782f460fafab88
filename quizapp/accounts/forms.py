"""The forms of the account pages: Flask-Security's, with our words and limits, and a few of our own."""

from typing import Any, ClassVar

from flask import current_app
from flask_security import (
    ChangeEmailForm,
    ChangePasswordForm,
    ForgotPasswordForm,
    Form,
    LoginForm,
    RegisterFormV2,
    ResetPasswordForm,
    SendConfirmationForm,
    TwoFactorRescueForm,
    TwoFactorSelectForm,
    TwoFactorSetupForm,
    TwoFactorVerifyCodeForm,
    VerifyForm,
    WebAuthnRegisterForm,
)
from flask_security.recovery_codes import MfRecoveryForm
from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.web.forms import BaseForm

LONGEST_PASSWORD = 1000
"""Argon2 takes as long for a page of text as for a word, but nobody needs a page."""

LONGEST_EMAIL = 255

LABELS = {
    "email": "E-mail address",
    "password": "Password",
    "new_password": "New password",
}
LENGTH_HINT = "At least 10 characters; a few words are good."


class OurWords(Form):
    """Gives the fields our labels and limits when the form is made."""

    labels: ClassVar[dict[str, str]] = {}
    hints: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            field.label.text = self.labels.get(field.name, LABELS.get(field.name, field.label.text))
            field.description = self.hints.get(field.name, "")
            if "password" in field.name:
                field.validators = [TOO_LONG, *field.validators]
            elif field.name == "email":
                field.validators = [TOO_LONG_AN_ADDRESS, *field.validators]


TOO_LONG = Length(max=LONGEST_PASSWORD, message=f"Use at most {LONGEST_PASSWORD} characters.")
TOO_LONG_AN_ADDRESS = Length(max=LONGEST_EMAIL, message="Enter an e-mail address like name@example.org.")


class Login(OurWords, LoginForm):
    """E-mail address and password; nothing remembers a device beyond its cookie."""

    remember = None

    def validate(self, **kwargs: Any) -> bool:
        """Say what stands in the way of somebody whose password was right."""
        passed: bool = super().validate(**kwargs)
        if not passed and self.user_authenticated:
            self.form_errors += self.email.errors
            self.email.errors = ()
        return passed


class Register(OurWords, RegisterFormV2):
    """A new account; the password is typed once, because it can be shown."""

    hints: ClassVar = {
        "email": "We write to it only about your account.",
        "password": LENGTH_HINT,
    }


class AsksForMail(OurWords):
    """Says so when what was typed is no address; whether it has an account is told to nobody."""

    def validate(self, **kwargs: Any) -> bool:
        """Refuse what no mail could be sent to."""
        passed: bool = super().validate(**kwargs)
        try:
            current_app.extensions["security"].mail_util.normalize(self["email"].data or "")
        except ValueError as error:
            self.form_errors.append(str(error))
        return passed

    def say_at_the_field(self) -> None:
        """Tie what is wrong to the address; Flask-Security clears a field that could tell of an account."""
        self["email"].errors = tuple(self.form_errors)
        self.form_errors.clear()


class SendConfirmation(AsksForMail, SendConfirmationForm):
    """Asks for another link to confirm an address."""


class ForgotPassword(AsksForMail, ForgotPasswordForm):
    """Asks for a link to choose a new password."""


class ResetPassword(OurWords, ResetPasswordForm):
    """A new password, instead of one that was forgotten."""

    labels: ClassVar = {"password": "New password"}
    hints: ClassVar = {"password": LENGTH_HINT}
    password_confirm = None


class ChangePassword(OurWords, ChangePasswordForm):
    """A new password, by whoever knows the old one."""

    labels: ClassVar = {"password": "Password you have now"}
    hints: ClassVar = {"new_password": LENGTH_HINT}
    new_password_confirm = None


class ChangeEmail(OurWords, ChangeEmailForm):
    """Another e-mail address."""

    labels: ClassVar = {"email": "New e-mail address"}


class Verify(OurWords, VerifyForm):
    """The password once more, before something that matters."""


class PasskeyName(OurWords, WebAuthnRegisterForm):
    """A name for a new passkey. Every passkey logs in on its own."""

    labels: ClassVar = {"name": "Name of the passkey"}
    hints: ClassVar = {"name": "So that you know it again, such as “my phone”."}
    usage = RadioField(choices=[SelectChoice(value="first")], default="first")


class TwoFactorSetup(OurWords, TwoFactorSetupForm):
    """Turns the code at logging in on or off."""

    setup = RadioField(
        choices=[
            SelectChoice(value="authenticator", label="Ask for a code"),
            SelectChoice(value="disable", label="Ask for no code"),
        ],
        validate_choice=False,
    )


class Rescue(OurWords, TwoFactorRescueForm):
    """What helps without the app: a recovery code, which Flask-Security adds for who has one."""

    help_setup = RadioField(choices=[])


class Code(OurWords, TwoFactorVerifyCodeForm):
    """The six digits that an authenticator app shows."""

    labels: ClassVar = {"code": "Code"}
    hints: ClassVar = {"code": "The six digits that your app shows now."}


class RecoveryCode(OurWords, MfRecoveryForm):
    """A code that was kept for the day when the phone is lost."""

    labels: ClassVar = {"code": "Recovery code"}
    hints: ClassVar = {"code": "Like 1a2b-3c4d-5e6f. Each works once."}

    def validate(self, **kwargs: Any) -> bool:
        """Know a code however it is typed from paper."""
        self["code"].data = (self["code"].data or "").strip().lower()
        passed: bool = super().validate(**kwargs)
        return passed


class SelectSecondStep(OurWords, TwoFactorSelectForm):
    """Which second step to take."""

    labels: ClassVar = {"which": "How do you want to show that it is you?"}


class FindPerson(BaseForm):
    """Looks somebody up by their address."""

    class Meta:
        """Changes nothing, so it carries no token."""

        csrf = False

    email = StringField("E-mail address", [Length(max=LONGEST_EMAIL)])


class Roles(BaseForm):
    """What an account may do beside learning."""

    roles = SelectMultipleField(
        "Roles",
        choices=[
            SelectChoice(value="facilitator", label="Facilitator"),
            SelectChoice(value="educator", label="Educator"),
            SelectChoice(value="admin", label="Admin"),
        ],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class Press(BaseForm):
    """Nothing but a button."""
