"""What a live session may ask people with a NET: what is held back, and what takes the place of an item."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache

from quizapp.core.assembly import Candidate, fits
from quizapp.core.flaws import outlook
from quizapp.core.items import Item, Topic

FEWEST, MOST = 5, 8
"""How many items a session is made of at first; some may be left out."""

ONLY_WHEN_CHOSEN = frozenset({Topic.SPREAD_STAGING})
"""Topics that no mix brings up."""

AHEAD = (outlook.outcome, outlook.delay, outlook.stage_share)


class HeldBack(StrEnum):
    """Why an item is not shown unless somebody asks for it."""

    DUE = "due"
    """Its content should have been looked at again."""

    AHEAD = "ahead"
    """It speaks of what lies ahead, of how many are how ill, or of finding out late."""


def held_back(item: Item, *, today: date) -> HeldBack | None:
    """Return why an item is not shown by default, or None when it is."""
    if speaks_of_what_lies_ahead(item):
        return HeldBack.AHEAD
    return HeldBack.DUE if item.due_for_review(today) else None


# Looking takes a millisecond, and a page looks at hundreds of items that stay as they are.
@lru_cache(maxsize=2048)
def speaks_of_what_lies_ahead(item: Item) -> bool:
    """Tell whether an item speaks of what lies ahead, of how many are how ill, or of finding out late."""
    return any(True for rule in AHEAD for _ in rule.find(item))


def replacement(
    out: str, beside: Sequence[Item], candidates: Sequence[Candidate], items: Mapping[int, Item]
) -> Candidate | None:
    """Return what takes the place of the item ``out``: the next candidate after it that fits beside the rest.

    They are tried in the order of their ids, beginning after ``out`` and going round, so that asking again
    and again shows each once.
    """
    taken = {item.id for item in beside} | {out}
    order = sorted((one for one in candidates if one.slug not in taken), key=lambda one: one.slug)
    after = [one for one in order if one.slug > out]
    rest = [one for one in order if one.slug < out]
    return next((one for one in (*after, *rest) if fits(items[one.id], beside)), None)
