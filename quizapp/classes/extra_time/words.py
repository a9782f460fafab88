"""What is said of time that an educator gave, to staff and to the student alike."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from quizapp.classes.extra_time.queries import Entry
from quizapp.classes.marks.words import SOMEBODY
from quizapp.classes.quizzes.words import moment_words
from quizapp.core.time_limits import AS_SET
from quizapp.quiz.timing.words import share_name


def given_words(share: int | None) -> str:
    """Say to a student what time they were given for quizzes with a time limit; nothing, if none was."""
    match share:
        case None:
            return "For you it has no time limit: an educator of the class arranged that."
        case _ if share == AS_SET:
            return ""
        case _:
            return f"You have {share_name(share)}: an educator of the class arranged that."


def trail_lines(entries: Iterable[Entry], zone: ZoneInfo) -> list[str]:
    """Return what time was given, newest first, on the clock of ``zone``."""
    return [
        f"{entry.by or SOMEBODY}: {share_name(entry.row.share)}, on {moment_words(entry.row.given_at, zone)}."
        for entry in entries
    ]
