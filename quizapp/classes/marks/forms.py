"""The forms of marks that are set by hand."""

from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError
from wtforms.widgets import HiddenInput

from quizapp.core.gradebook import typed_percent
from quizapp.web.forms import BaseForm, plain

LONGEST_REASON = 500
OUT_OF_DATE = "This page is out of date. Please load it again."


class BackForm(BaseForm):
    """A mark that was set is taken back; ``seen`` is how many entries its trail had."""

    seen = IntegerField(validators=[InputRequired(OUT_OF_DATE)], widget=HiddenInput())
    reason = TextAreaField(
        "Why",
        [
            DataRequired("Say why: the student reads it, and so does whoever looks at it later."),
            Length(max=LONGEST_REASON, message=f"Please keep it to {LONGEST_REASON} characters."),
        ],
        filters=[plain],
        description="The student reads it, and so do the staff of the class.",
    )


class MarkForm(BackForm):
    """A mark that is set by hand."""

    percent = StringField(
        "Mark in percent",
        [DataRequired("Write the mark as a percentage, such as 80 or 66.5.")],
        filters=[plain],
    )

    def validate_percent(self, field: StringField) -> None:
        """Refuse what is no percentage."""
        if typed_percent(field.data or "") is None:
            raise ValidationError("Write a percentage from 0 to 100, such as 80 or 66.5.")

    @property
    def share(self) -> int | None:
        """Return the mark in hundredths of a percent."""
        return typed_percent(self.percent.data or "")
