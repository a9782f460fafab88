"""What is said of marks that were set by hand, to staff and to the student alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from quizapp.classes.marks.queries import Entry
from quizapp.classes.quizzes.words import moment_words

SOMEBODY = "An educator who is in the class no more"


@dataclass(frozen=True, kw_only=True)
class TrailLine:
    """One entry of the trail: what was done, when, and why."""

    words: str
    when: str
    reason: str


def percent_words(share: int) -> str:
    """Return hundredths of a percent as people read them: 8000 is 80%, 6667 is 66.67%."""
    return f"{share / 100:g}%"


def trail_lines(entries: Iterable[Entry], zone: ZoneInfo) -> list[TrailLine]:
    """Return what was done by hand to a mark, newest first, on the clock of ``zone``."""
    return [
        TrailLine(words=_words(entry), when=moment_words(entry.row.set_at, zone), reason=entry.row.reason)
        for entry in entries
    ]


def _words(entry: Entry) -> str:
    by, row = entry.by or SOMEBODY, entry.row
    before = "" if row.from_share is None else percent_words(row.from_share)
    if row.to_share is None:
        return f"{by} took back the mark of {before} that was set by hand."
    instead = f"in place of {before}" if before else "where none counted"
    return f"{by} set the mark to {percent_words(row.to_share)}, {instead}."
