"""The cards' forms."""

from datetime import date
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField, IntegerField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from quizapp.core.setting_aside import MOST_DAYS, Move
from quizapp.core.typed_diff import MOST_TYPED
from quizapp.web.forms import BaseForm, UuidField, plain

OUT_OF_DATE = "This page is out of date. Please load it again."
NOT_ON_THIS_PAGE = "Choose one of the buttons on this page."
HIGHEST_VERSION = 2**31 - 1
HIGHEST_LIMIT = 9999

CHOOSE_A_DAY = "Choose a day from today to a year ahead: a number of days from 0 to 365, or a date."


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


class TypedForm(BaseForm):
    """What a learner typed before the answer was shown; ``duration_ms`` is how long that took."""

    typed = StringField(
        "Your answer",
        [
            Length(
                max=MOST_TYPED, message=f"Your answer: at most {MOST_TYPED} characters, so only a few words."
            )
        ],
        filters=[plain],
        description="Type it first if you like; what you type is not kept.",
    )
    duration_ms = PageNumberField(10**12)


class UndoForm(BaseForm):
    """What to undo: a row of the log, told in ``words``."""

    words = ""

    client_id = UuidField()
    review_id = UuidField()


class MoveForm(BaseForm):
    """What to do with a card beside answering it; ``client_id`` makes what is sent twice count once."""

    client_id = UuidField()
    how = StringField(validators=[AnyOf([how.value for how in Move], message=NOT_ON_THIS_PAGE)])


class ForgetForm(BaseForm):
    """Make a card new again."""

    client_id = UuidField()


class DayForm(BaseForm):
    """When a card shall come: in so many days, or on a date."""

    client_id = UuidField()
    days = IntegerField("In how many days, 0 to 365", [Optional(), NumberRange(0, MOST_DAYS)])
    on = DateField("On a date", [Optional()])

    @property
    def wish(self) -> int | date | None:
        """What was chosen; None when nothing was."""
        wish: int | date | None = self.on.data if self.days.data is None else self.days.data
        return wish


class DeckForm(BaseForm):
    """Make cards of a deck; which one, stands beside the button."""


class CatchUpForm(BaseForm):
    """The plan by which a break is caught up with: for how many days; 0 ends it."""

    days = WholeNumberField("", 0, 28, message=NOT_ON_THIS_PAGE)


class MoreForm(BaseForm):
    """How far today's limits are raised, in all."""

    new = PageNumberField(HIGHEST_LIMIT)
    reviews = PageNumberField(HIGHEST_LIMIT)


class ReviewsFileForm(BaseForm):
    """A file of Anki's with reviews in it."""

    file = FileField(
        "File from Anki",
        [FileRequired("Choose a file first.")],
        description="It ends in .apkg or .colpkg and has at most 20 MB.",
    )


class BringForm(BaseForm):
    """The reviews that were looked at, sealed by the page."""

    reviews = HiddenField()
