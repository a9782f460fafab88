"""Options that differ by a number."""

import re
from collections.abc import Sequence

from quizapp.core.words import whole_patterns

NUMBER_WORD = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|"
    "sixty|seventy|eighty|ninety|hundred"
)
NUMBER = re.compile(
    rf"(?<!\w)(?:{NUMBER_WORD}|(?-i:I{{1,3}}|IV|VI{{0,3}}|IX|X))(?!\w)|\d+(?:[.,]\d+)*", re.IGNORECASE
)
# What may change from option to option as the number does: “below 3”, “from 3 to 20”.
BOUNDS = whole_patterns(
    r"about|above|after|and|around|approximately|at (least|most)|before|below|between|exactly|fewer|from",
    r"just|less|more|nearly|only|or|over|roughly|some|than|to|under|until|up to|within",
)
FIRST = re.compile(rf"\d|(?:an? )?(?:{NUMBER_WORD}|half|quarter)(?!\w)", re.IGNORECASE)


def differ_by_number(texts: Sequence[str]) -> bool:
    """Tell whether all texts are the same but for a number and what bounds it: “below 3”, “3 to 20”."""
    return len(texts) > 1 and len({_without_number(text) for text in texts}) == 1


def begins_with_number(text: str) -> bool:
    """Tell whether a text begins with a number, in digits or in letters."""
    return FIRST.match(text) is not None


def _without_number(text: str) -> str:
    """Return what is left of a text without its numbers, their bounds, and the plural after them."""
    left, found = NUMBER.subn(" ", text)
    if not found:
        return text
    return " ".join(word.removesuffix("s") for word in BOUNDS.sub(" ", left).casefold().split())
