"""What educators send from the page of a stored item."""

from collections.abc import Mapping

from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from quizapp.author.forms import SignForm
from quizapp.web.forms import BaseForm, UuidField, plain

MOST_LETTERS = 2000


class DuplicateForm(BaseForm):
    """Begin a copy of an item in a bank."""

    draft_id = UuidField()
    bank = SelectField("In which bank?", [InputRequired("Choose a bank.")])

    def offer(self, banks: Mapping[str, str]) -> "DuplicateForm":
        """Let somebody choose among these banks, each with its title by its slug."""
        self.bank.choices = [SelectChoice(slug, title) for slug, title in banks.items()]
        return self


class VouchForm(SignForm):
    """Vouch for a version that learners have already."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired("Load the page again.")])


class RetireForm(BaseForm):
    """Stop giving an item to learners."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired("Load the page again.")])
    note = TextAreaField(
        "Why should learners not be given it any more?",
        [
            DataRequired("Say why in a few words, so that colleagues can follow."),
            Length(max=MOST_LETTERS, message="Use at most 2,000 characters."),
        ],
        filters=[plain],
    )
