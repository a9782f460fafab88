"""The questions of a file on their way into a bank: each as an item in work, and what is said of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter

from quizapp.core.banks import Finding, Severity
from quizapp.core.card_search import wording
from quizapp.core.exchange import ForeignItem, Presumed, as_draft, slug, told_by
from quizapp.core.items import Choices, Item, ItemType, Level, Topic
from quizapp.formats.exchange.files import Format, format_of, read_file
from quizapp.formats.exchange.reading import ReadBank
from quizapp.formats.item_as_table import Table, table_of
from quizapp.formats.item_json import sha256
from quizapp.formats.item_table import dump_table
from quizapp.formats.located import Located

_HERE = ("id", "status", "review_due")
"""What an item is given where it is brought in, whatever its file says."""

_OPEN = ("topic", "level", "audience")
"""What an item says of itself only where its file does."""

_ANYTHING = Presumed(
    topic=Topic.TERMINOLOGY, level=Level.REMEMBER, audience=frozenset(), review_due=date(2000, 1, 1)
)
"""Stands where the file says nothing, and is taken away again."""


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A question of a file, ready to be stored: what a process of its own says of it to another one.

    ``name`` is the lasting id that its file gives it, empty where it gives none. ``content`` is the question
    as the file says it, ``draft`` the table of the item in work that comes of it, without what it is given
    where it is brought in; empty for one that there is no type for, or whose answers cannot be told. Both
    are JSON. ``fingerprint`` is that of its words as an item is found by them, or else of itself as it
    stands in the file: two that share it say the same. ``is_sound`` tells whether it can be asked as it was
    read.
    """

    name: str
    content: str
    draft: str
    fingerprint: str
    is_sound: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class PreparedFile:
    """What a file holds; ``findings`` are about no question alone. ``format`` is empty where none is told."""

    format: str
    questions: tuple[Prepared, ...] = ()
    findings: tuple[Finding, ...] = ()


_FILE: TypeAdapter[PreparedFile] = TypeAdapter(PreparedFile)
_ITEM: TypeAdapter[ForeignItem] = TypeAdapter(ForeignItem)
_FINDINGS: TypeAdapter[tuple[Finding, ...]] = TypeAdapter(tuple[Finding, ...])


def prepare(data: bytes, *, name: str, format_: Format | None) -> PreparedFile:
    """Return what a file holds; without ``format_``, its name and content tell the format.

    :raises ValueError: a text cannot be written as UTF-8.
    """
    told = format_ or format_of(name, data)
    read = read_file(data, name=name, format_=told)
    findings, about_file = _by_item(read)
    questions = tuple(
        _prepared(foreign, tuple(said)) for foreign, said in zip(read.items, findings, strict=True)
    )
    return PreparedFile(format=told or "", questions=questions, findings=tuple(about_file))


def _prepared(foreign: ForeignItem, findings: tuple[Finding, ...]) -> Prepared:
    item = as_draft(foreign, _ANYTHING) if foreign.type else None
    is_error = any(one.severity is Severity.ERROR for one in findings)
    return Prepared(
        name=slug(foreign.id),
        content=dump_foreign(foreign),
        draft=dump_table(_table(item, foreign.tags)) if item else "",
        fingerprint=sha256(wording(item) if item else f"{foreign.kind}\n{foreign.stem}\n{foreign.raw}"),
        # A file with very many findings tells not all of them.
        is_sound=item is not None and not is_error and _has_one_key(foreign),
        findings=findings,
    )


def _table(item: Item, tags: Sequence[str]) -> Table:
    table = table_of(item)
    unsaid = [name for name in _OPEN if not _says(table.get(name), told_by(tags, name))]
    return {name: value for name, value in table.items() if name not in (*_HERE, *unsaid)}


def _says(value: object, told: Sequence[str]) -> bool:
    """Tell whether a value comes from the file."""
    return bool(value) and (value in told or isinstance(value, list))


def _has_one_key(foreign: ForeignItem) -> bool:
    if foreign.type is not ItemType.SINGLE_CHOICE or not isinstance(foreign.body, Choices):
        return True
    return len(foreign.body.key_ids) == 1


def _by_item(read: ReadBank) -> tuple[list[list[Finding]], list[Finding]]:
    """Return what is said of each item, and of none alone."""
    places = _Places(read.items)
    by_item: list[list[Finding]] = [[] for _ in read.items]
    about_file: list[Finding] = []
    for located in read.findings:
        place = places.find(located)
        (about_file if place is None else by_item[place]).append(located.finding)
    return by_item, about_file


class _Places:
    """Finds the item that a finding is about, by its label; of several with one label, by its line."""

    def __init__(self, items: Sequence[ForeignItem]) -> None:
        self._items = items
        self._by_label: dict[str, list[int]] = {}
        for place, item in enumerate(items):
            for label in {item.id, item.id[:120], item.name, item.name[:120], f"item {place + 1}"} - {""}:
                self._by_label.setdefault(label, []).append(place)

    def find(self, located: Located) -> int | None:
        places = self._by_label.get(located.finding.item, [])
        before = [place for place in places if self._items[place].line <= located.line]
        return next(reversed(before or places[:1]), None)


def dump_file(file: PreparedFile) -> bytes:
    """Return a file as JSON; raises ``ValueError`` where a text cannot be written as UTF-8."""
    return _FILE.dump_json(file)


def load_file(data: bytes) -> PreparedFile:
    """Return what ``dump_file`` wrote; raises ``ValueError`` on anything else."""
    return _FILE.validate_json(data)


def dump_foreign(item: ForeignItem) -> str:
    """Return an item as its file says it, as it is stored."""
    return _ITEM.dump_json(item).decode()


def load_foreign(text: str) -> ForeignItem:
    """Return what ``dump_foreign`` wrote."""
    return _ITEM.validate_json(text)


def names_of(text: str) -> tuple[str, str, str]:
    """Return the id, the name and the stem of an item that ``dump_foreign`` wrote."""
    # To read all of it takes ten times as long.
    said = json.loads(text)
    return said["id"], said["name"], said["stem"]


def dump_findings(findings: Sequence[Finding]) -> str:
    """Return what is said of a question, as it is stored."""
    return _FINDINGS.dump_json(tuple(findings)).decode()


def load_findings(text: str) -> tuple[Finding, ...]:
    """Return what ``dump_findings`` wrote."""
    return _FINDINGS.validate_json(text)
