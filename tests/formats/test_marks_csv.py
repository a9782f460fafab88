"""Tables of marks as CSV: what is read, and how a table that cannot be read is refused."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.quiz_marks import QuizMarks
from quizapp.formats.marks_csv import Refused, read_marks

HEADER = "attempt,item,max_mark,mark\n"


def read(text: str) -> QuizMarks:
    """Return the marks of a table that can be read."""
    found = read_marks([text.encode()])
    assert isinstance(found, QuizMarks), found
    return found


def refusal(*data: str | bytes) -> Refused:
    """Return why a table that comes in these blocks cannot be read."""
    found = read_marks([one.encode() if isinstance(one, str) else one for one in data])
    assert isinstance(found, Refused)
    assert found.line >= 1
    assert len(found.message) < 400
    assert found.message.isprintable()
    return found


def told(marks: QuizMarks) -> dict[str, list[tuple[int, float]]]:
    """Return each item's marks by the number of the attempt."""
    return {
        one.item: [(a, float(mark * marks.unit)) for a, mark in zip(one.attempts, one.marks, strict=True)]
        for one in marks.items
    }


def test_a_table_is_read_with_what_was_left_unanswered() -> None:
    marks = read(HEADER + "7,a,2,1.5\n7,b,1,\n8,a,2,0\n8,b,1,1\n")
    assert marks.attempts == 2
    assert told(marks) == {"a": [(0, 1.5), (1, 0)], "b": [(0, 0), (1, 1)]}
    assert [one.max_mark * marks.unit for one in marks.items] == [2, 1]


def test_columns_stand_in_any_order_among_others_and_cells_may_be_quoted() -> None:
    header = "\ufeffmark , who,item,max_mark,attempt\r\n"
    marks = read(header + '1,Ann,"a, or ""b""",1, x\r\n\r\n,,,,\r\n0,Bo,"a, or ""b""",1.0,y \r\n')
    assert told(marks) == {'a, or "b"': [(0, 1), (1, 0)]}


def test_a_table_reads_the_same_in_blocks_of_any_size() -> None:
    data = ("\ufeff" + HEADER + "".join(f"ä{n},“q”,1,{n % 2}\r\n" for n in range(50))).encode()
    whole = read_marks([data])
    for size in (1, 2, 7, 100):
        assert read_marks([data[at : at + size] for at in range(0, len(data), size)]) == whole


