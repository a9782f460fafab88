"""What counts as a correction of a key, and what answers are worth by the corrected one."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations, permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.corrections import (
    KeyChange,
    as_corrected,
    asks_otherwise,
    changed_answers,
    in_general,
    key_change,
    mark_now,
    reads_alike,
    refuse_silence,
)
from quizapp.core.errors import CorrectionUnsaidError
from quizapp.core.grading import grade
from quizapp.core.items import Choices, Cloze, Item, ItemType, Matching, Matrix, Ordering, Response
from tests.core.builders import (
    make_choices,
    make_cloze,
    make_item,
    make_matching,
    make_matrix,
    make_ordering,
    make_select_all,
    make_short_answer,
)

TEXTS = ("Nerve", "Gland", "Blood", "Bone")
OTHERS = (*TEXTS, "Skin", "Type 1", "Type 2")


def starred(keys: tuple[str, ...], texts: tuple[str, ...]) -> list[str]:
    return [f"{text}*" if text in keys else text for text in texts]


@st.composite
def choices(draw: st.DrawFn, kind: ItemType) -> Item:
    texts = tuple(draw(st.lists(st.sampled_from(OTHERS), min_size=2, max_size=5, unique=True)))
    most = 1 if kind is ItemType.SINGLE_CHOICE else len(texts)
    keys = tuple(draw(st.lists(st.sampled_from(texts), min_size=1, max_size=most, unique=True)))
    return make_item(make_choices(*starred(keys, texts)), type=kind)


@st.composite
def matrices(draw: st.DrawFn) -> Item:
    columns = tuple(draw(st.permutations(TEXTS))[: draw(st.integers(2, 4))])
    rows = {name: draw(st.sampled_from(columns)) for name in ("one", "two")}
    return make_matrix(columns, **rows)


@st.composite
def matchings(draw: st.DrawFn) -> Item:
    texts = draw(st.permutations(OTHERS))
    return make_matching({"one": texts[0], "two": texts[1]}, texts[2])


@st.composite
def clozes(draw: st.DrawFn) -> Item:
    texts = tuple(draw(st.permutations(TEXTS))[:3])
    return make_cloze("It is [one].", one=tuple(starred((draw(st.sampled_from(texts)),), texts)))


KINDS = st.sampled_from(
    [
        choices(ItemType.SINGLE_CHOICE),
        choices(ItemType.SELECT_ALL),
        matrices(),
        matchings(),
        clozes(),
        st.permutations(TEXTS).map(lambda texts: make_ordering(*texts)),
    ]
)
PAIRS = KINDS.flatmap(lambda kind: st.tuples(kind, kind))


def answers_to(item: Item) -> Iterator[Response]:
    """Return every answer that can be given to an item."""
    match item.body:
        case Choices(options=options) if item.type is ItemType.SELECT_ALL:
            some = chain.from_iterable(combinations(options, n) for n in range(1, len(options) + 1))
            yield from (Response(chosen=frozenset(one.id for one in ones)) for ones in some)
        case Choices(options=options):
            yield from (Response(chosen=frozenset({one.id})) for one in options)
        case Ordering(options=options):
            yield from (Response(order=order) for order in permutations(one.id for one in options))
        case Matching(options=options) | Matrix(options=options):
            parts = list(item.body.keys)
            for ids in product((one.id for one in options), repeat=len(parts)):
                yield Response(matches=dict(zip(parts, ids, strict=True)))
        case Cloze(blanks=(blank,)):
            yield from (Response(matches={blank.id: one.id}) for one in blank.options)


@given(PAIRS)
def test_a_key_is_corrected_if_and_only_if_some_answer_that_could_be_given_is_worth_something_else(
    pair: tuple[Item, Item],
) -> None:
    before, after = pair
    worth_else = any(
        grade(before, answer) != mark_now(before, after, answer) for answer in answers_to(before)
    )
    assert worth_else == (key_change(before, after) is KeyChange.CORRECTED)


@given(PAIRS)
def test_who_chose_what_the_corrected_version_keys_is_right(pair: tuple[Item, Item]) -> None:
    before, after = pair
    corrected = as_corrected(before, after)
    if corrected is None or not isinstance(before.body, Choices) or not isinstance(after.body, Choices):
        return
    right = {option.text for option in after.body.options if option.is_key}
    chosen = frozenset(option.id for option in before.body.options if option.text in right)
    assert grade(corrected, Response(chosen=chosen)).is_right == bool(chosen)


@given(KINDS.flatmap(lambda kind: kind))
def test_an_item_is_no_correction_of_itself_whatever_letters_its_options_have(item: Item) -> None:
    body = item.body
    if isinstance(body, Choices):
        ids = [option.id for option in body.options]
        turned = zip(body.options, (*ids[1:], ids[0]), strict=True)
        body = replace(body, options=tuple(replace(option, id=id_) for option, id_ in turned))
    assert key_change(item, replace(item, body=body)) is KeyChange.NONE


STATEMENT = make_item(make_choices("True*", "False"), type=ItemType.TRUE_FALSE, stem="NETs are common.")


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (make_item(make_choices("A*", "B")), make_item(make_choices("A", "B*")), KeyChange.CORRECTED),
        (make_item(make_choices("A*", "B")), make_item(make_choices("A", "B", "C*")), KeyChange.CORRECTED),
        (make_item(make_choices("A*", "B")), make_item(make_choices("A*", "C")), KeyChange.NONE),
        (make_item(make_choices("A*", "B")), make_item(make_choices("C*", "B")), KeyChange.UNCLEAR),
        (make_item(make_choices("Type 1*", "B")), make_item(make_choices("Type 2*", "B")), KeyChange.UNCLEAR),
        (make_item(make_choices("A tumour.*", "B")), make_item(make_choices("Tumor*", "B")), KeyChange.NONE),
        (make_select_all("A*", "B*", "C"), make_select_all("A*", "B*", "C", "D*"), KeyChange.NONE),
        (make_select_all("A*", "B*", "C"), make_select_all("A*", "B", "C"), KeyChange.CORRECTED),
        (make_select_all("A*", "B*", "C"), make_select_all("A*", "D*", "C"), KeyChange.UNCLEAR),
        (make_short_answer("nerve"), make_short_answer("Nerve."), KeyChange.NONE),
        (make_short_answer("nerve"), make_short_answer("nerve", "neuron"), KeyChange.CORRECTED),
        (make_short_answer("nerve"), make_short_answer("gland"), KeyChange.CORRECTED),
        (
            STATEMENT,
            replace(STATEMENT, body=make_choices("True", "False*"), stem="NETs are rare."),
            KeyChange.UNCLEAR,
        ),
        (STATEMENT, replace(STATEMENT, stem="NETs are uncommon."), KeyChange.NONE),
        (make_item(), make_short_answer("nerve"), KeyChange.UNCLEAR),
        (
            make_cloze("A [one].", one=("x*", "y")),
            make_cloze("A [one].", one=("x", "y*")),
            KeyChange.CORRECTED,
        ),
        (make_cloze("A [one].", one=("x*", "y")), make_cloze("B [one].", one=("x", "y*")), KeyChange.UNCLEAR),
    ],
)
def test_what_a_new_version_does_to_a_key(before: Item, after: Item, change: KeyChange) -> None:
    assert key_change(before, after) is change


def test_an_answer_to_what_is_asked_otherwise_now_keeps_its_mark() -> None:
    turned = replace(STATEMENT, body=make_choices("True", "False*"), stem="NETs are rare.")
    assert mark_now(STATEMENT, turned, Response(chosen=frozenset("a"))).is_right


def test_nobody_who_could_not_choose_what_is_right_now_is_right() -> None:
    before, after = make_item(make_choices("A*", "B")), make_item(make_choices("A", "B", "C*"))
    assert not any(mark_now(before, after, answer).points for answer in answers_to(before))


def test_numbers_and_signs_tell_texts_apart() -> None:
    assert reads_alike("the small-bowel tumours", "The small bowel tumors.")
    assert not reads_alike("1.5 cm", "15 cm")
    assert not reads_alike("< 2 cm", "> 2 cm")


def test_what_differs_is_told_part_by_part_and_the_rest_is_not() -> None:
    before = make_matrix(("day", "night"), cat="day", owl="night")
    after = make_matrix(("day", "night"), cat="night", owl="night")
    (changed,) = changed_answers(before, after)
    assert (changed.subject, changed.said, changed.says) == ("Cat", "day", "night")
    assert changed.why == "This is why cat goes there."
    assert (
        in_general(before, after)
        == "For “Cat”, this question gave “day” as the right answer; right is “night”."
    )


def test_a_correction_needs_a_sentence_where_it_is_sure_and_may_have_one_where_a_person_has_to_tell() -> None:
    with pytest.raises(CorrectionUnsaidError):
        refuse_silence(KeyChange.CORRECTED, "")
    refuse_silence(KeyChange.CORRECTED, "It is B.")
    refuse_silence(KeyChange.UNCLEAR, "")


def test_of_a_question_that_asks_otherwise_now_it_is_not_said_that_its_key_was_wrong() -> None:
    turned = replace(STATEMENT, body=make_choices("True", "False*"), stem="NETs are rare.")
    assert asks_otherwise(STATEMENT, turned)
    assert "asks otherwise now" in in_general(STATEMENT, turned)
    assert "gave" not in in_general(STATEMENT, turned)
