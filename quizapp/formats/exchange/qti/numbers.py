"""Items of QTI that are answered by a number."""

from collections.abc import Iterator
from decimal import Decimal

from quizapp.core.exchange import FULL, AcceptedNumber
from quizapp.core.numbers import EXACT
from quizapp.formats.exchange.numeric import decimal_of
from quizapp.formats.exchange.qti.item import number
from quizapp.formats.exchange.qti.keys import Keys, UnaskableError
from quizapp.formats.exchange.qti.tree import named
from quizapp.formats.exchange.qti.values import UnknownRuleError, tolerated
from quizapp.formats.exchange.xml_tree import Element

NUMERIC = {"integer", "float"}


def base_values(rules: Element | None) -> list[str]:
    """Return the values that rules name themselves, at most fifty."""
    found = [" ".join(one.words().split()) for one in named(rules, "base-value")] if rules else []
    return list(dict.fromkeys(found))[:50]


def accepted_numbers(keys: Keys, name: str) -> tuple[AcceptedNumber, ...]:
    """Return the numbers that earn the whole mark, each with what is tolerated around it."""
    rules = keys.marking.item.rules
    typed = keys.typed(name, [text for text in base_values(rules) if number(text) is not None])
    equals = list(_equals(rules, name))
    found: list[AcceptedNumber] = []
    for text in typed.right:
        one = _accepted(text, equals)
        # Rules name other numbers, too, such as the mark; one within the first range says nothing new.
        if not found or not found[0].low <= exact_of(text) <= found[0].high:
            found.append(one)
    return tuple(found)


def exact_of(text: str) -> Decimal:
    """Return the number that a file writes; nought for a text that is none."""
    return decimal_of(text, number(text) or 0.0)


def _accepted(text: str, equals: list[Element]) -> AcceptedNumber:
    wanted = number(text)
    if wanted is None:
        raise UnaskableError(
            "no-key",
            f"The key “{text[:80]}” is no number.",
            "Write a number, with a point where it has decimals.",
        )
    low = high = exact_of(text)
    try:
        # Several ways to be equal, and it is not known which of them earns the mark.
        if len(equals) == 1 and equals[0].attributes.get("tolerance-mode", "exact") != "exact":
            tolerated(wanted, equals[0])
            low, high = _ends(low, equals[0])
    except UnknownRuleError:
        pass
    return AcceptedNumber(low=low, high=high, shown=text, weight=FULL)


def _ends(wanted: Decimal, how: Element) -> tuple[Decimal, Decimal]:
    """Return what ``tolerated`` does, exactly."""
    told = [exact_of(one) for one in how.attributes.get("tolerance", "").split()]
    if how.attributes.get("tolerance-mode") == "relative":
        told = [EXACT.divide(EXACT.multiply(abs(wanted), one), Decimal(100)) for one in told]
    return EXACT.subtract(wanted, told[0]), EXACT.add(wanted, told[-1])


def _equals(rules: Element | None, name: str) -> Iterator[Element]:
    """Yield where rules hold this response against a number."""
    for one in named(rules, "equal") if rules else []:
        if any(
            part.name == "variable" and part.attributes.get("identifier") == name for part in one.children
        ):
            yield one
