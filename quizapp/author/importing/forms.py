"""Forms for bringing questions from a file."""

from collections.abc import Mapping

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Regexp
from wtforms.widgets import CheckboxInput

from quizapp.author.format_names import FORMAT_NAMES
from quizapp.core.exchange import slug
from quizapp.core.items import Audience, Level, Topic
from quizapp.formats.exchange.files import READERS, Format
from quizapp.formats.exchange.reading import MOST_ITEMS
from quizapp.web.filters import AUDIENCE_NAMES, LEVEL_NAMES, TOPIC_NAMES
from quizapp.web.forms import BaseForm, UuidField, plain

NEW_BANK = ""
"""Stands among the banks for one that is to be made."""

LEFT_OPEN = SelectChoice("", "Leave it open, to be said later")


class FileForm(BaseForm):
    """A file of questions, where they are to go, and what the file may not say of them."""

    import_id = UuidField()
    file = FileField(
        "File with questions",
        [FileRequired("Choose a file first.")],
        description="At most 20 MB and 20,000 questions. You see them before anything goes into a bank.",
    )
    format = SelectField(
        "Format",
        choices=[
            SelectChoice("", "Told by its name and what is in it"),
            *(SelectChoice(one.value, name) for one, name in FORMAT_NAMES.items() if one in READERS),
        ],
        invalid_choice_message="Choose one of these formats.",
    )
    bank = SelectField("Into which bank", invalid_choice_message="Choose one of these banks.")
    title = StringField(
        "Title of the new bank",
        [Length(max=200, message="Use at most 200 characters for the title.")],
        filters=[plain],
    )
    slug = StringField(
        "Its lasting name",
        [
            Regexp(
                r"^([a-z0-9]+(-[a-z0-9]+)*)?\Z",
                message="Use small letters, digits, and hyphens between them for the lasting name.",
            ),
            Length(max=80, message="Use at most 80 characters for the lasting name."),
        ],
        filters=[plain],
        description="Small letters, digits and hyphens. Left empty, it is made of the title.",
    )
    language = SelectField(
        "Its language",
        choices=[SelectChoice("en-GB", "English")],
        invalid_choice_message="Choose one of these languages.",
    )
    topic = SelectField(
        "Topic",
        choices=[LEFT_OPEN, *(SelectChoice(one.value, TOPIC_NAMES[one]) for one in Topic)],
        invalid_choice_message="Choose one of these topics.",
    )
    level = SelectField(
        "What they ask of learners",
        choices=[LEFT_OPEN, *(SelectChoice(one.value, LEVEL_NAMES[one]) for one in Level)],
        invalid_choice_message="Choose one of these.",
    )
    audience = SelectMultipleField(
        "Who is asked them",
        choices=[SelectChoice(one.value, AUDIENCE_NAMES[one]) for one in Audience],
        option_widget=CheckboxInput(),
        validate_choice=True,
    )

    def offer(self, banks: Mapping[str, str]) -> None:
        """Let questions go into these banks, by lasting name with their titles."""
        self.bank.choices = [
            SelectChoice(NEW_BANK, "A new bank, named below"),
            *(SelectChoice(name, title) for name, title in banks.items()),
        ]

    @property
    def read_as(self) -> Format | None:
        """Return the format that was chosen; None if it is to be told."""
        return Format(self.format.data) if self.format.data else None

    @property
    def new_slug(self) -> str:
        """Return the lasting name of a new bank."""
        return self.slug.data or slug(self.title.data or "")

    def refuse_new_bank(self, taken: Mapping[str, str]) -> bool:
        """Say what a new bank lacks; tell whether it lacks anything."""
        self.title.errors, self.slug.errors = [*self.title.errors], [*self.slug.errors]
        if not self.title.data:
            self.title.errors.append("Give the new bank a title, or choose a bank that is there.")
        elif not self.new_slug:
            self.slug.errors.append("Give the new bank a lasting name; none can be made of this title.")
        elif self.new_slug in taken:
            self.slug.errors.append(
                f"There is a bank of the name “{self.new_slug}” already. Choose it, or use another name."
            )
        return bool(self.title.errors or self.slug.errors)


class ChooseForm(BaseForm):
    """Which of the questions on a page are ticked, and what to do then."""

    shown = SelectMultipleField(coerce=int, validate_choice=False)
    ticked = SelectMultipleField(coerce=int, validate_choice=False)
    then = StringField()

    @property
    def places(self) -> set[int]:
        """Return the places of the questions that the page showed."""
        return {place for place in self.shown.data or () if 0 < place <= MOST_ITEMS}

    @property
    def chosen(self) -> set[int]:
        """Return those that are ticked."""
        return self.places & set(self.ticked.data or ())


class ThrowForm(BaseForm):
    """Throw something away."""
