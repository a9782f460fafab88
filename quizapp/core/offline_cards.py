"""Which cards a device keeps for the days to come, and on which day each of them comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.core.study_queue import Count, Limits, left


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A card that may come: the study day from which it can, and whether it is new.

    ``has_limit``: it counts towards the limits of its day, which cards in (re)learning do not.
    """

    item_id: int
    face: str
    from_day: int
    is_new: bool
    has_limit: bool


def plan_days(
    waiting: Sequence[Waiting], *, limits: Mapping[int, Limits], done: Mapping[int, Count]
) -> dict[Waiting, int]:
    """Return the study day on which each card comes; one that finds no room stays away.

    ``limits`` names the days there are; ``done`` is what was studied before on a day. First come, first
    served. Two faces of one item never come on the same day, because one gives the other away.
    """
    counts = {day: done.get(day, Count()) for day in limits}
    taken: set[tuple[int, int]] = set()
    planned: dict[Waiting, int] = {}
    for card in waiting:
        for day in sorted(day for day in limits if day >= card.from_day):
            room = left(limits[day], counts[day])
            is_full = card.has_limit and not (room.new if card.is_new else room.reviews)
            if is_full or (card.item_id, day) in taken:
                continue
            planned[card] = day
            taken.add((card.item_id, day))
            if card.has_limit:
                counts[day] = _one_more(counts[day], card)
            break
    return planned


def _one_more(count: Count, card: Waiting) -> Count:
    return Count(new=count.new + card.is_new, reviews=count.reviews + (not card.is_new))
