"""An item in work: the table of a bank file, in which anything may still be missing."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from quizapp.core import parts
from quizapp.core.banks import Finding
from quizapp.core.items import Audience, Item, Level, Topic
from quizapp.formats.item_as_table import Table
from quizapp.formats.toml_bank import read_item

GAP = "…"
"""Stands for a text that is still missing, so that what is there can be looked at."""


@dataclass(frozen=True, kw_only=True)
class ReadTable:
    """What a table holds: ``item`` is None while something is missing or does not fit, which ``faults`` tell.

    ``so_far`` is the item with ``GAP`` where a text is missing, and something in the place of a missing
    topic, level or audience; None where more is missing. ``sketch`` has stand-ins for that, too, so that its
    texts can be looked at. The place of a fault is its key in the table, with dots.
    """

    item: Item | None
    faults: tuple[Finding, ...]
    so_far: Item | None
    sketch: Item | None


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
        return ReadTable(item=found, faults=(), so_far=found, sketch=found)
    so_far = _filled(table, STAND_INS, name=name)
    return ReadTable(
        item=None,
        faults=tuple(replace(located.finding, place=located.key) for located in found),
        so_far=so_far,
        sketch=so_far
        or _filled(table, {**STAND_INS, **STAND_INS_OF.get(str(table.get("type")), {})}, name=name),
    )


def _filled(table: Mapping[str, Any], stand_ins: Mapping[str, Any], *, name: str) -> Item | None:
    """Return what a table holds with the sign of a gap for missing texts, and stand-ins for missing keys."""
    missing = {
        key: value for key, value in stand_ins.items() if not table.get(key) and table.get(key) is not False
    }
    filled = deepcopy(dict(table) | missing)
    _fill(filled)
    found = read_item(filled, name=name)
    return found if isinstance(found, Item) else None


def gaps(item: Item) -> frozenset[str]:
    """Return the places of an item at which a text is missing."""
    return frozenset(part.place for part in parts.parts(item) if not part.text.strip(GAP))


def texts(item: Item) -> frozenset[str]:
    """Return the places of an item at which a text is written."""
    return frozenset(part.place for part in parts.parts(item) if part.text.strip(GAP))


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
    "numeric": ("rationale",),
}
"""The texts that an item must have besides its stem, by its type."""


OPTIONS = [{"text": GAP, "key": True}, {"text": f"{GAP}{GAP}"}]

STAND_INS: Mapping[str, Any] = {
    "audience": [Audience.STUDENT.value],
    "topic": Topic.TERMINOLOGY.value,
    "level": Level.REMEMBER.value,
}
"""What stands for what every item must have."""

STAND_INS_OF: Mapping[str, Mapping[str, Any]] = {
    "single-choice": {"option": OPTIONS},
    "select-all": {"option": OPTIONS},
    "true-false": {"answer": False},
    "matching": {"pair": [{"id": f"gap-{n}", "subject": GAP * n, "match": GAP * n} for n in (1, 2)]},
    "short-answer": {"answers": [GAP]},
    "numeric": {"answer": "0"},
    "ordering": {"step": [{"text": GAP}, {"text": GAP * 2}]},
    "matrix": {
        "columns": [GAP, GAP * 2],
        "row": [{"id": f"gap-{n}", "text": GAP * n, "key": GAP * n} for n in (1, 2)],
    },
}
"""What stands for what an item of a type must have; of the others only a part of it says anything."""


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
