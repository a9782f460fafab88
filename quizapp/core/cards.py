"""An item as flashcards: which faces it has, and what stands on the front and on the back of each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from string import ascii_lowercase

from quizapp.core import cloze
from quizapp.core.grading import grade
from quizapp.core.items import (
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    Response,
    ShortAnswer,
    Subject,
)
from quizapp.core.numbers import key_in_words
from quizapp.core.option_order import as_shown, shuffled

MAIN = "main"
PREFIXES = {ItemType.MATCHING: "pair-", ItemType.MATRIX: "row-", ItemType.DROPDOWN_CLOZE: "blank-"}
"""What stands before the id of a subject, row or blank in the name of its face."""

REVERSE = "reverse-"
"""What stands before the digest in the name of a face that asks for a subject."""

# A stem that speaks of what can be chosen is no question without it.
POINTS_AT_CHOICES = re.compile(
    r"\b(these|which of|which sentence|which statement|following)\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Front:
    """The question. ``subject`` is the one subject, row or sentence that a card of several asks about.

    Of a number it is the unit.
    ``choices`` are in the order shown; ``needs_choices`` says that the question makes no sense without them.
    """

    stem: str
    subject: str
    choices: tuple[Option, ...]
    needs_choices: bool


@dataclass(frozen=True, kw_only=True)
class KeyedAnswer:
    """One right answer, and why it is right."""

    text: str
    rationale: str


@dataclass(frozen=True, kw_only=True)
class Back:
    """The answers, in their order where that matters; ``correction`` is a true/false statement put right."""

    answers: tuple[KeyedAnswer, ...]
    correction: str
    in_order: bool


def faces_of(item: Item) -> tuple[str, ...]:
    """Return the faces an item is studied by: what a quiz asks, and what is asked the other way round."""
    return (*asked_faces(item), *_reversed(item))


def asked_faces(item: Item) -> tuple[str, ...]:
    """Return the faces that a quiz asks: one for each subject, row or blank, else ``main``."""
    if isinstance(item.body, Matching | Matrix | Cloze):
        return tuple(face_of(item, part) for part in item.body.keys)
    return (MAIN,)


def face_of(item: Item, part: str) -> str:
    """Return the face that asks for one subject, row or blank."""
    return PREFIXES[item.type] + part


def reverse_face(subject: Subject) -> str:
    """Return the face that asks for a subject, by what fits it."""
    # The name stands in the address while the question is open, and the id of a subject tells the subject.
    return REVERSE + sha256(subject.id.encode()).hexdigest()[:12]


def faces_by_mark(item: Item, response: Response) -> tuple[frozenset[str], frozenset[str]]:
    """Return which of the faces that a quiz asks an answer got right, and which it missed."""
    mark = grade(item, response)
    if item.type in PREFIXES:
        right = frozenset(face_of(item, part) for part in mark.parts_right)
    else:
        right = frozenset({MAIN} if mark.is_right else ())
    return right, frozenset(asked_faces(item)) - right


def front(item: Item, face: str, *, seed: str) -> Front:
    """Return a card's question; the order of the choices follows from ``seed``.

    :raises KeyError: the item has no such face.
    """
    if subject := _reversed(item).get(face):
        return _reverse_front(item, subject, seed=seed)
    if face not in asked_faces(item):
        raise KeyError(face)
    return Front(
        stem=item.stem,
        subject=_subject(item, face),
        choices=_choices(as_shown(item, seed=seed), face),
        needs_choices=_needs_choices(item),
    )


def back(item: Item, face: str) -> Back:
    """Return a card's answer.

    :raises KeyError: the item has no such face.
    """
    if face not in faces_of(item):
        raise KeyError(face)
    return Back(
        answers=tuple(_answers(item, face)),
        correction=item.body.correction if isinstance(item.body, Choices) else "",
        in_order=isinstance(item.body, Ordering),
    )


def _reversed(item: Item) -> Mapping[str, Subject]:
    """Return the subjects that are asked for by what fits them, by face."""
    subjects = item.body.subjects if isinstance(item.body, Matching) else ()
    return {reverse_face(subject): subject for subject in subjects if subject.reverse_stem}


def _reverse_front(item: Item, asked: Subject, *, seed: str) -> Front:
    """Return the question for a subject; its choices are all subjects, lettered by the alphabet."""
    subjects = item.body.subjects if isinstance(item.body, Matching) else ()
    texts = sorted((subject.text for subject in subjects), key=str.casefold)
    choices = [
        Option(id=id_, text=text, rationale="") for id_, text in zip(ascii_lowercase, texts, strict=False)
    ]
    return Front(
        stem=asked.reverse_stem,
        subject="",
        choices=shuffled(choices, seed=f"{seed}:{item.id}"),
        needs_choices=POINTS_AT_CHOICES.search(asked.reverse_stem) is not None,
    )


def _part(item: Item, face: str) -> str:
    return face.removeprefix(PREFIXES[item.type])


def _subject(item: Item, face: str) -> str:
    match item.body:
        case Matching(subjects=parts) | Matrix(rows=parts):
            return next(part.text for part in parts if face_of(item, part.id) == face)
        case Cloze() as body:
            # The other blanks are filled: each is a card of its own.
            return cloze.solved(body, but=_part(item, face))
        case Numeric(unit=unit) if unit:
            return f"In {unit}"
        case _:
            return ""


def _choices(item: Item, face: str) -> tuple[Option, ...]:
    match item.body:
        case Choices() if item.type is ItemType.TRUE_FALSE:
            return ()  # they are said with the statement
        case Choices(options=options) | Matching(options=options) | Ordering(options=options):
            return options
        case Matrix(options=columns):
            return columns
        case Cloze(blanks=blanks):
            return next(blank.options for blank in blanks if face_of(item, blank.id) == face)
        case ShortAnswer() | Numeric():
            return ()


def _needs_choices(item: Item) -> bool:
    """Tell whether a card is one of recognition: its question takes its sense from the choices.

    So it is where one of several columns, or words for a gap, or places on a picture fits better than others.
    """
    match item.type:
        case (
            ItemType.SELECT_ALL
            | ItemType.ORDERING
            | ItemType.MATRIX
            | ItemType.DROPDOWN_CLOZE
            | ItemType.HOTSPOT
        ):
            return True
        case ItemType.SINGLE_CHOICE:
            return POINTS_AT_CHOICES.search(item.stem) is not None
        case _:
            return False


def _answers(item: Item, face: str) -> list[KeyedAnswer]:
    match item.body:
        case Choices(options=options):
            return [_keyed(option) for option in options if option.is_key]
        case Ordering() as body:
            steps = {option.id: option for option in body.options}
            return [_keyed(steps[id_]) for id_ in body.key]
        case Matching(options=options) as matching:
            asked = _reversed(item).get(face)
            key = asked.key if asked else matching.keys[_part(item, face)]
            fitting = next(option for option in options if option.id == key)
            return [replace(_keyed(fitting), text=asked.text) if asked else _keyed(fitting)]
        case Matrix(options=columns, rows=rows):
            row = next(row for row in rows if face_of(item, row.id) == face)
            column = next(column for column in columns if column.id == row.key)
            return [KeyedAnswer(text=column.text, rationale=row.rationale)]
        case Cloze(blanks=blanks):
            return [_keyed(blank.key) for blank in blanks if face_of(item, blank.id) == face]
        case ShortAnswer() | Numeric() as typed:
            text = typed.answers[0] if isinstance(typed, ShortAnswer) else key_in_words(typed)
            return [KeyedAnswer(text=text, rationale=typed.rationale)]


def _keyed(option: Option) -> KeyedAnswer:
    return KeyedAnswer(text=option.label, rationale=option.rationale)
