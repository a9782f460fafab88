"""Which cards can be answered by typing, and what counts there."""

from dataclasses import dataclass

from quizapp.core import cards
from quizapp.core.items import Item, ItemType, ShortAnswer
from quizapp.core.typed_diff import Comparison, compare

LONGEST = 40
"""Characters of an answer that is typed where typing is a wish; nobody recalls a sentence to the letter."""


@dataclass(frozen=True, kw_only=True)
class ToType:
    """What counts as the answer of a card, and what else could be chosen there."""

    answers: tuple[str, ...]
    others: tuple[str, ...] = ()

    def compare(self, typed: str) -> Comparison:
        """Return how a typed text differs from the nearest answer."""
        return compare(typed, self.answers, others=self.others)


def to_type(item: Item, face: str, *, wished: bool) -> ToType | None:
    """Return what to hold a typed answer against, or None where nothing is typed.

    A short answer can always be typed; where it is ``wished``, so can the one answer of any card that asks to
    recall a few words.

    :raises KeyError: the item has no such face.
    """
    if isinstance(item.body, ShortAnswer):
        return ToType(answers=item.body.answers)
    question, answers = cards.front(item, face, seed=""), cards.back(item, face).answers
    recalls = not question.needs_choices and item.type is not ItemType.TRUE_FALSE
    if not wished or not recalls or len(answers) > 1 or len(answers[0].text) > LONGEST:
        return None
    text = answers[0].text
    others = tuple(choice.text for choice in question.choices if choice.text != text)
    return ToType(answers=(text,), others=others)
