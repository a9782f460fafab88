"""Whether each option of an item does its work: who chose it, and how they did in the rest of the quiz."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizapp.core.spreads import pairs_of

FEWEST = 0.05
"""Under this share of the answers a distractor does not function: T. M. Haladyna and S. M. Downing, How many
options is enough for a multiple-choice test item?, Educational and Psychological Measurement 53 (1993)."""

FEWEST_CHOOSERS = 5
"""Under so many who chose a distractor, one slip can make it look like a second key: beside others half a
standard deviation under the mean, somebody two above it turns the sign for up to four, and not for five."""


class OptionFlag(StrEnum):
    """What is the matter with an option."""

    NOT_FUNCTIONING = "not-functioning"
    SUSPECT_DISTRACTOR = "suspect-distractor"
    SUSPECT_KEY = "suspect-key"


@dataclass(frozen=True, kw_only=True)
class OptionFigures:
    """How an option did: ``share``, 0 to 1, of the attempts chose it.

    ``rest_correlation``, −1 to 1, is that of choosing it with the marks in the rest of the quiz; None where
    all or nobody chose it, or the rest does not vary.
    """

    option: str
    is_key: bool
    count: int
    share: float
    rest_correlation: float | None

    @property
    def flag(self) -> OptionFlag | None:
        """Return what is the matter: those who know avoid the key or choose a distractor, or nobody does."""
        towards = self.rest_correlation or 0
        if self.is_key:
            return OptionFlag.SUSPECT_KEY if towards < 0 else None
        if self.share < FEWEST:
            return OptionFlag.NOT_FUNCTIONING
        draws = towards > 0 and self.count >= FEWEST_CHOOSERS
        return OptionFlag.SUSPECT_DISTRACTOR if draws else None


def option_figures(
    chosen: Mapping[str, Collection[int]], *, keys: Collection[str], rest: Sequence[int]
) -> tuple[OptionFigures, ...]:
    """Return how each option did.

    ``chosen`` has for every option who chose it, as places in ``rest``: what each attempt that had the item
    got for the rest of the quiz, in any unit; there is at least one.
    """
    return tuple(_option(option, who, is_key=option in keys, rest=rest) for option, who in chosen.items())


def _option(option: str, who: Collection[int], *, is_key: bool, rest: Sequence[int]) -> OptionFigures:
    took = [0] * len(rest)
    for place in who:
        took[place] = 1
    pairs = pairs_of(took, rest)
    return OptionFigures(
        option=option,
        is_key=is_key,
        count=pairs.x,
        share=pairs.x / pairs.n,
        rest_correlation=pairs.correlation,
    )
