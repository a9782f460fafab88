"""The body of an item from its shape: options get their letters, texts their keys."""

from collections.abc import Iterable
from decimal import Decimal
from string import ascii_lowercase

from quizapp.core.cloze import marks_in
from quizapp.core.items import (
    Blank,
    Body,
    Choices,
    Cloze,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    Row,
    ShortAnswer,
    Subject,
)
from quizapp.formats.bank_shapes import (
    AnyItem,
    ChoiceShape,
    ClozeShape,
    HotspotShape,
    MatchingShape,
    MatrixShape,
    NumericShape,
    OptionShape,
    OrderingShape,
    PairShape,
    PlaceShape,
    ReasonedText,
    ShortAnswerShape,
    TrueFalseShape,
)


def body_of(shape: AnyItem) -> Body:
    """Return the body of an item."""
    match shape:
        case ChoiceShape() | HotspotShape():
            return Choices(options=_options(shape.option))
        case TrueFalseShape():
            return _statement(shape)
        case MatchingShape():
            return _matching(shape)
        case ShortAnswerShape() | NumericShape():
            return _typed(shape)
        case OrderingShape():
            steps, order = lettered(_unnamed(step) for step in shape.step)
            return Ordering(options=steps, key=order)
        case ClozeShape() | MatrixShape():
            return _cloze(shape) if isinstance(shape, ClozeShape) else _matrix(shape)


def _typed(shape: ShortAnswerShape | NumericShape) -> ShortAnswer | Numeric:
    if isinstance(shape, ShortAnswerShape):
        return ShortAnswer(answers=tuple(shape.answers), rationale=shape.rationale)
    return Numeric(
        answer=Decimal(shape.answer),
        tolerance=Decimal(shape.tolerance),
        unit=shape.unit,
        other_units=tuple(shape.other_units),
        rationale=shape.rationale,
    )


def _statement(shape: TrueFalseShape) -> Choices:
    told = {"true": shape.rationale.true, "false": shape.rationale.false}
    return Choices(
        options=tuple(
            Option(
                id=verdict,
                text=verdict.title(),
                rationale=rationale,
                is_key=shape.answer is (verdict == "true"),
                because=shape.because,
            )
            for verdict, rationale in told.items()
        ),
        correction=shape.correction,
    )


def _matching(shape: MatchingShape) -> Matching:
    options, ids = lettered([*map(_unnamed, shape.pair), *map(_unnamed, shape.extra)])
    return Matching(
        subjects=tuple(
            Subject(id=pair.id, text=pair.subject, key=key, reverse_stem=pair.reverse_stem)
            for pair, key in zip(shape.pair, ids, strict=False)
        ),
        options=options,
    )


def _cloze(shape: ClozeShape) -> Cloze:
    blanks = {blank.id: Blank(id=blank.id, options=_options(blank.option)) for blank in shape.blank}
    return Cloze(text=shape.text, blanks=tuple(blanks[name] for name in marks_in(shape.text)))


def _matrix(shape: MatrixShape) -> Matrix:
    # Columns stay in the author's order, so their letters follow it: no column is the key of the whole item.
    columns = tuple(
        Option(id=letter, text=text, rationale="")
        for letter, text in zip(ascii_lowercase, shape.columns, strict=False)
    )
    ids = {column.text: column.id for column in columns}
    return Matrix(
        options=columns,
        rows=tuple(
            Row(id=row.id, text=row.text, key=ids[row.key], rationale=row.rationale, because=row.because)
            for row in shape.row
        ),
    )


def _options(shapes: Iterable[OptionShape]) -> tuple[Option, ...]:
    return lettered(_unnamed(shape) for shape in shapes)[0]


def _unnamed(shape: OptionShape | PairShape | ReasonedText) -> Option:
    return Option(
        id="",
        text=shape.match if isinstance(shape, PairShape) else shape.text,
        rationale=shape.rationale,
        is_key=isinstance(shape, OptionShape) and shape.key,
        because=shape.because,
        region=shape.region if isinstance(shape, PlaceShape) else "",
    )


def lettered(unnamed: Iterable[Option]) -> tuple[tuple[Option, ...], tuple[str, ...]]:
    """Return at most 26 options named in alphabetical order, and the id of each in the order given."""
    given = list(unnamed)
    in_order = sorted(range(len(given)), key=lambda place: _alphabetical(given[place]))
    ids = dict(zip(in_order, ascii_lowercase, strict=False))
    options = tuple(_named(ids[place], given[place]) for place in in_order)
    return options, tuple(ids[place] for place in range(len(given)))


def _named(id_: str, option: Option) -> Option:
    # ``dataclasses.replace`` takes three times as long, and banks have tens of thousands of options.
    return Option(
        id=id_,
        text=option.text,
        rationale=option.rationale,
        is_key=option.is_key,
        because=option.because,
        region=option.region,
    )


def _alphabetical(option: Option) -> tuple[str, str, str, bool]:
    return option.text.casefold(), option.text, option.rationale, option.is_key
