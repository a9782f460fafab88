"""An item as the parts of a page: texts with words explained in place, and what is said beside its answer."""

from collections.abc import Iterable, Sequence
from datetime import date

from quizapp.core import cloze, glossing
from quizapp.core.facts import ItemContent, Term
from quizapp.core.items import Choices, Cloze, Item, Numeric, Ordering, Response, ShortAnswer
from quizapp.core.own_words import in_words
from quizapp.core.reviewing import Vouch
from quizapp.core.sign_offs import shared_marks
from quizapp.web.filters import month_year
from quizapp.web.items.line_breaks import Piece, pieces


class Glosser:
    """Explains each term once on one page. Templates call it in the order in which the page is read."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = tuple(terms)
        self._seen: set[str] = set()

    def __call__(self, text: str) -> list[Piece]:
        """Return ``text`` in pieces, each term explained where the page uses it first."""
        segments, self._seen = glossing.split(text, self._terms, seen=self._seen)
        return pieces(segments)


def answer_line(item: Item, response: Response) -> str:
    """Return the learner's own answer as one line where the parts do not show it whole."""
    is_hidden = isinstance(item.body, ShortAnswer | Numeric | Ordering | Cloze)
    return in_words(item, response) if is_hidden else ""


def put_right(item: Item) -> str:
    """Return the statement put right, or the text with the right words in it; nothing for other items."""
    match item.body:
        case Choices(correction=correction):
            return correction
        case Cloze() as body:
            return cloze.solved(body)
        case _:
            return ""


def all_terms(contents: Iterable[ItemContent]) -> tuple[Term, ...]:
    """Return the terms of several items, each once."""
    return tuple({term.term: term for content in contents for term in content.terms}.values())


SEEN = {
    Vouch.PATIENT_READING: "Read by patients or people who care for them",
    Vouch.FACTS: "Facts checked by a second person",
    Vouch.WORDING: "Wording checked by a second person",
}
"""What is said of a version that was vouched for, besides whether a clinician did."""


def review_words(contents: Sequence[ItemContent], today: date) -> str:
    """Return who has looked at some items, in kind, and when; and when they are due to be looked at again.

    What was not vouched for of each of them is not said of any.
    """
    marks = shared_marks([content.signed for content in contents])
    day = min(content.item.review_due for content in contents)
    is_due = any(content.item.due_for_review(today) for content in contents)
    seen = [f"{words}, {month_year(marks[vouch])}" for vouch, words in SEEN.items() if vouch in marks]
    due = "due for review" if is_due else f"check due {month_year(day)}"
    return " · ".join((clinician_words(contents), *seen, due))


def clinician_words(contents: Sequence[ItemContent]) -> str:
    """Return whether a clinician has reviewed each of some items, and in which month."""
    day = shared_marks([content.signed for content in contents]).get(Vouch.CLINICAL)
    return f"Reviewed by a clinician, {month_year(day)}" if day else "Not yet reviewed by a clinician"
