"""The cards' forms."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, NumberRange
from wtforms.widgets import HiddenInput

from quizapp.web.forms import BaseForm, UuidField

OUT_OF_DATE = "This page is out of date. Please load it again."
NOT_ON_THIS_PAGE = "Choose one of the buttons on this page."
HIGHEST_VERSION = 2**31 - 1
HIGHEST_LIMIT = 9999


class WholeNumberField(IntegerField):
    """A whole number from ``low`` to ``high``; ``message`` says what to put right, whatever is wrong."""

    def __init__(self, label: str, low: int, high: int, *, message: str, **settings: Any) -> None:
        validators = [InputRequired(message), NumberRange(low, high, message=message)]
        super().__init__(label, validators, **settings)
        self._message = message

    def process_formdata(self, valuelist: list[str]) -> None:
        """Turn the number into a value."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(self._message) from error


class PageNumberField(WholeNumberField):
    """A hidden number from 0 on that the page was made with."""

    widget = HiddenInput()

    def __init__(self, highest: int, **settings: Any) -> None:
        super().__init__("", 0, highest, message=OUT_OF_DATE, **settings)


class RatingForm(BaseForm):
    """What a learner says about a card; ``client_id`` makes an answer that is sent twice count once.

    ``duration_ms`` stays 0 where no script measures it.
    """

    client_id = UuidField()
    version = PageNumberField(HIGHEST_VERSION)
    duration_ms = PageNumberField(10**12)
    rating = WholeNumberField("", 1, 4, message=NOT_ON_THIS_PAGE)


class UndoForm(BaseForm):
    """Which answer to undo."""

    client_id = UuidField()
    review_id = UuidField()


class MoveForm(BaseForm):
    """What to do with a card beside answering it."""

    how = StringField(
        validators=[AnyOf(["tomorrow", "rest", "back", "flag", "unflag"], message=NOT_ON_THIS_PAGE)]
    )


class DeckForm(BaseForm):
    """Make cards of a deck; which one, stands beside the button."""


class MoreForm(BaseForm):
    """How far today's limits are raised, in all."""

    new = PageNumberField(HIGHEST_LIMIT)
    reviews = PageNumberField(HIGHEST_LIMIT)


@cache
def zone_choices() -> tuple[SelectChoice, ...]:
    """Return all time zones."""
    names = sorted(available_timezones() - {"localtime", "Factory"})
    return tuple(SelectChoice(value=name, label=name.replace("_", " ")) for name in names)


class PreferencesForm(BaseForm):
    """How a learner likes to study."""

    new_per_day = WholeNumberField(
        "New cards a day",
        0,
        HIGHEST_LIMIT,
        message="New cards a day: a whole number from 0 to 9,999.",
        description="Cards that you have not studied yet.",
    )
    reviews_per_day = WholeNumberField(
        "Reviews a day",
        0,
        HIGHEST_LIMIT,
        message="Reviews a day: a whole number from 0 to 9,999.",
        description="Cards that you have learned and that come back.",
    )
    new_inside_reviews = BooleanField("Count new cards among the reviews")
    buttons = RadioField(
        "Answer buttons",
        choices=[
            SelectChoice(value="2", label="Two: not yet, I knew it"),
            SelectChoice(value="4", label="Four: also “remembered, with difficulty” and “easy”"),
        ],
        description="Two are enough; four make the plan hardly better.",
    )
    shortcuts = BooleanField(
        "Keys on card pages",
        description="Space shows the answer, the numbers answer, u undoes.",
    )
    quiz_feeds_cards = BooleanField(
        "Quiz answers count for cards",
        description="What you miss in a quiz becomes a card.",
    )
    leeches_rest = BooleanField(
        "Let hard cards rest",
        description="A card that you forgot eight times is taken out until you take it back in.",
    )
    time_zone = SelectField("Time zone", choices=zone_choices)
    rollover_hour = WholeNumberField(
        "Hour at which a new day begins",
        0,
        23,
        message="The hour at which a new day begins: a whole number from 0 to 23.",
        description="With 4, what you study at two in the night still belongs to the day before.",
    )
