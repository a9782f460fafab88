"""How educators answer a report."""

from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from quizapp.core.reporting import Outcome
from quizapp.web.filters import OUTCOME_NAMES
from quizapp.web.forms import BaseForm, plain

MOST_LETTERS = 1000


class AnswerForm(BaseForm):
    """What was done about a report, in words for whoever sent it."""

    outcome = RadioField(
        "What was done?",
        [InputRequired("Choose what was done about it.")],
        choices=[SelectChoice(value=one.value, label=OUTCOME_NAMES[one]) for one in Outcome],
    )
    words = TextAreaField(
        "Your answer",
        [
            DataRequired("Say in a sentence or two what was done, for whoever sent the report."),
            Length(max=MOST_LETTERS, message=f"Please keep it to {MOST_LETTERS:,} characters."),
        ],
        filters=[plain],
        description="Whoever sent it reads this. Say what was done, and thank them; never ask who they are.",
    )
