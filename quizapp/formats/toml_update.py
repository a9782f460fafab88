"""The text of a bank file with some of its items changed: everything else stays as it was, comments too."""

from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from quizapp.core.banks import Bank
from quizapp.formats.item_table import read_table
from quizapp.formats.toml_text import read_toml
from quizapp.formats.toml_writer import items_as_toml


def bank_as_toml(bank: Bank) -> str:
    """Return a bank as the text of a file."""
    head = {"title": bank.title, "description": bank.description, "language": bank.language}
    told = tomlkit.dumps({"id": bank.id, **{name: value for name, value in head.items() if value}})
    return "\n".join(part for part in (told, items_as_toml(bank.items)) if part)


def item_table(text: str, item_id: str) -> dict[str, Any] | None:
    """Return the table of an item as it stands in the text of a bank file, waived warnings and all."""
    found = read_toml(text)
    items = found.get("item", []) if isinstance(found, dict) else []
    tables = items if isinstance(items, list) else []
    return next((table for table in tables if table.get("id") == item_id), None)


def with_item(text: str, table: Mapping[str, Any]) -> str:
    """Return the text of a sound bank file with the table of a sound item in its place, or at the end.

    Of an item that is there, only values that differ are written anew.
    """
    document = tomlkit.parse(text)
    tables = document.get("item")
    for held in tables if isinstance(tables, AoT) else ():
        if held.get("id") == table["id"]:
            _update(held, table)
            return tomlkit.dumps(document)
    item = read_table(table).item
    return f"{text.rstrip()}\n\n{items_as_toml([item])}" if item else text


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
