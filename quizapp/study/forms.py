"""The cards' forms."""

from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, IntegerField, StringField
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
