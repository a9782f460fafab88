"""The forms of whoever leads: choosing topics, starting, and giving a command."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from quizapp.core.items import Topic
from quizapp.core.live import Command
from quizapp.core.live_draft import FEWEST, MOST, ONLY_WHEN_CHOSEN
from quizapp.core.live_plan import SessionKind
from quizapp.web.filters import TOPIC_NAMES, count_of
from quizapp.web.forms import BaseForm, UuidField

USUAL_LENGTH = 7


class TopicsForm(BaseForm):
    """What a session is drawn from; it changes nothing, so it is sent as a question and carries no token."""

    class Meta:
        csrf = False

    topics = SelectMultipleField(
        "Topics",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        description="Leave all empty for a mix.",
    )
    length = SelectField(
        "How many questions",
        choices=[SelectChoice(value=str(length), label=str(length)) for length in range(FEWEST, MOST + 1)],
        default=str(USUAL_LENGTH),
    )

    def offer(self, counts: dict[Topic, int]) -> dict[str, str]:
        """Let these topics be chosen; return what is said beside each."""
        self.topics.choices = [SelectChoice(value=topic.value, label=TOPIC_NAMES[topic]) for topic in counts]
        return {
            topic.value: f"{count_of(count, 'question', 'questions')}"
            f"{'. Not in a mix: only when chosen' if topic in ONLY_WHEN_CHOSEN else ''}"
            for topic, count in counts.items()
        }

    @property
    def chosen(self) -> tuple[Topic, ...]:
        """Return the topics that were chosen."""
        return tuple(Topic(topic) for topic in self.topics.data or ())


class StartForm(BaseForm):
    """A session about to begin; ``client_id`` makes one that is sent twice begin once.

    ``read`` is the fingerprint of what was shown to be read, ``shown_now`` of what would be shown now.
    """

    shown_now = ""

    client_id = UuidField()
    read = HiddenField()
    asks_confidence = BooleanField(
        "Ask before and after how sure people feel",
        default=True,
        description="Shown for the room as a whole, and never for one person.",
    )
    kind = RadioField(
        "Who comes",
        choices=[
            SelectChoice(value=SessionKind.PATIENT.value, label="A patient group"),
            SelectChoice(value=SessionKind.CLASS.value, label="A class of yours"),
        ],
        default=SessionKind.PATIENT.value,
        description="In a class everybody gets a made-up name, and small numbers are shown, too.",
    )
    confirmed = BooleanField(
        "I have read these questions with their answers",
        description="No clinician has signed them yet, so somebody has to read them before a group does.",
    )

    def validate_read(self, field: HiddenField) -> None:
        """Refuse to show what nobody read: a question that changed since."""
        if field.data != self.shown_now:
            raise ValidationError("These questions changed since you read them. Please look once more.")

    def validate_confirmed(self, field: BooleanField) -> None:
        """Ask whoever leads to read what no clinician signed."""
        if not field.data:
            raise ValidationError("Read the questions and answers below, then tick that you have read them.")


class CommandForm(BaseForm):
    """A command, and the state it was given from."""

    command = HiddenField(validators=[InputRequired()])
    seq = IntegerField(widget=HiddenInput(), validators=[InputRequired()])

    def validate_command(self, field: HiddenField) -> None:
        """Refuse what is no command."""
        if field.data not in set(Command):
            raise ValidationError("There is no such command.")


def topics_in(names: Iterable[Any]) -> tuple[Topic, ...]:
    """Return the topics that are named, each once; what names none is left out."""
    known = {topic.value: topic for topic in Topic}
    return tuple(dict.fromkeys(known[name] for name in names if name in known))
