"""What expressions in the rules of QTI are worth.

Source: 1EdTech, QTI Assessment, Section, Item Information Model 2.2, “Expressions”.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import fsum, isfinite, prod
from typing import NamedTuple, TypeAlias, TypeGuard

from quizapp.formats.exchange.qti.item import Declared, Marks, number
from quizapp.formats.exchange.qti.tree import is_true
from quizapp.formats.exchange.xml_tree import Element

Scalar: TypeAlias = str | float | bool


class Value(NamedTuple):
    """What an expression is worth: nothing, one thing, or several, with or without an order."""

    parts: tuple[Scalar, ...] = ()
    has_order: bool = False

    def matches(self, other: "Value") -> bool:
        """Tell whether two values are the same."""
        if self.has_order or other.has_order or len(self.parts) == len(other.parts) == 1:
            return self.parts == other.parts
        return Counter(self.parts) == Counter(other.parts)


NULL = Value()


class UnknownRuleError(Exception):
    """The rules say something that is not known here."""


def read(declared: Declared, values: Sequence[str]) -> Value:
    """Return the value that a file writes for a variable.

    :raises UnknownRuleError: where it is none of the variable's type.
    """
    parts = tuple(scalar(value, declared.base_type) for value in values)
    return Value(parts, has_order=declared.cardinality == "ordered")


def default(declared: Declared) -> Value:
    """Return what an outcome is before the rules are followed."""
    if not declared.values and declared.base_type in {"integer", "float"}:
        return Value((0.0,)) if declared.cardinality == "single" else NULL
    return read(declared, declared.values)


# The same rules are followed once for each answer that could be given.
@lru_cache(maxsize=4096)
def scalar(text: str, base_type: str) -> Scalar:
    """Return one thing of a value as it is written; raises ``UnknownRuleError`` for none of its type."""
    text = " ".join(text.split())
    if base_type in {"integer", "float"}:
        found = number(text)
        if found is None:
            raise UnknownRuleError
        return found
    if base_type == "boolean":
        return text in {"true", "1"}
    if base_type == "pair":
        return " ".join(sorted(text.split()))
    return text


def mapped(declared: Declared, given: Value) -> float:
    """Return what a response earns by its mapping."""
    marks = declared.mapping
    if marks is None:
        raise UnknownRuleError
    earned = fsum(_mark(marks, declared.base_type, part) for part in dict.fromkeys(given.parts))
    if marks.low is not None:
        earned = max(earned, marks.low)
    return earned if marks.high is None else min(earned, marks.high)


def _mark(marks: Marks, base_type: str, part: Scalar) -> float:
    similar: float | None = None
    for entry in marks.entries:
        key = scalar(entry.key, base_type)
        if key == part:
            return entry.value
        ignores_case = base_type == "string" and not entry.is_case_sensitive and similar is None
        if ignores_case and str(key).casefold() == str(part).casefold():
            similar = entry.value
    return marks.default if similar is None else similar


def is_number(part: Scalar) -> TypeGuard[float]:
    """Tell whether this is a number, and a finite one."""
    return isinstance(part, float) and isfinite(part)


def _numbers(values: Sequence[Value]) -> list[float]:
    parts = [part for value in values for part in value.parts]
    if not all(map(is_number, parts)):
        raise UnknownRuleError
    return [float(part) for part in parts]


def _truth(values: Sequence[Value]) -> list[bool | None]:
    """Return what is true, what is not, and None for what is neither."""
    if any(value.parts not in {(), (True,), (False,)} for value in values):
        raise UnknownRuleError
    return [bool(value.parts[0]) if value.parts else None for value in values]


def _all(values: Sequence[Value]) -> Value:
    truth = _truth(values)
    return Value((False,)) if False in truth else NULL if None in truth else Value((True,))


def _any(values: Sequence[Value]) -> Value:
    truth = _truth(values)
    return Value((True,)) if True in truth else NULL if None in truth else Value((False,))


def _not(values: Sequence[Value]) -> Value:
    [one] = _truth(values) if len(values) == 1 else [None]
    return NULL if one is None else Value((not one,))


def _is_null(values: Sequence[Value]) -> Value:
    return Value((all(value.parts in {(), ("",)} for value in values),))


def _joined(values: Sequence[Value], *, has_order: bool) -> Value:
    return Value(tuple(part for value in values for part in value.parts), has_order=has_order)


def _sum(values: Sequence[Value]) -> Value:
    return Value((fsum(_numbers(values)),)) if all(value.parts for value in values) else NULL


def _product(values: Sequence[Value]) -> Value:
    return Value((prod(_numbers(values)),)) if all(value.parts for value in values) else NULL


def _equal(first: Value, second: Value, how: Element) -> bool:
    mode = how.attributes.get("tolerance-mode", "exact")
    given, wanted = _numbers([first, second])
    if mode == "exact":
        return given == wanted
    low, high = tolerated(wanted, how)
    return low <= given <= high


def tolerated(wanted: float, how: Element) -> tuple[float, float]:
    """Return the least and the greatest number that an ``equal`` takes for the one that is wanted.

    :raises UnknownRuleError: where its tolerance is no number, or its bounds do not count themselves.
    """
    told = how.attributes.get("tolerance", "").split()
    numbers = [number(one) for one in told]
    counts = all(is_true(how, f"include-{end}-bound", default=True) for end in ("lower", "upper"))
    if not 1 <= len(numbers) <= 2 or None in numbers or not counts:
        raise UnknownRuleError
    below, above = numbers[0] or 0, numbers[-1] or 0
    if how.attributes.get("tolerance-mode") == "relative":
        ends = wanted - wanted * below / 100, wanted + wanted * above / 100
        return min(ends), max(ends)
    return wanted - below, wanted + above


def _same_text(first: Value, second: Value, how: Element) -> bool:
    a, b = str(first.parts[0]), str(second.parts[0])
    if is_true(how, "substring"):
        raise UnknownRuleError
    return a == b if is_true(how, "case-sensitive") else a.casefold() == b.casefold()


def _compared(test: Callable[[float, float], bool]) -> Callable[[Value, Value, Element], bool]:
    def compare(first: Value, second: Value, _how: Element) -> bool:
        one, other = _numbers([first, second])
        return test(one, other)

    return compare


SEVERAL: Mapping[str, Callable[[Sequence[Value]], Value]] = {
    "and": _all,
    "is-null": _is_null,
    "multiple": lambda values: _joined(values, has_order=False),
    "not": _not,
    "null": lambda _: NULL,
    "or": _any,
    "ordered": lambda values: _joined(values, has_order=True),
    "product": _product,
    "sum": _sum,
}

TWO: Mapping[str, Callable[[Value, Value, Element], Scalar]] = {
    "contains": lambda whole, part, _: not Counter(part.parts) - Counter(whole.parts),
    "divide": lambda one, other, _: _numbers([one])[0] / _numbers([other])[0],
    "equal": _equal,
    "gt": _compared(lambda one, other: one > other),
    "gte": _compared(lambda one, other: one >= other),
    "lt": _compared(lambda one, other: one < other),
    "lte": _compared(lambda one, other: one <= other),
    "match": lambda one, other, _: one.matches(other),
    "member": lambda part, whole, _: part.parts[0] in whole.parts,
    "string-match": _same_text,
    "subtract": lambda one, other, _: _numbers([one])[0] - _numbers([other])[0],
}
