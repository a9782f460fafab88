"""Questions in Aiken, as Moodle reads them, but for its silence about wrong letters."""

import pytest

from quizapp.core.banks import Severity
from quizapp.core.items import Choices
from quizapp.formats.exchange.aiken_reader import read_aiken
from quizapp.formats.exchange.files import Format, format_of
from quizapp.formats.exchange.reading import ReadBank

GOOD = "Which one?\nA) this\nB) that\nANSWER: B\n"


def read(text: str) -> ReadBank:
    return read_aiken(text.encode())


def keys(text: str) -> list[dict[str, bool]]:
    bodies = [item.body for item in read(text).items]
    return [
        {option.text: option.is_key for option in body.options}
        for body in bodies
        if isinstance(body, Choices)
    ]


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "Which one?\nA. this\nB. that\nANSWER: B",
        "Which one?\nA)this\nB)that\nANSWER:B",
        "\n  Which one?\n\n\tA)\tthis\n  B) that  \n\n ANSWER: B) that\n",
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        "\ufeff" + GOOD,
        "x\n" + GOOD,
    ],
)
def test_options_have_letters_and_the_answer_names_one(text: str) -> None:
    assert keys(text) == [{"this": False, "that": True}]
    assert [item.stem for item in read(text).items] == ["Which one?"]
    assert read(text).findings == ()


def test_questions_follow_each_other_with_or_without_a_blank_line() -> None:
    bank = read(GOOD + GOOD + "\n" + GOOD)
    assert [item.line for item in bank.items] == [1, 5, 10]


def test_texts_are_plain() -> None:
    assert keys("Is <b> & &lt; so?\nA) <i>\nB) &amp;\nANSWER: A") == [{"<i>": True, "&amp;": False}]


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("Which?\nA) this\nANSWER: A", "too-few-options", 1),
        ("Which?\nANSWER: A", "too-few-options", 1),
        ("Which?\nA) this\nB) that\nANSWER: Z", "no-key", 4),
        ("Which?\nA) this\nB) that\nANSWER: b", "no-key", 4),
        ("Which?\nA) this\nB) that\nANSWER:", "no-key", 4),
        ("Which?\nA) this\nC) that\nANSWER: C", "letters", 1),
        ("Which?\nB) this\nA) that\nANSWER: A", "letters", 1),
        ("Which?\nA) this\nB)\nANSWER: A", "empty-option", 3),
        ("Which?\nA) this\nB) that", "unfinished", 1),
        ("A) this\nB) that\nANSWER: A", "no-stem", 1),
        ("ANSWER: A", "no-stem", 1),
        (f"{'x' * 100_001}\nA) this\nB) that\nANSWER: A", "too-long", 1),
    ],
)
def test_what_cannot_be_asked_is_kept_with_an_error_and_stops_nothing(
    text: str, rule: str, line: int
) -> None:
    bank = read(f"{GOOD}{text}\n{GOOD}")
    assert (bank.items[1].body, bank.items[1].raw) == (None, text)
    assert [(one.finding.rule, one.line, one.finding.item) for one in bank.findings] == [
        (rule, line + 4, "item 2")
    ]
    assert [item.stem for item in bank.items[::2]] == ["Which one?", "Which one?"]


def test_a_question_on_two_lines_is_kept_as_one_that_is_not_finished_and_one_that_is() -> None:
    bank = read("Read this.\n" + GOOD)
    assert [(item.stem, item.body is None) for item in bank.items] == [
        ("Read this.", True),
        ("Which one?", False),
    ]
    assert [one.finding.rule for one in bank.findings] == ["unfinished"]


@pytest.mark.parametrize("answer", ["A, B", "AB", "A and B", "A;B", "A B"])
def test_several_letters_are_an_error_and_the_first_is_taken(answer: str) -> None:
    text = f"Which one?\nA) this\nB) that\nANSWER: {answer}"
    assert keys(text) == [{"this": True, "that": False}]
    found = [(one.finding.rule, one.finding.severity) for one in read(text).findings]
    assert found == [("several-keys", Severity.ERROR)]


@pytest.mark.parametrize(
    ("text", "format_"),
    [(GOOD, Format.AIKEN), (GOOD.replace("\n", "\r"), Format.AIKEN), ("Q{T}", Format.GIFT)],
)
def test_a_text_is_aiken_if_it_names_letters_and_gift_if_not(text: str, format_: Format) -> None:
    assert format_of("questions.TXT", text.encode()) is format_
