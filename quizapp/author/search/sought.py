"""Which items educators look for, and an item as they find it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from quizapp.core.reviewing import Stage


class State(StrEnum):
    """Where an item stands; one that is given to learners, or not any more, may be in work as well."""

    GIVEN = "given"
    IN_WORK = "in-work"
    IN_REVIEW = "in-review"
    RETIRED = "retired"
    SET_ASIDE = "set-aside"


class Order(StrEnum):
    """What comes first: what stands first in its bank, or what was changed last."""

    PLACE = "place"
    NEWEST = "newest"


@dataclass(frozen=True, kw_only=True)
class Search:
    """Which items are looked for; what is empty leaves all."""

    words: str = ""
    topic: str = ""
    level: str = ""
    audience: str = ""
    type: str = ""
    state: str = ""
    order: Order = Order.PLACE


@dataclass(frozen=True, kw_only=True)
class Found:
    """An item as it is listed, in its newest version; what is missing in a new one in work is empty.

    ``state`` is where a stored one stands, None for a new one; ``stage`` is where it is in work, in the draft
    ``draft_id``.
    """

    slug: str
    stem: str
    type: str
    topic: str
    level: str
    for_patients: bool
    for_students: bool
    bank: str
    bank_title: str
    state: State | None
    draft_id: UUID | None
    stage: Stage | None


@dataclass(frozen=True, kw_only=True)
class FoundItems:
    """A page of what was found, ``page`` of ``pages``, from 1 on; ``count`` counts the items of all pages."""

    items: tuple[Found, ...]
    count: int
    page: int
    pages: int
