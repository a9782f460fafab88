"""The forms of cards and steps that a class is given."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from quizapp.classes.forms import LONGEST_TITLE, as_name
from quizapp.classes.quizzes.forms import RevisedForm, WindowForm
from quizapp.core.assignments import Window
from quizapp.core.class_tasks import Task
from quizapp.core.items import Topic
from quizapp.core.study_queue import Scope, parse_scope
from quizapp.quiz.forms import StartForm
from quizapp.study.decks.forms import OpenNumberField
from quizapp.web.filters import TOPIC_NAMES, count_of
from quizapp.web.forms import plain

LONGEST_WORDS = 4000
LONGEST_LINK = 500
NONE = ""

EMPTY_STEP = "Write a few words, or choose a step of the course, a topic or a link: the page would be empty."
BAD_LINK = "Write the whole address as your browser shows it; it begins with https://."


class TaskForm(WindowForm):
    """What every task has: a title, from when to when, and a few words."""

    title = StringField(
        "Title",
        [
            DataRequired("Give it a title."),
            Length(max=LONGEST_TITLE, message=f"Title: at most {LONGEST_TITLE} characters."),
        ],
        filters=[as_name],
    )
    words = TextAreaField(
        "A few words to the class",
        [Length(max=LONGEST_WORDS, message=f"Use at most {LONGEST_WORDS:,} characters.")],
        filters=[plain],
        description="Plain text; an empty line makes a paragraph. You can leave it empty.",
    )

    def suits(self) -> bool:
        """Tell whether there is something to do; if not, say so beside the field."""
        return True


class DeckFields(TaskForm):
    """Of how many questions of a deck each is to be answered once."""

    asked = OpenNumberField(
        "How many questions to answer once",
        low=1,
        message="Write a whole number from 1 to 9,999, or leave it empty for all.",
        description="Leave it empty for all of them. New cards come a few a day, as each student has chosen:"
        " 10 a day are 70 in a week.",
    )

    def task(self, window: Window, deck: Scope | None) -> Task:
        """Return what was chosen, with the cards of a deck."""
        return Task(
            title=self.title.data or "",
            window=window,
            words=self.words.data or "",
            deck=deck,
            asked=self.asked.data,
        )


class DeckForm(DeckFields, StartForm):
    """A deck for a class; ``client_id`` becomes the id of the task."""

    deck = SelectField("Cards of")

    def offer(self, decks: Iterable[tuple[Scope, str, int]]) -> None:
        """Let these decks be chosen: each with its title, and how many questions it has."""
        self.deck.choices = [
            SelectChoice(value=str(scope), label=f"{title} ({count_of(count, 'question', 'questions')})")
            for scope, title, count in decks
        ]

    @property
    def scope(self) -> Scope | None:
        """Return the deck that was chosen."""
        return parse_scope(self.deck.data or "")


class ChangeDeckForm(DeckFields, RevisedForm):
    """Other times or another number for a deck of a class."""


class StepFields(TaskForm):
    """What a step holds to be read."""

    course_step = SelectField(
        "Step of the course", description="Its page has its cards, and a check that is for the student alone."
    )
    topic = SelectField(
        "Facts to read",
        choices=[
            SelectChoice(value=NONE, label="None"),
            *(SelectChoice(value=topic.value, label=name) for topic, name in TOPIC_NAMES.items()),
        ],
        description="All facts on a topic that questions rest on, each with its sources.",
    )
    link = StringField(
        "A link to elsewhere",
        [Length(max=LONGEST_LINK, message=f"Link: at most {LONGEST_LINK} characters.")],
        filters=[plain],
    )

    def offer(self, steps: Iterable[tuple[int, str]]) -> None:
        """Let these steps of the course be chosen, by their numbers and titles."""
        self.course_step.choices = [
            SelectChoice(value=NONE, label="None"),
            *(SelectChoice(value=str(id_), label=title) for id_, title in steps),
        ]

    def validate_link(self, field: StringField) -> None:
        """Refuse what is no address of a page."""
        if field.data and not _is_address(field.data):
            raise ValidationError(BAD_LINK)

    def suits(self) -> bool:
        """Tell whether there is something to read; if not, say so beside the field."""
        if any((self.words.data, self.course_step.data, self.topic.data, self.link.data)):
            return True
        self.words.errors = [EMPTY_STEP]
        return False

    def task(self, window: Window, deck: Scope | None = None) -> Task:
        """Return what was chosen; a step has no ``deck``."""
        return Task(
            title=self.title.data or "",
            window=window,
            words=self.words.data or "",
            deck=deck,
            course_step=int(self.course_step.data) if self.course_step.data else None,
            topic=Topic(self.topic.data) if self.topic.data else None,
            link=self.link.data or "",
        )


class StepForm(StepFields, StartForm):
    """A step for a class; ``client_id`` becomes the id of the task."""


class ChangeStepForm(StepFields, RevisedForm):
    """Another step in the place of one that a class has."""


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not any(map(str.isspace, text))
