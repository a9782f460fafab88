"""Files made to harm, read as quizzes of Canvas."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.formats.exchange.packing import packed
from quizapp.formats.exchange.qti12.canvas_reader import read_canvas_qti
from quizapp.formats.exchange.reading import ReadBank
from tests.formats.exchange.qti12_samples import CHOICE, SEVERAL, TYPED, equal, item_xml, lid, quiz, scored
from tests.support.speed import within

HOSTILE = {
    "nothing": b"",
    "no zip": b"PK\x03\x04" + bytes(100),
    "other root": b"<quiz/>",
    "entity": b'<!DOCTYPE q [<!ENTITY a "x">]><questestinterop>&a;</questestinterop>',
    "deep": b"<questestinterop>" + b"<section>" * 5_000,
    "no items": quiz(),
    "no parts": quiz("<item/>" * 1000),
    "rows": quiz(item_xml("matching_question", "<response_lid/>" * 30_000, "")),
    "blanks": quiz(
        item_xml(
            "multiple_dropdowns_question", "".join(lid(f"response_{n}", "a", "b") for n in range(9_000)), ""
        )
    ),
    "conditions": quiz(
        item_xml(
            "matching_question",
            "".join(lid(f"r{n}", "a", "b", prompt="p") for n in range(100)),
            scored("<other/>", 0) * 20_000,
        )
    ),
    "options": quiz(
        item_xml("multiple_choice_question", lid("r", *["x"] * 30_000), scored("<other/>", 0) * 1000)
    ),
    "several": quiz(
        item_xml("multiple_answers_question", SEVERAL, scored("<and>" + "<not/>" * 90_000 + "</and>"))
    ),
    "brackets": quiz(
        item_xml("multiple_dropdowns_question", lid("response_gap", "a", "b"), "").replace(
            "[gap]", "[" * 500_000
        )
    ),
    "marks": quiz(
        item_xml(
            "multiple_dropdowns_question",
            lid("response_gap", "a", "b"),
            scored(equal("response_gap", "response_gap0")),
        ).replace("[gap]", "[gap]" + "".join(f"[a{n}]" for n in range(200_000)))
    ),
    "numbers": quiz(
        *[item_xml("numerical_question", TYPED, scored(equal("r", n))) for n in ("inf", "nan", "1e999", "٣")]
    ),
    "script": quiz(
        item_xml("multiple_choice_question", lid("r", "&lt;script&gt;x", "y"), scored(equal("r", "r1")))
    ),
}


def test_of_a_very_large_package_the_first_files_are_read() -> None:
    one = item_xml("multiple_choice_question", CHOICE, scored(equal("r", "r1")))
    large = quiz(one * 100 + "<section/>" * 200_000)
    files = {f"q{number}/q{number}.xml": large for number in range(3)}
    with within(5):
        read = read_canvas_qti(packed(files))
    assert len(read.items) == 100
    assert [located.finding.rule for located in read.findings] == ["too-large"]


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_ends_in_findings_in_time(data: bytes) -> None:
    with within(5):
        read = read_canvas_qti(data)
    assert read.findings or all(item.type for item in read.items)


@given(st.binary(max_size=300), st.sampled_from(["", "<questestinterop>", "PK\x03\x04"]))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_findings_and_never_raise(data: bytes, beginning: str) -> None:
    assert isinstance(read_canvas_qti(beginning.encode() + data), ReadBank)


PIECES = st.sampled_from(
    [
        *("<and>", "<or>", "<not>", "</and>", "</or>", "</not>", "<other/>", "<unanswered/>"),
        *(equal("r", "r0"), equal("r", "r1"), "<vargte>1</vargte>", "<durequal>1</durequal>"),
    ]
)


@given(
    st.lists(PIECES, max_size=8),
    st.sampled_from(["", "multiple_choice_question", "multiple_answers_question", "numerical_question"]),
    st.sampled_from([CHOICE, SEVERAL, TYPED, CHOICE.replace("Single", "Ordered")]),
)
@settings(max_examples=100, deadline=None)
def test_no_condition_is_too_odd(pieces: list[str], kind: str, presentation: str) -> None:
    read = read_canvas_qti(quiz(item_xml(kind, presentation, scored("".join(pieces)))))
    assert all(item.body or item.raw for item in read.items)
