"""What remains of a set or a session on paper: what it teaches, its words, its sources, nobody's answers."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from quizapp.core.facts import ItemContent, Source, Term
from quizapp.core.glossing import split
from quizapp.core.ready_sets import Point
from quizapp.web.items.view import all_terms, review_words


@dataclass(frozen=True, kw_only=True)
class RecapPoint:
    """One sentence of a recap; ``is_replaced`` tells that a fact behind it was superseded."""

    text: str
    is_replaced: bool


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet of a day.

    ``left_out`` counts the sentences that are not on it because a fact behind them was superseded. ``terms``
    are the explained words of the others, listed because paper has nothing to press.
    """

    recap: tuple[RecapPoint, ...]
    left_out: int
    terms: tuple[Term, ...]
    sources: tuple[Source, ...]
    concerns_safety: bool
    reviewed: str
    made_on: date


def make_sheet(recap: Sequence[RecapPoint], contents: Sequence[ItemContent], *, today: date) -> Sheet:
    """Return the sheet of items and of what they teach."""
    kept = tuple(point for point in recap if not point.is_replaced)
    return Sheet(
        recap=kept,
        left_out=len(recap) - len(kept),
        terms=_terms_in(kept, contents),
        sources=tuple({source.id: source for content in contents for source in content.sources}.values()),
        concerns_safety=concerns_safety(contents),
        reviewed=review_words(contents, today) if contents else "",
        made_on=today,
    )


def recap_points(points: Iterable[Point], *, replaced: Collection[str]) -> list[RecapPoint]:
    """Return what a set teaches; ``replaced`` are the facts that no longer hold."""
    gone = set(replaced)
    return [RecapPoint(text=point.text, is_replaced=not gone.isdisjoint(point.facts)) for point in points]


def concerns_safety(contents: Sequence[ItemContent]) -> bool:
    """Tell whether most of the items are about safety; one that is says so on its own page."""
    return 2 * sum(content.concerns_safety for content in contents) > len(contents)


def _terms_in(recap: Iterable[RecapPoint], contents: Iterable[ItemContent]) -> tuple[Term, ...]:
    terms = all_terms(contents)
    found: set[str] = set()
    for point in recap:
        found |= split(point.text, terms, seen=found)[1]
    return tuple(term for term in terms if term.term in found)
