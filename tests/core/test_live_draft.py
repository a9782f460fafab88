"""What a live session holds back, and what takes the place of an item."""

from datetime import date

import pytest

from quizapp.core.assembly import Candidate
from quizapp.core.items import Item, Level, Topic
from quizapp.core.live_draft import HeldBack, held_back, replacement
from tests.core.builders import make_item

TODAY = date(2026, 11, 21)


def some(count: int) -> tuple[list[Item], list[Candidate]]:
    """Return items on one fact each, and what is known of them before they are read."""
    items = [make_item(id=f"item-{n}", facts=(f"F{n:03}",)) for n in range(count)]
    found = [
        Candidate(id=n, version=1, slug=item.id, topic=Topic.SITES, level=Level.REMEMBER)
        for n, item in enumerate(items)
    ]
    return items, found


@pytest.mark.parametrize(
    "stem",
    [
        "How long do people with a NET live?",
        "How many people in 10 have a stage 4 tumour?",
        "Why do NETs often take years to be found?",
    ],
)
def test_what_speaks_of_what_lies_ahead_or_of_delay_is_held_back(stem: str) -> None:
    assert held_back(make_item(stem=stem), today=TODAY) is HeldBack.AHEAD


def test_what_is_due_for_review_is_held_back_from_its_day_on() -> None:
    item = make_item(review_due=TODAY)
    assert held_back(item, today=TODAY) is HeldBack.DUE
    assert held_back(item, today=date(2026, 11, 20)) is None


def test_swapping_again_and_again_shows_each_item_that_fits_once() -> None:
    items, candidates = some(5)
    by_id, seen, here = dict(enumerate(items)), [], "item-2"
    for _ in range(4):
        taken = replacement(here, [items[0]], candidates, by_id)
        assert taken
        here = taken.slug
        seen.append(here)
    assert seen == ["item-3", "item-4", "item-1", "item-2"]


def test_an_item_on_a_fact_that_another_asks_for_takes_no_place() -> None:
    items, candidates = some(2)
    beside = make_item(id="beside", facts=("F001",))
    assert replacement("item-0", [beside], candidates, dict(enumerate(items))) is None
