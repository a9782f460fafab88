"""What is said of cards and steps that classes are given, on every page alike."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from quizapp.classes.quizzes.words import moment_words, standing_words
from quizapp.core.assignments import Standing, Window
from quizapp.core.class_tasks import Met, Progress, Task, WorkKind
from quizapp.core.study_queue import Scope, ScopeKind
from quizapp.quiz.ready.service import OfferedStep
from quizapp.web.filters import count_of, topic_name

EMPTY_LINES = re.compile(r"\n\s*\n")

KIND_NAMES = {
    WorkKind.QUIZ: "Quiz",
    WorkKind.DECK: "Cards",
    WorkKind.STEP: "Step",
}

KIND_LINES = {
    WorkKind.QUIZ: "A quiz",
    WorkKind.DECK: "Cards to study",
    WorkKind.STEP: "A step",
}
"""What something is, in a sentence that goes on with whose."""

PROGRESS_NAMES = {
    Progress.NOT_YET: "not yet",
    Progress.BEGUN: "begun",
    Progress.DONE: "done",
    Progress.DONE_LATE: "done late",
}

PROGRESS_SIGNS = {
    Progress.NOT_YET: "–",
    Progress.BEGUN: "◐",
    Progress.DONE: "✓",
    Progress.DONE_LATE: "✓",
}
"""What stands before the words, so that a full table is read at a glance."""


def task_standing(window: Window, zone: ZoneInfo, *, now: datetime, is_done: bool) -> str:
    """Say when a task opens, until when it is open, or since when it is late for who has not done it."""
    if window.standing(now) is Standing.CLOSED and window.closes_at:
        closed = f"Closed on {moment_words(window.closes_at, zone)}."
        return closed if is_done else f"{closed} You can still do it; it is marked late then."
    return standing_words(window, zone, now=now)


def done_words(window: Window, done_at: datetime, zone: ZoneInfo) -> str:
    """Say when somebody said that a task is done, and whether that was late."""
    late = ", after the closing: marked late" if window.is_late(done_at) else ""
    return f"You said on {moment_words(done_at, zone)} that it is done{late}."


def rule_words(asked: int | None, met: Met, *, is_student: bool) -> str:
    """Say when a deck is done, to students of the class and to its staff."""
    needed, all_of_them = met.needed(asked), count_of(met.offered, "question", "questions")
    who = "you have" if is_student else "a student has"
    if needed == met.offered:
        return f"It is done once {who} answered each of its {all_of_them} once as a card."
    return f"It is done once {who} answered {needed:,} of its {all_of_them} once as cards, in any order."


def answered_words(asked: int | None, met: Met) -> str:
    """Say how many questions of a deck somebody has answered, and how many are left."""
    left = max(0, met.needed(asked) - met.answered)
    so_far = f"You have answered {met.answered:,} so far"
    return f"{so_far}: {left:,} to go." if left else f"{so_far}: that is enough."


def deck_name(scope: Scope, bank_title: str) -> str:
    """Return what a deck is called: its bank, or its topic."""
    return bank_title if scope.kind is ScopeKind.BANK else topic_name(scope.name)


def paragraphs(words: str) -> list[list[str]]:
    """Return the lines of what an educator wrote, paragraph by paragraph; an empty line ends one."""
    parts = (part.splitlines() for part in EMPTY_LINES.split(words))
    return [lines for lines in parts if lines]


def task_lines(task: Task, zone: ZoneInfo, *, course_step: OfferedStep | None = None) -> tuple[str, ...]:
    """Return what a class is asked to do, a line each; ``course_step`` is what it leads to, if offered."""
    window = task.window
    lines = [
        f"Title: {task.title}",
        f"Opens on {moment_words(window.opens_at, zone)}.",
        f"Closes on {moment_words(window.closes_at, zone)}." if window.closes_at else "It does not close.",
    ]
    if task.deck:
        asked = "all" if task.asked is None else f"{task.asked:,}"
        lines.append(f"Questions to be answered once: {asked}.")
    if course_step:
        lines.append(f"Step of the course: {course_step.number}. {course_step.step.title}.")
    if task.topic:
        lines.append(f"Facts to read: {topic_name(task.topic)}.")
    lines += [f"{name}: {text}" for name, text in (("Link", task.link), ("Words", task.words)) if text]
    return tuple(lines)
