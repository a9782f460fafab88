"""What is said of assignments, on every page alike."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from quizapp.core.assignments import Counts, Late, Standing, Terms, Window
from quizapp.quiz.timing.words import duration_words
from quizapp.web.filters import count_of, full_date

COUNTS_NAMES = {
    Counts.BEST: "The best",
    Counts.LAST: "The last",
    Counts.FIRST: "The first",
    Counts.MEAN: "The mean of all",
}

COUNTS_WORDS = {
    Counts.BEST: "The best counts.",
    Counts.LAST: "The last counts.",
    Counts.FIRST: "The first counts.",
    Counts.MEAN: "The mean of all counts.",
}


LATE_NAMES = {
    Late.COUNTS: "Counts like what came in time",
    Late.IF_NOTHING: "Counts only where nothing came in time",
    Late.NEVER: "Does not count",
}

LATE_WORDS = {
    Late.COUNTS: "What comes late is marked late, and counts like what came in time.",
    Late.IF_NOTHING: "What comes late is marked late, and counts only where you handed in nothing in time.",
    Late.NEVER: "What comes late is kept for you and marked late, and does not count.",
}

MORE_TIME = "You can take up to ten times as long, before you begin and while you work. Nobody asks why."


def fewer_words(missing: int) -> str:
    """Say that a quiz holds fewer questions than were asked for."""
    fewer = count_of(missing, "question", "questions")
    return f"It has {fewer} fewer than was asked for: no more fit what was chosen."


def terms_lines(title: str, terms: Terms, counts: Counts, zone: ZoneInfo) -> tuple[str, ...]:
    """Return the title and the terms of an assignment, a line each."""
    closes = f"Closes on {moment_words(terms.closes_at, zone)}." if terms.closes_at else "It does not close."
    return (
        f"Title: {title}",
        f"Opens on {moment_words(terms.opens_at, zone)}.",
        closes,
        attempts_words(terms.attempts, counts),
        f"Time limit: {limit_words(terms.minutes)}",
        LATE_WORDS[terms.late],
    )


def moment_words(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment as people say it, on the clock of ``zone``: Friday 27 November 2026 at 18:00."""
    local = moment.astimezone(zone)
    return f"{local:%A} {full_date(local)} at {local:%H:%M}"


def standing_words(window: Window, zone: ZoneInfo, *, now: datetime) -> str:
    """Say when an assignment opens, until when it is open, or since when it is closed."""
    closes = moment_words(window.closes_at, zone) if window.closes_at else ""
    match window.standing(now):
        case Standing.NOT_YET:
            opens = moment_words(window.opens_at, zone)
            return f"Opens on {opens}, closes on {closes}." if closes else f"Opens on {opens}."
        case Standing.OPEN:
            return f"Open until {closes}." if closes else "Open, without a closing date."
        case Standing.CLOSED:
            return f"Closed on {closes}. What is handed in since is kept, and marked late."


def attempts_words(attempts: int | None, counts: Counts) -> str:
    """Say how often an assignment may be taken, and what counts."""
    if attempts == 1:
        return "One attempt."
    how_often = count_of(attempts, "attempt", "attempts") if attempts else "As many attempts as you like"
    return f"{how_often}. {COUNTS_WORDS[counts]}"


def limit_words(minutes: int | None) -> str:
    """Say how long an attempt may take, and that everybody can have more."""
    if minutes is None:
        return "None"
    limit = duration_words(timedelta(minutes=minutes))
    return f"{limit}. {MORE_TIME}"


def handed_in_words(terms: Terms, moment: datetime, zone: ZoneInfo, *, ran_out: bool = False) -> str:
    """Say when an attempt was handed in, whether that was late, and whether it was because time was over."""
    late = ", after the closing: marked late" if terms.is_late(moment) else ""
    as_it_stood = " as it stood, because its time was over" if ran_out else ""
    return f"Handed in on {moment_words(moment, zone)}{as_it_stood}{late}."


def attempt_words(
    terms: Terms, finished_at: datetime | None, zone: ZoneInfo, *, now: datetime, ran_out: bool = False
) -> str:
    """Say on the pages of an attempt what its assignment means for it at a moment."""
    if finished_at:
        return handed_in_words(terms, finished_at, zone, ran_out=ran_out)
    closes = moment_words(terms.closes_at, zone) if terms.closes_at else ""
    if terms.is_late(now):
        return f"This closed on {closes}. Your answers are kept, and marked late when you hand them in."
    return f"To be handed in until {closes}." if closes else "It has no closing date."


def done_words(*, handed_in: bool, begun: bool) -> str:
    """Say in a word or two what somebody did about an assignment."""
    if handed_in:
        return "Handed in"
    return "Begun" if begun else "Not begun"
