"""The form that makes a token."""

from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.accounts.tokens import LONGEST_NAME
from quizapp.core.people import Scope
from quizapp.web.forms import BaseForm, UuidField, plain

SCOPE_NAMES = {
    Scope.READ: "Read quizzes, cards and progress",
    Scope.STUDY: "Take quizzes and answer cards",
    Scope.EXPORT: "Fetch everything that is stored about me",
    Scope.TOKENS: "See my tokens, and revoke them",
}
LIFETIMES = {"7": "A week", "30": "A month", "90": "Three months", "366": "A year"}


class TokenForm(BaseForm):
    """What a token is for, what it allows, and how long; ``client_id`` becomes its id."""

    client_id = UuidField()
    name = StringField(
        "What is it for?",
        [
            DataRequired("Say what it is for, so that you know it again."),
            Length(max=LONGEST_NAME, message=f"Use at most {LONGEST_NAME} characters."),
        ],
        filters=[plain],
        description="The name of the program, such as “study script on my laptop”.",
    )
    scopes = SelectMultipleField(
        "What may it do?",
        [InputRequired("Choose what it may do.")],
        choices=[SelectChoice(value=scope.value, label=name) for scope, name in SCOPE_NAMES.items()],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    days = SelectField(
        "How long?",
        choices=[SelectChoice(value=days, label=name) for days, name in LIFETIMES.items()],
        default="90",
    )
