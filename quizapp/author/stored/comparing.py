"""Two versions of an item side by side, field by field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizapp.author.drafts.form_table import written
from quizapp.author.drafts.layouts import GENERAL, LAYOUTS, Field, Kind, Layout, Part
from quizapp.core.items import ItemType
from quizapp.core.word_diff import Change, Stretch, word_diff
from quizapp.formats.item_as_table import Table
from quizapp.web.filters import AUDIENCE_NAMES, LEVEL_NAMES, TOPIC_NAMES, TYPE_NAMES

One = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A field as it is written in either version; ``pieces`` tell what changed in it, word by word."""

    label: str
    old: str
    new: str
    pieces: tuple[Stretch, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether both versions say the same."""
        return self.old == self.new

    @property
    def before(self) -> tuple[Stretch, ...]:
        """Return what the older version says."""
        return tuple(piece for piece in self.pieces if piece.change is not Change.NEW)

    @property
    def after(self) -> tuple[Stretch, ...]:
        """Return what the newer version says."""
        return tuple(piece for piece in self.pieces if piece.change is not Change.GONE)


def compared(old: Table, new: Table) -> list[Compared]:
    """Return every field that one of two versions of an item fills in, in the order of its form."""
    layouts = [LAYOUTS[ItemType(one["type"])] for one in (old, new)]
    rows = [
        *_fields(GENERAL[:1], old, new, ""),
        *_fields(_own_fields(layouts), old, new, ""),
        *(row for part in _own_parts(layouts) for row in _parts(part, old, new, "")),
        *(_row(label, _named(old, name, names), _named(new, name, names)) for label, name, names in CHOSEN),
        *_fields(GENERAL[1:], old, new, ""),
    ]
    return [row for row in rows if row.old or row.new]


CHOSEN: Sequence[tuple[str, str, Mapping[Any, str]]] = (
    ("Kind of question", "type", TYPE_NAMES),
    ("Topic", "topic", TOPIC_NAMES),
    ("What it asks of learners", "level", LEVEL_NAMES),
    ("Who is asked this", "audience", AUDIENCE_NAMES),
)
"""What is chosen from a list: its label, its key in the table, and how its values are called."""


def _named(table: Table, name: str, names: Mapping[Any, str]) -> str:
    value = table.get(name, "")
    chosen = sorted(value) if isinstance(value, list) else [value]
    return ", ".join(names.get(one, str(one)) for one in chosen)


def _own_fields(layouts: Sequence[Layout]) -> list[Field]:
    return list({field.name: field for layout in layouts for field in layout.fields}.values())


def _own_parts(layouts: Sequence[Layout]) -> list[Part]:
    return list({part.name: part for layout in layouts for part in layout.parts}.values())


def _fields(fields: Sequence[Field], old: One, new: One, inside: str) -> Iterator[Compared]:
    for field in fields:
        yield _row(f"{inside}{field.label}", _value(field, old), _value(field, new))


def _value(field: Field, table: One) -> str:
    value = written(field, table)
    return "Yes" if value and field.kind is Kind.CHECK else value


def _row(label: str, old: str, new: str) -> Compared:
    return Compared(label=label, old=old, new=new, pieces=word_diff(old, new))


def _parts(part: Part, old: One, new: One, inside: str) -> Iterator[Compared]:
    pairs = _paired(old.get(part.name, []), new.get(part.name, []))
    for number, (before, after) in enumerate(pairs, start=1):
        about = f"{inside}{part.title} {number}"
        yield from _fields(part.fields, before, after, f"{about}: ")
        for inner in part.parts:
            yield from _parts(inner, before, after, f"{about}, ")


def _paired(old: Sequence[One], new: Sequence[One]) -> list[tuple[One, One]]:
    """Return which part of the newer version each of the older one became, in the order of the newer one.

    Parts are the same by their lasting name or their text, and the others by their order.
    """
    named = {_name(one): one for one in old}
    same = {_name(one): named[_name(one)] for one in new if _name(one) in named}
    left = [one for one in old if _name(one) not in same]
    come = [one for one in new if _name(one) not in same]
    partner = {id(one): before for one, before in zip(come, left, strict=False)}
    pairs = [(same.get(_name(one)) or partner.get(id(one), {}), one) for one in new]
    return [*pairs, *((before, {}) for before in left[len(come) :])]


def _name(part: One) -> str:
    return str(part.get("id") or part.get("text") or part.get("subject", ""))
