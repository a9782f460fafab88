"""A name is what it looks like."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.names import shown_name


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Kim \n Lind ", "Kim Lind"),
        ("Kim\u202egnirts", "Kimgnirts"),
        ("\u2066Kim\u2069", "Kim"),
        ("K\u200bim", "Kim"),
        ("\ufeffKim", "Kim"),
        ("Kim\u00adLind", "KimLind"),
        ("Kim\x00\x7f", "Kim"),
        ("\u200dKim\u200d", "Kim"),
        ("\u200b\u200e", ""),
        ("Jose\u0301", "Jos\u00e9"),
        ("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627"),
        ("O’Neill-Łoś", "O’Neill-Łoś"),
    ],
)
def test_signs_that_nobody_sees_leave_a_name(typed: str, shown: str) -> None:
    assert shown_name(typed) == shown


@given(st.text())
def test_a_shown_name_is_shown_as_it_is_and_turns_no_text_around(text: str) -> None:
    shown = shown_name(text)
    assert shown_name(shown) == shown
    assert all(unicodedata.category(char) != "Cf" or char in "\u200c\u200d" for char in shown)
    assert "\n" not in shown