def test_marks_with_many_decimals_are_read_to_a_billionth() -> None:
    marks = read(HEADER + "1,a,1,0.3333333333333333\n2,a,1,1e-9\n3,a,1,+.5\n4,a,1,1.0000000000000002\n")
    assert [mark for _, mark in told(marks)["a"]] == [
        0.333333333,
        1e-9,
        0.5,
        1,
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "The file is empty."),
        ("\n", 1, "Missing: attempt, item, max_mark, mark"),
        ("attempt,item,mark\n1,a,1\n", 1, "Missing: max_mark"),
        ("attempt;item;max_mark;mark\n1;a;1;1\n", 1, "Missing: attempt, item, max_mark, mark"),
        ("attempt,item,max_mark,mark,mark\n1,a,1,1,1\n", 1, "More than one column is named mark"),
        (HEADER, 1, "There are no marks"),
        (HEADER + "1,a,1,1\n1,b,1,1.5\n", 3, "The mark “1.5” is above the max_mark of the item, 1."),
        (HEADER + "1,a,1,1\n1,b,1,-0.5\n", 3, "The mark “-0.5” is below 0"),
        (HEADER + "1,a,1,one\n", 2, "The mark “one” is not a number"),
        (HEADER + '1,a,1,"0,5"\n', 2, "The mark “0,5” is not a number"),
        (HEADER + "1,a,1,1_0\n", 2, "The mark “1_0” is not a number"),
        (HEADER + "1,a,1,nan\n", 2, "The mark “nan” is not a number"),
        (HEADER + "1,a,1,inf\n", 2, "The mark “inf” is not a number"),
        (HEADER + "1,a,1,1e999\n", 2, "The mark “1e999” is not a number"),
        (HEADER + "1,a,1,=1+1\n", 2, "The mark “=1+1” is not a number"),
        (HEADER + "1,a,nan,1\n", 2, "The max_mark “nan” is not a number from 0"),
        (HEADER + "1,a,-1,0\n", 2, "The max_mark “-1” is not a number from 0"),
        (HEADER + "1,a,1e12,0\n", 2, "The max_mark “1e12” is not a number from 0 to 1,000,000"),
        (HEADER + "1,a,,0\n", 2, "The max_mark “” is not a number"),
        (HEADER + ",a,1,0\n", 2, "The attempt is missing"),
        (HEADER + "1, ,1,0\n", 2, "The item is missing"),
        (HEADER + "1,a\x1b[31m,1,0\n", 2, "The item “a?[31m” has a character that cannot be seen"),
        (HEADER + '1,"a\nb",1,0\n', 3, "The item “a?b” has a character that cannot be seen"),
        (HEADER + f"1,{'a' * 201},1,0\n", 2, "has over 200 characters"),
        (HEADER + "1,a,1,1\n2,a,1,1\n2,b,1,1\n1,a,1,0\n", 5, "This attempt has this item already."),
        (HEADER + "1,a,1,1\n1 ,a,1,1\n", 3, "This attempt has this item already."),
        (HEADER + "1,a,1,1\n2,a,2,1\n", 3, "The item “a” has another max_mark here than above."),
        (HEADER + "1,a,1\n", 2, "This line has 3 cells, the first line has 4."),
        (HEADER + "1,a,1,1,1\n", 2, "This line has 5 cells, the first line has 4."),
        (HEADER + '1,a,1,"1\n', 2, "This line is not CSV"),
        (HEADER + '1,"a"b,1,1\n', 2, "This line is not CSV"),
        (HEADER + '1,a,1,1\n1,"b,1,1\n2,a,1,1\n', 3, "This line is not CSV"),
        (HEADER.replace("\n", "\r") + "1,a,1,1\r", 1, "This line is not CSV"),
        (HEADER + "1,a,1,1\n1,b,\x001,1\n", 3, "This is not text in UTF-8."),
    ],
)
def test_a_trap_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    found = refusal(text)
    assert (found.line, words in found.message) == (line, True), found


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ((HEADER + "1,a,1,1\n").encode("utf-16"), 1),
        ((HEADER + "1,a,1,1\n1,é,1,1\n").encode("latin-1"), 3),
        (b"PK\x03\x04\x14\x00\x06\x00", 1),
    ],
    ids=["utf-16", "latin-1", "xlsx"],
)
def test_what_is_no_text_in_utf_8_is_refused(data: bytes, line: int) -> None:
    assert refusal(data) == Refused(
        line=line, message="This is not text in UTF-8. Save the table as CSV in UTF-8."
    )


def test_a_line_without_end_is_refused_before_it_is_read_to_its_end() -> None:
    read_so_far = 0

    def blocks():
        nonlocal read_so_far
        yield HEADER.encode()
        while True:
            read_so_far += 1
            yield b"," * 2**20

    found = read_marks(blocks())
    assert isinstance(found, Refused)
    assert (found.line, read_so_far) == (2, 1)
    assert "over 100,000 characters" in found.message


@given(st.binary(max_size=200), st.booleans())
def test_whatever_the_bytes_are_there_are_marks_or_a_sentence(data: bytes, below_header: bool) -> None:
    read_marks([HEADER.encode() if below_header else b"", data])


def test_the_order_of_lines_does_not_matter_where_all_had_all_items() -> None:
    lines = [f"{attempt},q{item},1,{(attempt * item) % 3 % 2}\n" for attempt in range(9) for item in range(4)]
    shuffled = random.Random(7).sample(lines, len(lines))
    marks, other = read(HEADER + "".join(lines)), read(HEADER + "".join(shuffled))
    assert sorted(marks.totals) == sorted(other.totals)
    assert {one.item: sorted(one.marks) for one in marks.items} == {
        one.item: sorted(one.marks) for one in other.items
    }
