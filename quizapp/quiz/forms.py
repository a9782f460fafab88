"""The quiz's forms: choosing a quiz, starting one, and saying that something is wrong with a question."""

from collections.abc import Iterable

from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.core.assembly import AssessmentBlueprint, spread
from quizapp.core.behaviour import Behaviour
from quizapp.core.items import Audience, Level, Topic
from quizapp.quiz.behaviour_words import BEHAVIOUR_NAMES, FOR_STUDENTS_ONLY
from quizapp.web.filters import AUDIENCE_NAMES, LEVEL_NAMES, REASON_NAMES, TOPIC_NAMES
from quizapp.web.forms import BaseForm, UuidField, plain

LENGTHS = (5, 8, 10, 20, 30)
MOST_IN_PRACTICE = (10, 20, 30, 40)
HIGHEST_SEED = 999_999
LONGEST_NOTE = 500


class StartForm(BaseForm):
    """A quiz in one click; ``client_id`` becomes the attempt's id."""

    client_id = UuidField()


class QuizNumberField(IntegerField):
    """A quiz number; what is not written in digits is refused in plain words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Turn the number into a value."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Type the number in digits, for example 4711.") from error


class SetupForm(StartForm):
    """What a quiz is made of."""

    topics = SelectMultipleField(
        "Topics",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        description="Leave all empty for a mix of everything.",
    )
    audience = RadioField(
        "Written for",
        choices=[SelectChoice(value=audience.value, label=name) for audience, name in AUDIENCE_NAMES.items()],
        default=Audience.PATIENT.value,
    )
    level = SelectField(
        "Level",
        choices=[
            SelectChoice(value="", label="Any level"),
            *(SelectChoice(value=level.value, label=name) for level, name in LEVEL_NAMES.items()),
        ],
    )
    length = SelectField(
        "How many questions",
        choices=[SelectChoice(value=str(length), label=str(length)) for length in LENGTHS],
        default="8",
    )
    behaviour = RadioField(
        "When to see the answers",
        choices=[
            SelectChoice(value=behaviour.value, label=name) for behaviour, name in BEHAVIOUR_NAMES.items()
        ],
        default=Behaviour.IMMEDIATE.value,
    )
    seed = QuizNumberField(
        "Quiz number",
        [
            Optional(),
            NumberRange(
                1, HIGHEST_SEED, message="A quiz number lies between 1 and 999,999, or is left empty."
            ),
        ],
        description="Same choices and same number, same quiz: to take one together, or again. "
        "Leave it empty for a new one.",
    )

    def offer(self, topics: Iterable[str]) -> None:
        """Let the learner choose among these topics, in this order."""
        self.topics.choices = [SelectChoice(value=topic, label=TOPIC_NAMES[Topic(topic)]) for topic in topics]

    def validate_behaviour(self, field: RadioField) -> None:
        """Mark nobody by how sure they are who may be ill."""
        audience = Audience.STUDENT if self.audience.data == Audience.STUDENT else Audience.PATIENT
        if field.data in set(Behaviour) and not Behaviour(field.data).suits(audience):
            raise ValidationError(FOR_STUDENTS_ONLY)

    def validate_length(self, field: SelectField) -> None:
        """Ask for a question on each topic at least."""
        topics = len(self.topics.data or ())
        if field.data and field.data.isdigit() and int(field.data) < topics:
            raise ValidationError(f"You chose {topics} topics. Choose more questions, or fewer topics.")

    def blueprint(self) -> AssessmentBlueprint:
        """Return the assessment blueprint that was chosen."""
        topics = tuple(Topic(topic) for topic in self.topics.data or ())
        level = Level(self.level.data) if self.level.data else None
        return AssessmentBlueprint(
            cells=spread(topics, level, int(self.length.data)), audience=Audience(self.audience.data)
        )


class PracticeForm(StartForm):
    """What a practice that follows the learner is about, and how long it may get."""

    topics = SelectMultipleField(
        "Topics",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        description="Leave all empty for a mix of everything.",
    )
    most = SelectField(
        "How many questions at most",
        choices=[SelectChoice(value=str(most), label=str(most)) for most in MOST_IN_PRACTICE],
        default="20",
        description="You can stop at any time. The more you answer, the more your level tells.",
    )

    def offer(self, topics: Iterable[str]) -> None:
        """Let the learner choose among these topics, in this order."""
        self.topics.choices = [SelectChoice(value=topic, label=TOPIC_NAMES[Topic(topic)]) for topic in topics]

    def blueprint(self) -> AssessmentBlueprint:
        """Return the assessment blueprint that was chosen."""
        topics = tuple(Topic(topic) for topic in self.topics.data or ())
        return AssessmentBlueprint(cells=spread(topics, None, int(self.most.data)), audience=Audience.STUDENT)


class ReportForm(BaseForm):
    """What is wrong with a question."""

    client_id = UuidField()
    reason = RadioField(
        "What is it?",
        [InputRequired("Choose what is wrong, so that we know what to look at.")],
        choices=[SelectChoice(value=reason.value, label=name) for reason, name in REASON_NAMES.items()],
    )
    note = TextAreaField(
        "A few words, if you like",
        [Length(max=LONGEST_NOTE, message=f"Please keep it to {LONGEST_NOTE} characters.")],
        filters=[plain],
        description="Please do not write about your own health, or anything else that says who you are.",
    )
