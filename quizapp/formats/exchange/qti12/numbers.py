"""Which numbers are right, by the conditions of QTI 1.2."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from quizapp.formats.exchange.numeric import decimal_of
from quizapp.formats.exchange.qti12.item import Condition
from quizapp.formats.exchange.qti12.scoring import Rule, UnclearError, number
from quizapp.formats.exchange.xml_tree import Element

_LOW, _HIGH = {"vargte", "vargt"}, {"varlte", "varlt"}
_WITHOUT_END = {"vargt", "varlt"}


@dataclass(frozen=True, kw_only=True)
class Range:
    """Numbers that are right; ``shown`` is the number or the range as the file writes it.

    ``counts_ends`` tells whether the ends are right, too.
    """

    low: Decimal
    high: Decimal
    shown: str
    counts_ends: bool = True


def accepted(rules: Sequence[Rule]) -> list[tuple[Rule, Range]]:
    """Return the conditions that earn marks, each with its range; raises ``UnclearError`` without any."""
    found = [(rule, _range(rule.condition)) for rule in rules if rule.earns > 0]
    if not found:
        raise UnclearError
    return found


def _range(condition: Condition) -> Range:
    """Return a range in the shapes that Canvas writes: a number, one with a margin, from … to ….

    Beside a number, a range is its margin, and both ends of a margin count here.
    """
    if condition.test is None:
        raise UnclearError
    named = [one for one in condition.test.walk() if not one.children]
    exact = [one.words().strip() for one in named if one.name == "varequal"]
    low = [one.words().strip() for one in named if one.name in _LOW]
    high = [one.words().strip() for one in named if one.name in _HIGH]
    if len(exact) + len(low) + len(high) != len(named) or _is_denied(condition.test):
        raise UnclearError
    match exact, low, high:
        case [only], [], []:
            return _of(only, only, only)
        case [only], [least], [most]:
            return _of(least, most, only)
        case [], [least], [most]:
            ends = not any(one.name in _WITHOUT_END for one in named)
            return replace(_of(least, most, f"{least} to {most}"), counts_ends=ends)
    raise UnclearError


def _is_denied(test: Element) -> bool:
    return any(one.name == "not" for one in test.walk())


def _of(least: str, most: str, shown: str) -> Range:
    lowest, highest = number(least), number(most)
    if lowest is None or highest is None or lowest > highest:
        raise UnclearError
    low, high = decimal_of(least, lowest), decimal_of(most, highest)
    return Range(low=low, high=high, shown=shown)
