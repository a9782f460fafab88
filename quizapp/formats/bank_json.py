"""Banks as plain values for JSON: every item with its key, its reasons, and what it rests on."""

from collections.abc import Iterable
from typing import Any

from quizapp.core.banks import Bank
from quizapp.core.facts import Fact, Knowledge, Source
from quizapp.core.items import (
    Body,
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    ShortAnswer,
)
from quizapp.core.numbers import in_file


def banks_as_json(banks: Iterable[Bank], knowledge: Knowledge) -> dict[str, Any]:
    """Return the banks with all their items; what an item names and nobody knows is left out.

    ``key`` has one shape for each type: the id of an option (single choice, true/false, hotspot); a list of
    ids (select all; ordering, first to last); ids by subject, row or blank (matching, matrix, drop-down
    cloze); the accepted texts (short answer); the number as a text (numeric).
    """
    return {
        "banks": [
            {
                "id": bank.id,
                "title": bank.title,
                "description": bank.description,
                "language": bank.language,
                "items": [_item(item, knowledge) for item in bank.items],
            }
            for bank in banks
        ]
    }


def _item(item: Item, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "id": item.id,
        "type": item.type,
        "audience": sorted(item.audience),
        "topic": item.topic,
        "level": item.level,
        "status": item.status,
        "review_due": item.review_due.isoformat(),
        "reviewed_by": None,
        "made_by": item.made_by or None,
        "disagreement": item.disagreement,
        "no_gloss": list(item.no_gloss),
        "picture": item.picture or None,
        "stem": item.stem,
        **body_as_json(item.body),
        "key": key_of(item.type, item.body),
        "facts": [_fact(knowledge.facts[id_]) for id_ in item.facts if id_ in knowledge.facts],
        "background": [_fact(knowledge.facts[id_]) for id_ in item.background if id_ in knowledge.facts],
        "sources": [_source(knowledge.sources[id_]) for id_ in item.sources if id_ in knowledge.sources],
    }


def key_of(item_type: ItemType, body: Body) -> str | list[str] | dict[str, str]:
    """Return the key in the shape its type has; of several keys where there is to be one, the first."""
    match body:
        case Choices() if item_type is ItemType.SELECT_ALL:
            return sorted(body.key_ids)
        case Choices():
            return min(body.key_ids, default="")
        case ShortAnswer(answers=answers):
            return list(answers)
        case Numeric(answer=answer):
            return in_file(answer)
        case Ordering(key=key):
            return list(key)
        case Matching() | Matrix() | Cloze():
            return body.keys


def body_as_json(body: Body) -> dict[str, Any]:
    """Return what can be chosen and why, without the key."""
    match body:
        case Choices():
            values = {"options": _options(body.options)}
            return values | ({"correction": body.correction} if body.correction else {})
        case Matching():
            subjects = [
                {
                    "id": subject.id,
                    "text": subject.text,
                    **({"reverse_stem": subject.reverse_stem} if subject.reverse_stem else {}),
                }
                for subject in body.subjects
            ]
            return {"subjects": subjects, "options": _options(body.options)}
        case ShortAnswer() | Numeric():
            return {"rationale": body.rationale, **(_margin(body) if isinstance(body, Numeric) else {})}
        case Ordering():
            return {"options": _options(body.options)}
        case Cloze():
            blanks = [{"id": blank.id, "options": _options(blank.options)} for blank in body.blanks]
            return {"text": body.text, "blanks": blanks}
        case Matrix():
            rows = [
                {
                    "id": row.id,
                    "text": row.text,
                    "rationale": row.rationale,
                    **({"because": row.because} if row.because else {}),
                }
                for row in body.rows
            ]
            return {"columns": [{"id": o.id, "text": o.text} for o in body.options], "rows": rows}


def _margin(body: Numeric) -> dict[str, Any]:
    return {
        "tolerance": in_file(body.tolerance),
        "unit": body.unit or None,
        "other_units": list(body.other_units),
    }


def _options(options: Iterable[Option]) -> list[dict[str, Any]]:
    return [
        {
            "id": option.id,
            "text": option.text,
            "rationale": option.rationale,
            **({"because": option.because} if option.because else {}),
            **({"region": option.region} if option.region else {}),
        }
        for option in options
    ]


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "statement": fact.statement,
        "use": fact.use,
        "sources": list(fact.sources),
        "signed": fact.signed or None,
    }


def _source(source: Source) -> dict[str, Any]:
    return {"id": source.id, "publisher": source.publisher, "title": source.title, "year": source.year}
