"""Questions of Moodle whose answers are typed: words and numbers."""

import re
import sys
from dataclasses import replace
from decimal import Decimal

from quizapp.core.exchange import ANY, FULL, AcceptedNumber, Numbers
from quizapp.core.items import ItemType, ShortAnswer
from quizapp.core.numbers import EXACT
from quizapp.core.typed_numbers import two_readings
from quizapp.formats.exchange.moodle.question import Question, Read, UnreadableError, number, weight_of
from quizapp.formats.exchange.moodle.texts import source_text
from quizapp.formats.exchange.numeric import decimal_of, understood
from quizapp.formats.exchange.plain import tidy
from quizapp.formats.exchange.writing import without_source_lines
from quizapp.formats.exchange.xml_tree import Element

MOST_ANSWERS = 200
"""Read of one question."""

_HIGHEST = Decimal(repr(sys.float_info.max))
_WILDCARD = re.compile(r"(?<!\\)\*")
_TEN_TO_THE = re.compile(r"\s*(?:[x×*]|&times;)\s*10\s*\^?\s*")


def shortanswer(question: Question) -> Read:
    """Return the accepted answers, and all that is told after them."""
    answers = _answers(question)
    full = [one for one in answers if weight_of(one) == FULL]
    accepted = [text for one in full if (text := _accepted(question, one))]
    if not accepted:
        raise UnreadableError(
            "no-key",
            "No answer is given that is wholly right and written out.",
            fix="Add one with the fraction 100.",
        )
    others = [one for one in answers if one not in full]
    if any(weight_of(one) > 0 for one in others):
        question.warn(
            "weights",
            "Answers that earn a part of the mark are left out, with what is told after them.",
            fix="See that every answer that should count is there.",
        )
    # An answer that earns nothing, often * for whatever else is typed, is there for what is told after it.
    if any(weight_of(one) <= 0 and question.say(one.find("feedback")) for one in others):
        question.unused.append("what is told after wrong answers")
    if question.value("usecase") == "1":
        question.unused.append("that capitals count")
    told = [without_source_lines(question.feedback), *(question.say(one.find("feedback")) for one in full)]
    question.feedback = ""
    rationale = "\n".join(dict.fromkeys(filter(None, told)))
    return Read(
        kind=ItemType.SHORT_ANSWER,
        body=ShortAnswer(answers=tuple(dict.fromkeys(accepted)), rationale=rationale),
    )


def _answers(question: Question) -> list[Element]:
    answers = [one for one in question.element.all("answer") if source_text(one)]
    if len(answers) > MOST_ANSWERS:
        raise UnreadableError(
            "too-many-options",
            f"The question has over {MOST_ANSWERS} answers.",
            fix="Make several questions of it.",
        )
    return answers


def _accepted(question: Question, answer: Element) -> str:
    """Return an accepted answer; empty for a pattern, which stands for others."""
    text = tidy(source_text(answer))
    if _WILDCARD.search(text):
        question.warn(
            "wildcard",
            f"“{text[:40]}” stands for many answers, as * does in Moodle; it is left out.",
            fix="Write out the answers that should count.",
            at=answer,
        )
        return ""
    return text.replace("\\*", "*")


def numerical(question: Question) -> Read:
    """Return the number that is asked for, or the ranges of numbers that are accepted."""
    accepted = tuple(_number(question, one) for one in _answers(question))
    if not any(one.weight == FULL for one in accepted):
        raise UnreadableError(
            "no-key", "No number is given that is wholly right.", fix="Give one the fraction 100."
        )
    numbers, units = Numbers(answers=accepted), _units(question)
    if units is None:
        question.warn(
            "units",
            "It takes the number in several units, each worked out from the other. Here a question has one "
            "unit; this one is kept as it stands in the file.",
            fix="Ask for the number in one unit.",
        )
        return Read(kind=ItemType.NUMERIC, body=numbers)
    found = understood(numbers, rationale=without_source_lines(question.feedback))
    for rule, message, fix in found.notes:
        question.warn(rule, message, fix=fix)
    if isinstance(found.body, Numbers):
        return Read(kind=ItemType.NUMERIC, body=numbers)
    question.feedback = ""
    if question.value("unitgradingtype", "0") != "0":
        question.unused.append("what is taken off for a missing unit")
    body = replace(found.body, unit=units[0], other_units=units[1:]) if units else found.body
    return Read(kind=ItemType.NUMERIC, body=body)


def _units(question: Question) -> tuple[str, ...] | None:
    """Return the ways to write the unit, the first to be shown; None where there are several units."""
    holder = question.element.find("units")
    found: list[str] = []
    for unit in holder.all("unit") if holder else ():
        factor, name = unit.find("multiplier"), unit.find("unit_name")
        if factor is not None and (number(factor.words()) != 1 or two_readings(factor.words().strip())):
            return None
        found.append(tidy(name.words()) if name is not None else "")
    return tuple(dict.fromkeys(filter(None, found)))


def _number(question: Question, answer: Element) -> AcceptedNumber:
    shown = tidy(source_text(answer))
    margin = answer.find("tolerance")
    around = margin.words().strip() if margin is not None else ""
    for told in (shown, around):
        _refuse_two_readings(told, at=answer)
    low, high = _range(shown, around)
    if low is None or high is None:
        raise UnreadableError(
            "not-a-number",
            f"“{shown[:40]}” is no number, or the margin around it is none.",
            fix="Write numbers with a point, as in 3.14.",
            at=answer,
        )
    # Very old files tell the part of the mark in an element.
    part = answer.find("fraction")
    earned = number(part.words()) if part is not None else None
    return AcceptedNumber(
        low=low,
        high=high,
        shown=_TEN_TO_THE.sub("e", shown).replace(",", "."),
        weight=weight_of(answer) if earned is None else earned * FULL,
        feedback=question.say(answer.find("feedback")),
    )


def _refuse_two_readings(told: str, *, at: Element) -> None:
    """Refuse a number whose comma may stand before thousands or before decimals: 1,500."""
    plain = _TEN_TO_THE.sub("e", told[:60])
    sign = plain[0] if plain.startswith(("+", "-")) else ""
    if readings := two_readings(plain.removeprefix(sign).lower().partition("e")[0].strip()):
        whole, part = readings
        raise UnreadableError(
            "not-a-number",
            f"“{told[:40]}” can be read in two ways: {sign}{whole} or {sign}{part}.",
            fix="Write numbers with a point and nothing between thousands, as in 1500 and 3.14.",
            at=at,
        )


def _range(shown: str, margin: str) -> tuple[Decimal, Decimal] | tuple[None, None]:
    """Return what is accepted; nothing where it is no number."""
    if shown == ANY:
        return -_HIGHEST, _HIGHEST
    middle, around = _exact(_TEN_TO_THE.sub("e", shown[:60])), _exact(margin or "0")
    if middle is None or around is None:
        return None, None
    return EXACT.subtract(middle, abs(around)), EXACT.add(middle, abs(around))


def _exact(text: str) -> Decimal | None:
    found = number(text)
    return None if found is None else decimal_of(text.replace(",", "."), found)
