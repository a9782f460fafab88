"""Bodies of our items as Moodle XML."""

from collections.abc import Iterator

from quizapp.core.cloze import stretches
from quizapp.core.items import (
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Ordering,
    ShortAnswer,
)
from quizapp.core.numbers import in_file
from quizapp.formats.exchange.moodle.xml import element, html, lines, text, value

MOST_EQUAL_PARTS = 10
"""Options that can share the mark equally: Moodle knows the half of it, the third, and so on to the tenth."""


def asked(item: Item) -> list[str]:
    """Return the paragraphs of the question's text, as HTML."""
    if isinstance(item.body, Cloze):
        return [lines(item.stem), _gapped(item.body)]
    return [lines(item.stem)]


def type_of(item: Item) -> str:
    """Return what Moodle calls the type as which an item is written."""
    match item.body:
        case Choices():
            return "truefalse" if item.type is ItemType.TRUE_FALSE else "multichoice"
        case Matching() | Matrix():
            return "matching"
        case ShortAnswer():
            return "shortanswer"
        case Numeric():
            return "numerical"
        case Ordering():
            return "ordering"
        case Cloze():
            return "gapselect"


def answers(item: Item) -> list[str]:
    """Return what follows what questions of all types have."""
    match item.body:
        case Choices() as body:
            found = _statement(body) if item.type is ItemType.TRUE_FALSE else _choices(item, body)
        case Matching() as body:
            found = [value("shuffleanswers", "true"), *(_pair(*row) for row in matching_rows(body))]
        case Matrix() as body:
            found = [value("shuffleanswers", "false"), *_rows(body)]
        case ShortAnswer() as body:
            found = [value("usecase", "0"), *map(_typed, body.answers)]
        case Numeric() as body:
            found = _number(body)
        case Ordering() as body:
            found = _steps(body)
        case Cloze() as body:
            found = [value("shuffleanswers", "0"), *_words(body)]
    return found


def is_single(item: Item, body: Choices) -> bool:
    """Tell whether one option is to be chosen; of a picture as many as are right."""
    return item.type is ItemType.SINGLE_CHOICE or (item.type is ItemType.HOTSPOT and len(body.key_ids) == 1)


def _choices(item: Item, body: Choices) -> list[str]:
    single = is_single(item, body)
    part = 100 / (1 if single else len(body.key_ids))
    # A wrong one takes away what a right one earns, as it does here; else all could be ticked for full marks.
    wrong = 0 if single else -part
    return [
        value("single", "true" if single else "false"),
        value("shuffleanswers", "true"),
        value("answernumbering", "abc"),
        *(
            html(
                "answer",
                option.text,
                html("feedback", option.rationale),
                fraction=_percent(part if option.is_key else wrong),
            )
            for option in body.options
        ),
    ]


def _percent(part: float) -> str:
    # With the five digits by which Moodle knows a third.
    return f"{part:.5f}".rstrip("0").rstrip(".")


def _statement(body: Choices) -> list[str]:
    return [
        element(
            "answer",
            text(option.id),
            html("feedback", option.rationale),
            fraction="100" if option.is_key else "0",
            format="moodle_auto_format",
        )
        for option in sorted(body.options, key=lambda option: option.id, reverse=True)
    ]


def matching_rows(body: Matching) -> list[tuple[str, str]]:
    """Return each subject with what fits it, and then what fits none, beside no subject."""
    texts = {option.id: option.text for option in body.options}
    fitting = set(body.keys.values())
    pairs = [(subject.text, texts[subject.key]) for subject in body.subjects]
    return pairs + [("", option.text) for option in body.options if option.id not in fitting]


def _rows(body: Matrix) -> Iterator[str]:
    """Return the columns, in their order, and then the rows; Moodle shows each column once."""
    texts = {option.id: option.text for option in body.options}
    yield from (_pair("", column) for column in texts.values())
    yield from (_pair(row.text, texts[row.key]) for row in body.rows)


def _pair(left: str, right: str) -> str:
    return html("subquestion", left, element("answer", text(lines(right))))


def _typed(answer: str) -> str:
    # A star stands for any letters, unless it is escaped.
    return element(
        "answer", text(answer.replace("*", "\\*")), html("feedback", ""), fraction="100", format="plain_text"
    )


UNIT_MAY_BE_LEFT_OUT = "0"
"""How Moodle calls a unit without which the number counts, and the field in which it is typed with it."""

NO_UNIT = "3"


def _number(body: Numeric) -> list[str]:
    units = [element("unit", value("multiplier", "1"), value("unit_name", unit)) for unit in body.units]
    return [
        element(
            "answer",
            text(in_file(body.answer)),
            html("feedback", ""),
            value("tolerance", in_file(body.tolerance)),
            fraction="100",
            format="moodle_auto_format",
        ),
        value("unitgradingtype", UNIT_MAY_BE_LEFT_OUT),
        value("unitpenalty", "0.1"),
        value("showunits", UNIT_MAY_BE_LEFT_OUT if units else NO_UNIT),
        value("unitsleft", "0"),
        *([element("units", *units)] if units else []),
    ]


def _steps(body: Ordering) -> list[str]:
    options = {option.id: option for option in body.options}
    return [
        value("layouttype", "VERTICAL"),
        value("selecttype", "ALL"),
        value("selectcount", str(len(body.key))),
        value("gradingtype", "ALL_OR_NOTHING"),
        value("showgrading", "SHOW"),
        value("numberingstyle", "none"),
        *(
            html(
                "answer",
                options[id_].text,
                html("feedback", options[id_].rationale),
                fraction=str(place),
            )
            for place, id_ in enumerate(body.key, start=1)
        ),
    ]


def _words(body: Cloze) -> Iterator[str]:
    """Return the words of each gap as a group of its own."""
    for group, blank in enumerate(body.blanks, start=1):
        for option in blank.options:
            yield element("selectoption", text(lines(option.text)), value("group", str(group)))


def _gapped(body: Cloze) -> str:
    """Return the text; a gap names the word that fits by its place among all words of all gaps."""
    words = [option for blank in body.blanks for option in blank.options]
    places = {id(option): place for place, option in enumerate(words, start=1)}
    return "".join(
        lines(part.text) + (f"[[{places[id(part.blank.key)]}]]" if part.blank else "")
        for part in stretches(body)
    )
