"""Banks as spreadsheets: a question a row, with a column for each thing that any of them says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from quizapp.core.banks import Bank, Finding
from quizapp.core.exchange import DISAGREEMENT, tags_of, told_by
from quizapp.core.facts import Knowledge
from quizapp.core.items import (
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    Row,
    ShortAnswer,
)
from quizapp.core.numbers import in_file
from quizapp.formats.exchange.json_writer import WAIVED
from quizapp.formats.exchange.plain import tidy
from quizapp.formats.exchange.sheets.keys import written_key
from quizapp.formats.exchange.sheets.layout import Column, Part
from quizapp.formats.exchange.sheets.lists import joined
from quizapp.formats.exchange.writing import WrittenBank, not_carried
from quizapp.formats.sheets import as_csv

Name = Column | tuple[Part, int]
Cells = dict[Name, str]

_FIRST = (Column.ID, Column.TYPE, Column.STEM, Column.TEXT)
_PARTS_FIRST = (Part.OPTION, Part.MATCH, Part.HEAD)
_MIDDLE = (
    *(Column.KEY, Column.TOLERANCE, Column.UNIT, Column.OTHER_UNITS),
    *(Column.CORRECTION, Column.FEEDBACK),
)
_PARTS_LAST = (Part.RATIONALE, Part.REVERSE, Part.ID, Part.REGION, Part.BECAUSE)
_LAST: Mapping[Column, str] = {
    Column.TOPIC: "topic",
    Column.LEVEL: "level",
    Column.AUDIENCE: "audience",
    Column.FACTS: "fact",
    Column.BACKGROUND: "background",
    Column.SOURCES: "source",
    Column.NO_GLOSS: "no-gloss",
    Column.PICTURE: "picture",
    Column.MADE_BY: "made-by",
}
"""Columns of what tags say, by the tags' names."""


def write_csv(bank: Bank, _knowledge: Knowledge) -> WrittenBank:
    """Return the bank as CSV in UTF-8, with commas."""
    rows, findings = table_of(bank)
    return WrittenBank(data=as_csv(rows), findings=findings)


def table_of(bank: Bank) -> tuple[list[list[str]], tuple[Finding, ...]]:
    """Return the headings and a row for each item, and what of them cannot be said."""
    rows = [_cells(item) for item in bank.items]
    names = list(_names({name for row in rows for name, text in row.items() if text}))
    headings = [f"{name[0]} {name[1]}" if isinstance(name, tuple) else name.value for name in names]
    table = [[tidy(row.get(name, "")) for name in names] for row in rows]
    return [headings, *table], tuple(_findings(bank.items, rows))


def _names(used: set[Name]) -> Iterator[Name]:
    """Return the columns in their order; those of a question are there even where none uses them."""
    used |= {Column.ID, Column.TYPE, Column.STEM, (Part.OPTION, 1), Column.KEY}
    numbers = sorted({name[1] for name in used if isinstance(name, tuple)})
    ordered: list[Name] = [
        *_FIRST,
        *((part, number) for part in _PARTS_FIRST for number in numbers),
        *_MIDDLE,
        *((part, number) for part in _PARTS_LAST for number in numbers),
        *_LAST,
        Column.DISAGREEMENT,
    ]
    return (name for name in ordered if name in used)


def _findings(items: Iterable[Item], rows: Iterable[Cells]) -> Iterator[Finding]:
    for item, row in zip(items, rows, strict=True):
        if item.waived:
            yield not_carried(item, WAIVED)
        if isinstance(item.body, Choices | Cloze) and not row[Column.KEY]:
            yield not_carried(item, "A key that cannot be told from the texts of the options")


def _cells(item: Item) -> Cells:
    tags = tags_of(item)
    return {
        Column.ID: item.id,
        Column.TYPE: item.type.value,
        Column.STEM: item.stem,
        **_body(item),
        **{column: joined(told_by(tags, name)) for column, name in _LAST.items()},
        Column.DISAGREEMENT: "yes" if DISAGREEMENT in tags else "",
    }


def _body(item: Item) -> Cells:
    match item.body:
        case Choices() as body:
            return _choices(item.type, body)
        case Matching() as body:
            return _matching(body)
        case ShortAnswer() | Numeric() as body:
            return _typed(body) | {Column.FEEDBACK: body.rationale}
        case Ordering() as body:
            by_id = {option.id: option for option in body.options}
            return _options([by_id[name] for name in body.key])
        case Cloze() as body:
            return _cloze(body)
        case Matrix() as body:
            return _matrix(body)


def _typed(body: ShortAnswer | Numeric) -> Cells:
    if isinstance(body, ShortAnswer):
        return {(Part.OPTION, place): text for place, text in enumerate(body.answers, start=1)}
    return {
        Column.KEY: in_file(body.answer),
        Column.TOLERANCE: in_file(body.tolerance) if body.tolerance else "",
        Column.UNIT: body.unit,
        Column.OTHER_UNITS: joined(body.other_units),
    }


def _choices(item_type: ItemType, body: Choices) -> Cells:
    is_statement = item_type is ItemType.TRUE_FALSE
    verdict = "true" if "true" in body.key_ids else "false"
    return {
        **_options(body.options),
        Column.KEY: verdict if is_statement else _key(body.options),
        Column.CORRECTION: body.correction,
    }


def _options(options: Iterable[Option]) -> Cells:
    cells: Cells = {}
    for place, option in enumerate(options, start=1):
        cells |= _part(place, option.text, option) | {(Part.REGION, place): option.region}
    return cells


def _part(place: int, text: str, reasoned: Option | Row) -> Cells:
    return {
        (Part.OPTION, place): text,
        (Part.RATIONALE, place): reasoned.rationale,
        (Part.BECAUSE, place): reasoned.because,
    }


def _key(options: Sequence[Option]) -> str:
    texts = {place: tidy(option.text) for place, option in enumerate(options, start=1)}
    keys = [place for place, option in enumerate(options, start=1) if option.is_key]
    return written_key(keys, texts) or ""


def _matching(body: Matching) -> Cells:
    options = {option.id: option for option in body.options}
    cells: Cells = {}
    place = count(1)
    told: set[str] = set()
    for subject in body.subjects:
        number, option = next(place), options[subject.key]
        # What fits several subjects gives its reason once.
        reasoned = Option(id="", text="", rationale="") if option.id in told else option
        told.add(option.id)
        cells |= _part(number, subject.text, reasoned) | {
            (Part.MATCH, number): option.text,
            (Part.ID, number): subject.id,
            (Part.REVERSE, number): subject.reverse_stem,
        }
    for option in body.options:
        if option.id not in told:
            number = next(place)
            cells |= _part(number, "", option) | {(Part.MATCH, number): option.text}
    return cells


def _cloze(body: Cloze) -> Cells:
    marked = [(blank.id, option) for blank in body.blanks for option in blank.options]
    cells: Cells = {}
    for place, (name, option) in enumerate(marked, start=1):
        cells |= _part(place, f"[{name}] {option.text}", option)
    return {**cells, Column.TEXT: body.text, Column.KEY: _key([option for _, option in marked])}


def _matrix(body: Matrix) -> Cells:
    texts = {column.id: column.text for column in body.options}
    cells: Cells = {(Part.HEAD, place): text for place, text in enumerate(texts.values(), start=1)}
    for place, row in enumerate(body.rows, start=1):
        cells |= _part(place, row.text, row) | {(Part.MATCH, place): texts[row.key], (Part.ID, place): row.id}
    return cells
