"""How well a model foretells what a learner remembers: log loss, RMSE in bins, AUC, and a table to look at.

The three figures are those of the public srs-benchmark (open-spaced-repetition/srs-benchmark, ``utils.py``):
log loss and AUC as scikit-learn has them, and the error of the mean in bins of answers that are alike in days
waited, number of meetings and lapses.
"""

import math
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from quizapp.core.fsrs6 import Fsrs6, Parameters
from quizapp.core.optimising import Meeting

Bin = tuple[int, int, int]


class Foretold(NamedTuple):
    """The chance that a model gave, what came true, and among which others alike it belongs."""

    chance: float
    recalled: bool
    alike: Bin


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How well a model foretold ``outcomes`` answers; ``auc`` is None where all came out the same."""

    outcomes: int
    log_loss: float
    rmse_bins: float
    auc: float | None


@dataclass(frozen=True, kw_only=True)
class Band:
    """Answers whose foretold chance lay from ``low`` up to ``high``: its mean, and the share recalled."""

    low: float
    high: float
    outcomes: int
    foretold: float
    recalled: float


EDGES = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)
"""Narrower where nearly all answers lie: cards come back when about nine in ten are remembered still."""


def by_model(
    cards: Iterable[Sequence[Meeting]], parameters: Parameters, *, since: int, before: float = math.inf
) -> list[Foretold]:
    """Return what FSRS-6 foretold of the outcomes on the study days from ``since`` on and before another."""
    model = Fsrs6(parameters)
    return _foretold(cards, lambda card: model.chances([one[:2] for one in card]), since, before)


def by_constant(
    cards: Iterable[Sequence[Meeting]], chance: float, *, since: int, before: float = math.inf
) -> list[Foretold]:
    """Return the same outcomes, foretold by somebody who always says the same."""
    return _foretold(cards, lambda card: [chance] * len(card), since, before)


def share_recalled(cards: Iterable[Sequence[Meeting]], *, before: int) -> float:
    """Return which share of the outcomes before a study day was recalled; there is at least one."""
    came = [one.rating > 1 for card in cards for one in card if one.is_outcome and one.day < before]
    return sum(came) / len(came)


def figures(foretold: Sequence[Foretold]) -> Figures:
    """Return how well a model foretold; there is at least one outcome."""
    return Figures(
        outcomes=len(foretold),
        log_loss=log_loss(foretold),
        rmse_bins=rmse_bins(foretold),
        auc=auc(foretold),
    )


def mean_figures(some: Sequence[Figures]) -> Figures | None:
    """Return the mean of several learners' figures, each with the weight of its outcomes; None of none."""
    outcomes = sum(one.outcomes for one in some)
    ranked = [(one.auc, one.outcomes) for one in some if one.auc is not None]
    if not outcomes:
        return None
    return Figures(
        outcomes=outcomes,
        log_loss=sum(one.log_loss * one.outcomes for one in some) / outcomes,
        rmse_bins=sum(one.rmse_bins * one.outcomes for one in some) / outcomes,
        auc=sum(auc * count for auc, count in ranked) / sum(count for _, count in ranked) if ranked else None,
    )


def log_loss(foretold: Sequence[Foretold]) -> float:
    """Return the mean surprise: 0 for a model that knew, 0.693 for one that always says a half."""
    tiny = sys.float_info.epsilon
    told = (one.chance if one.recalled else 1 - one.chance for one in foretold)
    return -math.fsum(math.log(min(max(chance, tiny), 1 - tiny)) for chance in told) / len(foretold)


def rmse_bins(foretold: Iterable[Foretold]) -> float:
    """Return how far, among answers alike, the mean chance is from the share recalled: root mean square."""
    sums: dict[Bin, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for one in foretold:
        alike = sums[one.alike]
        alike[0] += 1
        alike[1] += one.chance
        alike[2] += one.recalled
    squares = math.fsum((chance - recalled) ** 2 / count for count, chance, recalled in sums.values())
    return math.sqrt(squares / sum(count for count, _, _ in sums.values()))


def auc(foretold: Iterable[Foretold]) -> float | None:
    """Return how often what was recalled was given a higher chance than what was not; a tie is half."""
    by_chance: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for one in foretold:
        by_chance[one.chance][one.recalled] += 1
    won, below, recalled = 0.0, 0, 0
    for _chance, (lost, kept) in sorted(by_chance.items()):
        won += kept * (below + lost / 2)
        below += lost
        recalled += kept
    return won / (below * recalled) if below and recalled else None


def calibration(foretold: Iterable[Foretold]) -> tuple[Band, ...]:
    """Return foretold chances beside what came true, band by band, where there is any."""
    bands: dict[int, list[Foretold]] = defaultdict(list)
    for one in foretold:
        place = sum(one.chance >= edge for edge in EDGES[1:-1])
        bands[place].append(one)
    return tuple(
        Band(
            low=EDGES[place],
            high=EDGES[place + 1],
            outcomes=len(some),
            foretold=sum(one.chance for one in some) / len(some),
            recalled=sum(one.recalled for one in some) / len(some),
        )
        for place, some in sorted(bands.items())
    )


def _foretold(
    cards: Iterable[Sequence[Meeting]],
    chances_of: Callable[[Sequence[Meeting]], Sequence[float]],
    since: float,
    before: float,
) -> list[Foretold]:
    found = []
    for card in cards:
        if card[-1].day < since:  # nothing of it is asked for
            continue
        length, lapses = 1, 0
        for (rating, days, day, is_outcome), chance in zip(card, chances_of(card), strict=True):
            if not days:
                continue
            length += 1
            if is_outcome and since <= day < before:
                found.append(Foretold(chance, rating > 1, _alike(days, length, lapses)))
            lapses += rating == 1
    return found


@lru_cache(maxsize=4096)
def _alike(days: int, length: int, lapses: int) -> Bin:
    """Return the bin of an answer; steps of the same factor, because a day more says less after many."""
    return (
        math.floor(math.log(days) / math.log(3.62)),
        math.floor(math.log(length) / math.log(1.89)),
        math.floor(math.log(lapses) / math.log(1.73)) if lapses else -1,
    )
