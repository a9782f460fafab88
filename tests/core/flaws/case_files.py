"""Items written to try one rule each, read from the files in ``cases``; its README says how to write one.

Every item goes through the parser of bank files, so that a case is what an author could hand in.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from quizapp.core.facts import Knowledge, Term
from quizapp.core.items import Item
from quizapp.core.pictures import Picture, Region
from quizapp.formats.toml_bank import parse_bank
from tests.core.flaws import items

FOLDER = Path(__file__).parent / "cases"
HALVES = ("tuning", "held_out")
KINDS = ("flawed", "sound")
REASON = "This is the reason why it is so."
DEFAULTS: Mapping[str, object] = {
    "audience": ["patient", "student"],
    "topic": "terminology",
    "level": "remember",
    "facts": ["F001"],
    "sources": ["cruk-2014"],
    "status": "published",
    "review_due": date(2027, 9, 30),
    "stem": "What does the part “neuro” mean?",
}
SENTENCES = 40
"""As many, about, are made of the text of a ``prose`` case; readability is told from thirty on."""

TERMS = {
    "NET": "NETs, neuroendocrine tumour, neuroendocrine tumours",
    "neuroendocrine": "",
    "hormone": "hormones",
    "gland": "glands",
    "functioning": "functional",
    "non-functioning": "nonfunctioning, non-functional",
    "pancreas": "pancreatic",
    "embolisation": "",
    "biopsy": "biopsies",
    "CT": "CT scan, CT scans",
    "MRI": "MRI scan, MRI scans",
    "PET": "PET scan, PET scans",
    "VIP": "vasoactive intestinal peptide",
    "GEP NET": "GEP NETs",
}
REGIONS = {
    "lungs": (100, 100),
    "stomach": (110, 200),
    "liver": (80, 190),
    "pancreas": (110, 240),
    "small-bowel": (100, 300),
    "large-bowel": (70, 300),
    "appendix": (71, 301),
}
"""Where the markers stand; that of the appendix covers another."""

PICTURE = Picture(
    id="body-map",
    title="Organs",
    description="The organs in which such tumours are found, drawn from the front.",
    width=200,
    height=400,
    svg="",
    regions=tuple(Region(id=name, name=name, x=x, y=y, r=10) for name, (x, y) in REGIONS.items()),
)
KNOWLEDGE: Knowledge = replace(
    items.KNOWLEDGE,
    terms={
        word: Term(
            term=word,
            forms=tuple(filter(None, forms.split(", "))),
            meaning="a word that is explained",
            facts=("F001",),
        )
        for word, forms in TERMS.items()
    },
    pictures={PICTURE.id: PICTURE},
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One item, or several of a bank, written to break ``rule`` or to come near and keep it."""

    rule: str
    half: str
    is_flawed: bool
    number: int
    note: str
    items: tuple[Item, ...]

    def __str__(self) -> str:
        return f"{self.half}/{self.rule}: {KINDS[not self.is_flawed]} {self.number}: {self.note}"


def cases(half: str) -> Iterator[Case]:
    """Return all cases of one half, file by file."""
    for path in sorted((FOLDER / half).glob("*.toml")):
        yield from read(path)


def read(path: Path) -> Iterator[Case]:
    """Return the cases of one file; its name is that of the rule.

    :raises ValueError: a case cannot be read; the message says which, and why.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    if stray := data.keys() - set(KINDS):
        raise ValueError(f"{path}: unknown: {', '.join(sorted(stray))}")
    for kind in KINDS:
        for number, table in enumerate(data.get(kind, ()), start=1):
            where = f"{path.parent.name}/{path.name}, {kind} {number}"
            yield Case(
                rule=path.stem,
                half=path.parent.name,
                is_flawed=kind == "flawed",
                number=number,
                note=table.pop("note"),
                items=_items(_tables(table), where),
            )


def _tables(table: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the items of a case, each written out."""
    if "prose" in table:
        text = table.pop("prose")
        times = SENTENCES // max(1, text.count(".") + text.count("?")) + 1
        return [_whole({"answers": ["word"], "rationale": text} | table) for _ in range(times)]
    if "verdicts" in table:
        return [_whole({"stem": "So it is.", "answer": verdict == "T"}) for verdict in table.pop("verdicts")]
    if "keys" in table:
        letters = ascii_lowercase[: table.pop("choices", 3)]
        return [
            _whole({"options": [f"*{one}" if one == key else one for one in letters]})
            for key in table.pop("keys")
        ]
    return [_whole(one) for one in table.pop("items", [table])]


