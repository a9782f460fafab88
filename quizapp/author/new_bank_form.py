"""Making an empty bank, as a form."""

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from quizapp.core.exchange import slug
from quizapp.web.forms import BaseForm, plain

TAKEN = "There is a bank of that title, or one much like it. Choose another title."


class NewBankForm(BaseForm):
    """The title of a bank, and what it is for; its lasting id is made of the title."""

    title = StringField(
        "Title",
        [DataRequired("Give the bank a title."), Length(max=200, message="Title: at most 200 characters.")],
        filters=[plain],
    )
    description = TextAreaField(
        "What it is for",
        [Length(max=1000, message="What it is for: at most 1,000 characters.")],
        filters=[plain],
        description="A sentence or two. Learners read it, too.",
    )

    def validate_title(self, field: StringField) -> None:
        """Refuse a title of which no lasting id can be made."""
        if field.data and not self.slug:
            raise ValidationError("Write the title with some letters of the Latin alphabet or digits in it.")

    @property
    def slug(self) -> str:
        """The lasting id."""
        return slug(self.title.data or "")

    def refuse_title(self) -> None:
        """Say that another bank has that lasting id."""
        self.title.errors = [TAKEN]
