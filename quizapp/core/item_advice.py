"""What to do about an item, in one sentence for whoever teaches with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quizapp.core.distractors import OptionFigures, OptionFlag
from quizapp.core.intervals import correlation_interval
from quizapp.core.item_analysis import ItemFigures

FEW, ENOUGH = 30, 100
"""Answers from which figures are provisional, and from which they can be relied on."""

WEAK = 20
"""Discrimination, in percent, under which Moodle's page “Quiz report statistics” calls it very weak."""

HARD, EASY = 0.25, 0.95
"""Facility under which an item is hard, whatever guessing earns, and over which all fare nearly alike."""

KNOWN = 0.8
"""Facility that is asked of what everybody should know."""


class SampleSize(StrEnum):
    """How far the number of answers carries."""

    TOO_FEW = "too few"
    PROVISIONAL = "provisional"
    ENOUGH = "enough"


class Concern(StrEnum):
    """What an item gives reason to look at; the most pressing one counts."""

    KEY = "key"
    TOO_FEW = "too-few"
    DRAWING_OPTION = "drawing-option"
    NOT_KNOWN = "not-known"
    UNDER_CHANCE = "under-chance"
    HARD = "hard"
    EASY = "easy"
    WEAK = "weak"
    UNTOLD = "untold"
    UNUSED_OPTION = "unused-option"
    NONE = "none"


WORDS = {
    Concern.KEY: "Look at the key now: those who do well in the rest get this wrong more often than others.",
    Concern.TOO_FEW: "Too few answers to go by: {n} of the {few} it takes for a first look.",
    Concern.DRAWING_OPTION: "Read option {option} again: those who do well in the rest tend to choose it, "
    "so it may be right as well.",
    Concern.NOT_KNOWN: "Teach this again: everybody should know it, and many do not yet.",
    Concern.HARD: "Few get this right: see whether it was taught, and whether the wording is in the way.",
    Concern.UNDER_CHANCE: "Guessing does better than this: look at the key and the wording, and whether "
    "it was taught.",
    Concern.EASY: "Nearly everybody gets this right: keep it if all should know it; it tells little about "
    "who knows more.",
    Concern.WEAK: "It hardly tells who knows more: see whether the wording, or a second good answer, "
    "is in the way.",
    Concern.UNTOLD: "Whether it tells who knows more cannot be said: all fared alike in it, or in the rest.",
    Concern.UNUSED_OPTION: "Hardly anybody chooses option {option}: write one that is closer, or leave it "
    "out.",
    Concern.NONE: "It works well: leave it as it is.",
}


@dataclass(frozen=True, kw_only=True)
class Advice:
    """What an item gives reason to look at, and the sentence that says so."""

    concern: Concern
    words: str


def sample_size(n: int) -> SampleSize:
    """Return how far ``n`` answers carry."""
    if n < FEW:
        return SampleSize.TOO_FEW
    return SampleSize.PROVISIONAL if n < ENOUGH else SampleSize.ENOUGH


def advice(
    figures: ItemFigures,
    *,
    options: Sequence[OptionFigures] = (),
    is_for_everybody: bool = False,
    chance: Fraction | None = None,
) -> Advice:
    """Return the most pressing advice on an item.

    ``options`` are its options where it has some. An item ``is_for_everybody`` if all should get it right, as
    what patients are told and what keeps people safe: then a high facility is the aim. ``chance`` is the
    share of its marks that guessing earns, where that is known.
    """
    concern, option = _concern(figures, options, is_for_everybody=is_for_everybody, chance=chance)
    words = WORDS[concern].format(n=figures.n, few=FEW, option=option)
    if concern is Concern.NONE and is_for_everybody and (figures.facility or 0) >= EASY:
        words = "Nearly everybody knows this, which is the aim."
    if sample_size(figures.n) is SampleSize.PROVISIONAL:
        words = f"{words[:-1]} (provisional, from {figures.n} answers)."
    return Advice(concern=concern, words=words)


def _concern(
    figures: ItemFigures, options: Sequence[OptionFigures], *, is_for_everybody: bool, chance: Fraction | None
) -> tuple[Concern, str]:
    if _key_is_suspect(figures, options):
        return Concern.KEY, ""
    if sample_size(figures.n) is SampleSize.TOO_FEW:
        return Concern.TOO_FEW, ""
    flagged = {one.flag: one.option for one in reversed(options)}
    if OptionFlag.SUSPECT_DISTRACTOR in flagged:
        return Concern.DRAWING_OPTION, flagged[OptionFlag.SUSPECT_DISTRACTOR]
    by_figures = _by_figures(figures, is_for_everybody=is_for_everybody, chance=chance)
    if by_figures is Concern.NONE and OptionFlag.NOT_FUNCTIONING in flagged and not is_for_everybody:
        return Concern.UNUSED_OPTION, flagged[OptionFlag.NOT_FUNCTIONING]
    return by_figures, ""


def _key_is_suspect(figures: ItemFigures, options: Sequence[OptionFigures]) -> bool:
    """Tell whether those who know more miss the key; of few answers only where chance hardly explains it."""
    index = figures.discrimination_index
    if sample_size(figures.n) is SampleSize.TOO_FEW:
        interval = None if index is None else correlation_interval(index / 100, figures.n)
        return interval is not None and interval.high < 0
    return (index is not None and index < 0) or any(one.flag is OptionFlag.SUSPECT_KEY for one in options)


def _by_figures(figures: ItemFigures, *, is_for_everybody: bool, chance: Fraction | None) -> Concern:
    facility, index = figures.facility, figures.discrimination_index
    if facility is None:
        return Concern.NONE
    if chance is not None and facility < float(chance):
        return Concern.UNDER_CHANCE
    if is_for_everybody:
        return Concern.NOT_KNOWN if facility < KNOWN else Concern.NONE
    if not HARD <= facility <= EASY:
        return Concern.HARD if facility < HARD else Concern.EASY
    if index is None:
        return Concern.UNTOLD
    return Concern.WEAK if index < WEAK else Concern.NONE
