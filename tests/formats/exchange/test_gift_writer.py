"""Banks in GIFT: they come home as they left, and another reader sees the same in them."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from quizapp.core.banks import Bank
from quizapp.core.exchange import tags_of
from quizapp.core.facts import Knowledge, Source
from quizapp.core.items import Choices, Item, ItemType, Matching, Matrix, Numeric, Option, ShortAnswer
from quizapp.formats.exchange.bodies import matching, statement
from quizapp.formats.exchange.gift.reader import read_gift
from quizapp.formats.exchange.gift.writer import TYPES, write_gift
from quizapp.formats.exchange.writing import feedback_lines
from tests.core.builders import make_item
from tests.formats.exchange.second_gift import Seen, see
from tests.formats.exchange.sound_banks import as_draft_without, come_home, sound_banks

NOTHING_KNOWN = Knowledge(facts={}, sources={}, terms={})
KNOWN = replace(NOTHING_KNOWN, sources={"s": Source(id="s", publisher="A = B", title="{C}", year=2020)})


def make_bank(*items: Item, title: str = "A bank") -> Bank:
    return Bank(id="b", title=title, description="", language="en-GB", items=items)


def make_choice(*texts: str, keys: int = 1, **changes: Any) -> Item:
    options = tuple(
        Option(id=chr(97 + place), text=text, rationale="", is_key=place < keys)
        for place, text in enumerate(texts)
    )
    return make_item(Choices(options=options), **changes)


def written(*items: Item) -> str:
    return write_gift(make_bank(*items), KNOWN).data.decode()


def left_out(bank: Bank) -> set[str]:
    findings = write_gift(bank, NOTHING_KNOWN).findings
    return {finding.item for finding in findings if finding.rule in {"no-such-type", "left-out"}}


def comparable(item: Item) -> object:
    """Return the item as GIFT carries it: pairs and rows without the names and reasons of their parts."""
    match item.body:
        case Matching(options=options) | Matrix(options=options):
            rows = item.body.subjects if isinstance(item.body, Matching) else item.body.rows
            texts = {option.id: option.text for option in options}
            pairs = [(row.text, texts[row.key]) for row in rows]
            return replace(item, body=matching(pairs, sorted(texts.values())))
        case _:
            return item


@settings(max_examples=40, deadline=None)
@given(sound_banks())
def test_a_bank_comes_home_as_it_left_but_for_what_the_findings_tell(bank: Bank) -> None:
    data = write_gift(bank, NOTHING_KNOWN).data
    back = read_gift(data)
    gone = left_out(bank)
    assert [comparable(come_home(item)) for item in back.items] == [
        comparable(as_draft_without(item, ("because",))) for item in bank.items if item.id not in gone
    ]
    assert [located.finding.rule for located in back.findings] == ([] if back.items else ["empty"])
    assert {item.category for item in back.items} <= {("A bank",)}


@settings(max_examples=40, deadline=None)
@given(sound_banks())
def test_another_reader_sees_the_same_questions(bank: Bank) -> None:
    gone = left_out(bank)
    kept = [item for item in bank.items if item.id not in gone]
    seen = see(write_gift(bank, NOTHING_KNOWN).data.decode())
    assert seen == [expected(item) for item in kept]


def expected(item: Item) -> Seen:
    """Return what another reader is to see in an item."""
    tags = [*tags_of(item), *(["type:matrix"] if item.type is ItemType.MATRIX else [])]
    feedback = "\n".join(feedback_lines(item, NOTHING_KNOWN))
    seen = Seen(id=item.id, name=item.id, stem=item.stem, tags=tags, category="A bank", feedback=feedback)
    match item.body:
        case Choices(options=options) if item.type is ItemType.TRUE_FALSE:
            seen.kind = "statement"
            (right,), (wrong,) = ([o for o in options if o.is_key is is_key] for is_key in (True, False))
            seen.verdict, seen.told_right, seen.told_wrong = (
                right.id.upper(),
                right.rationale,
                wrong.rationale,
            )
        case Choices(options=options):
            seen.kind = "choice"
            marks = marks_of(item.type, len(item.body.key_ids))
            seen.answers = [(marks[option.is_key], option.text, option.rationale) for option in options]
        case Matching() | Matrix():
            seen.kind = "match"
            texts = {option.id: option.text for option in item.body.options}
            rows = item.body.subjects if isinstance(item.body, Matching) else item.body.rows
            seen.pairs = [(row.text, texts[row.key]) for row in rows]
            used = {row.key for row in rows}
            seen.pairs += [("", text) for id_, text in texts.items() if id_ not in used]
        case Numeric(answer=answer, tolerance=tolerance):
            seen.kind = "number"
            seen.verdict = f"{answer}:{tolerance}" if tolerance else f"{answer}"
        case ShortAnswer(answers=answers):
            seen.kind = "typed"
            seen.answers = [("=", answer.replace("*", "\\*"), "") for answer in answers]
    return seen


def marks_of(item_type: ItemType, keys: int) -> dict[bool, str]:
    """Return what stands before a right and before a wrong option."""
    if item_type is ItemType.SINGLE_CHOICE:
        return {True: "=", False: "~"}
    share = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667"}[keys]
    return {True: f"~{share}", False: "~-100"}


HARMFUL = (
    "$CATEGORY: x",
    "// no comment",
    "a\n// b\n\n$CATEGORY: c\n\n::d::",
    "::name:: {=a} \\{ } # ~ =",
    "a \\",
    "\\n \\\\ \\=",
    "[html]<b>a</b>",
    "%50%half",
    "%-100%",
    "[id:x] [tag:y] ]",
    "a -> b",
    "-> <br> &amp; ->",
    "####",
    "TRUE",
    "*",
    "<script>x</script>",
    "a\r\nb",
)


@pytest.mark.parametrize("text", HARMFUL)
def test_no_text_of_an_item_breaks_the_file(text: str) -> None:
    choice = make_choice(text, "other", id="one", stem=text, no_gloss=(text,))
    match = replace(
        choice, id="two", type=ItemType.MATCHING, body=matching([(text, "x"), ("y", text)], ["z"])
    )
    verdict = statement(is_true=True, told_true=text, told_false=text, correction=text)
    true = replace(choice, id="three", type=ItemType.TRUE_FALSE, body=verdict)
    back = read_gift(write_gift(make_bank(choice, match, true, title=text), NOTHING_KNOWN).data)
    assert [(item.id, item.type) for item in back.items] == [
        ("one", ItemType.SINGLE_CHOICE),
        ("two", ItemType.MATCHING),
        ("three", ItemType.TRUE_FALSE),
    ]
    clean = text.replace("\r\n", "\n").replace("\n\n", "\n")
    assert {item.stem for item in back.items} == {clean}
    assert back.findings == ()
    assert isinstance(back.items[0].body, Choices)
    assert {option.text for option in back.items[0].body.options} == {clean, "other"}
    assert isinstance(back.items[1].body, Matching)
    assert back.items[1].body.subjects[0].text == clean
    assert clean in {option.text for option in back.items[1].body.options}


@pytest.mark.parametrize("title", ["a/b", "/a/", "top", "$course$", "a // b", "NETs: what they are"])
def test_the_title_of_the_bank_is_the_category(title: str) -> None:
    (item,) = read_gift(write_gift(make_bank(make_choice("a", "b"), title=title), NOTHING_KNOWN).data).items
    assert item.category == (title,)


@pytest.mark.parametrize(("keys", "share"), [(1, 100), (3, 33.33333), (7, 14.28571), (10, 10)])
def test_right_options_share_the_mark_as_moodle_can_and_wrong_ones_cost_it(keys: int, share: float) -> None:
    item = replace(make_choice(*"abcdefghijk", keys=keys), type=ItemType.SELECT_ALL)
    text = written(item)
    assert text.count(f"~%{share:.7g}%") == keys
    assert text.count("~%-100%") == 11 - keys
    assert abs(keys * share - 100) < 0.005


def test_sources_are_told_after_every_answer_and_are_no_part_of_the_item_when_it_comes_home() -> None:
    text = written(make_choice("a", "b", sources=("s",)))
    assert "####Source\\: A \\= B, “\\{C\\}” (2020)" in text
    assert read_gift(text.encode()).items[0].feedback == ""


@pytest.mark.parametrize(
    "item",
    [
        replace(make_choice(*"abcdefghijkl", keys=11), type=ItemType.SELECT_ALL),
        replace(make_choice("a", "b", keys=0), type=ItemType.SELECT_ALL),
        make_choice("a", "b", keys=0),
        make_choice("a", "b", keys=2),
        replace(
            make_item(),
            type=ItemType.SHORT_ANSWER,
            body=ShortAnswer(answers=("a -> b",), rationale=""),
        ),
    ],
)
def test_what_cannot_be_said_is_left_out_with_a_reason(item: Item) -> None:
    result = write_gift(make_bank(item), NOTHING_KNOWN)
    assert [finding.rule for finding in result.findings] == ["left-out"]
    assert read_gift(result.data).items == ()


def test_what_stays_behind_of_an_item_is_told() -> None:
    item = make_choice("a", "b", picture="fish")
    assert [finding.rule for finding in write_gift(make_bank(item), NOTHING_KNOWN).findings] == [
        "not-carried"
    ]


def test_types_that_gift_does_not_have_are_named() -> None:
    assert set(ItemType) - TYPES == {ItemType.ORDERING, ItemType.DROPDOWN_CLOZE, ItemType.HOTSPOT}
