"""Items of QTI 1.2 with several places for an answer: matching, matrix, blanks."""

import re
from collections.abc import Mapping
from string import ascii_lowercase

from quizapp.core.cloze import marks_in
from quizapp.core.exchange import FULL, TYPE, slug, told_by
from quizapp.core.items import Blank, Cloze, ItemType, Matrix, Option, Row
from quizapp.formats.exchange import bodies
from quizapp.formats.exchange.bodies import ASKS_FOR_GAPS, MOST_OPTIONS, Answer
from quizapp.formats.exchange.qti12.bodies import (
    Asked,
    NoItemError,
    NoSuchTypeError,
    Understood,
    fit,
    too_few,
    too_many,
    typed,
)
from quizapp.formats.exchange.qti12.feedback import GENERAL
from quizapp.formats.exchange.qti12.item import Label, Part
from quizapp.formats.exchange.qti12.scoring import Rule, Told, UnclearError, by_part, of_one

TAG = "quizapp_tag"
"""The label of metadata that hold what else we know of an item."""

MOST_ROWS = 100

GAP = "_____"

_CHOSEN_HERE = {"dropdown", "wordbank"}
"""Kinds of blanks in New Quizzes that offer what fits."""

_NAMED = re.compile(r"\[([^\[\]]{1,200})\]")


def matching(asked: Asked) -> Understood:
    """Return an item whose rows each have one option that fits, as a matrix where it was one."""
    parts, rules = _rows(asked)
    keys = {part.ident: _key(part, of_one(rules[part.ident], part)) for part in parts}
    # Canvas writes empty rows where an author left some.
    parts = [part for part in parts if part.prompt or keys[part.ident].text]
    texts = list(dict.fromkeys(label.text for part in parts for label in part.labels if label.text))
    if len(parts) < 2 or len(texts) < 2:
        raise too_few()
    if len(texts) > MOST_OPTIONS:
        raise too_many()
    rows = [(part.prompt, keys[part.ident].text) for part in parts]
    if not all(prompt and match for prompt, match in rows):
        raise UnclearError
    reasons = [asked.feedback.of(_told_of(part, rules[part.ident])) for part in parts]
    general = asked.feedback.general()
    if "matrix" in told_by(asked.item.fields.get(TAG, ()), TYPE):
        matrix = _matrix(texts, rows, reasons)
        return Understood(type=ItemType.MATRIX, stem=asked.item.stem, body=matrix, feedback=general)
    by_match: dict[str, list[str]] = {}
    for (_, match), reason in zip(rows, reasons, strict=True):
        by_match.setdefault(match, []).append(reason)
    body = bodies.matching(
        rows,
        [text for text in texts if text not in by_match],
        rationales={match: "\n".join(dict.fromkeys(filter(None, told))) for match, told in by_match.items()},
    )
    return Understood(type=ItemType.MATCHING, stem=asked.item.stem, body=body, feedback=general)


def _matrix(columns: list[str], rows: list[tuple[str, str]], reasons: list[str]) -> Matrix:
    letters = dict(zip(columns, ascii_lowercase, strict=False))
    return Matrix(
        options=tuple(Option(id=letter, text=text, rationale="") for text, letter in letters.items()),
        rows=tuple(
            Row(id=f"row-{number}", text=text, key=letters[key], rationale=reason)
            for number, ((text, key), reason) in enumerate(zip(rows, reasons, strict=True), start=1)
        ),
    )


def dropdowns(asked: Asked) -> Understood:
    """Return a text with gaps, each with its own options."""
    parts, rules = _rows(asked)
    ids = _blank_ids([_name(part) for part in parts])
    stem, text = _parted(asked, ids)
    in_order = marks_in(text)
    if sorted(in_order) != sorted(ids.values()):
        raise NoItemError(
            "blanks",
            "Not each of its blanks stands once in the text.",
            "Put the name of each blank into the text in square brackets, once.",
        )
    blanks = {ids[_name(part)]: _blank(asked, part, rules[part.ident], ids) for part in parts}
    body = Cloze(text=text, blanks=tuple(blanks[name] for name in in_order))
    return Understood(type=ItemType.DROPDOWN_CLOZE, stem=stem, body=body, feedback=asked.feedback.general())


