"""Exact decimal numbers: which ones are held, how they are written, and what lies within a tolerance."""

import re
from decimal import Context, Decimal

from quizapp.core.items import Numeric

MOST_WHOLE = 15
"""Digits before the point of a number that is held."""

MOST_DECIMALS = 10
"""Digits after the point of a number that is held."""

EXACT = Context(prec=60)
"""Adds and halves numbers that are held without rounding: they have 25 digits at most."""

_HELD = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_LONGEST = 60
_GLUED = frozenset("%‰°")
_THIN = "\N{NARROW NO-BREAK SPACE}"
_GROUPED_FROM = 5


def exact(text: str) -> Decimal | None:
    """Return the number that a file writes with a decimal point; None for none, or for one that is not held.

    An exponent is worked out: 1.5e3 is 1500.
    """
    text = text.strip()
    if len(text) > _LONGEST or not _HELD.fullmatch(text):
        return None
    return held(Decimal(text))


def held(number: Decimal) -> Decimal | None:
    """Return a number without an exponent; None where it has too many digits to be held."""
    if not number.is_finite() or (number and number.adjusted() >= MOST_WHOLE):
        return None
    if not number:
        return Decimal(0)
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -60:
        return None
    plain = f"{number:f}"
    whole, _, decimals = plain.partition(".")
    if len(decimals) > MOST_DECIMALS:
        decimals = decimals.rstrip("0")
    if len(decimals) > MOST_DECIMALS:
        return None
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def range_of(body: Numeric) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest number that counts."""
    return EXACT.subtract(body.answer, body.tolerance), EXACT.add(body.answer, body.tolerance)


def between(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal] | None:
    """Return the answer in the middle of a range and its tolerance; None where they cannot be held."""
    middle = held(EXACT.divide(EXACT.add(low, high), Decimal(2)))
    margin = held(EXACT.divide(EXACT.subtract(high, low), Decimal(2)))
    return None if middle is None or margin is None or margin < 0 else (middle, margin)


def counts(body: Numeric, number: Decimal) -> bool:
    """Tell whether a number is right."""
    low, high = range_of(body)
    return low <= number <= high


def goes_below_zero(body: Numeric) -> bool:
    """Tell whether a number below zero counts."""
    return range_of(body)[0] < 0


def in_file(number: Decimal) -> str:
    """Return a number as files write it: digits, a point, and a hyphen for minus."""
    return f"{number:f}"


def in_words(number: Decimal) -> str:
    """Return a number as people read it: with a true minus sign, and a thin space between long thousands."""
    whole, point, decimals = f"{abs(number):f}".partition(".")
    if len(whole) >= _GROUPED_FROM:
        whole = f"{int(whole):,}".replace(",", _THIN)
    return f"{'−' if number < 0 else ''}{whole}{point}{decimals}"


def with_unit(number: str, unit: str) -> str:
    """Return a number with its unit: “5 mm”, but “5%”."""
    if not unit:
        return number
    return f"{number}{unit}" if unit in _GLUED else f"{number} {unit}"


def answer_in_words(body: Numeric) -> str:
    """Return the answer as people read it: “5 mm”."""
    return with_unit(in_words(body.answer), body.unit)


def range_in_words(body: Numeric) -> str:
    """Return which numbers count, “4.5 to 5.5 mm counts”; nothing where only the answer itself does."""
    if not body.tolerance:
        return ""
    low, high = map(_shortest, range_of(body))
    return f"{in_words(low)} to {with_unit(in_words(high), body.unit)} counts"


def _shortest(number: Decimal) -> Decimal:
    """Return a number without noughts at its end: 4.5 less 0.5 is 4.0, and is said as 4."""
    plain = in_file(number)
    return Decimal(plain.rstrip("0").rstrip(".") if "." in plain else plain)


def key_in_words(body: Numeric) -> str:
    """Return the answer with what else counts: “5 mm (4.5 to 5.5 mm counts)”."""
    around = range_in_words(body)
    return f"{answer_in_words(body)} ({around})" if around else answer_in_words(body)
