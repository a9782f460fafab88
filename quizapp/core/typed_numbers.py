"""The number that somebody typed, with or without its unit; why it cannot be taken where it cannot.

docs/decisions/numbers.md says what is taken, and why.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from quizapp.core.items import Numeric
from quizapp.core.numbers import with_unit

MOST_WHOLE = 20
"""Digits before the point of a number that is taken: more than any answer has."""

MOST_DECIMALS = 40
"""Digits after the point of a number that is taken."""

_SPACES = " \N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}"
# The hyphen stands last: within brackets of a pattern it would make a range.
_MINUS = (
    "\N{MINUS SIGN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{FULLWIDTH HYPHEN-MINUS}-"
)
_APOSTROPHES = "'’"
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")

_NUMBER = re.compile(
    rf"""
    (?P<sign>[+{_MINUS}]?) [{_SPACES}]*
    (?P<digits> [0-9][0-9.,{_APOSTROPHES}]* (?:[{_SPACES}] [0-9]{{3}}(?![0-9]) [.,]?[0-9]*)* | [.,][0-9]+ )
    (?: (?:[eE]|[{_SPACES}]*[x×*·][{_SPACES}]*10\^)(?P<exponent>[+{_MINUS}]?[0-9]+)
      | [{_SPACES}]*[x×*·][{_SPACES}]*10(?P<raised>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+) )?
    """,
    re.VERBOSE,
)
_NO_NUMBERS = re.compile(r"[+-]?(nan|inf|infinity|∞)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class TypedNumber:
    """What was read: ``number``, or None and in ``problem`` a sentence that says what to type."""

    number: Decimal | None
    problem: str = ""


def read_number(text: str, *, unit: str = "", other_units: Collection[str] = ()) -> TypedNumber:
    """Return the number that was typed, alone or with one of the ways to write the unit after it.

    Nothing typed is nothing read, and no problem.
    """
    text = _plain_digits(text).strip()
    if not text:
        return TypedNumber(number=None)
    found = _NUMBER.match(text)
    if found is None or _NO_NUMBERS.fullmatch(text):
        return _refused(f"This is not read as a number. {_like(unit)}")
    units = (unit, *other_units)
    # What could be read as an exponent may be how the unit begins: 5 ×10⁹/L.
    if _is_unit(text[found.end("digits") :], units):
        return _number(found, unit, exponent="0")
    rest = text[found.end() :].strip()
    if rest and not _is_unit(rest, units):
        goes_on = rest[0].isnumeric() or rest[0] in f".,/:{_MINUS}"
        problem = (
            f"This is not read as one number. {_like(unit)}" if goes_on else _of_another_unit(rest, unit)
        )
        return _refused(problem)
    return _number(found, unit, exponent=_exponent(found))


def number_of(text: str, body: Numeric) -> TypedNumber:
    """Return the number that was typed as the answer of an item."""
    return read_number(text, unit=body.unit, other_units=body.other_units)


def two_readings(digits: str) -> tuple[str, str] | None:
    """Return both readings of a comma that may stand before thousands or before decimals; else None."""
    found = re.fullmatch(r"([1-9][0-9]{0,2}),([0-9]{3})", digits)
    return (f"{found[1]}{found[2]}", f"{found[1]}.{found[2]}") if found else None


def _plain_digits(text: str) -> str:
    """Return a text in which digits of any script, such as full-width ones, are 0 to 9."""
    return "".join(
        str(unicodedata.decimal(char)) if unicodedata.category(char) == "Nd" else char for char in text
    )


def _exponent(found: re.Match[str]) -> str:
    exponent: str = found["exponent"] or (found["raised"] or "0").translate(_SUPERSCRIPTS)
    return exponent.translate(dict.fromkeys(map(ord, _MINUS), "-"))


def _number(found: re.Match[str], unit: str, *, exponent: str) -> TypedNumber:
    digits = found["digits"]
    if readings := two_readings(digits):
        whole, part = readings
        sign = found["sign"]
        return _refused(f"“{sign}{digits}” can be read in two ways. Type {sign}{whole} or {sign}{part}.")
    plain = _with_point(digits)
    if plain is None:
        return _refused(f"“{digits}” is not read as one number. {_like(unit)}")
    if len(exponent) > 4:
        return _refused("This number is too large or too small to be read here. Look at its exponent.")
    number = Decimal(f"{plain}e{exponent}")
    if number and number.adjusted() >= MOST_WHOLE:
        return _refused(f"This number has more than {MOST_WHOLE} digits before the point. Look at it again.")
    if number and _decimals(number) > MOST_DECIMALS:
        return _refused(f"This number has more than {MOST_DECIMALS} digits after the point. Shorten it.")
    return TypedNumber(number=number.copy_negate() if found["sign"] in tuple(_MINUS) else number)


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _with_point(digits: str) -> str | None:
    """Return digits with nothing but a decimal point between them; None where they are no one number."""
    for thousands, point in ((_SPACES + _APOSTROPHES, ".,"), (",", "."), (".", ",")):
        grouped = rf"[0-9]{{1,3}}([{thousands}])[0-9]{{3}}(?:\2[0-9]{{3}})*"
        if found := re.fullmatch(rf"({grouped}|[0-9]*)(?:[{point}]([0-9]*))?", digits):
            whole, decimals = re.sub("[^0-9]", "", found[1]), found[3] or ""
            plain = f"{whole or '0'}.{decimals}".rstrip(".")
            return plain if whole or decimals else None
    return None


def _is_unit(typed: str, units: Collection[str]) -> bool:
    folded = fold_unit(typed)
    return any(unit and fold_unit(unit) in {folded, folded.removesuffix(".")} for unit in units)


def fold_unit(unit: str) -> str:
    """Return a unit without spaces, and with one sign for what looks the same: µ, and a raised 2.

    Capitals stay: mU and MU are not the same. The sign before a power of ten that it begins with goes.
    """
    same = unicodedata.normalize("NFKC", unit).replace("^", "").replace("·", "")
    return re.sub("^[x×*](?=10)", "", "".join(same.split()))


def _of_another_unit(rest: str, unit: str) -> str:
    short = rest if len(rest) <= 20 else f"{rest[:20]}…"
    if not unit:
        return f"“{short}” after the number is not read here. Type the number alone."
    return f"“{short}” is not the unit asked for. Type the number in {unit}, with “{unit}” after it or alone."


def _like(unit: str) -> str:
    either = f"12.5 or {with_unit('12.5', unit)}" if unit else "12.5"
    return f"Type digits, such as {either}."


def _refused(problem: str) -> TypedNumber:
    return TypedNumber(number=None, problem=problem)
