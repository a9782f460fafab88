"""An item as a form: its fields follow from the item's body."""

from collections.abc import Mapping, Sequence
from string import ascii_uppercase

from wtforms import Field, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.core.items import Choices, Item, ItemType, Matching, Option, Ordering, Response, ShortAnswer
from quizapp.web.filters import CONFIDENCE_NAMES
from quizapp.web.forms import BaseForm, UuidField, plain

UNKNOWN_CHOICE = "Choose one of the answers on this page."
MATCH = "match-"
PLACE = "place-"


class _Radio(RadioField):
    """Radio buttons that may be left empty: an answer is asked for by the form, not by the field."""

    def pre_validate(self, form: object) -> None:
        if self.data is not None:
            super().pre_validate(form)


class AnswerForm(BaseForm):
    """What every item's form has; ``client_id`` makes an answer that is sent twice count once.

    ``confidence`` is there for learners who chose to be asked. ``lettered`` are the texts that a page lists
    above the fields as A, B, C …, in the order shown.
    """

    client_id = UuidField()
    confidence = _Radio(
        "How sure are you?",
        choices=[SelectChoice(value=str(level), label=name) for level, name in CONFIDENCE_NAMES.items()],
        description="Only if you like to say. It changes no mark.",
        invalid_choice_message=UNKNOWN_CHOICE,
    )
    lettered: tuple[str, ...] = ()

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
        """Return how sure the learner says they are, if they were asked and said so."""
        stated = self["confidence"].data if "confidence" in self else None
        return int(stated) if stated else None


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


class MatchForm(AnswerForm):
    """One choice for each subject."""

    def response(self) -> Response:
        return Response(
            matches={field.name.removeprefix(MATCH): field.data for field in self.answer_fields if field.data}
        )

    def nothing_chosen(self) -> str:
        if len(self.response().matches) == len(self.answer_fields):
            return ""
        return "Choose one for each row, or skip the question for now."


class OrderForm(AnswerForm):
    """A place for each step. An order counts once every place is given exactly once."""

    def response(self) -> Response:
        places = {field.data: field.name.removeprefix(PLACE) for field in self.answer_fields if field.data}
        if len(places) < len(self.answer_fields):
            return Response()
        return Response(order=tuple(places[place] for place in sorted(places, key=int)))

    def too_early(self) -> str:
        return "" if self.response().order else "Not kept yet: give each step its own place."

    def nothing_chosen(self) -> str:
        return (
            "Give each step its own place, or skip the question for now." if not self.response().order else ""
        )


def answer_form(
    item: Item,
    shown: Sequence[Option],
    response: Response,
    *,
    asks_confidence: bool = False,
    confidence: int | None = None,
) -> AnswerForm:
    """Return the form for an item, with ``response`` filled in unless something was just sent.

    It asks how sure the learner is only if it shall; ``confidence`` is what they said before.
    """
    form = _form_for(item, shown, response)
    if not asks_confidence:
        del form.confidence
    elif confidence and form.confidence.data is None:
        form.confidence.data = str(confidence)
    return form


def _form_for(item: Item, shown: Sequence[Option], response: Response) -> AnswerForm:
    match item.body:
        case Choices():
            return _choice_form(item, shown, response)
        case Matching():
            return _match_form(item.body, shown, response)
        case ShortAnswer():
            return _make(TextForm, {"text": _text_field()}, {"text": response.text})
        case Ordering():
            return _order_form(shown, response)


def _choice_form(item: Item, shown: Sequence[Option], response: Response) -> AnswerForm:
    choices = [SelectChoice(value=option.id, label=option.text) for option in shown]
    if item.type is ItemType.SELECT_ALL:
        field = SelectMultipleField(
            "Choose all that apply",
            choices=choices,
            option_widget=CheckboxInput(),
            widget=ListWidget(prefix_label=False),
        )
        return _make(ChoiceForm, {"chosen": field}, {"chosen": sorted(response.chosen)})
    field = _Radio("Choose one", choices=choices, validate_choice=True)
    return _make(ChoiceForm, {"chosen": field}, {"chosen": next(iter(response.chosen), None)})


def _match_form(body: Matching, shown: Sequence[Option], response: Response) -> AnswerForm:
    choices = [SelectChoice(value="", label="Choose…")]
    choices += [
        SelectChoice(value=option.id, label=f"{letter} · {option.text}")
        for letter, option in zip(ascii_uppercase, shown, strict=False)
    ]
    fields = {MATCH + subject.id: SelectField(subject.text, choices=choices) for subject in body.subjects}
    form = _make(MatchForm, fields, {MATCH + subject: option for subject, option in response.matches.items()})
    form.lettered = tuple(option.text for option in shown)
    return form


def _order_form(shown: Sequence[Option], response: Response) -> AnswerForm:
    choices = [SelectChoice(value="", label="Choose…")]
    choices += [SelectChoice(value=str(place), label=str(place)) for place in range(1, len(shown) + 1)]
    fields = {PLACE + option.id: SelectField(option.text, choices=choices) for option in shown}
    data = {PLACE + option: str(place) for place, option in enumerate(response.order, start=1)}
    return _make(OrderForm, fields, data)


def _text_field() -> Field:
    return StringField(
        "Your answer",
        [Length(max=200, message="An answer has at most 200 characters.")],
        filters=[plain],
    )


def _make(base: type[AnswerForm], fields: Mapping[str, Field], data: Mapping[str, object]) -> AnswerForm:
    form: AnswerForm = type(base.__name__, (base,), dict(fields))(data=data)
    return form
