"""Formulas in MathML, as one line of text."""

import pytest

from quizapp.formats.exchange.plain import from_html
from tests.support.speed import within


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mrow><mi>c</mi></mrow></mfrac>", "(a+b)/c"),
        ("<mrow><msup><mn>10</mn><mn>9</mn></msup><mo>&lt;</mo><mi>x</mi></mrow>", "10^9<x"),
        ("<msup><mfrac><mn>1</mn><mn>2</mn></mfrac><mn>2</mn></msup>", "(1/2)^2"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x_1^2"),
        ("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt><mspace/><msqrt><mi>y</mi></msqrt>", "√(x+1)√(y)"),
        (
            "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd>3</mtd></mtr></mtable>",
            "1, 2; 3",
        ),
        ("<semantics><mi>x</mi><annotation encoding='TeX'>x</annotation></semantics>", "x"),
    ],
)
def test_a_formula_is_told_in_one_line(formula: str, line: str) -> None:
    found = from_html(f"So <math xmlns='m'>{formula}</math> it is")
    assert found.text == f"So {line} it is"
    assert found.lost == {"a formula"}


def test_a_formula_far_too_long_to_be_one_stays_as_it_is_and_the_next_is_read() -> None:
    half = "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>"
    found = from_html(f"<math>{'<mn>1</mn>' * 3000}</math> {half}")
    assert found.text.endswith(" 1/2")


def test_a_formula_that_does_not_end_is_told_as_it_is() -> None:
    assert from_html("<p>a <math><mn>1</mn></p>b").text.startswith("a ")


@pytest.mark.parametrize(
    "piece", ["<math>", "</math>", "<mn>", "<mn ", "</mn>", "<mfrac>", "<mi>x</mi>", "<"]
)
def test_a_formula_made_to_be_slow_is_read_in_good_time(piece: str) -> None:
    with within(2):
        from_html(f"<math>{piece * (200_000 // len(piece))}</math>")
        from_html(piece * (200_000 // len(piece)))
