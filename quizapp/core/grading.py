"""Item and response to mark: the scoring rules, by their field names."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from quizapp.core.items import (
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Ordering,
    Response,
    ShortAnswer,
)
from quizapp.core.numbers import counts
from quizapp.core.typed_answers import accepts
from quizapp.core.typed_numbers import number_of


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What a response earned: ``points`` of ``maximum``.

    ``parts_right`` are the ids of the subjects, rows or blanks that are right.
    """

    points: int
    maximum: int
    answered: bool
    parts_right: frozenset[str] = frozenset()

    @property
    def is_right(self) -> bool:
        """Tell whether everything was right."""
        return self.points == self.maximum

    @property
    def is_partly_right(self) -> bool:
        """Tell whether something was right, but not everything."""
        return 0 < self.points < self.maximum

    @property
    def share(self) -> Fraction:
        """Return the mark as a share of one: every item of a quiz counts the same."""
        return Fraction(self.points, self.maximum)


def grade(item: Item, response: Response) -> Mark:
    """Return the mark for one response; leaving an item blank earns nothing.

    Single choice, true/false, hotspot, ordering, short answer and numeric: 0/1. Select all that apply: +/−,
    that is right choices less wrong choices, never under 0, of as many points as there are keys. Matching:
    0/1 per subject; matrix: 0/1 per row; drop-down cloze: 0/1 per blank. The rules and their names are those
    NCSBN gave the scoring of its newer item types.
    """
    match item.body:
        case Choices() as body if item.type is ItemType.SELECT_ALL:
            return _plus_minus(body, response)
        case Choices() as body:
            return _all_or_nothing(response.chosen == body.key_ids, response)
        case Matching(keys=keys) | Matrix(keys=keys) | Cloze(keys=keys):
            return _per_part(keys, response)
        case ShortAnswer() as body:
            return _all_or_nothing(accepts(response.text, body.answers), response)
        case Numeric() as body:
            number = number_of(response.text, body).number
            return _all_or_nothing(number is not None and counts(body, number), response)
        case Ordering() as body:
            return _all_or_nothing(response.order == body.key, response)


def _all_or_nothing(right: bool, response: Response) -> Mark:
    return Mark(points=int(right and not response.is_empty), maximum=1, answered=not response.is_empty)


def _plus_minus(body: Choices, response: Response) -> Mark:
    hits = len(response.chosen & body.key_ids)
    misses = len(response.chosen - body.key_ids)
    return Mark(points=max(0, hits - misses), maximum=len(body.key_ids), answered=not response.is_empty)


def _per_part(keys: Mapping[str, str], response: Response) -> Mark:
    right = frozenset(part for part, key in keys.items() if response.matches.get(part) == key)
    return Mark(
        points=len(right),
        maximum=len(keys),
        answered=not response.is_empty,
        parts_right=right,
    )
