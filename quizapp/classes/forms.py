"""The forms of classes: making one, joining one, and who is what in it."""

from wtforms import HiddenField, IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError
from wtforms.widgets import HiddenInput

from quizapp.classes.words import ROLE_NAMES
from quizapp.core import live
from quizapp.core.cohorts import typed_code
from quizapp.core.names import shown_name
from quizapp.web.forms import BaseForm, UuidField, plain

LONGEST_TITLE = 100
LONGEST_NAME = 80


def as_name(text: str | None) -> str:
    """Return a title or a name as others will read it."""
    return shown_name(text or "")


NO_CODE = "A code has eight letters, such as BCDF-GHJK. Look at it once more, and type it again."
CODE_OF_SESSION = "This is how the code of a session in a room looks. A class has a code of eight letters."


class TitleForm(BaseForm):
    """What a class is called."""

    title = StringField(
        "Title of the class",
        [
            DataRequired("Give the class a title."),
            Length(max=LONGEST_TITLE, message=f"Title: at most {LONGEST_TITLE} characters."),
        ],
        filters=[as_name],
    )


class ClassForm(TitleForm):
    """A new class, and how its educator is called there; ``client_id`` becomes its id."""

    client_id = UuidField()
    name = StringField(
        "Your name, as students know you",
        [
            DataRequired("Write how students know you, so that they see whose class it is."),
            Length(max=LONGEST_NAME, message=f"Your name: at most {LONGEST_NAME} characters."),
        ],
        filters=[as_name],
        description="Whoever opens the invitation reads it.",
    )


class EndForm(BaseForm):
    """Ending a class; ``deletes`` tells that the page offered to delete it, as nobody else was in it."""

    deletes = HiddenField()


class CodeForm(BaseForm):
    """The code of a class, however it is typed."""

    code = StringField("The code", [InputRequired("Type the code that you were given.")], [plain])

    def validate_code(self, field: StringField) -> None:
        """Refuse what can be no code."""
        if not typed_code(field.data or ""):
            raise ValidationError(CODE_OF_SESSION if self.is_of_session else NO_CODE)

    @property
    def is_of_session(self) -> bool:
        """Tell whether the code looks like the code of a live session, which is joined elsewhere."""
        return bool(live.typed_code(self.code.data or ""))

    @property
    def typed(self) -> str:
        """The code as it is looked for."""
        return typed_code(self.code.data or "")


class JoinForm(BaseForm):
    """A student joins; ``client_id`` becomes the id of the membership."""

    client_id = UuidField()
    name = StringField(
        "Your name, as your teacher knows you",
        [
            DataRequired("Write your name, so that your teacher knows who you are."),
            Length(max=LONGEST_NAME, message=f"Your name: at most {LONGEST_NAME} characters."),
        ],
        filters=[as_name],
    )


class SeenForm(BaseForm):
    """Somebody read what staff sees, up to a version of it."""

    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())


class CalendarForm(BaseForm):
    """Another address for a calendar in the place of ``replaces``, which is empty where it has none."""

    replaces = HiddenField()


class InvitationForm(BaseForm):
    """Another invitation in the place of the one with the code ``replaces``."""

    replaces = HiddenField(validators=[InputRequired()])


class RoleForm(BaseForm):
    """What somebody is in a class."""

    role = RadioField(
        "In this class they are",
        [InputRequired("Choose what they are in this class.")],
        choices=[SelectChoice(value=role.value, label=name) for role, name in ROLE_NAMES.items()],
    )
