"""Questions in GIFT, as Moodle reads them."""

import pytest

from quizapp.core.banks import Severity
from quizapp.core.items import ItemType
from quizapp.formats.exchange.gift.reader import read_gift
from quizapp.formats.exchange.reading import MOST_ITEMS
from tests.formats.exchange.gift_reading import options, read, read_one, reasons, told


def test_lines_between_blank_ones_are_a_question() -> None:
    bank = read("\n \nOne\nhere?{T}\n\n\t\n\nTwo?{F}")
    assert [(item.stem, item.line) for item in bank.items] == [("One\nhere?", 3), ("Two?", 8)]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_lines_end_as_on_any_system(end: str) -> None:
    assert [item.stem for item in read(f"One?{{T}}{end}{end}Two?{{F}}").items] == ["One?", "Two?"]


def test_a_byte_order_mark_is_no_part_of_a_question() -> None:
    assert read_gift(b"\xef\xbb\xbf::N::It is so.{T}").items[0].name == "N"


def test_a_file_in_another_encoding_is_refused_with_its_line() -> None:
    (located,) = read_gift("It is so.{T}\n\nGr\u00fcn?{T}".encode("cp1252")).findings
    assert (located.finding.rule, located.line) == ("encoding", 3)


def test_two_questions_without_a_blank_line_between_are_one_and_this_is_told() -> None:
    text = "One?{T}\nTwo?{F}"
    assert read_one(text).stem == "One?\nTwo?{F}"
    assert told(text) == [("second-braces", Severity.ERROR)]


def test_comments_are_left_out_wherever_their_line_stands() -> None:
    text = "// Above.\nWhich?{\n  // Among answers, with {, = and ~.\n =a\n ~b\n}\n// Below."
    assert options(text) == {"a": True, "b": False}
    assert read_one(text).stem == "Which?"
    assert read_one(text).line == 2


def test_comments_carry_one_id_and_many_tags() -> None:
    item = read_one(
        "// [tag:  one] [id: a\\]b ]\n// [id:other] x[tag:t\\]wo]y [tag:\n// three]\nIt is so.{T}"
    )
    assert (item.id, item.tags) == ("a]b", ("one", "t]wo"))


def test_a_comment_apart_from_a_question_says_nothing_of_it() -> None:
    assert read_one("// [id:x] [tag:y]\n\nIt is so.{T}").id == ""


@pytest.mark.parametrize(
    ("path", "category"),
    [
        ("$course$/Default for A/B", ("Default for A", "B")),
        ("$course$/top/NETs/a // b", ("NETs", "a / b")),
        ("top/NETs", ("NETs",)),
        ("NETs/ top ", ("NETs", "top")),
        ("$cat1$/top", ()),
        ("a\\:b", ("a\\:b",)),
    ],
)
def test_a_category_holds_for_the_questions_after_it(path: str, category: tuple[str, ...]) -> None:
    bank = read(f"Before.{{T}}\n\n// Switch.\n$CATEGORY: {path}\n\nOne.{{T}}\n\nTwo.{{T}}")
    assert [item.category for item in bank.items] == [(), category, category]


def test_a_question_right_below_a_category_is_read_with_a_word_about_it() -> None:
    text = "$CATEGORY: top/x\n::N::It is so.{T}"
    item = read_one(text)
    assert (item.category, item.name, item.kind) == (("x",), "N", "true-false")
    assert told(text) == [("category-line", Severity.WARNING)]


@pytest.mark.parametrize(
    ("text", "name", "stem"),
    [
        ("::A name:: Is it?{T}", "A name", "Is it?"),
        ("::a \\:\\: b::Is it?{T}", "a :: b", "Is it?"),
        ("Is it?{T}", "Is it?", "Is it?"),
        ("::Is it?{T}", "Is it?", "Is it?"),
        (f"{'word ' * 30}.{{T}}", f"{'word ' * 14}word…", f"{'word ' * 30}."),
    ],
)
def test_a_question_has_the_name_before_it_or_one_made_of_its_text(text: str, name: str, stem: str) -> None:
    item = read_one(text)
    assert (item.name, item.stem) == (name, stem)


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("[html]a<br>b &lt; c{T}", "a\nb < c"),
        ("::N::[html]a\nb{T}", "a b"),
        ("[plain]a <b> &lt;{T}", "a <b> &lt;"),
        ("[moodle]a\nb <b>c</b>{T}", "a\nb c"),
        ("[markdown]a **b** c{T}", "a b c"),
        ("[other]a{T}", "[other]a"),
        ("[html a{T}", "[html a"),
        ("<p>a</p>\n<p>b</p>{T}", "a\nb"),
    ],
)
def test_a_text_may_name_its_markup(text: str, stem: str) -> None:
    assert read_one(text).stem == stem


def test_answers_and_feedback_have_the_markup_of_the_question_unless_they_name_one() -> None:
    text = "[plain]Which?{=<a>#<b>x</b> ~[html]<i>c</i>#[html]<b>y</b>}"
    assert reasons(text) == {"<a>": "<b>x</b>", "c": "y"}


def test_what_is_lost_with_markup_is_told_once() -> None:
    text = '[html]H<sub>2</sub> <img src\\="x">{=a<sub>1</sub> ~b}'
    assert told(text) == [("markup", Severity.WARNING)]


