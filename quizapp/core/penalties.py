"""What further tries at an item cost, and how many there are."""

from fractions import Fraction

from quizapp.core.items import Choices, Item, ItemType

MOST_TRIES = 3
"""Tries at an item where they are limited: the first, and one after each of two hints."""

PENALTY = Fraction(1, 3)
"""What each try takes off the mark of those after it, as a share of the item: Moodle's own default."""


def most_tries(item: Item) -> int:
    """Return how many tries an item has where they are limited, 1 to `MOST_TRIES`.

    What is left when all options but one were tried is no answer, so of one choice among n there are n − 1.
    """
    if isinstance(item.body, Choices) and item.type is not ItemType.SELECT_ALL:
        return max(1, min(MOST_TRIES, len(item.body.options) - 1))
    return MOST_TRIES


def penalty(item: Item) -> Fraction:
    """Return what each try takes off those after it: all for true or false, where one is left then."""
    return Fraction(1) if item.type is ItemType.TRUE_FALSE else PENALTY
