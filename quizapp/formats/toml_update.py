"""The text of a bank file with some of its items changed: everything else stays as it was, comments too."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from quizapp.core.banks import Bank
from quizapp.formats.item_table import read_table
from quizapp.formats.toml_text import read_toml
from quizapp.formats.toml_writer import items_as_toml

ITEM = re.compile(r"^[ \t]*\[\[[ \t]*item[ \t]*\]\]", re.MULTILINE)
"""The head of an item."""


def bank_as_toml(bank: Bank) -> str:
    """Return a bank as the text of a file."""
    head = {"title": bank.title, "description": bank.description, "language": bank.language}
    told = tomlkit.dumps({"id": bank.id, **{name: value for name, value in head.items() if value}})
    return "\n".join(part for part in (told, items_as_toml(bank.items)) if part)


def item_table(text: str, item_id: str) -> dict[str, Any] | None:
    """Return the table of an item as it stands in the text of a bank file, waived warnings and all."""
    return item_tables(text).get(item_id)


def item_tables(text: str) -> dict[str, dict[str, Any]]:
    """Return the tables of all items in the text of a bank file, by lasting id."""
    return {name: table for piece in _pieces(text) for name, table in piece.tables.items()}


def with_items(text: str, tables: Iterable[Mapping[str, Any]]) -> str:
    """Return the text of a sound bank file with the tables of sound items in their places, or at the end.

    Of an item that is there, only values that differ are written anew.
    """
    pieces = _pieces(text)
    places = {name: place for place, piece in enumerate(pieces) for name in piece.tables}
    texts = [piece.text for piece in pieces]
    new = []
    for table in tables:
        if table["id"] in places:
            place = places[table["id"]]
            texts[place] = _with_table(texts[place], table)
        elif item := read_table(table).item:
            new.append(item)
    changed = "".join(texts)
    return f"{changed.rstrip()}\n\n{items_as_toml(new)}" if new else changed


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """A stretch of a bank file that is TOML by itself, and the tables of its items, by lasting id."""

    text: str
    tables: dict[str, dict[str, Any]]


def _pieces(text: str) -> list[_Piece]:
    """Return a bank file cut before each of its items: to read all of it for one would take long.

    A head that stands in a text between quotes leaves pieces that are no TOML: then the file stays whole.
    """
    cuts = [0, *(found.start() for found in ITEM.finditer(text)), len(text)]
    pieces = [_piece(text[start:end]) for start, end in pairwise(cuts)]
    whole = [piece for piece in pieces if piece]
    return whole if len(whole) == len(pieces) else [_piece(text) or _Piece(text=text, tables={})]


def _piece(text: str) -> _Piece | None:
    found = read_toml(text)
    if not isinstance(found, dict):
        return None
    items = found.get("item", [])
    tables = items if isinstance(items, list) else []
    return _Piece(text=text, tables={table["id"]: table for table in tables if "id" in table})


def _with_table(text: str, table: Mapping[str, Any]) -> str:
    # What is put behind a last line goes into that line unless it is ended.
    end = "" if text.endswith("\n") else "\n"
    document = tomlkit.parse(text + end)
    for held in document["item"]:
        if held.get("id") == table["id"]:
            _update(held, table)
    return tomlkit.dumps(document).removesuffix(end)


def _update(table: Table, wanted: Mapping[str, Any]) -> None:
    """Make a table say what is wanted, and touch nothing that says it already."""
    # What is empty may stay where it stands, unless the item is of another type, which may not have it.
    is_same_type = table.get("type") == wanted.get("type")
    for name in [name for name in table if name not in wanted]:
        if not (is_same_type and _is_empty(table[name])):
            del table[name]
    for name, value in wanted.items():
        held = table.get(name)
        if held is not None and _plain(held) == value:
            continue
        if isinstance(held, AoT) and isinstance(value, list):
            _update_list(held, value)
        elif isinstance(held, Table) and isinstance(value, dict):
            _update(held, value)
        else:
            table[name] = value


def _update_list(held: AoT, wanted: list[dict[str, Any]]) -> None:
    for one, value in zip(held, wanted, strict=False):
        _update(one, value)
    for _ in range(len(held) - len(wanted)):
        del held[-1]
    for value in wanted[len(held) :]:
        held.append(tomlkit.item(value))


def _is_empty(value: object) -> bool:
    """Tell whether a value says the same as its absence."""
    return _plain(value) in ("", [], False)


def _plain(value: object) -> object:
    return value.unwrap() if isinstance(value, tomlkit.items.Item) else value
