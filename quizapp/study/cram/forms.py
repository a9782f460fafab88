"""Practice that changes no schedule, as forms."""

from typing import Any

from wtforms import DateField, SelectField
from wtforms.validators import Optional, ValidationError

from quizapp.study.forms import HIGHEST_VERSION, NOT_ON_THIS_PAGE, PageNumberField, WholeNumberField
from quizapp.web.forms import BaseForm, UuidField

NOT_A_DAY = "Write the day of the exam as year, month and day, such as 2026-12-01, or leave it open."
NOT_THAT_DAY = "Choose a day from today to a year ahead, or leave it open."
NO_SUCH_DECK = "Choose cards from the list."


class DayField(DateField):
    """A date, or nothing."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Turn the date into a value."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(NOT_A_DAY) from error


class DeckField(SelectField):
    """Cards to practise, from those that there are."""

    def pre_validate(self, form: object) -> None:
        """Refuse cards that are not in the list."""
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise ValidationError(NO_SUCH_DECK) from error


class CramForm(BaseForm):
    """What to practise; ``client_id`` makes what is sent twice begin one practice."""

    client_id = UuidField()
    scope = DeckField("Which cards")
    exam = DayField(
        "Day of the exam",
        [Optional()],
        description="If there is one. The cards that you are least likely to know on that day come first.",
    )

    def __init__(self, decks: dict[str, list[tuple[str, str]]], **settings: Any) -> None:
        super().__init__(**settings)
        self.scope.choices = decks


class CramAnswerForm(BaseForm):
    """Whether a card was known; ``turn`` tells how often the practice had asked it when it was shown."""

    client_id = UuidField()
    turn = PageNumberField(HIGHEST_VERSION)
    duration_ms = PageNumberField(10**12)
    rating = WholeNumberField("", 1, 4, message=NOT_ON_THIS_PAGE)
