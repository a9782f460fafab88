"""Finding items: those of a bank or of all banks, stored or in work, by words and by what they are."""

from collections.abc import Sequence

from quizapp.author.search import queries as search_queries
from quizapp.author.search.queries import Sought
from quizapp.author.search.sought import FoundItems, Search
from quizapp.core.facts import Knowledge
from quizapp.core.search_query import question, synonyms

ON_A_PAGE = 50


def find(search: Search, knowledge: Knowledge, *, bank_id: int | None = None, page: int = 1) -> FoundItems:
    """Return a page of the items that are looked for, or the last one where there are fewer; two reads.

    Without ``bank_id`` those of all banks.
    """
    sought = _sought(search, knowledge, bank_id)
    count = search_queries.count(sought)
    pages = max(1, -(-count // ON_A_PAGE))
    page = min(max(page, 1), pages)
    items = search_queries.some(sought, first=(page - 1) * ON_A_PAGE, most=ON_A_PAGE)
    return FoundItems(items=items, count=count, page=page, pages=pages)


def find_slugs(search: Search, knowledge: Knowledge, *, bank_id: int, most: int) -> Sequence[str]:
    """Return the lasting ids of the items of a bank that are looked for, at most so many; one read."""
    return search_queries.slugs(_sought(search, knowledge, bank_id), most=most)


def _sought(search: Search, knowledge: Knowledge, bank_id: int | None) -> Sought:
    asked = question(search.words, synonyms(tuple(knowledge.terms.values()))) if search.words else None
    return Sought(search=search, question=asked, bank_id=bank_id)
