"""Bodies of items from values of JSON, as our export writes them and as a person would."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from string import ascii_lowercase
from typing import Any

from quizapp.core.cloze import marks_in
from quizapp.core.exchange import AcceptedNumber, Numbers, slug
from quizapp.core.items import (
    Blank,
    Body,
    Choices,
    Cloze,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    Row,
    ShortAnswer,
    Subject,
)
from quizapp.core.numbers import exact
from quizapp.formats.exchange.numeric import Understood, kept, understood
from quizapp.formats.exchange.plain import tidy
from quizapp.formats.exchange.sheets.keys import UnreadableError, keyed
from quizapp.formats.exchange.sheets.parts import check_number
from quizapp.formats.item_bodies import lettered

Table = Mapping[str, Any]

LONGEST = 10_000
"""Characters of a text; ours have a thousand at most."""


def words(value: object, *, limit: int | None = LONGEST, is_tidy: bool = True) -> str:
    """Return a value as text; empty where it is none. Half a character is a question mark."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)[:limit].encode(errors="replace").decode()
    return tidy(text) if is_tidy else text


def texts(value: object) -> list[str]:
    """Return a list of texts, or of things with ids as these; a single text is a list of one."""
    several = value if isinstance(value, list) else [value]
    found = (words(one.get("id") if isinstance(one, dict) else one) for one in several)
    return [text for text in found if text]


def first(table: Table, *names: str) -> Any:
    """Return the first of some values that is there."""
    return next((table[name] for name in names if table.get(name) is not None), None)


def body_of(item_type: ItemType, table: Table) -> Body:
    """Return the body that a table describes; raises ``UnreadableError`` where it describes none."""
    match item_type:
        case ItemType.TRUE_FALSE:
            return _statement(table)
        case ItemType.SHORT_ANSWER:
            return _short_answer(table)
        case ItemType.MATCHING:
            return _matching(table)
        case ItemType.ORDERING:
            return _ordering(table)
        case ItemType.DROPDOWN_CLOZE | ItemType.MATRIX:
            return _cloze(table) if item_type is ItemType.DROPDOWN_CLOZE else _matrix(table)
        case _:
            return Choices(options=lettered(_keyed_options(table))[0])


def numbers_of(table: Table) -> Understood:
    """Return the number that is asked for in its unit, or the ranges that are taken for an answer."""
    key = first(table, "key", "answer", "correct")
    if key is not None and not isinstance(key, list):
        return _one_number(table, words(key))
    answers = []
    for one in _list(key, "key"):
        told = one if isinstance(one, dict) else {"low": one, "high": one, "shown": words(one)}
        low, high, weight = (_number(told.get(name)) for name in ("low", "high", "weight"))
        if low is None or high is None:
            raise _fault("“key” has no numbers.", "Write them as {“low”: 1, “high”: 2}.")
        full = AcceptedNumber(
            low=Decimal(repr(low)), high=Decimal(repr(high)), shown=words(told.get("shown"))
        )
        answers.append(replace(full, feedback=words(told.get("feedback"))))
        if weight is not None:
            answers[-1] = replace(answers[-1], weight=weight)
    numbers = Numbers(answers=tuple(answers))
    # What was kept as it stood in another file stays so: its ranges may not tell all that it takes.
    if table.get("raw"):
        return kept(numbers)
    return understood(numbers, rationale=words(first(table, "rationale", "feedback")))


def _one_number(table: Table, key: str) -> Understood:
    answer, tolerance = exact(key), exact(words(table.get("tolerance")) or "0")
    if answer is None or tolerance is None or tolerance < 0:
        raise UnreadableError(
            "no-key",
            "“key” or “tolerance” is no number, has too many digits, or is below zero.",
            "Write them with a decimal point, as “4.5”.",
        )
    body = Numeric(
        answer=answer,
        tolerance=tolerance,
        unit=words(table.get("unit")),
        other_units=tuple(texts(table.get("other_units"))),
        rationale=words(first(table, "rationale", "feedback")),
    )
    return Understood(body=body, notes=())


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e300:
        return None
    return float(value)


def _fault(message: str, fix: str = "Look at what `quizapp bank export` writes.") -> UnreadableError:
    return UnreadableError("shape", message, fix)


