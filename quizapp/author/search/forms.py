"""What educators look for among items, read from the address: nothing of it is secret or changes anything."""

import re
from collections.abc import Mapping
from typing import Any

from flask import request
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from quizapp.author.search.sought import Order, Search, State
from quizapp.core.items import Audience, ItemType, Level, Topic
from quizapp.core.search_query import MOST_SOUGHT
from quizapp.web.filters import LEVEL_NAMES, TOPIC_NAMES, TYPE_NAMES
from quizapp.web.forms import BaseForm, plain

NAMES = ("words", "topic", "level", "audience", "type", "state", "order", "page")
PAGE = re.compile("[1-9][0-9]{0,6}")

STATE_NAMES = {
    State.GIVEN: "Given to learners",
    State.IN_WORK: "In work",
    State.IN_REVIEW: "In review",
    State.SET_ASIDE: "Not given for now",
    State.RETIRED: "Retired",
}

READER_NAMES = {Audience.PATIENT: "Everybody, in plain words", Audience.STUDENT: "Nursing students"}

ORDER_NAMES = {Order.PLACE: "As they stand in their bank", Order.NEWEST: "What was changed last first"}


def choices(any_one: str, names: Mapping[Any, str]) -> list[SelectChoice]:
    """Return what can be chosen from, after the choice that leaves it open."""
    return [SelectChoice("", any_one), *(SelectChoice(one.value, name) for one, name in names.items())]


class SearchForm(BaseForm):
    """Which items to look for."""

    class Meta:
        csrf = False

    words = StringField(
        "Words in them",
        [Length(max=MOST_SOUGHT, message=f"Words: at most {MOST_SOUGHT} characters.")],
        filters=[plain],
        description="In the question, its answers and reasons, its facts and sources, or its lasting id.",
    )
    state = SelectField("State", choices=choices("In any state", STATE_NAMES), default="")
    topic = SelectField(
        "Topic", choices=choices("Any topic", {one: TOPIC_NAMES[one] for one in Topic}), default=""
    )
    level = SelectField(
        "What it asks of learners",
        choices=choices("Any level", {one: LEVEL_NAMES[one] for one in Level}),
        default="",
    )
    audience = SelectField("Who is asked", choices=choices("Anybody", READER_NAMES), default="")
    type = SelectField(
        "Kind of question",
        choices=choices("Any kind", {one: TYPE_NAMES[one] for one in ItemType}),
        default="",
    )
    order = SelectField(
        "Order",
        choices=[SelectChoice(one.value, name) for one, name in ORDER_NAMES.items()],
        default=Order.PLACE.value,
    )

    @property
    def search(self) -> Search:
        """What a form that was found valid looks for."""
        return Search(
            words=self.words.data or "",
            topic=self.topic.data or "",
            level=self.level.data or "",
            audience=self.audience.data or "",
            type=self.type.data or "",
            state=self.state.data or "",
            order=Order(self.order.data or Order.PLACE),
        )

    @property
    def narrows(self) -> bool:
        """Tell whether more than words and state is looked for."""
        return any((self.topic.data, self.level.data, self.audience.data, self.type.data)) or (
            self.order.data == Order.NEWEST
        )


def asked() -> dict[str, Any]:
    """Return what the address asks for, so that other addresses can ask for the same."""
    return {name: request.args[name] for name in NAMES if request.args.get(name)}


def page_number() -> int:
    """Return the page that the address asks for."""
    number = request.args.get("page", "")
    return int(number) if PAGE.fullmatch(number) else 1
