"""Decks and steps that a cohort is given: what they ask for, and when they are done."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quizapp.core.assignments import Window
from quizapp.core.items import Topic
from quizapp.core.study_queue import Scope


class WorkKind(StrEnum):
    """What a cohort is given: a quiz, a deck whose cards are to be met, or a step that is to be read."""

    QUIZ = "quiz"
    DECK = "deck"
    STEP = "step"


class Progress(StrEnum):
    """How far somebody has come with a task, as they say it themselves."""

    NOT_YET = "not-yet"
    BEGUN = "begun"
    DONE = "done"
    DONE_LATE = "done-late"

    @property
    def is_done(self) -> bool:
        """Tell whether it is done, be it late."""
        return self in {Progress.DONE, Progress.DONE_LATE}


@dataclass(frozen=True, kw_only=True)
class Task:
    """What a cohort is asked to do.

    Of a deck, ``asked`` is how many questions are to be answered once as cards, None for all of them. A step
    may point to a ``course_step`` by its number, to the facts on a ``topic``, and to a ``link`` elsewhere.
    """

    title: str
    window: Window
    words: str = ""
    deck: Scope | None = None
    asked: int | None = None
    course_step: int | None = None
    topic: Topic | None = None
    link: str = ""

    @property
    def kind(self) -> WorkKind:
        """Return what it is."""
        return WorkKind.DECK if self.deck else WorkKind.STEP


@dataclass(frozen=True, kw_only=True)
class Met:
    """Of a deck: how many questions it offers, how many are somebody's cards, how many they ever answered."""

    offered: int
    added: int
    answered: int

    def needed(self, asked: int | None) -> int:
        """Return how many are to be answered: as many as were asked for, but never more than there are."""
        return self.offered if asked is None else min(asked, self.offered)

    def suffices(self, asked: int | None) -> bool:
        """Tell whether enough were answered; of a deck without questions nobody can have done anything."""
        return self.offered > 0 and self.answered >= self.needed(asked)


def progress(window: Window, *, begun: bool, done_at: datetime | None) -> Progress:
    """Return how far somebody has come who began, or did not, and said at a moment that it is done."""
    if done_at:
        return Progress.DONE_LATE if window.is_late(done_at) else Progress.DONE
    return Progress.BEGUN if begun else Progress.NOT_YET
