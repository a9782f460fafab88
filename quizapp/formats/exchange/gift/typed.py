"""Answers of a GIFT question that are typed."""

import re

from quizapp.core.exchange import FULL
from quizapp.core.items import ShortAnswer
from quizapp.formats.exchange.gift.pieces import TYPED, Given, given, pieces
from quizapp.formats.exchange.gift.question import Question, Span, UnreadableError
from quizapp.formats.exchange.writing import without_source_lines

_WILDCARD = re.compile(r"(?<!\\)\*")
_VERDICTS = frozenset({"t", "true", "f", "false"})


def typed(question: Question, answers: Span) -> ShortAnswer:
    """Return the accepted answers, and all that is told after them."""
    listed = [given(piece) for piece in pieces(answers, TYPED)]
    full = [one for one in listed if one.weight in {None, FULL}]
    accepted = [text for one in full if (text := _accepted(question, one))]
    if not accepted:
        raise UnreadableError(
            "no-key", "No answer is given that is wholly right.", fix="Write one after =, without a weight."
        )
    if len(listed) > len(full):
        question.warn(
            "weights",
            "Answers that earn less than the whole mark are left out, with what is told after them.",
            fix="See that every answer that should count is there.",
        )
    if "=" not in answers.text and accepted[0].casefold() in _VERDICTS:
        question.warn(
            "true-false-case",
            f"“{accepted[0]}” is read as an answer to type, as Moodle does.",
            fix="Write TRUE or FALSE in capitals if it is a statement to judge.",
        )
    told = [without_source_lines(question.feedback), *(question.say(one.feedback) for one in full)]
    return ShortAnswer(answers=tuple(accepted), rationale="\n".join(dict.fromkeys(filter(None, told))))


def _accepted(question: Question, answer: Given) -> str:
    """Return an accepted answer; empty for a pattern, which stands for others."""
    text = question.as_typed(answer.text)
    if _WILDCARD.search(text):
        question.warn(
            "wildcard",
            f"“{text[:40]}” stands for many answers, as * does in Moodle; it is left out.",
            fix="Write out the answers that should count.",
            at=answer.at,
        )
        return ""
    return text.replace("\\*", "*")
