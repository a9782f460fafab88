"""What changed between two texts is told word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.word_diff import MOST_WORDS, Change, word_diff

WORDS = st.text(alphabet="ab .,\n’", max_size=30)


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(piece.change.value, piece.text) for piece in word_diff(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("A NET is rare.", "A NET is rare.", [("same", "A NET is rare.")]),
        (
            "A NET is rare.",
            "A NET is not common.",
            [("same", "A NET is"), ("gone", " rare"), ("new", " not common"), ("same", ".")],
        ),
        ("", "A NET.", [("new", "A NET.")]),
        ("A NET.", "", [("gone", "A NET.")]),
        ("", "", []),
        ("It is 1.5.", "It is 15.", [("same", "It is"), ("gone", " 1.5"), ("new", " 15"), ("same", ".")]),
    ],
)
def test_changed_words_are_told_between_those_that_stayed(
    old: str, new: str, pieces: list[tuple[str, str]]
) -> None:
    assert told(old, new) == pieces


@given(WORDS, WORDS)
def test_the_pieces_make_up_both_texts(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(piece.text for piece in pieces if piece.change is not Change.NEW) == old
    assert "".join(piece.text for piece in pieces if piece.change is not Change.GONE) == new


def test_texts_too_long_to_compare_are_told_as_changed_whole() -> None:
    old, new = "word " * (MOST_WORDS + 1), "word " * MOST_WORDS
    assert told(old, new) == [("gone", old), ("new", new)]
