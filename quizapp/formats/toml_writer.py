"""Items as the text of a bank file, to be read, mended and kept by a person."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quizapp.core.items import (
    Body,
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Option,
    Ordering,
    ShortAnswer,
)


@dataclass(frozen=True, kw_only=True)
class Raw:
    """A value that is written without quotation marks, such as a day."""

    text: str


Value = str | bool | Raw | list[str]


def items_as_toml(items: Iterable[Item]) -> str:
    """Return the items as [[item]] tables; a bank file that holds them reads back as the same items."""
    return "\n".join("\n".join(_item(item)) + "\n" for item in items)


def _item(item: Item) -> Iterator[str]:
    yield "[[item]]"
    yield from _lines(
        {
            "id": item.id,
            "type": item.type.value,
            "audience": sorted(audience.value for audience in item.audience),
            "topic": item.topic.value,
            "level": item.level.value,
            "facts": list(item.facts),
            "background": list(item.background),
            "sources": list(item.sources) or Raw(text="[]"),
            "status": item.status.value,
            "review_due": Raw(text=item.review_due.isoformat()),
            "made_by": item.made_by,
            "disagreement": item.disagreement,
            "picture": item.picture,
            "no_gloss": list(item.no_gloss),
            "stem": item.stem,
        }
    )
    yield from _body(item.type, item.body)
    for waiver in item.waived:
        yield from _table("item.waived", {"rule": waiver.rule, "reason": waiver.reason})


def _body(type_: ItemType, body: Body) -> Iterator[str]:
    match body:
        case Choices() if type_ is ItemType.TRUE_FALSE:
            yield from _statement(body)
        case Choices(options=options):
            yield from _options("item.option", options)
        case Matching():
            yield from _matching(body)
        case ShortAnswer():
            yield from _lines({"answers": list(body.answers), "rationale": body.rationale})
        case Ordering():
            yield from _ordering(body)
        case Cloze():
            yield from _cloze(body)
        case Matrix():
            yield from _matrix(body)


def _statement(body: Choices) -> Iterator[str]:
    told = {option.id: option for option in body.options}
    yield from _lines(
        {
            "answer": Raw(text="true" if told["true"].is_key else "false"),
            "because": told["true"].because,
            "correction": body.correction,
        }
    )
    yield "[item.rationale]"
    yield from _lines({verdict: option.rationale for verdict, option in told.items()})


def _matching(body: Matching) -> Iterator[str]:
    options = {option.id: option for option in body.options}
    for subject in body.subjects:
        option = options.pop(subject.key)
        yield from _table(
            "item.pair",
            {
                "id": subject.id,
                "subject": subject.text,
                "match": option.text,
                "rationale": option.rationale,
                "because": option.because,
                "reverse_stem": subject.reverse_stem,
            },
        )
    yield from _options("item.extra", options.values())


def _ordering(body: Ordering) -> Iterator[str]:
    options = {option.id: option for option in body.options}
    yield from _options("item.step", (options[name] for name in body.key))


def _cloze(body: Cloze) -> Iterator[str]:
    yield from _lines({"text": body.text})
    for blank in body.blanks:
        yield from _table("item.blank", {"id": blank.id})
        yield from _options("item.blank.option", blank.options)


def _matrix(body: Matrix) -> Iterator[str]:
    columns = {option.id: option.text for option in body.options}
    yield from _lines({"columns": list(columns.values())})
    for row in body.rows:
        yield from _table(
            "item.row",
            {
                "id": row.id,
                "text": row.text,
                "key": columns[row.key],
                "rationale": row.rationale,
                "because": row.because,
            },
        )


def _options(name: str, options: Iterable[Option]) -> Iterator[str]:
    for option in options:
        yield from _table(
            name,
            {
                "region": option.region,
                "text": option.text,
                "key": option.is_key,
                "rationale": option.rationale,
                "because": option.because,
            },
        )


def _table(name: str, values: dict[str, Value]) -> Iterator[str]:
    yield f"[[{name}]]"
    yield from _lines(values)


def _lines(values: dict[str, Value]) -> Iterator[str]:
    """Return what is not empty, a line for each."""
    for name, value in values.items():
        if value:
            yield f"{name} = {_written(value)}"


def _written(value: Value) -> str:
    if isinstance(value, Raw):
        return value.text
    # A string or a list of strings in JSON is the same in TOML, but for the one sign below.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
