"""Which cards can be answered by typing, and what counts there."""

from dataclasses import dataclass

from quizapp.core import cards
from quizapp.core.items import Item, ItemType, Numeric, ShortAnswer
from quizapp.core.numbers import counts, goes_below_zero, key_in_words
from quizapp.core.typed_diff import Comparison, Difference, Piece, compare
from quizapp.core.typed_numbers import number_of

LONGEST = 40
"""Characters of an answer that is typed where typing is a wish; nobody recalls a sentence to the letter."""


@dataclass(frozen=True, kw_only=True)
class ToType:
    """What counts as the answer of a card, and what else could be chosen there.

    ``number`` is what is asked where the answer is a number.
    """

    answers: tuple[str, ...]
    others: tuple[str, ...] = ()
    number: Numeric | None = None

    @property
    def is_of_digits(self) -> bool:
        """Tell whether digits and a point are all that has to be typed."""
        return self.number is not None and not goes_below_zero(self.number)

    def problem(self, typed: str) -> str:
        """Return why a typed text cannot be held against the answer, in a sentence; nothing where it can."""
        return number_of(typed, self.number).problem if self.number else ""

    def compare(self, typed: str) -> Comparison:
        """Return how a typed text differs from the nearest answer."""
        if self.number:
            return _compare_number(typed, self.number)
        return compare(typed, self.answers, others=self.others)


def to_type(item: Item, face: str, *, wished: bool) -> ToType | None:
    """Return what to hold a typed answer against, or None where nothing is typed.

    A short answer and a number can always be typed; where it is ``wished``, so can the one answer of any card
    that asks to recall a few words.

    :raises KeyError: the item has no such face.
    """
    if isinstance(item.body, ShortAnswer):
        return ToType(answers=item.body.answers)
    if isinstance(item.body, Numeric):
        return ToType(answers=(key_in_words(item.body),), number=item.body)
    question, answers = cards.front(item, face, seed=""), cards.back(item, face).answers
    recalls = not question.needs_choices and item.type is not ItemType.TRUE_FALSE
    if not wished or not recalls or len(answers) > 1 or len(answers[0].text) > LONGEST:
        return None
    text = answers[0].text
    others = tuple(choice.text for choice in question.choices if choice.text != text)
    return ToType(answers=(text,), others=others)


def _compare_number(typed: str, asked: Numeric) -> Comparison:
    """Return whether a number is the answer or near enough; single digits say nothing."""
    number, answer = number_of(typed, asked).number, key_in_words(asked)
    if number == asked.answer:
        pieces: tuple[Piece, ...] = (Piece(difference=Difference.SAME, typed=typed, answer=answer),)
    else:
        pieces = (
            Piece(difference=Difference.EXTRA, typed=typed, is_replaced=True),
            Piece(difference=Difference.MISSING, answer=answer),
        )
    is_accepted = number is not None and counts(asked, number)
    return Comparison(typed=typed, answer=answer, pieces=pieces, is_accepted=is_accepted)
