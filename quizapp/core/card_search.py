"""What a learner looks for among their cards, and the words by which an item is found."""

from dataclasses import dataclass
from enum import StrEnum

from quizapp.core.items import Item, Numeric, ShortAnswer
from quizapp.core.numbers import key_in_words
from quizapp.core.parts import question_parts, reverse_parts
from quizapp.core.typed_answers import fold

MOST_SOUGHT = 100
"""Characters that are looked for at most."""


class CardsThat(StrEnum):
    """A state by which cards are looked for; of a card that rests only that it does counts, or its mark."""

    NEW = "new"
    LEARNING = "learning"
    DUE = "due"
    REST = "rest"
    HIDDEN = "hidden"
    MARKED = "marked"
    SLIP = "slip"


@dataclass(frozen=True, kw_only=True)
class CardSearch:
    """Which cards are looked for; what is empty leaves all. ``bank`` is a bank's lasting id."""

    words: str = ""
    topic: str = ""
    bank: str = ""
    state: CardsThat | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """The words, each of which must stand in what is found, as `wording` writes them."""
        return tuple(fold(self.words[:MOST_SOUGHT]).split())


def wording(item: Item) -> str:
    """Return the words by which an item is found: its questions, and what can be chosen or typed.

    Case, accents, hyphens and UK or US spelling are gone. Reasons are left out: they speak of other things.
    """
    match item.body:
        case ShortAnswer(answers=answers):
            typed = answers
        case Numeric() as number:
            typed = (key_in_words(number),)
        case _:
            typed = ()
    asked = (part.text for read in (question_parts, reverse_parts) for part in read(item))
    return fold(" ".join((*asked, *typed)))
