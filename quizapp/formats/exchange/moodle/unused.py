"""What questions of Moodle hold that has no place here, told so that nothing is dropped in silence."""

from collections.abc import Iterator

from quizapp.formats.exchange.moodle.question import Question, number
from quizapp.formats.exchange.moodle.texts import HTML, source_text

COMBINED = {
    "correctfeedback": "what is told after a right answer",
    "partiallycorrectfeedback": "what is told after a partly right answer",
    "incorrectfeedback": "what is told after a wrong answer",
}
DEFAULTS = frozenset(
    f"your answer is {verdict}." for verdict in ("correct", "partially correct", "incorrect")
)
"""What Moodle writes there itself, in small letters."""

PENALTIES = frozenset({0.0, 0.1, 0.3333333, 0.33333, 1.0})
"""What Moodle takes off for each further try, or took, unless a teacher says otherwise."""


def look_for_unused(question: Question) -> None:
    """Say what plain text cannot show of a question, and what else of it has no place here."""
    if question.lost:
        question.warn(
            "markup",
            f"What plain text cannot show is left out: {', '.join(sorted(question.lost))}.",
            fix="Say it in words where it matters.",
        )
    unused = list(dict.fromkeys([*question.unused, *_settings(question)]))
    if unused:
        question.warn(
            "not-read",
            f"Some of the question has no place here: {', '.join(unused)}.",
            fix="See that the question can do without.",
        )


def _settings(question: Question) -> Iterator[str]:
    element = question.element
    if any(source_text(hint) or source_text(hint.find("hintcontent")) for hint in element.all("hint")):
        yield "its hints"
    for name, words in COMBINED.items():
        holder = element.find(name)
        text = question.say_as(HTML, source_text(holder))
        if text and text.casefold() not in DEFAULTS:
            yield words
    if question.kind != "description" and number(question.value("defaultgrade", "1")) != 1:
        yield "how many marks it has"
    if number(question.value("penalty", "0")) not in PENALTIES:
        yield "what is taken off for a further try"
    if question.value("hidden", "0") not in {"0", ""}:
        yield "that it is hidden"
