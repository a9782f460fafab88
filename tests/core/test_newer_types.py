"""Drop-down cloze, matrix and hotspot: marked, ordered, studied and told in words."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core import cards, cloze
from quizapp.core.assembly import gives_away
from quizapp.core.choices import choices_of
from quizapp.core.fitting import is_whole, misfits
from quizapp.core.grading import grade
from quizapp.core.items import Choices, Cloze, Item, ItemType, Matrix, Response
from quizapp.core.option_order import as_shown
from quizapp.core.own_words import in_words
from tests.core.builders import make_cloze, make_hotspot, make_item, make_matrix

CATS = make_cloze(
    "A cat may [sound]. Its claws are [claws] then.",
    sound=("bark", "purr*", "neigh"),
    claws=("hidden*", "spread", "painted"),
)
BIRDS = make_matrix(("By day", "By night"), heron="By night", duck="By day", kite="By day")
FISH = make_hotspot("tail", "gill*", "fin")
IN_PARTS = (CATS, BIRDS)


def keys(item: Item) -> dict[str, str]:
    assert isinstance(item.body, Cloze | Matrix)
    return item.body.keys


@st.composite
def answers(draw: st.DrawFn) -> tuple[Item, Response]:
    """Return an item in parts and any answer to it, also one that does not belong to it."""
    item = draw(st.sampled_from(IN_PARTS))
    parts = st.sampled_from([*keys(item), "nowhere"])
    return item, Response(matches=draw(st.dictionaries(parts, st.sampled_from("abcz"))))


@given(answers())
def test_each_row_and_blank_earns_one_and_nothing_takes_it_away(answer: tuple[Item, Response]) -> None:
    item, response = answer
    mark = grade(item, response)
    right = {part for part, key in keys(item).items() if response.matches.get(part) == key}
    assert (mark.points, mark.maximum) == (len(right), len(keys(item)))
    assert mark.parts_right == right
    assert mark.answered is bool(response.matches)


@pytest.mark.parametrize("item", IN_PARTS, ids=lambda item: item.type)
def test_every_part_right_is_the_whole_mark(item: Item) -> None:
    assert grade(item, Response(matches=keys(item))).is_right


@given(st.sampled_from(["", "a", "b", "c", "z", "ab"]))
def test_a_hotspot_earns_one_for_its_place_and_nothing_else(chosen: str) -> None:
    mark = grade(FISH, Response(chosen=frozenset(chosen)))
    assert (mark.points, mark.maximum) == (int(chosen == "b"), 1)


@pytest.mark.parametrize("seed", ["1", "2", "3", "4"])
def test_columns_and_places_keep_their_order(seed: str) -> None:
    assert as_shown(BIRDS, seed=seed) == BIRDS
    shown = as_shown(FISH, seed=seed).body
    assert isinstance(shown, Choices)
    assert [option.id for option in shown.options] == ["a", "b", "c"]


def test_the_words_for_each_blank_are_shuffled_by_themselves() -> None:
    orders = set()
    for seed in range(30):
        body = as_shown(CATS, seed=str(seed)).body
        assert isinstance(body, Cloze)
        orders.add(tuple("".join(option.id for option in blank.options) for blank in body.blanks))
    assert len({first for first, _ in orders}) == len({second for _, second in orders}) == 6
    assert len(orders) > 10
    assert as_shown(CATS, seed="7") == as_shown(CATS, seed="7")


@pytest.mark.parametrize("item", [CATS, BIRDS, FISH], ids=lambda item: item.type)
def test_the_order_shown_changes_no_mark(item: Item) -> None:
    rng = Random(1)
    for seed in range(10):
        response = Response(
            chosen=frozenset(rng.choice("abc")) if item is FISH else frozenset(),
            matches={} if item is FISH else {part: rng.choice("abc") for part in keys(item)},
        )
        assert grade(as_shown(item, seed=str(seed)), response) == grade(item, response)


def test_every_row_and_blank_is_a_card_and_a_hotspot_is_one() -> None:
    assert cards.faces_of(CATS) == ("blank-sound", "blank-claws")
    assert cards.faces_of(BIRDS) == ("row-heron", "row-duck", "row-kite")
    assert cards.faces_of(FISH) == ("main",)


def test_a_card_of_a_text_leaves_one_gap_and_offers_its_words() -> None:
    front = cards.front(CATS, "blank-claws", seed="1")
    assert front.subject == "A cat may purr. Its claws are […] then."
    assert {choice.text for choice in front.choices} == {"hidden", "spread", "painted"}
    assert front.needs_choices
    assert [answer.text for answer in cards.back(CATS, "blank-claws").answers] == ["hidden"]


def test_a_card_of_a_table_asks_for_one_row_and_offers_the_columns() -> None:
    front = cards.front(BIRDS, "row-heron", seed="1")
    assert (front.subject, front.needs_choices) == ("Heron", True)
    assert [choice.text for choice in front.choices] == ["By day", "By night"]
    [answer] = cards.back(BIRDS, "row-heron").answers
    assert (answer.text, answer.rationale) == ("By night", "This is why heron goes there.")


def test_a_card_of_a_picture_names_places_by_their_letters() -> None:
    front = cards.front(FISH, "main", seed="1")
    assert [choice.label for choice in front.choices] == ["A · tail", "B · gill", "C · fin"]
    assert [answer.text for answer in cards.back(FISH, "main").answers] == ["B · gill"]


@pytest.mark.parametrize("item", [CATS, BIRDS, FISH], ids=lambda item: item.type)
@pytest.mark.parametrize("face", ["row-", "blank-", "pair-heron", "row-sound", "blank-heron", "heron"])
def test_a_face_that_an_item_does_not_have_is_refused(item: Item, face: str) -> None:
    with pytest.raises(KeyError):
        cards.front(item, face, seed="")
    with pytest.raises(KeyError):
        cards.back(item, face)


def test_an_answer_counts_for_each_of_its_cards() -> None:
    right, missed = cards.faces_by_mark(BIRDS, Response(matches={"heron": "b", "duck": "b"}))
    assert (right, missed) == (frozenset({"row-heron"}), frozenset({"row-duck", "row-kite"}))


def test_an_answer_is_told_in_words() -> None:
    assert in_words(CATS, Response(matches={"sound": "c"})) == "A cat may neigh. Its claws are […] then."
    assert in_words(BIRDS, Response(matches={"heron": "a"})) == "Heron: By day"
    assert in_words(FISH, Response(chosen=frozenset("c"))) == "C · fin"
    assert in_words(CATS, Response()) == ""


@pytest.mark.parametrize(
    ("item", "matches", "fits"),
    [
        (CATS, {"sound": "a"}, True),
        (CATS, {"sound": "z"}, False),
        (CATS, {"paw": "a"}, False),
        (BIRDS, {"heron": "b", "duck": "b"}, True),
        (BIRDS, {"heron": "c"}, False),
        (BIRDS, {"bat": "a"}, False),
    ],
)
def test_an_answer_fits_where_its_parts_and_options_are_the_items_own(
    item: Item, matches: dict[str, str], fits: bool
) -> None:
    assert (misfits(item, Response(matches=matches)) == ()) is fits


def test_a_hotspot_takes_one_place() -> None:
    assert misfits(FISH, Response(chosen=frozenset("a"))) == ()
    assert misfits(FISH, Response(chosen=frozenset("ab")))
    assert misfits(FISH, Response(matches={"a": "b"}))


def test_an_answer_is_whole_once_every_part_is_answered() -> None:
    assert not is_whole(BIRDS, Response(matches={"heron": "a", "duck": "a"}))
    assert is_whole(BIRDS, Response(matches={"heron": "a", "duck": "a", "kite": "a"}))


@pytest.mark.parametrize(
    ("telling", "asking", "away"),
    [
        ("Cats rest, and they may purr.", CATS, False),
        ("The claws of a cat are hidden while it rests.", CATS, True),
        ("A heron is out by night.", BIRDS, True),
        ("A duck is out by day.", BIRDS, True),
        ("A bat is out by night.", BIRDS, False),
    ],
)
def test_what_answers_a_row_or_a_blank_gives_it_away(telling: str, asking: Item, away: bool) -> None:
    assert gives_away(make_item(stem=telling), asking) is away


def test_a_solved_text_and_a_table_give_away_what_they_say() -> None:
    asked = make_item(stem="What is the sound of a cat at rest?", body=make_item().body)
    assert not gives_away(CATS, asked)
    assert gives_away(BIRDS, make_matrix(("By day", "By night"), heron="By night", bat="By night"))


def test_a_sentence_is_found_by_its_blank() -> None:
    body = CATS.body
    assert isinstance(body, Cloze)
    assert cloze.sentence_around(body, "claws") == "Its claws are […] then."
    assert cloze.solved(body) == "A cat may purr. Its claws are hidden then."


def test_each_blank_is_judged_as_a_single_choice() -> None:
    first, second = choices_of(CATS)
    assert (first.type, first.stem, second.stem) == (
        ItemType.SINGLE_CHOICE,
        "Complete the sentences about cats: A cat may […].",
        "Complete the sentences about cats: Its claws are […] then.",
    )
    assert choices_of(BIRDS) == (BIRDS,)
    assert [one.type for one in choices_of(FISH)] == [ItemType.SINGLE_CHOICE]