def _list(value: object, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise _fault(f"“{name}” is missing, or it is no list.")
    return value


def _options(table: Table, *names: str) -> tuple[list[Option], list[str]]:
    """Return the options in their order, and the id that each has in the file, empty where it has none."""
    told = _list(first(table, *names), names[0])
    check_number(len(told), least=1)
    made, ids = [], []
    for one in told:
        said = one if isinstance(one, dict) else {"text": one}
        text = words(first(said, "text", "option", "label"))
        if not text:
            raise _fault(f"Of “{names[0]}”, one has no text.")
        made.append(
            Option(
                id="",
                text=text,
                rationale=words(first(said, "rationale", "feedback")),
                is_key=first(said, "key", "correct", "is_key") is True,
                because=words(said.get("because")),
                region=words(said.get("region")),
            )
        )
        ids.append(words(said.get("id")))
    return made, ids


def _places(key: object, options: Sequence[Option], ids: Sequence[str]) -> list[int]:
    """Return which options a key names, from one on: by their ids where they have any, or else by text."""
    by_id = {id_: place for place, id_ in enumerate(ids, start=1) if id_}
    by_text = {place: option.text for place, option in enumerate(options, start=1)}
    places: list[int] = []
    for one in key if isinstance(key, list) else [key]:
        name = words(one)
        if isinstance(one, int | float) and not isinstance(one, bool) and name not in by_id:
            raise UnreadableError(
                "ambiguous-key", "The key is a number, which may count from 0 or from 1.", "Write a text."
            )
        places += [by_id[name]] if name in by_id else keyed(name, by_text)
    return places


def _keyed_options(table: Table) -> list[Option]:
    options, ids = _options(table, "options", "option")
    check_number(len(options))
    key = first(table, "key", "answer", "correct")
    flagged = [place for place, option in enumerate(options, start=1) if option.is_key]
    if key is None and flagged:
        return options
    places = _places(key, options, ids)
    if flagged and set(flagged) != set(places):
        raise UnreadableError(
            "ambiguous-key", "“key” and what the options say of themselves differ.", "Keep one of the two."
        )
    return [replace(option, is_key=place in places) for place, option in enumerate(options, start=1)]


def _statement(table: Table) -> Choices:
    key = first(table, "key", "answer", "correct")
    told = str(key).lower() if isinstance(key, bool) else words(key).casefold()
    if told not in {"true", "false"}:
        raise UnreadableError("no-key", "“key” is neither true nor false.", "Write true or false.")
    said = {}
    options = table.get("options")
    for one in options if isinstance(options, list) else []:
        if isinstance(one, dict):
            said[words(one.get("id") or one.get("text")).casefold()] = one
    verdicts = tuple(
        Option(
            id=verdict,
            text=verdict.title(),
            rationale=words(said.get(verdict, {}).get("rationale")),
            is_key=verdict == told,
            because=words(said.get(verdict, {}).get("because")),
        )
        for verdict in ("true", "false")
    )
    return Choices(options=verdicts, correction=words(table.get("correction")))


def _short_answer(table: Table) -> ShortAnswer:
    answers = texts(first(table, "key", "answers", "answer"))
    if not answers:
        raise UnreadableError("no-key", "There is no accepted answer.", "Write them into “key”.")
    return ShortAnswer(answers=tuple(answers), rationale=words(first(table, "rationale", "feedback")))


def _ordering(table: Table) -> Ordering:
    options, ids = _options(table, "options", "steps", "step")
    check_number(len(options))
    places = _places(table["key"], options, ids) if "key" in table else [*range(1, len(options) + 1)]
    if sorted(places) != [*range(1, len(options) + 1)]:
        raise UnreadableError("no-key", "“key” does not name each step once.", "Write the steps in order.")
    made, key = lettered(options[place - 1] for place in places)
    return Ordering(options=made, key=key)


def _keys(table: Table) -> Table:
    key = table.get("key")
    if not isinstance(key, dict):
        raise UnreadableError(
            "no-key", "“key” does not say what belongs to each part.", "Write one for each."
        )
    return key


def _one_place(key: object, options: Sequence[Option], ids: Sequence[str]) -> int:
    places = _places(key, options, ids)
    if len(places) != 1:
        raise UnreadableError("no-key", "A part has several keys, or none.", "Write one for each.")
    return places[0]


def _named_parts(table: Table, name: str) -> Iterator[tuple[str, Table]]:
    """Return the subjects or rows with their ids, which must differ."""
    parts = _list(table.get(name), name)
    check_number(len(parts))
    seen: set[str] = set()
    for one in parts:
        id_ = slug(words(one.get("id"))) if isinstance(one, dict) else ""
        if not id_ or id_ in seen or not words(one.get("text")):
            raise _fault(f"Of “{name}”, one has no text, or no id of its own.")
        seen.add(id_)
        yield id_, one


def _matching(table: Table) -> Matching:
    options, ids = _options(table, "options")
    key = _keys(table)
    made, letters = lettered(options)
    return Matching(
        subjects=tuple(
            Subject(
                id=id_,
                text=words(one["text"]),
                key=letters[_one_place(key.get(one["id"]), options, ids) - 1],
                reverse_stem=words(one.get("reverse_stem")),
            )
            for id_, one in _named_parts(table, "subjects")
        ),
        options=made,
    )


def _matrix(table: Table) -> Matrix:
    columns, ids = _options(table, "columns")
    check_number(len(columns))
    key = _keys(table)
    named = [replace(one, id=letter) for one, letter in zip(columns, ascii_lowercase, strict=False)]
    return Matrix(
        options=tuple(named),
        rows=tuple(
            Row(
                id=id_,
                text=words(one["text"]),
                key=named[_one_place(key.get(one["id"]), columns, ids) - 1].id,
                rationale=words(one.get("rationale")),
                because=words(one.get("because")),
            )
            for id_, one in _named_parts(table, "rows")
        ),
    )


def _cloze(table: Table) -> Cloze:
    text, key = words(table.get("text")), _keys(table)
    blanks: dict[str, Blank] = {}
    for one in _list(table.get("blanks"), "blanks"):
        if not isinstance(one, dict):
            raise _fault("Of “blanks”, one has no options.")
        options, ids = _options(one, "options")
        check_number(len(options))
        name = words(one.get("id"))
        place = _one_place(key.get(name), options, ids)
        named = (replace(option, is_key=at == place) for at, option in enumerate(options, start=1))
        blanks[name] = Blank(id=name, options=lettered(named)[0])
    marks = marks_in(text)
    if not marks or sorted(marks) != sorted(blanks):
        raise _fault("The text and “blanks” do not name the same blanks, each once.")
    return Cloze(text=text, blanks=tuple(blanks[name] for name in marks))
