"""What somebody who knows nothing earns by guessing."""

import math
from fractions import Fraction

from quizapp.core.items import Choices, Cloze, Item, ItemType, Matching, Matrix, Ordering


def chance_of(item: Item) -> Fraction | None:
    """Return the share of its marks, 0 to 1, that guessing earns on average.

    Of a matrix, a matching or a cloze it is that of each part, each guessed by itself. None where it depends
    on how somebody guesses: how many they tick, what they type.
    """
    match item.body:
        case Choices(options=options) if item.type is not ItemType.SELECT_ALL:
            return Fraction(1, len(options))
        case Matching(options=options) | Matrix(options=options):
            return Fraction(1, len(options))
        case Cloze(blanks=blanks):
            return sum((Fraction(1, len(blank.options)) for blank in blanks), Fraction(0)) / len(blanks)
        case Ordering(options=options):
            return Fraction(1, math.factorial(len(options)))
        case _:
            return None
