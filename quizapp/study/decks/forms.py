"""How a single deck is studied, as a form."""

from typing import Any

from wtforms import IntegerField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from quizapp.study.decks.choices import RETENTIONS
from quizapp.study.forms import HIGHEST_LIMIT, NOT_ON_THIS_PAGE
from quizapp.web.forms import BaseForm

NEW = "New cards a day: a whole number from 0 to 9,999, or nothing."
REVIEWS = "Reviews a day: a whole number from 0 to 9,999, or nothing."


class OpenNumberField(IntegerField):
    """A whole number from ``low`` to 9,999, or nothing; ``message`` says what to put right."""

    def __init__(self, label: str, *, message: str, low: int = 0, **settings: Any) -> None:
        validators = [Optional(), NumberRange(low, HIGHEST_LIMIT, message=message)]
        super().__init__(label, validators, **settings)
        self._message = message

    def process_formdata(self, valuelist: list[str]) -> None:
        """Turn the number into a value."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(self._message) from error


class DeckChoiceForm(BaseForm):
    """Limits and wished retention of one deck; what is left empty is as for all cards."""

    new_per_day = OpenNumberField(
        "New cards a day",
        message=NEW,
        description="Leave it empty to use what holds for all cards.",
    )
    reviews_per_day = OpenNumberField(
        "Reviews a day",
        message=REVIEWS,
        description="Leave it empty to use what holds for all cards.",
    )
    retention = RadioField(
        "How many you want to know still when they come back",
        choices=[
            SelectChoice(value="", label="As for all cards"),
            *(SelectChoice(value=f"{share:g}", label=f"{share:.0%}") for share in RETENTIONS),
        ],
        default="",
        invalid_choice_message=NOT_ON_THIS_PAGE,
    )
