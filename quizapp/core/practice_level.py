"""How hard an item is, and where a learner stands: the one-parameter logistic model.

Both lie on one scale, in logits: the chance of a right answer is ``1 / (1 + exp(difficulty - level))``. 0 is
where learners stand on average.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import exp, pi, sqrt

GRID = tuple(-4 + 0.2 * place for place in range(41))
"""The levels that are held against each other: 41, from -4 to 4."""

CALIBRATED_AT = 200
"""First answers from which on an item's difficulty is taken as known; before, it is provisional."""

K = 0.4
K_SHRINKS = 0.05
"""How far one answer moves a difficulty, in logits for a mark that is wholly unexpected: K / (1 + 0.05 n).

After 200 answers that is 0.036. It goes on shrinking, so that there is no answer after which nothing moves.
The shape is the one usual for Elo ratings in teaching (R. Pelánek, Computers & Education 98, 2016).
"""

INFORMATION_EACH = 0.2
"""What an answer tells of a difficulty, about: p (1 - p) lies between 0.16 and 0.25 for p from 0.2 to 0.8."""


@dataclass(frozen=True, kw_only=True)
class ItemDifficulty:
    """How hard an item version is, in logits, and how many first answers that rests on."""

    logits: float = 0.0
    answers: int = 0

    @property
    def is_provisional(self) -> bool:
        """Tell whether too few have answered to take it as known."""
        return self.answers < CALIBRATED_AT

    @property
    def slope(self) -> float:
        """Return how steeply the chance of a right answer rises with the level; 1 where all is known.

        A logistic curve whose middle is normally distributed with variance v is nearly a logistic curve with
        slope 1 / sqrt(1 + πv/8) (D. MacKay, Neural Computation 4, 1992). v is 1 before the first answer, and
        falls with what the answers tell. So an item of which little is known says less of a learner.
        """
        return 1 / sqrt(1 + pi / 8 / (1 + INFORMATION_EACH * self.answers))

    def chance(self, level: float) -> float:
        """Return the chance that a learner of this level answers right."""
        return 1 / (1 + exp(self.slope * (self.logits - level)))

    def information(self, level: float) -> float:
        """Return what an answer tells at this level (Fisher information): slope² p (1 - p)."""
        chance = self.chance(level)
        return self.slope**2 * chance * (1 - chance)

    def after(self, *, expected: float, share: float) -> "ItemDifficulty":
        """Return the difficulty after an answer that earned ``share`` of its mark; both are from 0 to 1.

        The update of A. Elo's ratings: what was harder than expected is rated harder, by what it was so.
        """
        step = K / (1 + K_SHRINKS * self.answers)
        return ItemDifficulty(logits=self.logits + step * (expected - share), answers=self.answers + 1)


UNKNOWN = ItemDifficulty()
"""The difficulty of an item that nobody answered."""


@dataclass(frozen=True, kw_only=True)
class PracticeLevel:
    """Where a learner stands: how likely each level of the grid is, all of them adding up to 1."""

    weights: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Return the level that is expected after what was answered (EAP), in logits."""
        return sum(level * weight for level, weight in zip(GRID, self.weights, strict=True))

    @property
    def spread(self) -> float:
        """Return the standard deviation around the mean: its standard error."""
        mean = self.mean
        return sqrt(
            sum((level - mean) ** 2 * weight for level, weight in zip(GRID, self.weights, strict=True))
        )

    def expected(self, item: ItemDifficulty) -> float:
        """Return the share of its mark that the learner is expected to earn at an item."""
        return sum(chance * weight for chance, weight in zip(_chances(item), self.weights, strict=True))

    def after(self, item: ItemDifficulty, share: float) -> "PracticeLevel":
        """Return the level after an answer that earned ``share`` of the item's mark, 0 to 1.

        A partly right answer counts as that part of a right and the rest of a wrong one: p^s (1 - p)^(1 - s),
        the quasi-likelihood for shares (L. Papke & J. Wooldridge, Journal of Applied Econometrics 11, 1996).
        """
        chances = _chances(item)
        if share == 1:
            likely = chances
        elif share == 0:
            likely = tuple([1 - chance for chance in chances])
        else:
            likely = tuple([chance**share * (1 - chance) ** (1 - share) for chance in chances])
        return _normed([one * weight for one, weight in zip(likely, self.weights, strict=True)])

    def loosened(self, kept: float) -> "PracticeLevel":
        """Return the level some time later, when of what is known the part ``kept`` still holds, 0 to 1.

        Nothing kept is where everybody starts.
        """
        return _normed(
            [
                weight**kept * start ** (1 - kept)
                for weight, start in zip(self.weights, START.weights, strict=True)
            ]
        )


# What is expected of an answer is asked for just before what follows from it.
@lru_cache(maxsize=1)
def _chances(item: ItemDifficulty) -> tuple[float, ...]:
    slope, logits = item.slope, item.logits
    return tuple([1 / (1 + exp(slope * (logits - level))) for level in GRID])


def _normed(weights: list[float]) -> PracticeLevel:
    whole = sum(weights)
    return PracticeLevel(weights=tuple([weight / whole for weight in weights]))


START = _normed([exp(-level * level / 2) for level in GRID])
"""Before anything was answered: the standard normal distribution."""


def level_after(answers: Iterable[tuple[ItemDifficulty, float]]) -> PracticeLevel:
    """Return a level after answers, each an item's difficulty and the share of its mark that was earned."""
    level = START
    for item, share in answers:
        level = level.after(item, share)
    return level
