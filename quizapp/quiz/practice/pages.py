"""What a page says of a practice: why it ends, and the level that it came to, in words and as a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from quizapp.core.adaptive import Stop
from quizapp.core.items import Topic
from quizapp.core.practice_level import ItemDifficulty, PracticeLevel
from quizapp.quiz.attempts import Attempt, Place
from quizapp.quiz.practice import service as practice

ENDED = {
    Stop.SURE: "Practice ends here: more questions would tell little more about your level.",
    Stop.ENOUGH: "Practice ends here: you answered as many questions as you chose.",
    Stop.SKIPPED: "Practice ends here: you looked at twice as many questions as you chose. Those that you "
    "skipped can still be answered.",
    Stop.NOTHING_LEFT: "Practice ends here. It does so early where no further question is left that would "
    "not give away another, or repeat it. With more topics, practice can go on longer.",
}
"""Words that stay true when an answer that comes late, or a corrected key, makes the reason another."""

KINDS = {
    "Easier questions": ItemDifficulty(logits=-1.4, answers=10**9),
    "Middling questions": ItemDifficulty(logits=0.0, answers=10**9),
    "Harder questions": ItemDifficulty(logits=1.4, answers=10**9),
}
"""What a level means, by questions that 8, 5 and 2 of 10 learners answer right when they meet them first."""

NINETY_PERCENT = 1.645
"""Standard errors on each side between which the level lies with a chance of 90 %."""

FEWEST = 5
"""Answers under which nothing is said of a level."""

TOPICS_NAMED = 3

FROM_LEVEL = {
    1.0: "Most questions here are within your reach. Harder ones teach you most now.",
    0.0: "You know a good part of this. Middling and harder questions teach you most now.",
    -1.0: "You know the beginnings. Easier and middling questions teach you most now.",
    -inf: "Much of this is still new to you. Easier questions and cards teach you most now.",
}
"""What a level is in words, from that many logits on."""


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How many of ten questions of a kind a learner would likely answer right, and between which bounds."""

    name: str
    likely: int
    low: int
    high: int

    @property
    def words(self) -> str:
        """Return the numbers in words."""
        bounds = f"between {self.low} and {self.high}" if self.low < self.high else "quite surely"
        return f"about {self.likely} of 10 ({bounds})"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a practice came to. No ``reaches`` where too little was answered to say.

    ``provisional`` says how many of the questions that counted are not known well, 0 where so few are that it
    does not matter.
    """

    words: str
    answered: int
    provisional: int
    reaches: tuple[Reach, ...]
    topics: tuple[Topic, ...]


def ended_words(attempt: Attempt) -> str:
    """Return why a practice asks nothing more; nothing while it does, and for other quizzes."""
    why = practice.why_ended(attempt) if attempt.is_practice and not attempt.is_finished else None
    return ENDED[why] if why else ""


def standing(attempt: Attempt) -> Standing | None:
    """Return what a practice came to; None for other quizzes."""
    if not attempt.is_practice:
        return None
    places = practice.counted(attempt)
    level = practice.level_of(attempt)
    unsure = sum(practice.difficulty(place).is_provisional for place in places)
    too_few = len(places) < FEWEST
    return Standing(
        words="" if too_few else next(words for least, words in FROM_LEVEL.items() if level.mean >= least),
        answered=len(places),
        provisional=unsure if 2 * unsure > len(places) else 0,
        reaches=() if too_few else _reaches(level),
        topics=_missed_topics(places),
    )


def _reaches(level: PracticeLevel) -> tuple[Reach, ...]:
    mean, wide = level.mean, NINETY_PERCENT * level.spread
    return tuple(
        Reach(
            name=name,
            likely=round(10 * kind.chance(mean)),
            low=round(10 * kind.chance(mean - wide)),
            high=round(10 * kind.chance(mean + wide)),
        )
        for name, kind in KINDS.items()
    )


def _missed_topics(places: Sequence[Place]) -> tuple[Topic, ...]:
    """Return the topics of which most was missed, at most three; of equals, the one that came first."""
    missed: dict[Topic, float] = {}
    for place in places:
        if not place.mark.is_right:
            topic = place.content.item.topic
            missed[topic] = missed.get(topic, 0.0) + 1 - float(place.mark.share)
    return tuple(sorted(missed, key=lambda topic: -missed[topic])[:TOPICS_NAMED])
