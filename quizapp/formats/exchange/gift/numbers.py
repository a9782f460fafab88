"""Answers of a GIFT question that are numbers."""

import re
import sys
from decimal import Decimal
from math import isfinite

from quizapp.core.exchange import ANY, FULL, AcceptedNumber, Numbers
from quizapp.core.items import Numeric
from quizapp.core.numbers import EXACT
from quizapp.formats.exchange.gift.pieces import TYPED, Given, given, pieces
from quizapp.formats.exchange.gift.question import Question, Span, UnreadableError
from quizapp.formats.exchange.numeric import understood
from quizapp.formats.exchange.writing import without_source_lines

# What PHP takes for a number.
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_LONGEST = 60
_HIGHEST = Decimal(repr(sys.float_info.max))


def numbers(question: Question, answers: Span) -> Numeric | Numbers:
    """Return the number that is asked for, or all that are taken; ``answers`` begins with their mark."""
    start = answers.text.index("#") + 1
    listed, other, told = answers.text[start:].partition("~")
    span = Span(text=listed, at=answers.at + start)
    accepted = [_accepted(question, given(piece)) for piece in pieces(span, TYPED)]
    if not accepted:
        raise UnreadableError("no-key", "No number is given as the answer.", fix="Write one after the #.")
    if other:
        low, high = _range(ANY)
        feedback = question.say(told.partition("#")[2].strip())
        accepted.append(AcceptedNumber(low=low, high=high, shown=ANY, weight=0, feedback=feedback))
    found = understood(Numbers(answers=tuple(accepted)), rationale=without_source_lines(question.feedback))
    for rule, message, fix in found.notes:
        question.warn(rule, message, fix=fix)
    return found.body


def _accepted(question: Question, answer: Given) -> AcceptedNumber:
    text = question.as_typed(answer.text)
    try:
        low, high = _range(text)
    except ValueError:
        raise UnreadableError(
            "not-a-number",
            f"“{text[:40]}” is no number, no number with a margin (3:0.5) and no range (1..5).",
            fix="Write numbers with a point, as in 3.14.",
            at=answer.at,
        ) from None
    return AcceptedNumber(
        low=low,
        high=high,
        shown=text if ".." in text else text.partition(":")[0].strip(),
        weight=FULL if answer.weight is None else answer.weight,
        feedback=question.say(answer.feedback),
    )


def _range(text: str) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest number that a text accepts; raises ``ValueError`` if it is none."""
    if text == ANY:
        return -_HIGHEST, _HIGHEST
    if text.find("..") > 0:
        least, _, most = text.partition("..")
        low, high = _decimal(least), _decimal(most)
    else:
        number, margin, width = text.partition(":")
        middle, around = _decimal(number), _decimal(width) if margin else Decimal(0)
        low, high = EXACT.subtract(middle, around), EXACT.add(middle, around)
    if low > high or not (isfinite(low) and isfinite(high)):
        raise ValueError(text)
    return low, high


def _decimal(text: str) -> Decimal:
    text = text.strip()
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text) or not isfinite(float(text)):
        raise ValueError(text)
    return Decimal(text)
