"""Items of QTI that are answered by a number."""

from collections.abc import Iterator

from quizapp.core.exchange import FULL, AcceptedNumber
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
    return tuple(_accepted(text, equals) for text in typed.right)


def _accepted(text: str, equals: list[Element]) -> AcceptedNumber:
    wanted = number(text)
    if wanted is None:
        raise UnaskableError(
            "no-key",
            f"The key “{text[:80]}” is no number.",
            "Write a number, with a point where it has decimals.",
        )
    low, high = wanted, wanted
    try:
        # Several ways to be equal, and it is not known which of them earns the mark.
        if len(equals) == 1 and equals[0].attributes.get("tolerance-mode", "exact") != "exact":
            low, high = tolerated(wanted, equals[0])
    except UnknownRuleError:
        pass
    return AcceptedNumber(low=low, high=high, shown=text, weight=FULL)


def _equals(rules: Element | None, name: str) -> Iterator[Element]:
    """Yield where rules hold this response against a number."""
    for one in named(rules, "equal") if rules else []:
        if any(
            part.name == "variable" and part.attributes.get("identifier") == name for part in one.children
        ):
            yield one
