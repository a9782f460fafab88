"""Banks as JSON: what `quizapp bank export` and `quizapp bank read` write, and such by hand."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from quizapp.core.exchange import DISAGREEMENT, ForeignItem, Numbers
from quizapp.core.items import Body, Choices, ItemType, Numeric, ShortAnswer
from quizapp.formats.exchange.json_bodies import body_of, first, numbers_of, texts, words
from quizapp.formats.exchange.reading import MOST_ITEMS, Findings, ReadBank, refused
from quizapp.formats.exchange.sheets.keys import UnreadableError
from quizapp.formats.exchange.sheets.types import UNNAMED, kind_called
from quizapp.formats.exchange.texts import decoded

Table = Mapping[str, Any]

_IDS = re.compile(r'"id"\s*:\s*"([^"\\\n]{1,200})"')
_TAGS = {
    "topic": "topic",
    "level": "level",
    "audience": "audience",
    "facts": "fact",
    "background": "background",
    "sources": "source",
    "no_gloss": "no-gloss",
    "picture": "picture",
    "made_by": "made-by",
}
"""What an exported item says, by the names of the tags that say the same, in the order of ``tags_of``."""


def read_json(data: bytes) -> ReadBank:
    """Return the questions of a file in JSON, and its faults; never raises."""
    text = decoded(data)
    if isinstance(text, ReadBank):
        return text
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return refused(
            "json",
            f"This is not JSON here: {error.msg}.",
            fix="Mend this place first; the rest is looked at afterwards.",
            line=error.lineno,
            column=error.colno,
        )
    except (RecursionError, ValueError):
        return refused(
            "json", "Lists lie too deep in each other, or a number is too long.", fix="Shorten it."
        )
    tables = list(_tables(value))
    if not tables:
        return refused(
            "no-questions",
            "There are no questions in this file.",
            fix='Write them as {"items": [{"type": "single-choice", "stem": "…", …}]}.',
        )
    reader = _Reader(_lines(text))
    return ReadBank(items=tuple(map(reader.item, tables[:MOST_ITEMS])), findings=reader.all(len(tables)))


def _tables(value: object) -> Iterator[object]:
    match value:
        case {"banks": [*banks]}:
            for bank in banks:
                yield from _tables(bank)
        case {"items": [*items]} | {"questions": [*items]} | [*items]:
            yield from items
        case {"stem": _} | {"question": _}:
            yield value
        case _:
            return


def _lines(text: str) -> dict[str, int]:
    """Return the line in which each id stands first."""
    found: dict[str, int] = {}
    line, place = 1, 0
    for one in _IDS.finditer(text):
        line += text.count("\n", place, one.start())
        place = one.start()
        found.setdefault(one[1], line)
    return found


class _Reader:
    def __init__(self, lines: Mapping[str, int]) -> None:
        self._lines = lines
        self._findings = Findings()
        self._count = 0

    def all(self, count: int) -> Any:
        if count > MOST_ITEMS:
            self._findings.error(
                "too-many-items",
                f"There are {count:,} questions; the first {MOST_ITEMS:,} were read.",
                fix="Split the file.",
            )
        return self._findings.all()

    def item(self, value: object) -> ForeignItem:
        """Return an item; one that cannot be read has no body, and is told."""
        self._count += 1
        if not isinstance(value, dict):
            self._error(
                "shape", "This is no question.", "Write it in curly brackets.", f"item {self._count}", 1
            )
            return ForeignItem(kind=UNNAMED, stem="", body=None, raw=_raw(value))
        table: Table = value
        id_, name = words(table.get("id")), words(table.get("name"))
        label = (id_ or name)[:120] or f"item {self._count}"
        line = self._lines.get(id_, 1)
        kind = kind_called(words(table.get("type") or table.get("kind"))) or _shown(table)
        body: Body | Numbers | None = None
        try:
            body = self._body(kind, table, label, line)
        except UnreadableError as fault:
            self._error(fault.rule, fault.message, fault.fix, label, line)
        weights = table.get("weights")
        return ForeignItem(
            kind=kind,
            stem=_stem(table),
            body=body,
            id=id_,
            name=name,
            category=tuple(texts(table.get("category"))),
            tags=tuple(_tags(table)),
            feedback="" if isinstance(body, ShortAnswer | Numeric) else words(table.get("feedback")),
            weights=_weights(weights, body) if isinstance(weights, dict) else {},
            raw="" if body and not isinstance(body, Numbers) else words(table.get("raw")) or _raw(value),
            line=line,
            file=words(table.get("file")),
        )

    def _body(self, kind: str, table: Table, label: str, line: int) -> Body | Numbers | None:
        if kind not in set(ItemType):
            self._findings.warn(
                "no-such-type",
                f"There are no questions of the type “{kind}” here; it is kept as it stands in the file.",
                fix="Write it anew as one of the types that there are, if you need it.",
                item=label,
                line=line,
            )
            return None
        if not _stem(table):
            raise UnreadableError("no-question", "The question has no “stem”.", "Write it.")
        if kind == ItemType.NUMERIC:
            found = numbers_of(table)
            for rule, message, fix in found.notes:
                self._findings.warn(rule, message, fix=fix, item=label, line=line)
            return found.body
        body = body_of(ItemType(kind), table)
        is_single = kind in {ItemType.SINGLE_CHOICE, ItemType.HOTSPOT}
        if is_single and isinstance(body, Choices) and len(body.key_ids) > 1:
            message = "One option is to be chosen, and several are right."
            self._error("several-keys", message, "Keep one key, or call it “select-all”.", label, line)
        return body

    def _error(self, rule: str, message: str, fix: str, item: str, line: int) -> None:
        self._findings.error(rule, message, fix=fix, item=item, line=line)


def _shown(table: Table) -> str:
    """Return the type that an item shows where it does not tell."""
    options, key = table.get("options"), first(table, "key", "answer", "correct")
    if isinstance(key, bool):
        return ItemType.TRUE_FALSE
    if isinstance(options, list):
        flags = sum(bool(isinstance(one, dict) and first(one, "key", "correct")) for one in options)
        several = (isinstance(key, list) and len(key) > 1) or flags > 1
        return ItemType.SELECT_ALL if several else ItemType.SINGLE_CHOICE
    return ItemType.SHORT_ANSWER if key or table.get("answers") else UNNAMED


def _stem(table: Table) -> str:
    return words(first(table, "stem", "question"))


def _tags(table: Table) -> Iterator[str]:
    told = table.get("tags")
    if isinstance(told, list):
        yield from texts(told)
        return
    for field, name in _TAGS.items():
        yield from (f"{name}:{value}" for value in texts(table.get(field)))
    if table.get("disagreement") is True:
        yield DISAGREEMENT


def _weights(told: Mapping[str, Any], body: Body | Numbers | None) -> dict[str, float]:
    """Return the marks of those options that there are."""
    ids = {option.id for option in body.options} if isinstance(body, Choices) else set()
    return {
        name: float(weight)
        for name, weight in told.items()
        if name in ids and isinstance(weight, int | float) and abs(weight) <= 100
    }


def _raw(value: object) -> str:
    return words(json.dumps(value, ensure_ascii=False, indent=2), limit=None, is_tidy=False)
