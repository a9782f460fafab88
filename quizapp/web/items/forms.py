"""The forms that items are answered with: what was answered, and what to say when that is not whole."""

from dataclasses import dataclass
from typing import ClassVar

from wtforms import Field, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from quizapp.core.items import Numeric, Response
from quizapp.core.numbers import goes_below_zero
from quizapp.core.typed_numbers import number_of
from quizapp.web.filters import CONFIDENCE_NAMES
from quizapp.web.forms import BaseForm, UuidField

UNKNOWN_CHOICE = "Choose one of the answers on this page."


class Radio(RadioField):
    """Radio buttons that may be left empty: an answer is asked for by the form, not by the field."""

    def pre_validate(self, form: object) -> None:
        if self.data is not None:
            super().pre_validate(form)


class AnswerForm(BaseForm):
    """What every item's form has; ``client_id`` makes an answer that is sent twice count once.

    ``confidence`` is there for learners who chose to be asked. ``layout`` says how the fields stand on it.
    """

    client_id = UuidField()
    confidence = Radio(
        "How sure are you?",
        choices=[SelectChoice(value=str(level), label=name) for level, name in CONFIDENCE_NAMES.items()],
        description="Only if you like to say. It changes no mark.",
        invalid_choice_message=UNKNOWN_CHOICE,
    )
    layout: ClassVar[str] = "fields"

    def response(self) -> Response:
        """Return what the learner answered."""
        raise LookupError("this form belongs to no item")

    def too_early(self) -> str:
        """Return why what is chosen so far cannot be kept yet, or nothing when it can."""
        return ""

    def nothing_chosen(self) -> str:
        """Return what to tell somebody who goes on without a whole answer, or nothing when it is whole."""
        return "Choose an answer, or skip the question for now." if self.response().is_empty else ""

    @property
    def answer_fields(self) -> list[Field]:
        """Return the fields that hold the answer, in the order they are shown."""
        return [field for field in self if field.name not in {"client_id", "confidence", "csrf_token"}]

    @property
    def how_sure(self) -> int | None:
        """Return how sure the learner says they are, if they were asked and named a level."""
        stated = self["confidence"].data if "confidence" in self else None
        return next((int(level) for level in CONFIDENCE_NAMES if str(level) == stated), None)


class ChoiceForm(AnswerForm):
    """One option, or every option that applies."""

    def response(self) -> Response:
        chosen = self["chosen"].data
        ids = [chosen] if isinstance(chosen, str) else chosen or []
        return Response(chosen=frozenset(ids))


class TextForm(AnswerForm):
    """A typed answer."""

    def response(self) -> Response:
        return Response(text=self["text"].data)

    def nothing_chosen(self) -> str:
        return "Type an answer, or skip the question for now." if self.response().is_empty else ""


class NumberForm(TextForm):
    """A typed number, with or without the unit that stands beside the field."""

    layout = "number"
    asked: Numeric

    @property
    def unit(self) -> str:
        """Return the unit that stands beside the field."""
        return self.asked.unit

    @property
    def keyboard(self) -> str:
        """Return the keyboard that a phone shows: that for numbers has no minus on some."""
        return "text" if goes_below_zero(self.asked) else "decimal"

    def validate_text(self, field: Field) -> None:
        """Refuse what is no number in the unit asked for: it is told, and not taken for wrong."""
        if problem := number_of(field.data, self.asked).problem:
            raise ValidationError(problem)

    def nothing_chosen(self) -> str:
        return "Type a number, or skip the question for now." if self.response().is_empty else ""


class PartsForm(AnswerForm):
    """One choice for each subject, row or blank; ``prefix`` stands before its id in the name of its field."""

    prefix: ClassVar[str]
    unfinished: ClassVar[str]

    def response(self) -> Response:
        fields = {field.name.removeprefix(self.prefix): field.data for field in self.answer_fields}
        return Response(matches={part: option for part, option in fields.items() if option})

    def nothing_chosen(self) -> str:
        return "" if len(self.response().matches) == len(self.answer_fields) else self.unfinished


class MatchForm(PartsForm):
    """One choice for each subject. ``lettered`` are the texts listed above the fields with letters."""

    layout = "lettered"
    prefix = "match-"
    unfinished = "Choose one for each row, or skip the question for now."
    lettered: tuple[str, ...] = ()


class MatrixForm(PartsForm):
    """One column for each row. ``columns`` are their texts."""

    layout = "matrix"
    prefix = "row-"
    unfinished = "Choose one for each row, or skip the question for now."
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A stretch of a cloze's text, and the field after it with the ``sentence`` it stands in.

    ``closing`` is the punctuation that touches the field, so that it stays on its line. ``in_full`` are the
    texts that can be chosen, where one of them is so long that a narrow screen cuts it.
    """

    text: str
    field: Field | None = None
    sentence: str = ""
    closing: str = ""
    in_full: tuple[str, ...] = ()


class ClozeForm(PartsForm):
    """One word for each blank of a text."""

    layout = "cloze"
    prefix = "blank-"
    unfinished = "Choose a word for each blank, or skip the question for now."
    gaps: tuple[Gap, ...] = ()


class OrderForm(AnswerForm):
    """A place for each step. An order counts once every place is given exactly once."""

    prefix: ClassVar[str] = "place-"

    def response(self) -> Response:
        steps = {field.data: field.name.removeprefix(self.prefix) for field in self.answer_fields}
        places = [str(place) for place in range(1, len(self.answer_fields) + 1)]
        if set(steps) != set(places):
            return Response()
        return Response(order=tuple(steps[place] for place in places))

    def too_early(self) -> str:
        return "" if self.response().order else "Not kept yet: give each step its own place."

    def nothing_chosen(self) -> str:
        return (
            "Give each step its own place, or skip the question for now." if not self.response().order else ""
        )
