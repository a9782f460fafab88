"""How hard items are, learned from answers in the order in which they were given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizapp.core.practice_level import START, UNKNOWN, ItemDifficulty, PracticeLevel

KEPT = 0.8
"""What of a level still holds at the next quiz: people learn in between, and the newest quizzes say most."""

Version = tuple[int, int]
"""An item version, by item id and number."""


@dataclass(frozen=True, kw_only=True)
class FirstAnswer:
    """What a learner earned of an item's mark, 0 to 1, when they met it first."""

    version: Version
    share: float


@dataclass(frozen=True, kw_only=True)
class QuizTaken:
    """What one learner answered in one quiz of the items that they met first there, in the quiz's order."""

    learner_id: int
    answers: tuple[FirstAnswer, ...]


def rate(quizzes: Iterable[QuizTaken]) -> dict[Version, ItemDifficulty]:
    """Return the difficulty of each item version that was answered, from quizzes in the order of time.

    What an answer is held against is what was expected of that learner then: the mean over all their likely
    levels, of which the quizzes before tell. So what is not known of a learner does not pull the difficulties
    together, as it does where a learner is given one rating. A version begins where the newest one stands
    that was answered so far, with no answers of its own.
    """
    levels: dict[int, PracticeLevel] = {}
    rated: dict[Version, ItemDifficulty] = {}
    newest: dict[int, Version] = {}
    for quiz in quizzes:
        level = levels[quiz.learner_id].loosened(KEPT) if quiz.learner_id in levels else START
        for answer in quiz.answers:
            version = answer.version
            if version not in rated:
                rated[version] = _begun(newest.get(version[0]), rated)
                newest[version[0]] = max(version, newest.get(version[0], version))
            before = rated[version]
            rated[version] = before.after(expected=level.expected(before), share=answer.share)
            level = level.after(before, answer.share)
        levels[quiz.learner_id] = level
    return rated


def carried_over(
    rated: Mapping[Version, ItemDifficulty], newest: Iterable[Version]
) -> dict[Version, ItemDifficulty]:
    """Return the difficulties with those of the newest versions that nobody answered yet.

    These begin where the version before stands; of an item that nobody ever answered nothing is said.
    """
    last: dict[int, Version] = {}
    for version in sorted(rated):
        last[version[0]] = version
    begun = {one: _begun(last[one[0]], rated) for one in newest if one not in rated and one[0] in last}
    return {**rated, **begun}


def _begun(before: Version | None, rated: Mapping[Version, ItemDifficulty]) -> ItemDifficulty:
    return ItemDifficulty(logits=rated[before].logits) if before else UNKNOWN
