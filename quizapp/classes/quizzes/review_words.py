"""What is said of what students see of their answers, and when."""

from datetime import datetime
from zoneinfo import ZoneInfo

from quizapp.classes.quizzes.words import moment_words
from quizapp.core.review_options import EVERYTHING, SHOW_ALL, Moment, Part, Parts, ReviewOptions

PRESET_NAMES = {
    "all": "Everything, as soon as a question ends",
    "marks-first": "Whether each is right; everything once it closes",
    "closed-first": "Nothing; everything once it closes",
    "own": "As ticked below",
}

MOMENT_NAMES = {
    Moment.DURING: "While they answer, of questions that have ended",
    Moment.RIGHT_AFTER: "In the hour after handing in",
    Moment.LATER: "Later, while it is open",
    Moment.CLOSED: "Once it has closed",
}

PART_NAMES = {
    Part.MARKS: "Whether it is right, and the marks",
    Part.KEY: "The right answer",
    Part.REASONS: "The reasons",
    Part.SOURCES: "The sources",
}

SHOWN = {
    Part.MARKS: "whether each answer is right",
    Part.KEY: "the right answers",
    Part.REASONS: "the reasons",
    Part.SOURCES: "the sources",
}


def review_words(options: ReviewOptions, closes_at: datetime | None, zone: ZoneInfo) -> str:
    """Say before somebody begins what they will see, and when; nothing where everything is shown at once."""
    if options == SHOW_ALL:
        return ""
    first = f"After handing in you see {_listed(options.right_after)}."
    if options.later != options.right_after:
        first += f" An hour after that you see {_listed(options.later)}."
    if closes_at is None or options.closed == options.later:
        return first
    return (
        f"{first} Once it has closed, on {moment_words(closes_at, zone)}, you see {_listed(options.closed)}."
    )


def review_lines(options: ReviewOptions) -> tuple[str, ...]:
    """Return what students see at each moment, a line each, for somebody who chooses it."""
    shown = (
        (name, [PART_NAMES[part].lower() for part in Part if part in options.at(moment)])
        for moment, name in MOMENT_NAMES.items()
    )
    return tuple(f"{name}: {', '.join(parts) or 'nothing'}." for name, parts in shown)


def waiting_words(options: ReviewOptions, moment: Moment, closes_at: datetime | None, zone: ZoneInfo) -> str:
    """Say on a result that something is not shown yet, and when it will be; nothing where all is shown."""
    missing = EVERYTHING - options.at(moment)
    if moment is Moment.DURING or not missing:
        return ""
    if closes_at and moment is not Moment.CLOSED and missing & options.closed:
        return f"You see {_listed(missing & options.closed)} here from {moment_words(closes_at, zone)} on."
    return f"Your teacher chose not to show {_listed(missing, joined='or')} here."


def _listed(parts: Parts, *, joined: str = "and") -> str:
    words = [name for part, name in SHOWN.items() if part in parts]
    if not words:
        return "that it is handed in, and your answers"
    *first, last = words
    return f"{', '.join(first)} {joined} {last}" if first else last
