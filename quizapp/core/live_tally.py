"""What a room answered, as counts: how much of it is shown, and what the room knew together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from quizapp.core.grading import grade
from quizapp.core.items import Choices, Item, Response

FEWEST = 5
"""How many answers there are at least before a room is shown how it answered, so that nobody is exposed."""


Given = tuple[Response, int]
"""A response, and how many people gave it; an empty one is of those who would rather skip."""


class Outcome(StrEnum):
    """What is counted where answers are no choices, so that nobody's words or placing are shown."""

    RIGHT = "right"
    PARTLY = "partly"
    OTHER = "other"


class Confidence(StrEnum):
    """How sure people feel about the topic of a session, before and after it."""

    NOT_YET = "not-yet"
    A_LITTLE = "a-little"
    FAIRLY = "fairly"
    VERY = "very"


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The answers of a room to one step; who would rather skip is counted apart.

    ``counts`` go by option id, by Outcome or by Confidence, in the order shown; in a select-all item one
    answer counts for each option it chose. ``right`` is how many answers were wholly right; None where there
    is no right answer.
    """

    answered: int
    skipped: int
    right: int | None
    counts: Mapping[str, int]

    @property
    def is_shown(self) -> bool:
        """Tell whether there are so many answers that the room may see them."""
        return self.answered >= FEWEST

    @property
    def room_knew(self) -> bool:
        """Tell whether more than half of the answers were right."""
        return self.right is not None and 2 * self.right > self.answered


def count_item(item: Item, responses: Iterable[Given]) -> Tally:
    """Return how a room answered an item."""
    responses = list(responses)
    marks = [(grade(item, response), times) for response, times in responses if not response.is_empty]
    answered = sum(times for _, times in marks)
    right = sum(times for mark, times in marks if mark.is_right)
    if isinstance(item.body, Choices):
        chosen = _chosen(responses)
        counts = {option.id: chosen[option.id] for option in item.body.options}
    else:
        partly = sum(times for mark, times in marks if mark.is_partly_right)
        counts = {
            str(Outcome.RIGHT): right,
            str(Outcome.PARTLY): partly,
            str(Outcome.OTHER): answered - right - partly,
        }
    skipped = sum(times for _, times in responses) - answered
    return Tally(answered=answered, skipped=skipped, right=right, counts=counts)


def count_confidence(responses: Iterable[Given]) -> Tally:
    """Return how sure a room feels."""
    responses = list(responses)
    chosen = _chosen(responses)
    counts = {str(how): chosen[how] for how in Confidence}
    skipped = sum(times for response, times in responses if response.is_empty)
    answered = sum(times for _, times in responses) - skipped
    return Tally(answered=answered, skipped=skipped, right=None, counts=counts)


def _chosen(responses: Iterable[Given]) -> Counter[str]:
    """Return how often each option was chosen."""
    chosen: Counter[str] = Counter()
    for response, times in responses:
        for option in response.chosen:
            chosen[option] += times
    return chosen


def known(tallies: Iterable[Tally]) -> tuple[int, int]:
    """Return how many items a room knew, of those that it was scored on.

    An item counts once FEWEST answered it, and is known when more than half of them were right.
    """
    counted = [tally for tally in tallies if tally.is_shown and tally.right is not None]
    return sum(tally.room_knew for tally in counted), len(counted)
