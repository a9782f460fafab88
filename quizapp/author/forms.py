"""What educators send beside the fields of an item."""

from wtforms import HiddenField, IntegerField, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, HiddenInput

from quizapp.core.reviewing import Vouch
from quizapp.web.filters import TYPE_NAMES
from quizapp.web.forms import BaseForm, UuidField, plain

VOUCHES = {
    Vouch.FACTS: "The facts: the key and the reasons are what the sources say",
    Vouch.WORDING: "The wording: clear, kind, and without hints at the answer",
    Vouch.PATIENT_READING: "Patient reading: somebody with the illness, or for them, has read it",
    Vouch.CLINICAL: "Clinical: I am a clinician, and this is sound practice",
}


class NewItemForm(BaseForm):
    """Begin an item."""

    draft_id = UuidField()
    type = RadioField(
        "What kind of question?",
        [InputRequired("Choose a kind of question.")],
        choices=[SelectChoice(kind.value, words) for kind, words in TYPE_NAMES.items()],
    )


class TakeUpForm(BaseForm):
    """Take a stored item into work."""

    draft_id = UuidField()


class SaveForm(BaseForm):
    """What every page of an item in work sends back: which revision it showed, and what is to be done."""

    revision = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    action = HiddenField()


class NoteForm(BaseForm):
    """What the authors are asked to change."""

    note = TextAreaField(
        "A word to the authors",
        [
            DataRequired("Say in a sentence what is to be changed."),
            Length(max=2000, message="Use at most 2,000 characters."),
        ],
        filters=[plain],
    )


class PublishForm(BaseForm):
    """What learners are told who met another key than the one that is published."""

    correction = TextAreaField(
        "What was wrong, and what is right now",
        [Length(max=1000, message="Please keep it to 1,000 characters.")],
        filters=[plain],
        description="A sentence or two in plain words, for learners. It stands on their first page, beside"
        " both answers and the source. The mistake was ours, and the page says so.",
    )


class SignForm(BaseForm):
    """What a reviewer vouches for."""

    vouches = SelectMultipleField(
        "I looked at this version and vouch for",
        [DataRequired("Tick what you vouch for.")],
        choices=[SelectChoice(vouch.value, words) for vouch, words in VOUCHES.items()],
        option_widget=CheckboxInput(),
    )
