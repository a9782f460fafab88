"""One card's own history as its page tells it, a line for what belongs together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizapp.core.forgetting import Rating
from quizapp.core.waiting import days_in_words
from quizapp.progress.card_history import PastAnswer
from quizapp.study.pages import LABELS

SAME_DAY = "the same day"


@dataclass(frozen=True, kw_only=True)
class Line:
    """What happened to a card on a day, and how many ``times`` running; ``stays``: when it was to come back.

    ``known`` is the chance, from 0 to 1, that the plan gave the card; None where it was new, or had been
    answered that day already, so that nothing could be forgotten since.
    """

    date: str
    said: str
    stays: str
    known: float | None
    times: int = 1


def history_lines(answers: Sequence[PastAnswer]) -> list[Line]:
    """Return a card's history, oldest first; like answers after one another on a day are one line."""
    lines: list[Line] = []
    answered = ""
    for one in answers:
        known = None if one.date == answered else one.known
        line = Line(date=one.date, said=_said(one), stays=_stays(one), known=known)
        if lines and one.rating is not None and _goes_on(lines[-1], line):
            lines[-1] = replace(lines[-1], times=lines[-1].times + 1)
        else:
            lines.append(line)
        answered = answered if one.rating is None else one.date
    return lines


def _goes_on(last: Line, line: Line) -> bool:
    return line.stays == SAME_DAY and (last.date, last.said, last.stays) == (line.date, line.said, line.stays)


def _said(one: PastAnswer) -> str:
    """Say what happened to a card."""
    if one.rating is None:
        return "Made new again" if one.kind == "reset" else "Moved to another day"
    if one.source == "quiz":
        return "Missed in a quiz" if one.rating is Rating.AGAIN else "Right in a quiz"
    return LABELS[4][one.rating]


def _stays(one: PastAnswer) -> str:
    """Say when the card was to come back then."""
    if one.interval_days:
        return days_in_words(one.interval_days)
    return "as a new card" if one.kind == "reset" else SAME_DAY
