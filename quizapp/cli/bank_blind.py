"""Questions without their keys for a second reader, and the reader's answers held against the keys."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from quizapp.core.fitting import misfits
from quizapp.core.grading import grade
from quizapp.core.items import (
    Audience,
    Body,
    Choices,
    Cloze,
    Item,
    Matching,
    Matrix,
    Numeric,
    Ordering,
    Response,
    Status,
)
from quizapp.core.option_order import as_shown
from quizapp.formats.bank_json import key_of
from quizapp.formats.quiz_json import dump_response

ANSWERS = TypeAdapter(dict[str, Response])


def drawn(items: Sequence[Item], *, count: int, seed: int, audience: Audience | None) -> list[Item]:
    """Return ``count`` published items for the audience by chance, their options in the order shown.

    Each item draws its own lot: one that goes makes room for one other, and the rest stay as they were.
    """
    fitting = [
        item
        for item in items
        if item.status is Status.PUBLISHED and (audience is None or audience in item.audience)
    ]
    by_lot = sorted(fitting, key=lambda item: Random(f"{seed}:{item.id}").random())  # noqa: S311
    return [as_shown(item, seed=str(seed)) for item in by_lot[:count]]


def sheet(items: Sequence[Item]) -> list[dict[str, Any]]:
    """Return the items without anything that tells the key."""
    return [
        {
            "id": item.id,
            "type": item.type,
            "stem": item.stem,
            **({"picture": item.picture} if item.picture else {}),
            **_choosable(item.body),
        }
        for item in items
    ]


def sheet_lines(items: Sequence[Item]) -> Iterator[str]:
    """Return the items without keys as lines for people."""
    for number, one in enumerate(sheet(items), start=1):
        yield f"{number}. [{one['id']}] ({one['type']}) {one['stem']}"
        if picture := one.get("picture"):
            yield f"   Picture: {picture}"
        if text := one.get("text"):
            yield f"   {text}"
        if unit := one.get("unit"):
            yield f"   In {unit}"
        yield from (f"   {part['id']}: {part['text']}" for part in one.get("parts", []))
        yield from (f"   {option['id']}) {option['text']}" for option in one.get("options", []))
        for blank in one.get("blanks", []):
            yield f"   [{blank['id']}] " + " / ".join(f"{o['id']}) {o['text']}" for o in blank["options"])
        yield ""


def compared(items: Sequence[Item], answers: Mapping[str, Response]) -> dict[str, Any]:
    """Return how many answers agree with the keys, which do not, and what was not answered."""
    agree, differ, unanswered = [], [], []
    for item in items:
        response = answers.get(item.id, Response())
        mark = grade(item, response)
        if misfits(item, response) or not mark.answered:
            unanswered.append(item.id)
        elif mark.is_right:
            agree.append(item.id)
        else:
            answer = json.loads(dump_response(response))
            differ.append({"id": item.id, "answer": answer, "key": key_of(item.type, item.body)})
    return {"asked": len(items), "agree": len(agree), "differ": differ, "unanswered": unanswered}


def read_answers(path: Path) -> Mapping[str, Response]:
    """Return the answers of a file by item id.

    :raises click.ClickException: the file cannot be read as such.
    """
    try:
        return ANSWERS.validate_json(path.read_bytes())
    except OSError as error:
        raise click.ClickException(f"{click.format_filename(path)}: {error.strerror}.") from None
    except ValidationError:
        raise click.ClickException(
            'Write answers as {"item-id": {"chosen": ["a"]}}, with “matches”, “order” or “text” by type.'
        ) from None


def _choosable(body: Body) -> dict[str, Any]:
    match body:
        case Choices(options=options) | Ordering(options=options):
            return {"options": [{"id": option.id, "text": option.text} for option in options]}
        case Matching(subjects=parts, options=options) | Matrix(rows=parts, options=options):
            return {
                "parts": [{"id": part.id, "text": part.text} for part in parts],
                "options": [{"id": option.id, "text": option.text} for option in options],
            }
        case Cloze(text=text, blanks=blanks):
            return {
                "text": text,
                "blanks": [
                    {"id": blank.id, "options": [{"id": o.id, "text": o.text} for o in blank.options]}
                    for blank in blanks
                ],
            }
        case Numeric(unit=unit) if unit:
            return {"unit": unit}
        case _:
            return {}
