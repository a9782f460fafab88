"""Files that are no friends of a reader of Moodle XML: findings, in good time, and never an exception."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.formats.exchange.moodle.reader import READ_BY, read_moodle
from quizapp.formats.exchange.reading import ReadBank
from quizapp.formats.exchange.xml_tree import MOST_PARTS
from tests.formats.exchange.moodle_files import make_file, make_question, read, rules
from tests.support.speed import within


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "xml"),
        (b"\x89PNG\r\n\x1a\n", "encoding"),
        (b"::a:: GIFT {T}", "xml"),
        (b"<questestinterop/>", "format"),
        (b"<quiz/>", "empty"),
        (b"<quiz><title>Of Canvas</title></quiz>", "empty"),
        (b'<!DOCTYPE quiz [<!ENTITY a "b">]><quiz><question type="&a;"/></quiz>', "doctype"),
        (b"<quiz><question type='truefalse'>", "xml"),
        (b"<quiz>\x00</quiz>", "nul"),
        ("<quiz/>".encode("utf-16")[:-1], "encoding"),
        (b"<quiz>" + b"<question>" * 300, "too-deep"),
    ],
)
def test_a_file_that_is_not_one_of_moodle_is_told_as_a_whole(data: bytes, rule: str) -> None:
    bank = read_moodle(data)
    assert not bank.items
    assert rules(bank) == [rule]


@pytest.mark.parametrize(
    "piece",
    [
        "<question/>",
        "<question type='multichoice'><answer fraction='100'><text>a</text></answer></question>\n",
        "<x>😀</x>",
        "<question type='essay'><file>QUJD</file></question>",
    ],
)
def test_a_file_of_very_many_small_parts_is_read_or_refused_in_good_time(piece: str) -> None:
    data = f"<quiz>{piece * (MOST_PARTS // (piece.count('<') + piece.count('=')))}</quiz>".encode()
    with within(5):
        read_moodle(data)


@pytest.mark.parametrize(
    "piece",
    [
        "{1:MC:",
        "{1:MC:=a~b}",
        "{",
        "~#}",
        "&amp;#",
        "\\}",
        "[[1]]",
        "[[",
        "[a",
        "**",
        "![",
        "`",
        "$$",
        "\n# ",
    ],
)
@pytest.mark.parametrize("markup", ["html", "markdown"])
def test_a_text_made_to_be_slow_is_read_in_good_time(piece: str, markup: str) -> None:
    with within(1):
        for kind in ("cloze", "gapselect"):
            read(make_question(kind, text=piece * (200_000 // len(piece)), markup=markup))


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "<question type='cloze'>",
                    "<question type='matching'>",
                    "</question>",
                    "<question type='ordering'>",
                ),
                *(
                    "<answer fraction='100'>",
                    "<answer fraction='x'>",
                    "</answer>",
                    "<text>",
                    "</text>",
                    "a",
                    "*",
                ),
                *(
                    "<subquestion>",
                    "</subquestion>",
                    "<questiontext>",
                    "</questiontext>",
                    "{1:MC:=a~b}",
                    "[[1]]",
                ),
                *(
                    "<selectoption>",
                    "</selectoption>",
                    "<feedback/>",
                    "<tolerance/>",
                    "<tags/>",
                    "<![CDATA[<p>]]>",
                ),
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_whatever_stands_in_a_file_reading_it_ends_in_findings_or_items(inside: str) -> None:
    assert isinstance(read_moodle(f"<quiz>{inside}</quiz>".encode()), ReadBank)


ELEMENTS = st.recursive(
    st.sampled_from(["", "a", "100", "*", "{1:MC:=a~b}", "[[1]]", "&lt;p&gt;"]),
    lambda inside: st.lists(
        st.builds(
            "<{0}>{1}</{0}>".format,
            st.sampled_from(
                [
                    *(
                        "name",
                        "text",
                        "questiontext",
                        "generalfeedback",
                        "answer",
                        "feedback",
                        "subquestion",
                        "tags",
                    ),
                    *(
                        "tag",
                        "selectoption",
                        "group",
                        "row",
                        "col",
                        "shorttext",
                        "weights-of-row",
                        "weight-of-col",
                    ),
                    *(
                        "single",
                        "multiple",
                        "idnumber",
                        "hint",
                        "units",
                        "tolerance",
                        "penalty",
                        "category",
                        "info",
                    ),
                ]
            ),
            inside,
        ),
        max_size=6,
    ).map("".join),
    max_leaves=30,
)


@given(st.sampled_from([*READ_BY, "category", "essay"]), ELEMENTS)
@settings(deadline=None)
def test_whatever_a_question_is_made_of_it_is_read_or_kept(kind: str, inside: str) -> None:
    bank = read_moodle(f'<quiz><question type="{kind}">{inside}</question></quiz>'.encode())
    assert len(bank.items) == (kind != "category")
    assert all(item.body or item.raw for item in bank.items)


def test_the_largest_file_is_read_in_little_memory_and_its_pictures_are_kept_as_far_as_they_fit(
    tmp_path: Path,
) -> None:
    picture = f"<file>😀{'QUJD' * 200_000}</file>"
    file = tmp_path / "large.xml"
    file.write_bytes(make_file(*[make_question("essay", picture) for _ in range(62)]))
    code = (
        "import sys; from pathlib import Path;"
        "from quizapp.formats.exchange.moodle.reader import read_moodle;"
        "bank = read_moodle(Path(sys.argv[1]).read_bytes());"
        "print(len(bank.items), sum(len(item.raw) > 800_000 for item in bank.items),"
        " Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"
    )
    told = subprocess.run([sys.executable, "-c", code, str(file)], check=True, capture_output=True, text=True)
    items, with_picture, kilobytes = map(int, told.stdout.split())
    assert (items, with_picture) == (62, 10)
    assert kilobytes < 300 * 1024
