"""Changing several items at once, as forms: choosing what, and doing it."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, ValidationError

from quizapp.author.search.forms import choices
from quizapp.core.bulk_changes import MOST_AT_ONCE, Kind, Wish
from quizapp.core.items import Audience, Level, Topic
from quizapp.web.filters import LEVEL_NAMES, TOPIC_NAMES
from quizapp.web.forms import BaseForm, UuidField

TICKED, ALL = "ticked", "all"
NOTHING_TICKED = "Tick the questions that you mean, or choose all that were found."

KIND_NAMES = {
    Kind.TOPIC: "Give them another topic",
    Kind.LEVEL: "Change what they ask of learners",
    Kind.AUDIENCE: "Change who is asked them",
    Kind.RETIRE: "Retire them: learners are not given them any more",
    Kind.AGAIN: "Take retired ones into work, to publish them again after a review",
}

BOTH = f"{Audience.PATIENT} {Audience.STUDENT}"
READERS = {
    Audience.PATIENT.value: "Everybody, in plain words",
    Audience.STUDENT.value: "Nursing students",
    BOTH: "Everybody, nursing students too",
}

LASTING_ID = re.compile(r"[a-z0-9-]{1,120}")
VERSION = re.compile(r"([a-z0-9-]{1,120})/([1-9][0-9]{0,8})")


class SeveralForm(BaseForm):
    """Which items, and what is to become of them; read from the address, as it changes nothing yet."""

    class Meta:
        csrf = False

    item = SelectMultipleField("Questions", choices=[], validate_choice=False)
    which = RadioField(
        "Which questions",
        choices=[
            SelectChoice(TICKED, "Those I ticked on this page"),
            SelectChoice(ALL, "All that were found"),
        ],
        default=TICKED,
    )
    what = RadioField(
        "What is to become of them",
        [AnyOf(list(KIND_NAMES), message="Choose what is to become of them.")],
        choices=[SelectChoice(kind.value, words) for kind, words in KIND_NAMES.items()],
        validate_choice=False,
    )
    new_topic = SelectField(
        "Their topic", choices=choices("Choose", {one: TOPIC_NAMES[one] for one in Topic})
    )
    new_level = SelectField(
        "What they ask of learners", choices=choices("Choose", {one: LEVEL_NAMES[one] for one in Level})
    )
    new_audience = SelectField(
        "Who is asked them",
        choices=[SelectChoice("", "Choose"), *(SelectChoice(*one) for one in READERS.items())],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; what is chosen from a list, only where it is what changes."""
        super().validate(extra_validators)
        if self.which.data == TICKED and not self.slugs:
            self.item.errors = [NOTHING_TICKED]
        field = self._lists.get(self.what.data)
        for one in self._lists.values():
            one.errors = []
        if field is not None and field.data not in {
            choice.value for choice in field.choices or () if choice.value
        }:
            field.errors = [f"{field.label.text}: choose from the list."]
        return not self.errors

    @property
    def _lists(self) -> Mapping[str, SelectField]:
        return {
            Kind.TOPIC.value: self.new_topic,
            Kind.LEVEL.value: self.new_level,
            Kind.AUDIENCE.value: self.new_audience,
        }

    @property
    def slugs(self) -> list[str]:
        """The lasting ids of the items that were ticked."""
        return [name for name in self.item.data or () if LASTING_ID.fullmatch(name)][:MOST_AT_ONCE]

    @property
    def wish(self) -> Wish:
        """What a form that was found valid asks for."""
        field = self._lists.get(self.what.data)
        return Wish(kind=Kind(self.what.data), to=tuple(field.data.split()) if field else ())


class DoForm(BaseForm):
    """What was looked at is to be done; ``item`` names each with the version that was looked at."""

    change_id = UuidField()
    item = SelectMultipleField("Questions", choices=[], validate_choice=False)
    what = HiddenField()
    to = HiddenField()

    def validate_what(self, field: HiddenField) -> None:
        """Refuse what no page of ours asks for."""
        allowed: dict[str, Collection[str]] = {
            Kind.TOPIC.value: list(Topic),
            Kind.LEVEL.value: list(Level),
            Kind.AUDIENCE.value: READERS,
            Kind.RETIRE.value: ("",),
            Kind.AGAIN.value: ("",),
        }
        if (self.to.data or "") not in allowed.get(field.data or "", ()) or not self.versions:
            raise ValidationError("This page is out of date. Go back, and choose once more.")

    @property
    def versions(self) -> dict[str, int]:
        """The versions that were looked at, by lasting id."""
        found = (VERSION.fullmatch(name) for name in (self.item.data or ())[:MOST_AT_ONCE])
        return {one[1]: int(one[2]) for one in found if one}

    @property
    def wish(self) -> Wish:
        """What a form that was found valid asks for."""
        return Wish(kind=Kind(self.what.data), to=tuple((self.to.data or "").split()))
