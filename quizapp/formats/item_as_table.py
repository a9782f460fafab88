"""An item as the table of a bank file, in the order in which a person reads it; what is empty is left out."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from quizapp.core.items import (
    Body,
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    ShortAnswer,
)
from quizapp.core.numbers import in_file

Table: TypeAlias = dict[str, Any]


def table_of(item: Item) -> Table:
    """Return the table of an item; one that is read from it is the same item."""
    return _filled(
        {
            "id": item.id,
            "type": item.type.value,
            "audience": sorted(audience.value for audience in item.audience),
            "topic": item.topic.value,
            "level": item.level.value,
            "facts": list(item.facts),
            "background": list(item.background),
        }
    ) | {
        "sources": list(item.sources),
        **_filled(
            {
                "status": item.status.value,
                "review_due": item.review_due,
                "made_by": item.made_by,
                "disagreement": item.disagreement,
                "picture": item.picture,
                "no_gloss": list(item.no_gloss),
                "stem": item.stem,
            }
        ),
        **_body(item.type, item.body),
        **_filled({"waived": [{"rule": one.rule, "reason": one.reason} for one in item.waived]}),
    }


def _filled(values: Mapping[str, Any]) -> Table:
    return {name: value for name, value in values.items() if value}


def _body(type_: ItemType, body: Body) -> Table:
    match body:
        case Choices():
            is_statement = type_ is ItemType.TRUE_FALSE
            return _statement(body) if is_statement else {"option": _options(body.options)}
        case Matching():
            return _matching(body)
        case ShortAnswer() | Numeric():
            answers = _number(body) if isinstance(body, Numeric) else {"answers": list(body.answers)}
            return _filled({**answers, "rationale": body.rationale})
        case Ordering():
            steps = {option.id: option for option in body.options}
            return {"step": _options(steps[name] for name in body.key)}
        case Cloze():
            return _filled({"text": body.text}) | {
                "blank": [{"id": blank.id, "option": _options(blank.options)} for blank in body.blanks]
            }
        case Matrix():
            return _matrix(body)


def _number(body: Numeric) -> Table:
    return {
        "answer": in_file(body.answer),
        "tolerance": in_file(body.tolerance) if body.tolerance else "",
        "unit": body.unit,
        "other_units": list(body.other_units),
    }


def _statement(body: Choices) -> Table:
    told = {option.id: option for option in body.options}
    return {
        "answer": told["true"].is_key,
        **_filled({"because": told["true"].because, "correction": body.correction}),
        "rationale": _filled({verdict: option.rationale for verdict, option in told.items()}),
    }


def _matching(body: Matching) -> Table:
    options = {option.id: option for option in body.options}
    keys = set(body.keys.values())
    pairs = [
        _filled(
            {
                "id": subject.id,
                "subject": subject.text,
                "match": options[subject.key].text,
                "rationale": options[subject.key].rationale,
                "because": options[subject.key].because,
                "reverse_stem": subject.reverse_stem,
            }
        )
        for subject in body.subjects
    ]
    extra = _options(option for option in body.options if option.id not in keys)
    return {"pair": pairs, **_filled({"extra": extra})}


def _matrix(body: Matrix) -> Table:
    columns = {option.id: option.text for option in body.options}
    rows = [
        _filled(
            {
                "id": row.id,
                "text": row.text,
                "key": columns[row.key],
                "rationale": row.rationale,
                "because": row.because,
            }
        )
        for row in body.rows
    ]
    return {"columns": list(columns.values()), "row": rows}


def _options(options: Iterable[Option]) -> list[Table]:
    return [
        _filled(
            {
                "region": option.region,
                "text": option.text,
                "key": option.is_key,
                "rationale": option.rationale,
                "because": option.because,
            }
        )
        for option in options
    ]