def _whole(table: dict[str, Any]) -> dict[str, Any]:
    """Return an item as a bank file has it: its short forms written out, what it does not say filled in."""
    given = dict(table)
    match given:
        case {"pairs": pairs}:
            extras = given.pop("extras", [])
            del given["pairs"]
            kind, body = "matching", _matching(pairs, extras)
        case {"steps": steps}:
            del given["steps"]
            kind, body = "ordering", {"step": [_reasoned(text) for text in steps]}
        case {"rows": rows}:
            del given["rows"]
            made = [_row(text, key, place) for place, (text, key) in enumerate(rows)]
            kind, body = "matrix", {"row": made}
        case {"blanks": blanks}:
            del given["blanks"]
            made = [{"id": name, "option": _options(texts)} for name, texts in blanks.items()]
            kind, body = "dropdown-cloze", {"blank": made}
        case {"places": places}:
            del given["places"]
            made = [{**_option(text), "region": region} for region, text in places.items()]
            kind, body = "hotspot", {"option": made, "picture": "body-map"}
        case {"answers": _}:
            kind, body = "short-answer", {"rationale": REASON}
        case {"answer": answer}:
            corrected = given.get("stem", "") if answer else "The statement, put right."
            kind, body = (
                "true-false",
                {"correction": corrected, "rationale": {"true": REASON, "false": REASON}},
            )
        case _:
            texts = given.pop("options", ["*Nerve", "Gland", "Blood"])
            kind, body = "single-choice", {"option": _options(texts)}
    return {**DEFAULTS, "type": kind, **body, **given}


def _options(texts: list[Any]) -> list[dict[str, Any]]:
    return [_option(text) for text in texts]


def _option(text: str | list[str]) -> dict[str, Any]:
    """Return an option; a star before its text marks the key, and a pair is text and rationale."""
    words, reason = text if isinstance(text, list) else (text, REASON)
    return {"text": words.removeprefix("*"), "key": words.startswith("*"), "rationale": reason}


def _reasoned(text: str | list[str]) -> dict[str, Any]:
    words, reason = text if isinstance(text, list) else (text, REASON)
    return {"text": words, "rationale": reason}


def _row(text: str, key: str, place: int) -> dict[str, Any]:
    return {"id": f"row-{place}", "text": text, "key": key, "rationale": REASON}


def _matching(pairs: list[list[str]], extras: list[Any]) -> dict[str, Any]:
    made = [
        {"id": f"pair-{place}", "subject": subject, "match": match, "rationale": REASON}
        for place, (subject, match) in enumerate(pairs)
    ]
    return {"pair": made, "extra": [_reasoned(text) for text in extras]}


def _items(tables: list[dict[str, Any]], where: str) -> tuple[Item, ...]:
    named = [{"id": f"item-{number}", **table} for number, table in enumerate(tables, start=1)]
    text = 'id = "cases"\ntitle = "Cases"\nlanguage = "en-GB"\nitem = ' + _toml(named)
    parsed = parse_bank(text)
    if not parsed.is_whole or parsed.bank is None:
        told = "; ".join(f"{found.finding.message} {found.finding.fix}" for found in parsed.findings)
        raise ValueError(f"{where}: {told}")
    return parsed.bank.items


def _toml(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{name} = {_toml(one)}" for name, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case date():
            return value.isoformat()
        case _:
            return json.dumps(value, ensure_ascii=False)
