"""Practice for an exam that changes no plan: which card comes next, and what a learner may expect to know.

The order and the outlook follow from the states of the cards; no state follows from practice.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quizapp.core.forgetting import ForgettingCurve

AGAIN_AFTER = 5
"""After how many other answers a card comes again that was not known; sooner where no other is left."""

Key = tuple[int, str]
"""What names a card of one learner: item id and face."""


class DeckCard(NamedTuple):
    """A card to practise: its stability in days and the study day of its last review; None: never studied."""

    key: Key
    stability: float | None
    last_day: int | None


class Practised(NamedTuple):
    """An answer of the practice: which card, and whether it was known."""

    key: Key
    knew: bool


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What lies between today and the exam.

    ``days_left`` until the exam, 0 on its day; ``cards_a_day`` so that each card left is seen once more
    before it. ``share`` is the mean chance to know the ``learned`` cards on that day, by the reviews so far;
    None while there is none. ``untouched`` cards were never studied, so nothing is known of them.
    """

    days_left: int
    cards_a_day: int
    learned: int
    untouched: int
    share: float | None


def in_order(cards: Collection[DeckCard], *, day: int, curve: ForgettingCurve) -> list[Key]:
    """Return the cards by how likely they are to be known on a study day, the least likely first.

    A card that was never studied is known by nobody, so it comes before all others.
    """
    return [card.key for card in sorted(cards, key=lambda card: (_chance(card, day, curve), card.key))]


def next_card(order: Sequence[Key], answers: Sequence[Practised]) -> Key | None:
    """Return the card that comes next, or None when each was known once; ``answers`` oldest first.

    What is not in ``order`` any more is passed over.
    """
    known, missed = _known(answers), _missed(answers)
    waiting = sorted((key for key in order if key in missed), key=missed.__getitem__)
    fresh = (key for key in order if key not in missed and key not in known)
    if waiting and len(answers) - missed[waiting[0]] > AGAIN_AFTER:
        return waiting[0]
    return next(fresh, waiting[0] if waiting else None)


def count_left(order: Collection[Key], answers: Sequence[Practised]) -> int:
    """Return how many cards were not known yet in this practice."""
    known = _known(answers)
    return sum(key not in known for key in order)


def count_known_at_once(answers: Sequence[Practised]) -> int:
    """Return how many cards were known at the first try."""
    first: dict[Key, bool] = {}
    for answer in answers:
        first.setdefault(answer.key, answer.knew)
    return sum(first.values())


def outlook(
    cards: Collection[DeckCard], *, left: int, today: int, exam_day: int, curve: ForgettingCurve
) -> Outlook:
    """Return what lies between today and the exam, which is today or later."""
    days_left = exam_day - today
    chances = [_chance(card, exam_day, curve) for card in cards if card.stability is not None]
    return Outlook(
        days_left=days_left,
        cards_a_day=math.ceil(left / max(1, days_left)),
        learned=len(chances),
        untouched=len(cards) - len(chances),
        share=math.fsum(chances) / len(chances) if chances else None,
    )


def _chance(card: DeckCard, day: int, curve: ForgettingCurve) -> float:
    if card.stability is None or card.last_day is None:
        return 0.0
    # Somebody who travelled west can be on a day before that of the last review.
    return curve.retrievability(card.stability, days=max(0, day - card.last_day))


def _known(answers: Sequence[Practised]) -> set[Key]:
    return {answer.key for answer in answers if answer.knew}


def _missed(answers: Sequence[Practised]) -> dict[Key, int]:
    """Return the place of the last answer to each card that was not known yet."""
    known = _known(answers)
    return {answer.key: place for place, answer in enumerate(answers) if answer.key not in known}
