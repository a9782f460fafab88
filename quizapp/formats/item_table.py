"""An item in work: the table of a bank file, in which anything may still be missing."""

import json
import tomllib
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from quizapp.core import parts
from quizapp.core.banks import Finding
from quizapp.core.items import Item
from quizapp.formats.toml_bank import read_item
from quizapp.formats.toml_writer import items_as_toml

Table: TypeAlias = dict[str, Any]

GAP = "…"
"""Stands for a text that is still missing, so that what is there can be looked at."""


@dataclass(frozen=True, kw_only=True)
class ReadTable:
    """What a table holds: ``item`` is None while something is missing or does not fit, which ``faults`` tell.

    ``so_far`` is the item with ``GAP`` where a text is missing; None where more than texts is.
    """

    item: Item | None
    faults: tuple[Finding, ...]
    so_far: Item | None


def table_of(item: Item) -> Table:
    """Return an item as the table of a bank file; what is empty is left out."""
    table: Table = tomllib.loads(items_as_toml([item]))["item"][0]
    return table


def dump_table(table: Mapping[str, Any]) -> str:
    """Return a table as it is stored."""
    return json.dumps(table, sort_keys=True, ensure_ascii=False, default=date.isoformat)


def load_table(text: str) -> Table:
    """Return the table that ``dump_table`` wrote."""
    table: Table = json.loads(text)
    if "review_due" in table:
        table["review_due"] = date.fromisoformat(table["review_due"])
    return table


def read_table(table: Mapping[str, Any]) -> ReadTable:
    """Return what a table holds; never raises."""
    name = str(table.get("id", ""))
    found = read_item(table, name=name)
    if isinstance(found, Item):
        return ReadTable(item=found, faults=(), so_far=found)
    filled = deepcopy(dict(table))
    _fill(filled)
    so_far = read_item(filled, name=name)
    return ReadTable(
        item=None,
        faults=tuple(located.finding for located in found),
        so_far=so_far if isinstance(so_far, Item) else None,
    )


def gaps(item: Item) -> frozenset[str]:
    """Return the places of an item at which a text is missing."""
    return frozenset(part.place for part in parts.parts(item) if part.text == GAP)


TEXTS: Mapping[str, tuple[str, ...]] = {
    "option": ("text", "rationale"),
    "extra": ("text", "rationale"),
    "step": ("text", "rationale"),
    "pair": ("subject", "match", "rationale"),
    "row": ("text", "rationale"),
}
"""The texts that a part of an item must have, by the name of its list."""

ALONE: Mapping[str, tuple[str, ...]] = {
    "true-false": ("correction",),
    "short-answer": ("rationale",),
}
"""The texts that an item must have besides its stem, by its type."""


def _fill(table: Table) -> None:
    """Put the sign of a gap where a text or what an item rests on is missing."""
    for name in ("stem", *ALONE.get(table.get("type", ""), ())):
        _fill_text(table, name)
    for name in ("facts", "sources"):
        table[name] = table.get(name) or []
    table["facts"] = table["facts"] or ["none-yet"]
    if table.get("type") == "true-false":
        told = table.setdefault("rationale", {})
        for verdict in ("true", "false"):
            _fill_text(told, verdict)
    for part in (table, *table.get("blank", [])):
        for list_, names in TEXTS.items():
            for one in part.get(list_, []):
                for name in names:
                    _fill_text(one, name)


def _fill_text(table: Table, name: str) -> None:
    if not str(table.get(name, "")).strip():
        table[name] = GAP
