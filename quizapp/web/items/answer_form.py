"""An item as a form: its fields follow from the item's body."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from string import ascii_uppercase
from typing import TypeVar

from wtforms import Field, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.core import cloze
from quizapp.core.items import (
    Blank,
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    Response,
    ShortAnswer,
)
from quizapp.web.forms import plain
from quizapp.web.items.forms import (
    UNKNOWN_CHOICE,
    AnswerForm,
    ChoiceForm,
    ClozeForm,
    Gap,
    MatchForm,
    MatrixForm,
    NumberForm,
    OrderForm,
    PartsForm,
    Radio,
    TextForm,
)
from quizapp.web.items.line_breaks import leading_punctuation

Form = TypeVar("Form", bound=AnswerForm)
NOT_YET = SelectChoice(value="", label="Choose…")
MARKS_CONFIDENCE = "This counts here. If you leave it empty, it is taken as unsure."
SHOWN_WHOLE = 26
"""Characters of a choice that a closed list shows on a screen 320 px wide."""


def answer_form(
    shown: Item,
    response: Response,
    *,
    asks_confidence: bool = False,
    marks_confidence: bool = False,
    confidence: int | None = None,
) -> AnswerForm:
    """Return the form for an item whose options stand in the order shown.

    ``response`` is filled in unless something was just sent. It asks how sure the learner is only if it
    shall, or if the mark depends on it (``marks_confidence``); ``confidence`` is what they said before.
    """
    form = _form_for(shown, response)
    if marks_confidence:
        form.confidence.description = MARKS_CONFIDENCE
    elif not asks_confidence:
        del form.confidence
    if confidence and "confidence" in form and form.confidence.data is None:
        form.confidence.data = str(confidence)
    return form


def _form_for(item: Item, response: Response) -> AnswerForm:
    match item.body:
        case Choices() as body:
            return _choice_form(item, body, response)
        case Matching() as body:
            return _match_form(body, response)
        case ShortAnswer() | Numeric() as body:
            return _typed_form(body, response)
        case Ordering(options=steps):
            return _order_form(steps, response)
        case Matrix() as body:
            return _matrix_form(body, response)
        case Cloze() as body:
            return _cloze_form(body, response)


def _choice_form(item: Item, body: Choices, response: Response) -> AnswerForm:
    choices = _choices(body.options)
    if item.type is ItemType.SELECT_ALL:
        field = SelectMultipleField(
            "Choose all that apply",
            choices=choices,
            option_widget=CheckboxInput(),
            widget=ListWidget(prefix_label=False),
            invalid_choice_message=UNKNOWN_CHOICE,
        )
        return _make(ChoiceForm, {"chosen": field}, {"chosen": sorted(response.chosen)})
    words = "Choose one, on the picture or here" if item.type is ItemType.HOTSPOT else "Choose one"
    field = Radio(words, choices=choices, invalid_choice_message=UNKNOWN_CHOICE)
    return _make(ChoiceForm, {"chosen": field}, {"chosen": next(iter(response.chosen), None)})


def _match_form(body: Matching, response: Response) -> AnswerForm:
    choices = [
        SelectChoice(value=option.id, label=f"{letter} · {option.text}")
        for letter, option in zip(ascii_uppercase, body.options, strict=False)
    ]
    form = _parts_form(
        MatchForm, {subject.id: _select(subject.text, choices) for subject in body.subjects}, response
    )
    form.lettered = tuple(option.text for option in body.options)
    return form


def _matrix_form(body: Matrix, response: Response) -> AnswerForm:
    fields = {
        row.id: Radio(row.text, choices=_choices(body.options), invalid_choice_message=UNKNOWN_CHOICE)
        for row in body.rows
    }
    form = _parts_form(MatrixForm, fields, response)
    form.columns = tuple(column.text for column in body.options)
    return form


def _cloze_form(body: Cloze, response: Response) -> AnswerForm:
    names = {
        blank.id: f"Blank {place} of {len(body.blanks)}" for place, blank in enumerate(body.blanks, start=1)
    }
    fields = {blank.id: _select(names[blank.id], _choices(blank.options)) for blank in body.blanks}
    form = _parts_form(ClozeForm, fields, response)
    form.gaps = tuple(_gaps(form, body, lambda blank: names[blank.id].lower()))
    return form


def _gaps(form: ClozeForm, body: Cloze, name: Callable[[Blank], str]) -> Iterator[Gap]:
    parts = list(cloze.stretches(body))
    touching = [leading_punctuation(part.text) for part in parts[1:]]
    for part, before, after in zip(parts, ["", *touching], [*touching, ""], strict=True):
        yield Gap(
            text=part.text.removeprefix(before),
            field=form[form.prefix + part.blank.id] if part.blank else None,
            sentence=cloze.sentence_with(body, part.blank.id, name) if part.blank else "",
            closing=after,
            in_full=_in_full(part.blank) if part.blank else (),
        )


def _in_full(blank: Blank) -> tuple[str, ...]:
    texts = tuple(option.text for option in blank.options)
    return texts if max(map(len, texts)) > SHOWN_WHOLE else ()


def _order_form(steps: Sequence[Option], response: Response) -> AnswerForm:
    choices = [SelectChoice(value=str(place), label=str(place)) for place in range(1, len(steps) + 1)]
    prefix = OrderForm.prefix
    fields = {prefix + step.id: _select(step.text, choices) for step in steps}
    data = {prefix + step: str(place) for place, step in enumerate(response.order, start=1)}
    return _make(OrderForm, fields, data)


def _choices(options: Iterable[Option]) -> list[SelectChoice]:
    return [SelectChoice(value=option.id, label=option.label) for option in options]


def _select(label: str, choices: list[SelectChoice]) -> Field:
    return SelectField(label, choices=[NOT_YET, *choices], invalid_choice_message=UNKNOWN_CHOICE)


def _text_field(label: str = "Your answer") -> Field:
    return StringField(
        label,
        [Length(max=200, message="An answer has at most 200 characters.")],
        filters=[plain],
    )


def _typed_form(body: ShortAnswer | Numeric, response: Response) -> TextForm:
    if isinstance(body, ShortAnswer):
        return _make(TextForm, {"text": _text_field()}, {"text": response.text})
    label = f"Your answer, in {body.unit}" if body.unit else "Your answer, a number"
    form = _make(NumberForm, {"text": _text_field(label)}, {"text": response.text})
    form.asked = body
    return form


Parts = TypeVar("Parts", bound=PartsForm)


def _parts_form(base: type[Parts], fields: Mapping[str, Field], response: Response) -> Parts:
    return _make(
        base,
        {base.prefix + part: field for part, field in fields.items()},
        {base.prefix + part: option for part, option in response.matches.items()},
    )


def _make(base: type[Form], fields: Mapping[str, Field], data: Mapping[str, object]) -> Form:
    form: Form = type(base.__name__, (base,), dict(fields))(data=data)
    return form
