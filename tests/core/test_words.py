"""Texts as words and sentences."""

import pytest

from quizapp.core.words import any_of, jaccard, sentences, share_root, topic_words, whole_words, words


def test_a_word_with_a_hyphen_or_an_apostrophe_is_one_word() -> None:
    assert words("A “non-functioning” NET, the cancer's name.") == [
        "a",
        "non-functioning",
        "net",
        "the",
        "cancer's",
        "name",
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two? Three!", 3),
        ("It is 3.5 cm, e.g. a pea.", 1),
        ("He said “one.” Then he left.", 2),
        ("In 2014. 15 people", 2),
        ("", 0),
        ("…", 0),
    ],
)
def test_a_sentence_ends_where_the_next_one_begins(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_word_is_never_found_inside_another() -> None:
    pattern = any_of("all, at least")
    assert not pattern.search("small intestine, gallbladder, usually, all-clear")
    assert pattern.search("All of it")
    assert pattern.search("at  least")
    assert not whole_words().search("all")


def test_topic_words_are_long_words_and_short_names() -> None:
    found = topic_words("Which VIP-like hormone does the NET make in 2014, and of what use is it?")
    assert found == {"vip", "hormone"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("insulin", "insulinoma"),
        ("digest", "digestion"),
        ("pancreas", "pancreatic"),
        ("vip", "vipoma"),
        ("cell", "cells"),
        ("gastric", "gastrin"),
    ],
)
def test_words_of_one_root_are_told(first: str, second: str) -> None:
    assert share_root(first, second)
    assert share_root(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [("international", "interval"), ("stage", "state"), ("contain", "contact"), ("vip", "tip")],
)
def test_words_that_only_begin_alike_are_not_of_one_root(first: str, second: str) -> None:
    assert not share_root(first, second)


def test_jaccard_is_the_share_in_common() -> None:
    assert jaccard(frozenset("abcd"), frozenset("abce")) == 0.6
    assert jaccard(frozenset(), frozenset()) == 1.0
