"""An item as the parts of a page: texts with words explained in place, and what is said beside its answer."""

from collections.abc import Iterable
from datetime import date

from quizapp.core import cloze, glossing
from quizapp.core.facts import ItemContent, Term
from quizapp.core.items import Choices, Cloze, Item, Ordering, Response, ShortAnswer
from quizapp.core.own_words import in_words
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
    return in_words(item, response) if isinstance(item.body, ShortAnswer | Ordering | Cloze) else ""


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


def review_words(item: Item, today: date) -> str:
    """Return who has reviewed the item, and whether its content is due to be looked at again."""
    if item.due_for_review(today):
        return "Not yet reviewed by a clinician · due for review"
    return f"Not yet reviewed by a clinician · check due {item.review_due:%B} {item.review_due.year}"