@pytest.mark.parametrize(
    ("escaped", "stem"),
    [
        ("\\: \\# \\= \\{ \\} \\~", ": # = { } ~"),
        ("a\\nb", "a\nb"),
        ("a \\\\ b", "a \\ b"),
        ("a\\\\\\=b", "a\\=b"),
        ("\\alpha \\( \\[", "\\alpha \\( \\["),
    ],
)
def test_a_backslash_hides_marks_and_nothing_else(escaped: str, stem: str) -> None:
    assert read_one(f"{escaped}{{T}}").stem == stem


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Grant is {~alive =dead} now.", "Grant is _____ now."),
        ("{=Two =2} and two is four", "_____ and two is four"),
        ("Two and two is {=four}.", "Two and two is _____."),
        ("Is it?  {T}  ", "Is it?"),
    ],
)
def test_answers_within_the_text_leave_a_blank(text: str, stem: str) -> None:
    assert read_one(text).stem == stem


def test_choices_within_the_text_are_a_single_choice() -> None:
    assert read_one("Grant is {~alive =dead} now.").type is ItemType.SINGLE_CHOICE


def test_newlines_within_a_question_are_one_each() -> None:
    assert read_one("One\n\\n\\nline.\n// A comment.\nTwo.{T}").stem == "One\nline.\nTwo."


@pytest.mark.parametrize(("text", "kind"), [("Write.{}", "essay"), ("Read <b>this</b>.", "description")])
def test_what_we_have_no_type_for_is_kept_as_it_stands(text: str, kind: str) -> None:
    item = read_one(f"// [id:x]\n{text}\n")
    assert (item.kind, item.type, item.raw, item.id) == (kind, None, f"// [id:x]\n{text}", "x")
    assert told(text) == [("no-such-type", Severity.WARNING)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Which?{=a ~b", "braces"),
        ("Which?=a ~b}", "braces"),
        ("Which?}=a ~b{", "braces"),
        ("::N::{=a ~b}", "no-stem"),
        ("Which?{~}", "too-few-options"),
        ("Which?{~a}", "too-few-options"),
        ("Which?{=a ~}", "too-few-options"),
        ("Which?{~a ~b}", "no-key"),
        ("Which?{= ~b ~c}", "empty-option"),
        ('[html]Which?{\\=<img src\\="x">', "braces"),
        ('[html]Which?{=<img src\\="x"> ~b}', "empty-option"),
        ("Which?{~%--5%a ~%50%b}", "weight"),
        ("Which?{~%250%a ~%50%b}", "weight"),
        (f"Which?{{=a{' ~b' * 26}}}", "too-many-options"),
        (f"Which?{{{'=a' * 201}}}", "too-many-options"),
        ("Match.{=a -> b}", "too-few-options"),
        ("Match.{=a -> b =c}", "no-arrow"),
        ("Match.{=a -> b =c -> }", "empty-option"),
        ("Match.{= -> b = -> c}", "too-few-options"),
        (f"Match.{{{''.join(f'=a{n} -> b{n}' for n in range(27))}}}", "too-many-options"),
        ("How many?{#inf:nan}", "not-a-number"),
        ("How many?{#3,14}", "not-a-number"),
        ("How many?{#1e999}", "not-a-number"),
        ("How many?{#5..1}", "not-a-number"),
        ("How many?{#3:-1}", "not-a-number"),
        ("How many?{#}", "no-key"),
        ("Which?{=}", "no-key"),
        ("Which?{=insul*}", "no-key"),
        ("Which?{=%50%a}", "no-key"),
    ],
)
def test_what_cannot_be_read_is_kept_with_an_error_and_stops_nothing(text: str, rule: str) -> None:
    bank = read(f"Before.{{T}}\n\n{text}\n\nAfter.{{T}}")
    assert [item.kind for item in bank.items[::2]] == ["true-false"] * 2
    assert (bank.items[1].type, bank.items[1].body, bank.items[1].raw) == (None, None, text)
    errors = [one for one in bank.findings if one.finding.severity is Severity.ERROR]
    assert [(one.finding.rule, one.line) for one in errors] == [(rule, 3)]
    assert errors[0].finding.item in {"item 2", "N"}
    assert errors[0].finding.fix


def test_a_finding_tells_the_line_and_the_column_of_the_answer_it_is_about() -> None:
    bank = read("Before.{T}\n\n// Why\n  Match.{\n\t=\\=a -> b\n\t=c\n}\n\n::N\\:::  Which?{~a ~b}")
    places = [(one.line, one.column, one.finding.item) for one in bank.findings]
    assert places == [(6, 2, "item 2"), (9, 1, "N:")]


def test_a_file_without_a_question_says_so() -> None:
    assert told("// Nothing.\n\n$CATEGORY: top/x\n") == [("empty", Severity.ERROR)]


def test_questions_beyond_the_most_are_not_read_and_this_is_told() -> None:
    bank = read("a{T}\n\n" * (MOST_ITEMS + 1))
    assert len(bank.items) == MOST_ITEMS
    assert [(one.finding.rule, one.line) for one in bank.findings] == [("more-items", 2 * MOST_ITEMS + 1)]
