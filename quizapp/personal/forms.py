"""The forms about a person's own data."""

from wtforms import BooleanField, PasswordField
from wtforms.validators import InputRequired, Length

from quizapp.web.forms import BaseForm

WRONG_PASSWORD = "This is not your password. Try again, or reset it first."  # noqa: S105 - said to people
LONGEST_PASSWORD = 1000


class PasswordForm(BaseForm):
    """Delete everything, confirmed by the password."""

    password = PasswordField(
        "Your password",
        [
            InputRequired("Type your password, so that nobody else can delete your account."),
            Length(max=LONGEST_PASSWORD, message=WRONG_PASSWORD),
        ],
    )


class TickForm(BaseForm):
    """Delete everything, confirmed by a tick."""

    sure = BooleanField(
        "Yes, delete all of it",
        [InputRequired("Tick the box if you want everything deleted.")],
        description="It cannot be brought back.",
    )
