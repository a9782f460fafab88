"""Looking for cards, and doing something with several, as forms."""

import re
from datetime import date
from typing import Any

from wtforms import DateField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, Length, NumberRange, Optional, ValidationError

from quizapp.core.card_search import MOST_SOUGHT, CardSearch, CardsThat
from quizapp.core.items import Topic
from quizapp.core.scheduling import Entry
from quizapp.core.setting_aside import MOST_DAYS, Move
from quizapp.study.acts.wishes import MOST_AT_ONCE, Wish
from quizapp.study.forms import CHOOSE_A_DAY
from quizapp.web.filters import TOPIC_NAMES
from quizapp.web.forms import BaseForm, UuidField, plain

NO_CARD = "Tick the cards that you mean."
NO_ACT = "Choose what to do with them."

STATE_NAMES = {
    CardsThat.NEW: "New",
    CardsThat.LEARNING: "Being learned",
    CardsThat.DUE: "Due now",
    CardsThat.REST: "Resting",
    CardsThat.HIDDEN: "Hidden until tomorrow",
    CardsThat.MARKED: "Marked",
    CardsThat.SLIP: "Slipping away again and again",
}

ACTS: dict[Move | Entry, str] = {
    Move.REST: "Let them rest until I take them back",
    Move.BACK: "Take them back in",
    Move.TOMORROW: "Hide them until tomorrow",
    Move.FLAG: "Mark them",
    Move.UNFLAG: "Take the marks off",
    Entry.RESCHEDULE: "Choose their next day",
    Entry.RESET: "Start them anew",
}

NAME = re.compile(r"([1-9][0-9]{0,8})/([a-z0-9-]{1,60})")


class SearchForm(BaseForm):
    """Which cards to look for; read from the address, so nothing of it is secret or changes anything."""

    class Meta:
        csrf = False

    words = StringField(
        "Words in the question or its answers",
        [Length(max=MOST_SOUGHT, message=f"Words: at most {MOST_SOUGHT} characters.")],
        filters=[plain],
    )
    bank = SelectField("Question bank", default="")
    topic = SelectField(
        "Topic",
        choices=[
            SelectChoice(value="", label="Any topic"),
            *(SelectChoice(value=topic.value, label=TOPIC_NAMES[topic]) for topic in Topic),
        ],
        default="",
    )
    state = SelectField(
        "Cards that are",
        choices=[
            SelectChoice(value="", label="In any state"),
            *(SelectChoice(value=state.value, label=name) for state, name in STATE_NAMES.items()),
        ],
        default="",
    )

    def __init__(self, banks: list[tuple[str, str]], **settings: Any) -> None:
        super().__init__(**settings)
        self.bank.choices = [("", "Any bank"), *banks]

    @property
    def search(self) -> CardSearch:
        """What is looked for."""
        return CardSearch(
            words=self.words.data or "",
            bank=self.bank.data or "",
            topic=self.topic.data or "",
            state=CardsThat(self.state.data) if self.state.data else None,
        )


class CardsField(SelectMultipleField):
    """Cards that were ticked, by number of the item and face."""

    def pre_validate(self, form: object) -> None:
        """Refuse what names no card, and more than a page can have."""
        found = [NAME.fullmatch(name) for name in self.data or ()]
        if not found or None in found or len(found) > MOST_AT_ONCE:
            raise ValidationError(NO_CARD)

    @property
    def keys(self) -> set[tuple[int, str]]:
        """The cards of a form that was found valid."""
        found = (NAME.fullmatch(name) for name in self.data or ())
        return {(int(one[1]), one[2]) for one in found if one}


class ActForm(BaseForm):
    """What to do with several cards; ``client_id`` makes what is sent twice count once."""

    client_id = UuidField()
    cards = CardsField("Cards", choices=[], validate_choice=False)
    what = RadioField(
        "What to do with the cards you ticked",
        [AnyOf(list(ACTS), message=NO_ACT)],
        choices=[SelectChoice(value=what.value, label=words) for what, words in ACTS.items()],
        validate_choice=False,
    )
    days = IntegerField("In how many days, 0 to 365", [Optional(), NumberRange(0, MOST_DAYS)])
    on = DateField("Or on a date", [Optional()])

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; a day only where one is to be chosen, and then say in one sentence what to do."""
        super().validate(extra_validators)
        asks_day = self.what.data == Entry.RESCHEDULE
        if asks_day and (self.days.errors or self.on.errors or self.day is None):
            self.refuse_day()
        elif not asks_day:
            self.days.errors = self.on.errors = []
        return not self.errors

    def refuse_day(self) -> None:
        """Say at the field that was used that the cards cannot come on that day."""
        by_date = any(self.on.raw_data or ()) and not any(self.days.raw_data or ())
        self.days.errors, self.on.errors = ([], [CHOOSE_A_DAY]) if by_date else ([CHOOSE_A_DAY], [])

    @property
    def day(self) -> int | date | None:
        """The day that was chosen: in so many days, or a date; None when none was."""
        day: int | date | None = self.on.data if self.days.data is None else self.days.data
        return day

    @property
    def wish(self) -> Wish:
        """What a form that was found valid asks for."""
        what = next(one for one in ACTS if one == self.what.data)
        return Wish(id=self.client_id.value, what=what, day=self.day or 0)
