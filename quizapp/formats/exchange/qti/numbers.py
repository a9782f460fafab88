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
_EXACT = {"match", "member"}
"""Rules that hold a response against numbers, and take nothing around them."""


def base_values(rules: Element | None) -> list[str]:
    """Return the values that rules name themselves, at most fifty."""
    found = [" ".join(one.words().split()) for one in named(rules, "base-value")] if rules else []
    return list(dict.fromkeys(found))[:50]


def accepted_numbers(keys: Keys, name: str) -> tuple[AcceptedNumber, ...]:
    """Return the numbers that earn something, each with what is tolerated around it; first what is shown."""
    rules = keys.marking.item.rules
    typed = keys.typed(name, [text for text in base_values(rules) if number(text) is not None])
    parts = {text: _part(keys, name, text, best=typed.right[0]) for text in typed.partly}
    tolerant = [test for test in _tests(rules, name) if not _is_exact(test) and _is_understood(test)]
    found: list[AcceptedNumber] = []
    for text in (*typed.right, *typed.partly):
        # Rules name other numbers, too, such as the mark; one within the first range says nothing new.
        if not found or not found[0].low <= exact_of(text) <= found[0].high:
            found.append(_accepted(text, tolerant, parts.get(text, FULL)))
    return tuple(found)


def _part(keys: Keys, name: str, text: str, *, best: str) -> float:
    """Return what a number earns, in percent of what the best one does."""
    most = keys.marking.score({name: [best]})
    return round(FULL * (keys.marking.score({name: [text]}) or 0) / most, 5) if most else 0


def takes_one_number(keys: Keys, name: str) -> bool:
    """Tell whether rules take nothing but numbers that they name, or what lies around one of them.

    What else they may take, by ``gt`` or ``equalRounded`` or in several ways, cannot be told from them.
    """
    tests = [test for test in _tests(keys.marking.item.rules, name) if test.name != "is-null"]
    return all(map(_is_exact, tests)) or (len(tests) == 1 and _is_understood(tests[0]))


def exact_of(text: str) -> Decimal:
    """Return the number that a file writes; nought for a text that is none."""
    return decimal_of(text, number(text) or 0.0)


def _accepted(text: str, tolerant: list[Element], weight: float) -> AcceptedNumber:
    wanted = number(text)
    if wanted is None:
        raise UnaskableError(
            "no-key",
            f"The key “{text[:80]}” is no number.",
            "Write a number, with a point where it has decimals.",
        )
    low = high = exact_of(text)
    # Of several tolerances, it is not known which of them earns the mark.
    if len(tolerant) == 1:
        low, high = _ends(_middle(tolerant[0], otherwise=low), tolerant[0])
    return AcceptedNumber(low=low, high=high, shown=text, weight=weight)


def _middle(test: Element, *, otherwise: Decimal) -> Decimal:
    """Return the number that a rule names; without one it means what the file calls correct."""
    own = [part.words() for part in test.children if part.name == "base-value"]
    return exact_of(own[0]) if own and number(own[0]) is not None else otherwise


def _ends(wanted: Decimal, how: Element) -> tuple[Decimal, Decimal]:
    """Return what ``tolerated`` does, exactly."""
    told = [exact_of(one) for one in how.attributes.get("tolerance", "").split()]
    if how.attributes.get("tolerance-mode") == "relative":
        told = [EXACT.divide(EXACT.multiply(abs(wanted), one), Decimal(100)) for one in told]
    return EXACT.subtract(wanted, told[0]), EXACT.add(wanted, told[-1])


def _tests(rules: Element | None, name: str) -> Iterator[Element]:
    """Yield where rules hold this response against something."""
    for one in rules.walk() if rules else ():
        if any(
            part.name == "variable" and part.attributes.get("identifier") == name for part in one.children
        ):
            yield one


def _is_exact(test: Element) -> bool:
    if test.name == "equal":
        return test.attributes.get("tolerance-mode", "exact") == "exact"
    return test.name in _EXACT


def _is_understood(test: Element) -> bool:
    """Tell whether this is an ``equal`` whose tolerance we can say."""
    try:
        tolerated(0, test)
    except UnknownRuleError:
        return False
    return test.name == "equal"
