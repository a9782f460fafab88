"""Files of questions are read apart, and their questions made ready to be looked through."""

import pytest

from quizapp.author.drafts.editor import editor_of
from quizapp.author.drafts.form_table import as_sent, read
from quizapp.author.importing.reading import read_apart
from quizapp.author.importing.reading_apart import Limits
from quizapp.formats.exchange.prepared import dump_file, load_file, prepare
from quizapp.formats.item_table import load_table, read_table
from tests.author.desk import NOON
from tests.author.files import FIVE, gift

HERE = {"id": "here", "status": "draft", "review_due": NOON.date(), "facts": ["F001"]}
UNSAID = {"topic": "symptoms", "level": "remember", "audience": ["patient"]}


def test_what_is_read_apart_is_what_would_be_read_here() -> None:
    assert read_apart(FIVE.encode(), name="five.gift", format_=None) == gift()
    assert load_file(dump_file(gift())) == gift()


@pytest.mark.parametrize("limits", [Limits(seconds=60, megabytes=10), Limits(seconds=0)])
def test_a_file_that_takes_too_much_memory_or_time_is_answered_by_a_finding(limits: Limits) -> None:
    file = read_apart(FIVE.encode(), name="five.gift", format_=None, limits=limits)
    assert [finding.rule for finding in file.findings] == ["too-much"]
    assert file.questions == ()


def test_what_is_said_of_a_question_stands_beside_it() -> None:
    assert [[finding.rule for finding in one.findings] for one in gift().questions] == [
        [],
        ["no-such-type"],
        ["several-keys"],
        [],
        ["several-numbers"],
    ]


def test_a_number_becomes_an_item_in_work_that_can_be_asked() -> None:
    (question,) = gift("How many? {#3:0.5####Three of them.}").questions
    table = load_table(question.draft)
    assert (table["type"], table["answer"], table["tolerance"]) == ("numeric", "3", "0.5")
    assert question.is_sound
    assert read_table(UNSAID | table | HERE).item


def test_of_questions_with_one_name_each_has_its_own_findings() -> None:
    file = gift("::Same:: A? {=a =b ~c}\n\n::Same:: B? {=a ~b}\n\n::Same:: C? {}")
    assert [[finding.rule for finding in one.findings] for one in file.questions] == [
        ["several-keys"],
        [],
        ["no-such-type"],
    ]


def test_a_question_with_two_keys_is_not_sound_even_if_nothing_more_is_told() -> None:
    many = "\n\n".join(f"Essay {number} {{}}" for number in range(1_001))
    file = gift(f"{many}\n\nWhich? {{=a =b ~c}}")
    assert file.findings  # that there are more of them
    assert (file.questions[-1].findings, file.questions[-1].is_sound) == ((), False)


def test_an_item_in_work_says_only_what_its_file_says() -> None:
    first, *_, fourth, _ = gift().questions
    said, unsaid = load_table(first.draft), load_table(fourth.draft)
    assert (said["topic"], "topic" in unsaid) == ("sites", False)
    assert not {"id", "status", "review_due", "audience", "level"} & (said.keys() | unsaid.keys())


def test_pairs_of_which_two_have_the_same_match_become_an_item_in_work() -> None:
    file = prepare(b"Match {=a -> x =b -> x =c -> y = -> z}", name="a.gift", format_=None)
    table = load_table(file.questions[0].draft)
    assert [(pair["subject"], pair["match"]) for pair in table["pair"]] == [
        ("a", "x"),
        ("b", "x"),
        ("c", "y"),
    ]
    assert [one["text"] for one in table["extra"]] == ["z"]
    assert read_table(UNSAID | table | HERE).so_far


def test_an_item_with_more_parts_than_are_usual_loses_none_in_the_form() -> None:
    options = " ".join(f"~option {number}" for number in range(25))
    pairs = " ".join(f"=cat {number} -> mouse {number}" for number in range(20))
    for text, part, count in ((f"A? {{=yes {options}}}", "option", 26), (f"B {{{pairs}}}", "pair", 20)):
        table = {**load_table(gift(text).questions[0].draft), **HERE}
        editor = editor_of(table, ())
        assert len([group for group in editor.groups if group.part == part]) >= count
        assert len(read(as_sent(table), table)[part]) == count
