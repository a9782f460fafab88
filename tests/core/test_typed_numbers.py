"""Numbers that are typed: what is read, and what is told instead of being marked wrong."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.typed_numbers import read_number

NUMBERS = st.decimals(-(10**14), 10**14, places=6, allow_nan=False) | st.integers(-999, 999).map(Decimal)
GAPS = st.sampled_from(" \N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}")
MINUS = st.sampled_from("-\N{MINUS SIGN}\N{EN DASH}")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("4.5", "4.5"),
        ("4,5", "4.5"),
        (" 4.5 ", "4.5"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("5.", "5"),
        ("+5", "5"),
        ("-5", "-5"),
        ("\N{MINUS SIGN}5", "-5"),
        ("\N{EN DASH} 5", "-5"),
        ("1.500", "1.5"),
        ("0,500", "0.5"),
        ("1234,567", "1234.567"),
        ("12,50", "12.5"),
        ("1 500", "1500"),
        ("1\N{THIN SPACE}500\N{THIN SPACE}000,25", "1500000.25"),
        ("1,500,000", "1500000"),
        ("1.500.000", "1500000"),
        ("1,500.5", "1500.5"),
        ("1.500,5", "1500.5"),
        ("12’500", "12500"),
        ("1e3", "1000"),
        ("1.5E-3", "0.0015"),
        ("1.5 × 10^3", "1500"),
        ("1.5 x 10⁻³", "0.0015"),
        ("\N{FULLWIDTH DIGIT FOUR}.5", "4.5"),
    ],
)
def test_a_number_is_read_however_it_is_usually_written(typed: str, number: str) -> None:
    read = read_number(typed)
    assert (read.number, read.problem) == (Decimal(number), "")


@pytest.mark.parametrize(
    "typed",
    ["5 mm", "5mm", "5 MM ".lower(), "5 mm.", "5\N{NO-BREAK SPACE}mm", "5 millimetres", "5 milli metres"],
)
def test_the_unit_may_stand_after_the_number(typed: str) -> None:
    assert read_number(typed, unit="mm", other_units=("millimetres",)).number == 5


@pytest.mark.parametrize("unit", ["×10⁹/L", "10⁹/L", "x 10^9/L", "* 10^9 / L"])
@pytest.mark.parametrize(
    "typed", ["5 ×10⁹/L", "5 × 10⁹/L", "5×10⁹/L", "5 x 10^9/L", "5*10^9/L", "5·10⁹/L", "5 10⁹/L", "5"]
)
def test_a_unit_that_begins_with_a_power_of_ten_is_typed_in_any_usual_way(unit: str, typed: str) -> None:
    assert read_number(typed, unit=unit).number == 5


def test_a_power_of_ten_before_a_unit_without_one_belongs_to_the_number() -> None:
    assert read_number("5 × 10⁹/L", unit="/L").number == 5_000_000_000
    assert read_number("5 × 10³ ×10⁹/L", unit="×10⁹/L").number == 5000


def test_another_power_of_ten_is_another_unit() -> None:
    assert read_number("5 ×10⁶/L", unit="×10⁹/L").number is None


def test_signs_that_look_the_same_are_one_unit() -> None:
    assert read_number("5 \N{GREEK SMALL LETTER MU}g", unit="\N{MICRO SIGN}g").number == 5
    assert read_number("5 m2", unit="m²").number == 5


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("5 cm", "“cm” is not the unit asked for. Type the number in mm, with “mm” after it or alone."),
        ("5 Mm", "“Mm” is not the unit asked for. Type the number in mm, with “mm” after it or alone."),
        ("1,500", "“1,500” can be read in two ways. Type 1500 or 1.500."),
        ("1 50", "This is not read as one number. Type digits, such as 12.5 or 12.5 mm."),
        ("5-6", "This is not read as one number. Type digits, such as 12.5 or 12.5 mm."),
        ("1/2", "This is not read as one number. Type digits, such as 12.5 or 12.5 mm."),
        ("1,50,0", "“1,50,0” is not read as one number. Type digits, such as 12.5 or 12.5 mm."),
        ("five", "This is not read as a number. Type digits, such as 12.5 or 12.5 mm."),
        ("about 5", "This is not read as a number. Type digits, such as 12.5 or 12.5 mm."),
        ("nan", "This is not read as a number. Type digits, such as 12.5 or 12.5 mm."),
        ("-Infinity", "This is not read as a number. Type digits, such as 12.5 or 12.5 mm."),
        ("1e99999999", "This number is too large or too small to be read here. Look at its exponent."),
        ("1e999", "This number has more than 20 digits before the point. Look at it again."),
        ("1e-999", "This number has more than 40 digits after the point. Shorten it."),
        ("9" * 190, "This number has more than 20 digits before the point. Look at it again."),
    ],
)
def test_what_cannot_be_taken_is_told_with_what_to_type(typed: str, words: str) -> None:
    read = read_number(typed, unit="mm")
    assert (read.number, read.problem) == (None, words)


@pytest.mark.parametrize("sign", ["-", "\N{MINUS SIGN}", "+"])
def test_both_readings_of_a_comma_keep_the_sign_that_was_typed(sign: str) -> None:
    problem = read_number(f"{sign}1,500").problem
    assert problem == f"“{sign}1,500” can be read in two ways. Type {sign}1500 or {sign}1.500."


def test_a_unit_where_none_is_asked_for_is_told() -> None:
    assert read_number("5 mm").problem == "“mm” after the number is not read here. Type the number alone."


def test_nothing_typed_is_no_problem() -> None:
    assert (read_number("  ").number, read_number("").problem) == (None, "")


@given(NUMBERS, MINUS, st.sampled_from(".,"))
def test_every_number_is_read_as_it_is_written(number: Decimal, minus: str, point: str) -> None:
    written = f"{abs(number):f}".replace(".", point)
    if point == "," and len(written.partition(",")[2]) == 3:
        written += "0"
    assert read_number(f"{minus if number < 0 else ''}{written}").number == number


@given(NUMBERS, GAPS)
def test_thousands_may_stand_apart(number: Decimal, gap: str) -> None:
    assert read_number(f"{number:,f}".replace(",", gap)).number == number


@given(st.text(max_size=40) | st.from_regex(r"[-+0-9.,' eE×x*^]{1,30}(mm|cm)?", fullmatch=True))
def test_whatever_is_typed_is_read_or_told(typed: str) -> None:
    read = read_number(typed, unit="mm")
    assert (read.number is not None) + bool(read.problem) == bool(typed.strip())
