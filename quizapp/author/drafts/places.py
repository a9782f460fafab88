"""Which field of an author's form a finding is about."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quizapp.core.items import ItemType, Option
from quizapp.formats.item_as_table import Table
from quizapp.formats.item_bodies import lettered

Tables = Sequence[Mapping[str, Any]]


def fields_of(table: Table) -> dict[str, str]:
    """Return the field of each place that the rules name: “option b” may be the field “option.0.text”.

    Letters follow the alphabet, whatever the order in which the author wrote the options.
    """
    return {"stem": "stem", **dict(_places(table))}


def _places(table: Table) -> Iterator[tuple[str, str]]:
    match ItemType(table["type"]):
        case ItemType.TRUE_FALSE:
            yield "correction", "correction"
            for verdict in ("true", "false"):
                yield f"rationale of option {verdict}", f"rationale.{verdict}"
        case ItemType.MATCHING:
            yield from _pairs(table)
        case ItemType.SHORT_ANSWER | ItemType.NUMERIC:
            yield from {"answer 1": "answers", "rationale": "rationale"}.items()
            yield from ((name, name) for name in ("answer", "tolerance", "unit", "other_units"))
        case ItemType.ORDERING:
            yield from _lettered(table.get("step", []), "step", "")
        case ItemType.DROPDOWN_CLOZE:
            yield "text", "text"
            for place, blank in enumerate(table.get("blank", [])):
                about = f"blank {blank.get('id', '')}, "
                yield from _lettered(blank.get("option", []), f"blank.{place}.option", about)
        case ItemType.MATRIX:
            yield from _matrix(table)
        case ItemType.SINGLE_CHOICE | ItemType.SELECT_ALL | ItemType.HOTSPOT:
            yield from _lettered(table.get("option", []), "option", "")


def _lettered(options: Tables, field: str, about: str) -> Iterator[tuple[str, str]]:
    for place, letter in enumerate(_letters(options)):
        yield f"{about}option {letter}", f"{field}.{place}.text"
        yield f"rationale of {about}option {letter}", f"{field}.{place}.rationale"


def _pairs(table: Table) -> Iterator[tuple[str, str]]:
    pairs, extras = table.get("pair", []), table.get("extra", [])
    fields = [
        *((f"pair.{place}", "match") for place in range(len(pairs))),
        *((f"extra.{place}", "text") for place in range(len(extras))),
    ]
    texts = [{**pair, "text": pair.get("match", "")} for pair in pairs]
    for (field, text), letter in zip(fields, _letters([*texts, *extras]), strict=False):
        yield f"option {letter}", f"{field}.{text}"
        yield f"rationale of option {letter}", f"{field}.rationale"
    for place, pair in enumerate(pairs):
        yield f"pair {pair.get('id', '')}", f"pair.{place}.subject"
        yield f"reverse of pair {pair.get('id', '')}", f"pair.{place}.reverse_stem"


def _matrix(table: Table) -> Iterator[tuple[str, str]]:
    for letter in "abcdef":
        yield f"column {letter}", "columns"
    for place, row in enumerate(table.get("row", [])):
        yield f"row {row.get('id', '')}", f"row.{place}.text"
        yield f"rationale of row {row.get('id', '')}", f"row.{place}.rationale"


def _letters(options: Tables) -> tuple[str, ...]:
    """Return the letter of each option, in the order in which they were written."""
    return lettered(
        Option(
            id="", text=one.get("text", ""), rationale=one.get("rationale", ""), is_key=bool(one.get("key"))
        )
        for one in options
    )[1]
