"""Files that are no friends of a reader of GIFT or Aiken: findings, in good time, and never an exception."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.formats.exchange.aiken_reader import read_aiken
from quizapp.formats.exchange.gift.reader import read_gift
from quizapp.formats.exchange.reading import ReadBank
from quizapp.formats.exchange.texts import LARGEST_TEXT
from tests.support.speed import within

SIZE = 900_000
"""Characters; as one question that is still read."""

MARKS = (
    "{",
    "}",
    "~",
    "=",
    "#",
    "####",
    "::",
    "\\",
    "\\:",
    "->",
    "%",
    "%50%",
    "..",
    ":",
    "*",
    "**",
    "[",
    "]",
)
WORDS = (
    "a",
    "T",
    "1",
    " ",
    "\n",
    "\n\n",
    "//",
    "[id:",
    "[tag:",
    "\\]",
    "$CATEGORY: ",
    "/",
    "<b>",
    "&amp;",
    "😀",
)
LINES = ("A) x\n", "B. y\n", "ANSWER: A\n", "ANSWER:", "Q\n", "\r", "\t", "\x0e", "\x00", "\ufeff", "[html]")


@pytest.mark.parametrize(
    ("before", "piece", "after"),
    [
        ("Q{", "~a", "}"),
        ("Q{", "=a", "}"),
        ("Q{", "=a->b", "}"),
        ("Q{=a", "#", "}"),
        ("Q{~", "%", "}"),
        ("Q{~%", "1", "%}"),
        ("Q{#", "1", "}"),
        ("Q{#", "..", "}"),
        ("Q{=", "*", "}"),
        ("", "\\", "{T}"),
        ("", "\\:", "{T}"),
        ("", "::", "{T}"),
        ("", "{", "}"),
        ("[html]", "<a '", "{T}"),
        ("", "<a\n>", "{T}"),
        ("[markdown]", "**", "{T}"),
        ("$CATEGORY: ", "/", ""),
        ("// [tag:", "[tag:", "\nQ{T}"),
        ("// ", "[id:\\]", "\nQ{T}"),
        ("", "// x\n", "Q{T}"),
        ("Q", " \t", "x{T}"),
        ("", "\n \n", "Q{T}"),
        ("", "$CATEGORY: x\n\n", ""),
        ("", "x{\n\n", ""),
        ("Q\n", "A) x\n", "ANSWER: A"),
        ("", "ANSWER: A\n", ""),
    ],
)
def test_a_file_made_to_be_slow_is_read_in_good_time(before: str, piece: str, after: str) -> None:
    data = (before + piece * (SIZE // len(piece)) + after).encode()
    with within(2):  # a ninth of the largest file there may be
        read_gift(data)
        read_aiken(data)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(), st.lists(st.sampled_from(MARKS + WORDS + LINES)).map(lambda s: "".join(s).encode())
    )
)
def test_any_bytes_give_items_or_findings_and_never_an_exception(data: bytes) -> None:
    for read in (read_gift, read_aiken):
        bank = read(data)
        assert bank.items or bank.findings
        assert all(item.body or item.raw for item in bank.items)
        assert all(located.line >= 1 and located.column >= 1 for located in bank.findings)


@pytest.mark.parametrize("read", [read_gift, read_aiken])
@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"x" * (LARGEST_TEXT + 1), "too-large"),
        ("Q{T}".encode("utf-16"), "encoding"),
        (b"\xffQ{T}", "encoding"),
        (b"Q\x00{T}", "nul"),
        (b"", "empty"),
    ],
)
def test_what_is_no_text_is_refused_with_one_finding(
    read: Callable[[bytes], ReadBank], data: bytes, rule: str
) -> None:
    bank = read(data)
    assert (bank.items, [located.finding.rule for located in bank.findings]) == ((), [rule])


def test_a_script_and_a_formula_are_text_and_nothing_else() -> None:
    (item,) = read_gift(b'[html]<script>alert("x")</script>Which?{\\=1+1 =a ~\\=cmd|x}').items
    assert item.stem == "Which?"
