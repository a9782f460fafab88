"""Banks as Moodle XML: read again by our reader, and by one that looks at the file as Moodle does."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from quizapp.core.banks import Bank
from quizapp.core.cloze import filled
from quizapp.core.exchange import tags_of
from quizapp.core.facts import Knowledge
from quizapp.core.items import (
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Ordering,
    ShortAnswer,
    Waiver,
)
from quizapp.core.numbers import in_file
from quizapp.formats.exchange.bodies import statement
from quizapp.formats.exchange.moodle.reader import read_moodle
from quizapp.formats.exchange.moodle.writer import write_moodle
from quizapp.formats.exchange.writing import CORRECTION_LINE
from quizapp.formats.toml_bank import parse_bank
from tests.core.builders import make_choices, make_cloze, make_item, make_matching, make_matrix
from tests.formats.exchange.second_moodle_xml import SeenQuestion, seen
from tests.formats.exchange.sound_banks import as_draft_without, come_home, sound_banks, without
from tests.formats.taken import SOURCE

LOST = {"because", "reverse_stem", "region"}
"""Fields that Moodle XML has no place for."""

KNOWLEDGE = Knowledge(facts={}, sources={"cruk-2014": SOURCE}, terms={})


def as_read_again(item: Item) -> Item:
    """Return an item with what Moodle XML carries of it; parts of it are named by their order."""
    is_in_parts = isinstance(item.body, Matching | Matrix | Cloze)
    bare = as_draft_without(item, LOST | ({"rationale"} if is_in_parts else set()))
    match bare.body:
        case Choices(key_ids=keys) if item.type is ItemType.HOTSPOT:
            return replace(bare, type=ItemType.SINGLE_CHOICE if len(keys) == 1 else ItemType.SELECT_ALL)
        case Matching(subjects=subjects) as body:
            named = (replace(one, id=f"pair-{n}") for n, one in enumerate(subjects, start=1))
            return replace(bare, body=replace(body, subjects=tuple(named)))
        case Matrix(rows=rows) as body:
            return replace(
                bare,
                body=replace(
                    body, rows=tuple(replace(one, id=f"row-{n}") for n, one in enumerate(rows, start=1))
                ),
            )
        case Cloze(blanks=blanks) as body:
            names = {one.id: f"blank-{n}" for n, one in enumerate(blanks, start=1)}
            return replace(
                bare,
                body=Cloze(
                    text=filled(body, lambda one: f"[{names[one.id]}]"),
                    blanks=tuple(replace(one, id=names[one.id]) for one in blanks),
                ),
            )
        case _:
            return bare


@given(sound_banks())
@settings(max_examples=50, deadline=None)
def test_a_bank_comes_back_with_all_that_moodle_xml_carries_and_moodle_finds_the_same_right(
    bank: Bank,
) -> None:
    data = write_moodle(bank, KNOWLEDGE).data
    read = read_moodle(data)
    # Words between dollars, say, may be a formula.
    assert {located.finding.rule for located in read.findings} <= {"markup"}
    assert [come_home(item) for item in read.items] == [as_read_again(item) for item in bank.items]
    found = seen(data)
    assert [(one.id, one.right) for one in found] == [(item.id, right_of(item)) for item in bank.items]
    for one, item in zip(found, bank.items, strict=True):
        assert one.text[0] == item.stem
        assert one.tags[: len(tags_of(item))] == list(tags_of(item))
        _same_reasons(one, item)


def right_of(item: Item) -> Any:
    """Return what is right, in the form of the second reader."""
    texts = {option.id: option.text for option in getattr(item.body, "options", ())}
    match item.body:
        case Choices(key_ids=keys):
            right: Any = {texts[key] for key in keys}
            return right == {"True"} if item.type is ItemType.TRUE_FALSE else right
        case Matching(subjects=parts) | Matrix(rows=parts):
            return [(part.text, texts[part.key]) for part in parts]
        case ShortAnswer(answers=answers):
            return list(answers)
        case Numeric(answer=answer, tolerance=tolerance, units=units):
            return (in_file(answer), in_file(tolerance), list(units))
        case Ordering(key=key):
            return [texts[id_] for id_ in key]
        case Cloze(blanks=blanks):
            return [blank.key.text for blank in blanks]


def _same_reasons(one: SeenQuestion, item: Item) -> None:
    match item.body:
        case Choices(options=options) if item.type is not ItemType.TRUE_FALSE:
            assert one.told == {option.text: option.rationale for option in options}
        case ShortAnswer(rationale=rationale) | Numeric(rationale=rationale):
            assert one.feedback == [rationale]
        case Matrix(rows=parts) | Matching(options=parts):
            told = (f"{part.text}: {part.rationale}" for part in parts)
            assert one.feedback == list(dict.fromkeys(told))
        case _:
            pass


@pytest.mark.parametrize(
    "words",
    ["]]>", "<b>&amp;</b>", "</text>", "<!--", "@@PLUGINFILE@@", "[[1]]", "{1:MC:=a~b}", "$$x$$", "'\""],
)
def test_nothing_in_a_text_can_break_the_file(words: str) -> None:
    item = make_item(stem=f"Is {words} it?")
    data = write_moodle(make_bank(item), KNOWLEDGE).data
    assert read_moodle(data).items[0].stem == item.stem
    assert seen(data)[0].text == [item.stem]


def make_bank(*items: Item, title: str = "A bank") -> Bank:
    """Return a bank of some items."""
    return Bank(id="a-bank", title=title, description="", language="en-GB", items=items)


def test_a_bank_is_one_category_whatever_its_title() -> None:
    data = write_moodle(make_bank(make_item(), title="Signs / symptoms"), KNOWLEDGE).data
    assert seen(data)[0].category == "$course$/top/Signs // symptoms"
    assert read_moodle(data).items[0].category == ("Signs / symptoms",)


def test_sources_and_a_statement_put_right_are_told_after_every_answer_and_are_no_words_of_ours() -> None:
    body = statement(is_true=False, told_true="No.", told_false="Yes.", correction="It is not so.")
    data = write_moodle(make_bank(make_item(body, type=ItemType.TRUE_FALSE)), KNOWLEDGE).data
    assert seen(data)[0].feedback == [
        f"{CORRECTION_LINE}It is not so.",
        "Source: Cancer Research UK, “NETs” (2014)",
    ]
    (item,) = read_moodle(data).items
    assert isinstance(item.body, Choices)
    assert (item.body.correction, item.feedback) == ("It is not so.", "")


def test_a_wrong_option_takes_away_what_a_right_one_earns_where_several_are_right() -> None:
    item = make_item(make_choices("A*", "B*", "C*", "D"), type=ItemType.SELECT_ALL)
    data = write_moodle(make_bank(item), KNOWLEDGE).data.decode()
    assert data.count('fraction="33.33333"') == 3
    assert data.count('fraction="-33.33333"') == 1


def test_a_matrix_keeps_its_columns_in_their_order() -> None:
    item = make_matrix(("Yes", "No", "Perhaps"), one="No", two="Yes")
    written = write_moodle(make_bank(item), KNOWLEDGE)
    (read,) = read_moodle(written.data).items
    assert isinstance(read.body, Matrix)
    assert [column.text for column in read.body.options] == ["Yes", "No", "Perhaps"]
    assert [row.key for row in read.body.rows] == ["b", "a"]
    assert [finding.rule for finding in written.findings] == ["not-carried", "reasons-together"]


@pytest.mark.parametrize(
    ("item", "rules"),
    [
        (make_item(make_choices("A", "B")), ["refused"]),
        (make_item(make_choices(*(f"{n}*" for n in range(11))), type=ItemType.SELECT_ALL), ["refused"]),
        (make_cloze("It is [gap].", gap=("a", "b")), ["refused"]),
        (make_cloze("It is [gap].", gap=("a*", "b")), ["not-carried"]),
        (make_item(picture="fish"), ["not-carried"]),
        (make_item(type=ItemType.HOTSPOT, picture="fish"), ["not-carried"]),
        (make_item(id="x" * 101), ["not-carried"]),
        (make_item(facts=("f" * 50,)), ["not-carried"]),
        (make_item(waived=(Waiver(rule="length", reason="It must."),)), ["not-carried"]),
        (
            make_matching({"one": "a", "two": "b"}, reverse={"one": "Which?"}),
            ["not-carried", "not-carried", "few-rows"],
        ),
    ],
)
def test_what_moodle_does_not_take_is_told(item: Item, rules: list[str]) -> None:
    item = replace(item, body=without(item.body, {"rationale", "because"}))
    written = write_moodle(make_bank(item), KNOWLEDGE)
    assert [finding.rule for finding in written.findings] == rules
    assert len(seen(written.data)) == (0 if rules == ["refused"] else 1)


def test_every_question_of_ours_comes_home_from_moodle_xml_and_moodle_finds_the_same_right() -> None:
    for path in (Path(__file__).parents[3] / "questions" / "banks").glob("*.toml"):
        bank = parse_bank(path.read_text(encoding="utf-8"), name=path.stem).bank
        assert bank
        data = write_moodle(bank, KNOWLEDGE).data
        assert [come_home(item) for item in read_moodle(data).items] == list(map(as_read_again, bank.items))
        assert [(one.id, one.right) for one in seen(data)] == [
            (item.id, right_of(item)) for item in bank.items
        ]
