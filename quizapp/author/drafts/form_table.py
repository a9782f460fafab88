"""What an author sent, as the table of an item in work, and the other way round."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from quizapp.author.drafts.layouts import GENERAL, LAYOUTS, Field, Kind, Part
from quizapp.core.exchange import slug
from quizapp.core.items import ItemType
from quizapp.core.numbers import in_file
from quizapp.core.typed_numbers import read_number
from quizapp.formats.item_as_table import Table
from quizapp.web.forms import plain

Sent = Mapping[str, Sequence[str]]

NAMED = {"pair": "subject", "row": "text"}
"""Parts that have a lasting name of their own, and the text that it is made of."""

REQUIRED = frozenset({"facts", "sources"})
"""Fields that stand in the table also where they are empty."""

MANY = frozenset({Kind.IDS, Kind.LINES})
"""Kinds of field that may be sent in one piece, a line for each, or as several of one name."""

CHECKED = "yes"
MOST_LETTERS = 40
"""In the name of a part."""


def read(sent: Sent, before: Table) -> Table:
    """Return the table that a form says; of ``before`` stays what the form has no field for.

    What is empty is left out, and so is a part in which nothing was written.
    """
    layout = LAYOUTS[ItemType(before["type"])]
    kept = {name: before[name] for name in ("id", "type", "status", "made_by", "waived") if name in before}
    table = kept | _fields((*GENERAL, *layout.fields), sent, "")
    table |= {name: plain(sent[name][0]) for name in ("topic", "level") if any(sent.get(name, []))}
    table["audience"] = list(dict.fromkeys(map(plain, sent.get("audience", []))))
    for part in layout.parts:
        table |= _parts(part, sent, "", before.get(part.name, []))
    return table


def _fields(fields: Iterable[Field], sent: Sent, inside: str) -> Table:
    table: Table = {}
    for field in fields:
        values = sent.get(f"{inside}{field.name}", [])
        text = "\n".join(values) if field.kind in MANY else "".join(values[:1])
        value = READERS[field.kind](plain(text.replace("\r\n", "\n")))
        if value in ("", [], None) and field.name not in REQUIRED:
            continue
        outer, _, inner = field.name.partition(".")
        if inner:
            table.setdefault(outer, {})[inner] = value
        else:
            table[outer] = value
    return table


def _line(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> list[str]:
    return [_line(line) for line in text.split("\n") if line.strip()]


def _ids(text: str) -> list[str]:
    return list(dict.fromkeys(text.replace(",", " ").replace(";", " ").split()))


def _day(text: str) -> date | str:
    """Return a day; what is none stays as it was typed, so that it can be told and put right."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _number(text: str) -> str:
    """Return a number as files write it; what is none stays as it was typed."""
    number = read_number(text).number
    return _line(text) if number is None else in_file(number)


READERS: Mapping[Kind, Callable[[str], Any]] = {
    Kind.LINE: _line,
    Kind.TEXT: str,
    Kind.LINES: _lines,
    Kind.IDS: _ids,
    Kind.CHECK: lambda text: True if text == CHECKED else None,
    Kind.VERDICT: {"true": True, "false": False}.get,
    Kind.DAY: _day,
    Kind.NUMBER: _number,
}


def _parts(part: Part, sent: Sent, inside: str, before: Sequence[Table]) -> Table:
    found = []
    # What came from elsewhere may have more, and nothing of it is lost.
    for place in range(max(part.most, len(before))):
        here = f"{inside}{part.name}.{place}."
        one = _fields(part.fields, sent, here)
        for inner in part.parts:
            held = before[place].get(inner.name, []) if place < len(before) else []
            one |= _parts(inner, sent, here, held)
        if any(value is not True for value in one.values()):
            found.append((place, one))
    return {part.name: _named(part, found, before)} if found else {}


def _named(part: Part, found: Sequence[tuple[int, Table]], before: Sequence[Table]) -> list[Table]:
    """Return the parts with their lasting names: those that they had, or new ones."""
    if part.name not in NAMED:
        return [one for _, one in found]
    held = {place: one["id"] for place, one in enumerate(before) if "id" in one}
    taken = {held[place] for place, _ in found if place in held}
    named = []
    for place, one in found:
        name = held.get(place) or _new_name(one.get(NAMED[part.name], ""), taken)
        taken.add(name)
        named.append({"id": name} | one)
    return named


def _new_name(text: str, taken: set[str]) -> str:
    wanted = slug(text)[: MOST_LETTERS - 4].strip("-") or "part"
    if wanted not in taken:
        return wanted
    return next(name for number in range(2, 100) if (name := f"{wanted}-{number}") not in taken)


def written(field: Field, table: Mapping[str, Any]) -> str:
    """Return what stands in a field of a form, for a table or a part of one."""
    outer, _, inner = field.name.partition(".")
    value = table.get(outer)
    if inner:
        value = value.get(inner) if isinstance(value, dict) else None
    match field.kind, value:
        case _, None:
            return ""
        case Kind.CHECK, _:
            return CHECKED if value else ""
        case Kind.VERDICT, _:
            return "true" if value else "false"
        case Kind.LINES, list():
            return "\n".join(value)
        case Kind.IDS, list():
            return " ".join(value)
        case _:
            return str(value)


def as_sent(table: Table) -> dict[str, list[str]]:
    """Return what a form would send that shows a table and is not touched."""
    layout = LAYOUTS[ItemType(table["type"])]
    sent = {field.name: [written(field, table)] for field in (*GENERAL, *layout.fields)}
    sent |= {name: [table[name]] for name in ("topic", "level") if name in table}
    sent["audience"] = list(table.get("audience", []))
    for part in layout.parts:
        sent |= _parts_as_sent(part, table, "")
    return sent


def _parts_as_sent(part: Part, table: Mapping[str, Any], inside: str) -> dict[str, list[str]]:
    sent: dict[str, list[str]] = {}
    for place, one in enumerate(table.get(part.name, [])):
        here = f"{inside}{part.name}.{place}."
        sent |= {f"{here}{field.name}": [written(field, one)] for field in part.fields}
        for inner in part.parts:
            sent |= _parts_as_sent(inner, one, here)
    return sent
