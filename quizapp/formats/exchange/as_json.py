"""What was read of a file, as plain values for JSON."""

from dataclasses import asdict
from typing import Any

from quizapp.core.exchange import AcceptedNumber, ForeignItem, Numbers
from quizapp.core.items import Choices
from quizapp.formats.bank_json import body_as_json, key_of
from quizapp.formats.exchange.reading import ReadBank


def read_as_json(read: ReadBank) -> dict[str, Any]:
    """Return all items of a file, and all findings.

    An item whose type we have has the values of an exported bank; ``key`` is a list also where one is to be
    chosen of several that are right, and ``weights`` are the marks of its options in percent, where they are
    not all or nothing. One that takes several numbers has its ranges as ``key``. One that we have no type for
    has ``type`` null, what it is called elsewhere as ``kind``, and itself as it stood in the file as ``raw``.
    """
    return {
        "items": [item_as_json(item) for item in read.items],
        "findings": [
            {"line": located.line, "column": located.column, **asdict(located.finding)}
            for located in read.findings
        ],
    }


def item_as_json(item: ForeignItem) -> dict[str, Any]:
    """Return one item."""
    return {
        "id": item.id or None,
        "type": item.type,
        "kind": item.kind,
        "name": item.name or None,
        "file": item.file or None,
        "line": item.line,
        "category": list(item.category),
        "tags": list(item.tags),
        "stem": item.stem,
        **_body(item),
        "feedback": item.feedback or None,
        "raw": item.raw or None,
    }


def _number(answer: AcceptedNumber) -> dict[str, Any]:
    return asdict(answer) | {"low": float(answer.low), "high": float(answer.high)}


def _body(item: ForeignItem) -> dict[str, Any]:
    if isinstance(item.body, Numbers):
        return {"key": [_number(answer) for answer in item.body.answers]}
    if item.type is None or item.body is None:
        return {"key": None}
    key: object = key_of(item.type, item.body)
    if isinstance(item.body, Choices) and len(item.body.key_ids) > 1:
        key = sorted(item.body.key_ids)
    weights = {"weights": dict(item.weights)} if item.weights else {}
    return {**body_as_json(item.body), "key": key, **weights}
