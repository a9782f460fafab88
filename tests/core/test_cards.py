"""An item as flashcards."""

import re

import pytest

from quizapp.core.cards import asked_faces, back, faces_by_mark, faces_of, front
from quizapp.core.items import Item, ItemType, Response
from tests.core.builders import (
    make_choices,
    make_item,
    make_matching,
    make_ordering,
    make_select_all,
    make_short_answer,
)

MAIN, NEITHER = frozenset({"main"}), frozenset[str]()
HORMONES = make_matching({"insulin": "lowers blood sugar", "glucagon": "raises blood sugar"}, "makes bile")
ANIMALS = make_matching(
    {"cow": "moos", "cat": "meows", "dog": "barks"},
    "sings",
    reverse={"cow": "Which animal moos?", "cat": "Which of these animals meows?"},
)
ASKED = ("pair-cow", "pair-cat", "pair-dog")


def make_statement() -> Item:
    return make_item(
        make_choices("True", "False*", correction="Some NETs make no hormones."),
        type=ItemType.TRUE_FALSE,
        stem="All NETs make hormones.",
    )


@pytest.mark.parametrize(
    "item",
    [
        make_item(),
        make_statement(),
        make_select_all("A*", "B*", "C"),
        make_short_answer("x"),
        make_ordering("A"),
    ],
    ids=lambda item: item.type,
)
def test_most_items_are_one_card(item: Item) -> None:
    assert faces_of(item) == ("main",)


def test_a_matching_item_is_one_card_for_each_subject() -> None:
    assert faces_of(HORMONES) == ("pair-insulin", "pair-glucagon")


def test_a_matching_card_asks_for_one_subject_and_answers_it_alone() -> None:
    question = front(HORMONES, "pair-glucagon", seed="")
    assert (question.stem, question.subject) == (HORMONES.stem, "GLUCAGON")
    assert {choice.text for choice in question.choices} == {
        "lowers blood sugar",
        "raises blood sugar",
        "makes bile",
    }
    assert [answer.text for answer in back(HORMONES, "pair-glucagon").answers] == ["raises blood sugar"]


def test_a_pair_is_asked_the_other_way_round_where_its_author_wrote_how() -> None:
    asked, reversed_ = faces_of(ANIMALS)[:3], faces_of(ANIMALS)[3:]
    assert asked == asked_faces(ANIMALS) == ASKED
    assert [front(ANIMALS, face, seed="").stem for face in reversed_] == [
        "Which animal moos?",
        "Which of these animals meows?",
    ]
    assert len(set(faces_of(ANIMALS))) == 5


def test_the_name_of_a_reverse_card_tells_nothing_of_its_answer() -> None:
    cow = faces_of(ANIMALS)[3]
    assert re.fullmatch(r"reverse-[0-9a-f]{12}", cow)
    changed = make_matching({"dog": "barks", "cow": "says moo"}, reverse={"cow": "Which animal says moo?"})
    assert cow in faces_of(changed)


def test_a_reverse_card_has_the_subjects_as_choices_and_one_of_them_as_its_answer() -> None:
    cow, cat = faces_of(ANIMALS)[3:]
    question = front(ANIMALS, cow, seed="1")
    assert (question.subject, question.needs_choices) == ("", False)
    assert {(choice.id, choice.text) for choice in question.choices} == {
        ("a", "CAT"),
        ("b", "COW"),
        ("c", "DOG"),
    }
    assert question == front(ANIMALS, cow, seed="1")
    assert front(ANIMALS, cat, seed="1").needs_choices
    [answer] = back(ANIMALS, cow).answers
    assert (answer.text, answer.rationale) == ("COW", "This is why it is so with moos.")


def test_a_quiz_answers_no_reverse_card() -> None:
    right, missed = faces_by_mark(ANIMALS, Response(matches={"cow": "a", "cat": "a", "dog": "a"}))
    assert (right, missed) == (frozenset({"pair-cow"}), frozenset({"pair-cat", "pair-dog"}))


@pytest.mark.parametrize("face", ["main", "pair-", "pair-gastrin", "insulin", "reverse-", ""])
def test_a_face_the_item_does_not_have_is_refused(face: str) -> None:
    with pytest.raises(KeyError):
        front(HORMONES, face, seed="")
    with pytest.raises(KeyError):
        back(HORMONES, face)


def test_the_back_gives_every_key_with_its_reason() -> None:
    answers = back(make_select_all("Insulin*", "Bile", "Gastrin*"), "main").answers
    assert [(answer.text, answer.rationale) for answer in answers] == [
        ("Insulin", "This is why it is so with insulin."),
        ("Gastrin", "This is why it is so with gastrin."),
    ]


def test_the_back_of_a_statement_puts_it_right() -> None:
    answer = back(make_statement(), "main")
    assert ([key.text for key in answer.answers], answer.correction) == (
        ["False"],
        "Some NETs make no hormones.",
    )
    assert front(make_statement(), "main", seed="").choices == ()


def test_the_back_of_an_ordering_keeps_the_order() -> None:
    answer = back(make_ordering("First", "Second", "Third"), "main")
    assert [key.text for key in answer.answers] == ["First", "Second", "Third"]
    assert answer.in_order


def test_the_back_of_a_typed_answer_is_its_first_spelling() -> None:
    assert [key.text for key in back(make_short_answer("tumour", "tumor"), "main").answers] == ["tumour"]


@pytest.mark.parametrize(
    ("stem", "needed"),
    [
        ("Which of these is a hormone?", True),
        ("Which statement is true?", True),
        ("What does “neuro” mean?", False),
        ("What kind of hormone is made in the pancreas?", False),
    ],
)
def test_choices_are_shown_at_once_where_the_stem_points_at_them(stem: str, needed: bool) -> None:
    assert front(make_item(stem=stem), "main", seed="").needs_choices is needed


@pytest.mark.parametrize("item", [make_select_all("A*", "B*", "C"), make_ordering("A", "B")])
def test_choices_are_shown_at_once_where_the_answer_is_made_of_them(item: Item) -> None:
    assert front(item, "main", seed="").needs_choices


def test_the_rows_of_a_matching_item_are_not_its_choices() -> None:
    assert not front(HORMONES, "pair-insulin", seed="").needs_choices


def test_an_answer_counts_for_the_faces_it_got_right_and_those_it_missed() -> None:
    response = Response(matches={"insulin": "a", "glucagon": "a"})
    assert faces_by_mark(HORMONES, response) == (frozenset({"pair-insulin"}), frozenset({"pair-glucagon"}))
    assert faces_by_mark(make_item(), Response(chosen=frozenset("a"))) == (MAIN, NEITHER)
    assert faces_by_mark(make_item(), Response(chosen=frozenset("b"))) == (NEITHER, MAIN)


def test_an_answer_that_is_right_in_part_is_a_missed_card() -> None:
    item = make_select_all("A*", "B*", "C")
    assert faces_by_mark(item, Response(chosen=frozenset("a"))) == (NEITHER, MAIN)
