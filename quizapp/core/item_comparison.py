"""What sets an item apart from itself: before and after it was changed, in one class and in others."""

from dataclasses import dataclass
from enum import StrEnum

from quizapp.core.intervals import Interval, difference_interval
from quizapp.core.item_advice import FEW, WEAK
from quizapp.core.item_standing import Standing


class Change(StrEnum):
    """What can be told of a difference beyond what chance explains."""

    TOO_FEW = "too-few"
    CLEARER = "clearer"
    EASIER = "easier"
    HARDER = "harder"
    DULLER = "duller"
    LEVEL = "level"


LEVEL = "No difference can be told: if there is one in how many get it right, it lies between {reach}."

SINCE_CHANGED = {
    Change.TOO_FEW: "Cannot be told yet: {answers} of the {few} that each of the two needs.",
    Change.CLEARER: "Clearer now: {clearer}.",
    Change.EASIER: "More get it right now, but it hardly tells who knows more: see whether it gives itself "
    "away.",
    Change.HARDER: "Fewer get it right now: read the new wording again.",
    Change.DULLER: "Less clear now: it tells less well than before who knows more.",
    Change.LEVEL: LEVEL,
}

BESIDE_OTHERS = {
    Change.TOO_FEW: "Cannot be told yet: {answers} of the {few} that each side needs.",
    Change.CLEARER: "It does better here: {clearer}.",
    Change.EASIER: "More get it right here, but it hardly tells who knows more.",
    Change.HARDER: "Fewer get it right here: see how it was taught.",
    Change.DULLER: "Here it tells less well who knows more.",
    Change.LEVEL: LEVEL,
}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """How far two figures of different people differ, and the interval of that."""

    value: float
    interval: Interval

    @property
    def direction(self) -> int:
        """Return 1 or −1 where the whole interval lies on that side of 0, else 0."""
        return (self.interval.low > 0) - (self.interval.high < 0)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """An item in two standings of different people; differences are ``now`` − ``then``.

    That of discrimination is None where one of the two cannot be said.
    """

    then: Standing
    now: Standing
    facility: Difference
    discrimination: Difference | None

    @property
    def change(self) -> Change:
        """Return what can be told: from too few answers nothing, whatever the figures are."""
        if min(self.then.n, self.now.n) < FEW:
            return Change.TOO_FEW
        if tells := self.discrimination.direction if self.discrimination else 0:
            return Change.CLEARER if tells > 0 else Change.DULLER
        knows = self.facility.direction
        if knows > 0:
            return Change.CLEARER if 100 * (self.now.discrimination or 0) >= WEAK else Change.EASIER
        return Change.HARDER if knows < 0 else Change.LEVEL


def compare(then: Standing, now: Standing) -> Comparison:
    """Return what sets a later standing of an item apart from an earlier, or one here from one elsewhere."""
    return Comparison(
        then=then,
        now=now,
        facility=_difference(now.facility, now.facility_interval, then.facility, then.facility_interval),
        discrimination=_of_discrimination(then, now),
    )


def words_of(comparison: Comparison, words: dict[Change, str]) -> str:
    """Return the sentence of ``words``, SINCE_CHANGED or BESIDE_OTHERS, for a comparison."""
    fewer = min(comparison.then.n, comparison.now.n)
    reach = comparison.facility.interval
    better = comparison.discrimination is not None and comparison.discrimination.direction > 0
    return words[comparison.change].format(
        answers="1 answer" if fewer == 1 else f"{fewer} answers",
        few=FEW,
        clearer="it tells better who knows more"
        if better
        else "more get it right, and it tells who knows more",
        reach=f"{_points(reach.low)} and {_points(reach.high)} points in a hundred",
    )


def _of_discrimination(then: Standing, now: Standing) -> Difference | None:
    if now.discrimination is None or then.discrimination is None:
        return None
    if now.discrimination_interval is None or then.discrimination_interval is None:
        return None
    return _difference(
        now.discrimination, now.discrimination_interval, then.discrimination, then.discrimination_interval
    )


def _difference(now: float, own: Interval, then: float, others: Interval) -> Difference:
    return Difference(value=now - then, interval=difference_interval(now, own, then, others))


def _points(share: float) -> str:
    return f"{round(100 * share):+d}".replace("-", "−").replace("+0", "0")
