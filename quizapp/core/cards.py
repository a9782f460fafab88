"""An item as flashcards: which faces it has, and what stands on the front and on the back of each."""

import re
from dataclasses import dataclass

from quizapp.core.grading import grade
from quizapp.core.items import Choices, Item, ItemType, Matching, Option, Ordering, Response, ShortAnswer
from quizapp.core.option_order import shown_order

MAIN = "main"
PAIR = "pair-"

# A stem that speaks of what can be chosen is no question without it.
POINTS_AT_CHOICES = re.compile(
    r"\b(these|which of|which sentence|which statement|following)\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Front:
    """The question. ``subject`` is the one row a matching card asks about.

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
    """Return the faces an item is studied by: one for each row of a matching item, ``main`` for any other."""
    if isinstance(item.body, Matching):
        return tuple(PAIR + subject.id for subject in item.body.subjects)
    return (MAIN,)


def faces_by_mark(item: Item, response: Response) -> tuple[frozenset[str], frozenset[str]]:
    """Return which faces of an item an answer got right, and which it missed."""
    mark = grade(item, response)
    if isinstance(item.body, Matching):
        right = frozenset(PAIR + subject for subject in mark.parts_right)
    else:
        right = frozenset({MAIN} if mark.is_right else ())
    return right, frozenset(faces_of(item)) - right


def front(item: Item, face: str, *, seed: str) -> Front:
    """Return a card's question; the order of the choices follows from ``seed``.

    :raises KeyError: the item has no such face.
    """
    if face not in faces_of(item):
        raise KeyError(face)
    match item.body:
        case Matching(subjects=subjects):
            subject = next(subject.text for subject in subjects if PAIR + subject.id == face)
        case _:
            subject = ""
    is_true_false = item.type is ItemType.TRUE_FALSE
    return Front(
        stem=item.stem,
        subject=subject,
        # A statement's choices, true and false, are said with the statement.
        choices=() if is_true_false else shown_order(item, seed=seed),
        needs_choices=_needs_choices(item),
    )


def back(item: Item, face: str) -> Back:
    """Return a card's answer.

    :raises KeyError: the item has no such face.
    """
    match item.body:
        case Choices() as body:
            answers = [option for option in body.options if option.is_key]
        case Ordering() as body:
            steps = {option.id: option for option in body.options}
            answers = [steps[id_] for id_ in body.key]
        case Matching() as body:
            keys = {PAIR + subject.id: subject.key for subject in body.subjects}
            answers = [option for option in body.options if option.id == keys[face]]
        case ShortAnswer() as body:
            return _typed(body)
    return Back(
        answers=tuple(KeyedAnswer(text=option.text, rationale=option.rationale) for option in answers),
        correction=item.body.correction if isinstance(item.body, Choices) else "",
        in_order=isinstance(item.body, Ordering),
    )


def _needs_choices(item: Item) -> bool:
    if item.type in {ItemType.SELECT_ALL, ItemType.ORDERING}:
        return True
    return item.type is ItemType.SINGLE_CHOICE and POINTS_AT_CHOICES.search(item.stem) is not None


def _typed(body: ShortAnswer) -> Back:
    answer = KeyedAnswer(text=body.answers[0], rationale=body.rationale)
    return Back(answers=(answer,), correction="", in_order=False)
