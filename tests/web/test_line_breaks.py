"""Punctuation stays on the line of the explained word it touches."""

import re
from html import unescape

from flask import Flask, get_template_attribute
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.facts import Term
from quizapp.core.glossing import Segment, split
from quizapp.web.items.line_breaks import CLOSING, LONGEST, OPENING, pieces

TERM = Term(term="GI NET", forms=(), meaning="A tumour of the gut.", facts=())
WORD = Segment(text="GI NET", meaning="A tumour of the gut.")


def written(segments: list[Segment]) -> str:
    return "".join(piece.opening + piece.text + piece.closing for piece in pieces(segments))


@given(st.lists(st.sampled_from(["GI NET", *OPENING, *CLOSING, " ", "a", "’s", "x" * LONGEST])).map("".join))
def test_no_letter_is_lost_or_moved(text: str) -> None:
    segments, _ = split(text, [TERM], seen=())
    assert written(segments) == text


@given(
    st.lists(
        st.builds(
            Segment, text=st.text(f"{OPENING}{CLOSING} a", min_size=1), meaning=st.sampled_from(["", "m"])
        )
    )
)
def test_no_letter_is_lost_however_explained_words_follow_each_other(segments: list[Segment]) -> None:
    assert written(segments) == "".join(segment.text for segment in segments)


def test_quotes_and_full_stops_go_with_their_word() -> None:
    found = pieces([Segment(text="A (“"), WORD, Segment(text="”). Then")])
    assert [(piece.opening, piece.text, piece.closing) for piece in found] == [
        ("", "A ", ""),
        ("(“", "GI NET", "”)."),
        ("", " Then", ""),
    ]


def test_nothing_is_tied_to_a_word_too_long_for_a_line() -> None:
    long = Segment(text="x" * (LONGEST + 1), meaning="Long.")
    assert [piece.text for piece in pieces([Segment(text="“"), long])] == ["“", long.text]


def test_a_page_writes_what_goes_together_into_one_part(app: Flask) -> None:
    with app.test_request_context():
        write = get_template_attribute("macros/parts.html", "glossed")
        html = str(write(pieces([Segment(text="Is “"), WORD, Segment(text="” right?")])))
    assert re.search(r'^Is <span class="together">“<button[^>]*>GI NET</button>.*”</span> right\?$', html)
    spoken = re.sub(r'<span class="gloss-meaning".*?</b>.*?</span>', "", html)
    assert unescape(re.sub("<[^>]*>", "", spoken)) == "Is “GI NET” right?"
