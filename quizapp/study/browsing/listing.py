"""All of a learner's cards, page by page, as they are looked for."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.core.card_search import CardSearch
from quizapp.core.cards import faces_of
from quizapp.models import LearnerRow
from quizapp.study.browsing import queries as browsing_queries
from quizapp.study.browsing.queries import Sought
from quizapp.study.log import clock_of
from quizapp.study.service import ShownCard

ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class FoundCards:
    """A page of what was found, ``page`` of ``pages``, from 1 on; ``count`` counts the cards of all pages."""

    cards: tuple[ShownCard, ...]
    count: int
    page: int
    pages: int


def find(learner: LearnerRow, search: CardSearch, *, page: int, now: datetime) -> FoundCards:
    """Return a page of the cards that are looked for, or the last one where there are fewer; two reads.

    Cards whose question is not offered are left out; a page has fewer where it lacks their part of it now.
    """
    sought = Sought(learner_id=learner.id, search=search, at=clock_of(learner).moment(now))
    count = browsing_queries.count(sought)
    pages = max(1, -(-count // ON_A_PAGE))
    page = min(max(page, 1), pages)
    found = browsing_queries.some(sought, first=(page - 1) * ON_A_PAGE, most=ON_A_PAGE)
    cards = (
        ShownCard(state=state, content=content)
        for state, content in found
        if state.face in faces_of(content.content.item)
    )
    return FoundCards(cards=tuple(cards), count=count, page=page, pages=pages)


def banks() -> list[tuple[str, str]]:
    """Return lasting id and title of the banks by which cards can be looked for."""
    return browsing_queries.banks()
