"""What staff sees of a student, as it was widened: who joined before is told on the page of their class.

Whoever changes what `templates/classes/_seen.html` says adds a line here, and raises the version.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Widening:
    """What staff sees since a version of the page before joining, in the words of a page."""

    version: int
    words: str


WIDENINGS = (
    Widening(
        version=2,
        words="Of the class as a whole, and of five or more of you at least: how questions did over all of"
        " its quizzes, beside other wordings of them and beside other classes of the same educators, and how"
        " much of each topic and fact the class likely still knows, reckoned from these quizzes alone.",
    ),
    Widening(
        version=3,
        words="If an educator sets a mark of yours by hand: the mark, who set it and when, what counted"
        " before, and the reason. You see the same on the page of the quiz.",
    ),
    Widening(
        version=4,
        words="Where a quiz lets you try again, or counts how sure you are, that is part of how much you had"
        " right.",
    ),
    Widening(
        version=5,
        words="If an educator gives you more time for quizzes that have a time limit: how much, who gave it"
        " and when. You see the same on the page of the quiz. What time you take yourself is not shown.",
    ),
    Widening(
        version=6,
        words="Of cards to study and steps to read that the class is given: what you say yourself by pressing"
        " a button there, namely that you have begun, and that it is done and when. Of your cards they see"
        " nothing.",
    ),
    Widening(
        version=7,
        words="Of how often each answer was chosen in the class: whoever looks before and after somebody"
        " hands in, joins or leaves can sometimes work out from the difference what one person chose.",
    ),
    Widening(
        version=8,
        words="If an educator takes you out of the class: the name that you had there, and when that was,"
        " until they let you in again, you come back, or the class ends.",
    ),
)
"""All of them, oldest first; version 1 is what the first page said."""

NEWEST = WIDENINGS[-1].version
"""The version of the page as it is now."""


def since(version: int) -> list[str]:
    """Return what staff sees that it did not when somebody was told last."""
    return [one.words for one in WIDENINGS if one.version > version]
