"""What of a room's counts may leave it: nothing from which fewer than five people could be told.

Whoever reads an export may know these rules. So a count is left out together with others, until what is left
fits more than one room.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.core.live_tally import FEWEST, Confidence, Tally

SURE = (Confidence.FAIRLY, Confidence.VERY)


@dataclass(frozen=True, kw_only=True)
class Exported:
    """A tally with None for what is left out."""

    answered: int | None
    skipped: int | None
    right: int | None
    counts: Mapping[str, int | None]


def whole(tally: Tally) -> Exported:
    """Return everything, as in a class."""
    return Exported(
        answered=tally.answered, skipped=tally.skipped, right=tally.right, counts=dict(tally.counts)
    )


def of_one_each(tally: Tally) -> Exported:
    """Return what may leave a room where each answer counts for one of the counts.

    How many were right is one of these counts then, or their sum, and is not told apart from them.
    """
    return Exported(
        answered=_enough(tally.answered),
        skipped=_enough(tally.skipped),
        right=None,
        counts=suppressed(tally.counts),
    )


def of_several_each(tally: Tally) -> Exported:
    """Return what may leave a room where an answer may choose several options.

    Who did not choose an option is told by its count as well, so that both have to be enough people. How many
    were right is told beside all options or not at all: with some of them it could tell about the others.
    """
    counts = {name: _both_enough(count, tally.answered) for name, count in tally.counts.items()}
    right = _both_enough(tally.right or 0, tally.answered)
    if None in counts.values():
        right = None
    elif right is None:
        counts = dict.fromkeys(counts)
    return Exported(
        answered=_enough(tally.answered), skipped=_enough(tally.skipped), right=right, counts=counts
    )


@dataclass(frozen=True, kw_only=True)
class Felt:
    """How sure a room felt: how many answered, how many of them were fairly or very sure, and how often each.

    ``counts`` are None where one of them is left out.
    """

    answered: int
    sure: int
    counts: Mapping[str, int] | None


def felt(tally: Tally, *, is_whole: bool) -> Felt | None:
    """Return what may leave a room of how sure it felt, or None where nothing may; ``is_whole`` tells all.

    Those who were sure are told only where they and the others are FEWEST or more, and the four counts only
    where each of them is.
    """
    if not tally.is_shown:
        return None
    sure = sum(tally.counts[how] for how in SURE)
    if is_whole or min(tally.counts.values()) >= FEWEST:
        return Felt(answered=tally.answered, sure=sure, counts=tally.counts)
    if _both_enough(sure, tally.answered) is None:
        return None
    return Felt(answered=tally.answered, sure=sure, counts=None)


def suppressed(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Return counts whose sum is known with None for every one under FEWEST, zero included.

    All are left out where those under FEWEST could be worked out from the sum: one alone, or several that
    must be four each; and where they are fewer than FEWEST people together.
    """
    small = [name for name, count in counts.items() if count < FEWEST]
    people = sum(counts[name] for name in small)
    if small and not (len(small) > 1 and FEWEST <= people < (FEWEST - 1) * len(small)):
        return dict.fromkeys(counts)
    return {name: None if name in small else count for name, count in counts.items()}


def _enough(count: int) -> int | None:
    return count if count >= FEWEST else None


def _both_enough(count: int, of: int) -> int | None:
    return count if count >= FEWEST and of - count >= FEWEST else None