def _blank(asked: Asked, part: Part, rules: list[Rule], ids: Mapping[str, str]) -> Blank:
    fit(part.labels)
    told = of_one(rules, part)
    key = _key(part, told)
    if not key.text:
        raise UnclearError
    answers = [
        Answer(
            text=label.text,
            weight=FULL if label is key else 0,
            feedback=asked.feedback.of(
                name for name in told[label.ident].feedback if not GENERAL.fullmatch(name)
            ),
        )
        for label in part.labels
        if label.text
    ]
    options = bodies.choices(answers, ItemType.SINGLE_CHOICE).body.options
    return Blank(id=ids[_name(part)], options=options)


def blanks(asked: Asked) -> Understood:
    """Return a text with a gap to be filled by typing; several gaps only where they offer what fits."""
    kinds = {label.attributes.get("answer_type") for part in asked.item.parts for label in part.labels}
    if kinds and kinds <= _CHOSEN_HERE:
        return dropdowns(asked)
    if len(asked.item.parts) != 1:
        raise NoSuchTypeError(asked.item.told_type)
    # Canvas takes each answer of a blank for right, though among its conditions it names but one.
    read = typed(asked, [label.text for label in asked.part.labels], less={})
    stem = read.stem.replace(f"[{_name(asked.part)}]", GAP)
    return Understood(type=read.type, stem=stem, body=read.body)


def _rows(asked: Asked) -> tuple[list[Part], Mapping[str, list[Rule]]]:
    """Return the places for answers, and the conditions of each."""
    parts = list(asked.item.parts)
    if len(parts) > MOST_ROWS:
        raise NoItemError(
            "too-many-rows", f"It has more than {MOST_ROWS} rows.", "Split it into several questions."
        )
    if not parts or len({part.ident for part in parts}) < len(parts):
        raise UnclearError
    return parts, by_part(asked.rules, parts)


def has_gaps(asked: Asked) -> bool:
    """Tell whether the text names its places for answers in square brackets."""
    return any(f"[{_name(part)}]" in asked.item.stem for part in asked.item.parts)


def _key(part: Part, told: Mapping[str, Told]) -> Label:
    """Return the one option of a row or blank that earns marks."""
    right = [label for label in part.labels if told[label.ident].score > 0]
    if part.cardinality == "multiple" or len(right) != 1:
        raise UnclearError
    return right[0]


def _told_of(part: Part, rules: list[Rule]) -> list[str]:
    """Return the feedback that speaks of one row: it is shown to who did not find what fits."""
    about = [
        rule.condition.feedback
        for rule in rules
        if rule.test and {said.part for said in rule.test.named} == {part.ident}
    ]
    return list(dict.fromkeys(name for names in about for name in names))


def _name(part: Part) -> str:
    """Return how the text calls the blank."""
    return part.ident.removeprefix("response_")


def _blank_ids(names: list[str]) -> dict[str, str]:
    """Return an id of ours for each name of a blank."""
    ids: dict[str, str] = {}
    for number, name in enumerate(names, start=1):
        wanted = slug(name) or f"blank-{number}"
        ids[name] = wanted if wanted not in ids.values() else f"{wanted}-{number}"
    return ids


def _parted(asked: Asked, ids: Mapping[str, str]) -> tuple[str, str]:
    """Return what is asked, and the text with the gaps: it begins with what first holds one."""
    pieces = list(asked.item.pieces)
    if len(pieces) == 1:
        pieces = pieces[0].split("\n")
    first = next((place for place, piece in enumerate(pieces) if ids.keys() & set(_NAMED.findall(piece))), 0)
    # What stands in brackets and is no blank keeps round ones, so that it is not taken for one.
    text = _NAMED.sub(
        lambda found: f"[{ids[found[1]]}]" if found[1] in ids else f"({found[1]})", "\n".join(pieces[first:])
    )
    return "\n".join(pieces[:first]) or ASKS_FOR_GAPS, text
