"""Spreadsheets of others: what is read, and what is told of what cannot be."""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook

from quizapp.core.exchange import Numbers
from quizapp.core.items import Choices, Cloze, ItemType, Matching, Matrix, Numeric, Ordering, ShortAnswer
from quizapp.formats.exchange.reading import ReadBank
from quizapp.formats.exchange.sheets.csv_reader import read_csv
from quizapp.formats.exchange.sheets.xlsx_reader import read_xlsx


def rules(read: ReadBank) -> list[str]:
    return [located.finding.rule for located in read.findings]


def keys(read: ReadBank) -> list[list[str]]:
    """Return the texts of the right options of each question."""
    return [
        sorted(option.text for option in item.body.options if option.is_key)
        for item in read.items
        if isinstance(item.body, Choices)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Question,Answer A,Answer B,Correct\nWhy?,x,y,B\n",
        "question;option 1;option 2;key\nWhy?;x;y;2\n",
        "Stem\tChoice 1\tChoice 2\tCorrect Answer\nWhy?\tx\ty\ty\n",
        "sep=;\nQuestion;A;B;Answer\nWhy?;x;y;b)\n",
        "\ufeffQUESTION TEXT,Option A:,Option B:,Correct option\nWhy?,x,y,Option B\n",
        "Question,Correct Answer,Incorrect Answer 1\nWhy?,y,x\n",
        "Read me\n,\nQuestion - max 120,Answer 1 - max 75,Answer 2,Correct answer(s)\nWhy?,x,y,2\n",
        "Question #,Question Text,Answer 1,Answer 2 (Optional),Limit,Correct Answer(s)\n1,Why?,x,y,20,2\n",
        "Question Text,Question Type,Option 1,Option 2,Correct Answer\nWhy?,Multiple Choice,x,y,2\n",
        'question,option 1,option 2,key\n"Why?",x,"y",B\r\n',
    ],
)
def test_common_headings_and_separators_are_understood(text: str) -> None:
    read = read_csv(text.encode())
    assert [(item.kind, item.stem) for item in read.items] == [("single-choice", "Why?")]
    assert keys(read) == [["y"]]


@pytest.mark.parametrize(
    ("options", "key", "expected"),
    [
        ("x,y,z", "A;C", ["x", "z"]),
        ("x,y,z", '"a, c"', ["x", "z"]),
        ("x,y,z", "x; z", ["x", "z"]),
        ("x,y,z", '"x\nz"', ["x", "z"]),
        ("x,y,z", "1 and 3", ["x", "z"]),
        ('"a; b",y,z', '"""a; b""; z"', ["a; b", "z"]),
        ("5,1,2", "C;B", ["1", "2"]),
        ("B,A,O", "option 1; option 3", ["B", "O"]),
        ("1,2,3", "1;3", ["1", "3"]),
    ],
)
def test_a_key_names_letters_numbers_or_texts(options: str, key: str, expected: list[str]) -> None:
    text = f"type,question,option 1,option 2,option 3,key\nselect-all,Why?,{options},{key}\n"
    read = read_csv(text.encode())
    assert rules(read) == []
    assert keys(read) == [expected]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("Why?,5,3,1,1", "ambiguous-key"),
        ("Why?,B,A,O,A", "ambiguous-key"),
        ("Why?,x,x,z,x", "ambiguous-key"),
        ('Why?,"x, y",x,y,"x, y"', "ambiguous-key"),
        ("Why?,x,y,z,", "no-key"),
        ("Why?,x,y,z,D", "no-key"),
        ("Why?,x,y,z,w", "no-key"),
        ("Why?,x,,,A", "too-few-options"),
        (",x,y,z,A", "no-question"),
        (f"Why?,{'x' * 11_000},y,z,B", "too-long"),
    ],
)
def test_what_cannot_be_a_question_is_kept_as_it_stands_and_told(row: str, rule: str) -> None:
    read = read_csv(f"question,option 1,option 2,option 3,key\nFirst?,a,b,c,a\n{row}\n".encode())
    assert rule in rules(read)
    assert [item.type is None for item in read.items] == [False, True]
    assert read.items[1].raw
    assert {located.line for located in read.findings} == {3}


def test_numbers_are_no_keys_where_one_of_them_counts_from_nought() -> None:
    read = read_csv(b"question,a,b,c,key\nOne?,x,y,z,0\nTwo?,x,y,z,2\nThree?,x,y,z,B\nFour?,1,2,3,2\n")
    assert rules(read) == ["no-key", "ambiguous-key"]
    assert keys(read) == [["y"], ["2"]]
    assert "key: 2" in read.items[1].raw


def test_headings_may_count_from_nought_and_then_numbers_are_no_keys() -> None:
    text = b"question,option_0,option_1,option_2,key\nOne?,x,y,z,1\nTwo?,x,y,z,x\nThree?,x,y,z,option 1\n"
    read = read_csv(text)
    assert rules(read) == ["ambiguous-key", "ambiguous-key"]
    assert keys(read) == [["x"]]


def test_a_nought_among_the_options_is_a_text() -> None:
    read = read_csv(b"question,a,b,c,key\nOne?,0,5,9,0\nTwo?,x,y,z,2\n")
    assert (keys(read), rules(read)) == ([["0"], ["y"]], [])


def test_several_keys_of_a_single_choice_are_read_and_told() -> None:
    read = read_csv(b"type,question,option 1,option 2,key\nsingle choice,Why?,x,y,A;B\n")
    assert rules(read) == ["several-keys"]
    assert keys(read) == [["x", "y"]]


def test_several_keys_without_a_type_are_read_as_all_to_be_chosen_and_told() -> None:
    read = read_csv(b"question,option 1,option 2,option 3,key\nWhy?,x,y,z,A;B\n")
    assert rules(read) == ["presumed-type"]
    assert (read.items[0].kind, keys(read)) == ("select-all", [["x", "y"]])


def test_every_type_is_read_as_a_person_would_write_it() -> None:
    text = (
        "type,question,text,option 1,option 2,option 3,option 4,key,feedback\n"
        "True/False,Is it so?,,,,,,TRUE,Because.\n"
        "matching,Match.,,Insulin => sugar,Gastrin -> acid,=> air,,,\n"
        "short answer,Which?,,insulin,Insulin,,,,Because.\n"
        "fill in the blank,Which?,,,,,,glucagon; the glucagon,\n"
        "ordering,Order.,,one,two,three,,,\n"
        "sequence,Order.,,two,one,three,,B;A;C,\n"
        "dropdown,Fill.,It [1] and [2].,[1] is,[1] was,[2] up,[2] down,is; up,\n"
        "matrix,Tell.,,cat => day,owl => night,,,,\n"
        "numerical,How many?,,,,,,42,Because.\n"
        "numerical,How many?,,,,,,42; 43,\n"
        "essay,Tell all.,,,,,,,\n"
    )
    read = read_csv(text.encode())
    assert rules(read) == ["several-numbers", "no-such-type"]
    first, pairs, typed, blank, steps, keyed, cloze, matrix, number, two, essay = read.items
    assert isinstance(first.body, Choices)
    assert (first.kind, first.body.key_ids, first.feedback) == ("true-false", frozenset({"true"}), "Because.")
    assert isinstance(pairs.body, Matching)
    assert [subject.text for subject in pairs.body.subjects] == ["Insulin", "Gastrin"]
    assert [option.text for option in pairs.body.options] == ["acid", "air", "sugar"]
    assert typed.body == ShortAnswer(answers=("insulin", "Insulin"), rationale="Because.")
    assert blank.body == ShortAnswer(answers=("glucagon", "the glucagon"), rationale="")
    for item in (steps, keyed):
        assert isinstance(item.body, Ordering)
        texts = {option.id: option.text for option in item.body.options}
        assert [texts[id_] for id_ in item.body.key] == ["one", "two", "three"]
    assert isinstance(cloze.body, Cloze)
    assert [one.key.text for one in cloze.body.blanks] == ["is", "up"]
    assert isinstance(matrix.body, Matrix)
    assert matrix.body.keys == {"row-1": "a", "row-2": "b"}
    assert number.body == Numeric(answer=Decimal(42), tolerance=Decimal(0), rationale="Because.")
    assert isinstance(two.body, Numbers)
    assert [float(one.low) for one in two.body.answers] == [42, 43]
    assert (essay.type, essay.kind, essay.body) == (None, "essay", None)


def test_ranks_of_steps_that_could_be_their_order_are_not_guessed() -> None:
    read = read_csv(b"type,question,option 1,option 2,option 3,key\nordering,Order.,x,y,z,2;3;1\n")
    assert rules(read) == ["ambiguous-key"]


def test_what_is_said_of_a_question_comes_as_tags_and_folders() -> None:
    read = read_csv(
        b"id,question,option 1,option 2,key,topic,level,audience,sources,tags,category,points\n"
        b"q1,Why?,x,y,A,Sites,Remember,patients,cruk-2014; nhs-2020,hard,Course / Week 1,3\n"
        b"q2,Why?,x,y,A,Zoology,,both,,,,\n"
    )
    assert rules(read) == ["column"]
    assert "“points”" in read.findings[0].finding.message
    assert read.items[0].tags == (
        *("topic:sites", "level:remember", "audience:patient", "source:cruk-2014", "source:nhs-2020", "hard"),
    )
    assert read.items[0].category == ("Course", "Week 1")
    assert read.items[1].tags == ("audience:patient", "audience:student")
    assert read.items[1].category == ("Zoology",)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        ("question,key\nWo ist das Übel?,x\n".encode("cp1252"), "encoding"),
        ("question,key\nWhy?,x\n".encode("utf-16"), "encoding"),
        (b"", "no-headings"),
        (b"a name,a place\nx,y\n", "no-headings"),
        (b"question,option 1,option 2,key\n", "no-questions"),
        (b'question,option 1,option 2,key\n"Why?,x,y,A\nWhy not?,x,y,A\n', "quotation-mark"),
    ],
)
def test_a_file_that_holds_no_questions_is_told_in_a_sentence(data: bytes, rule: str) -> None:
    read = read_csv(data)
    assert rule in rules(read)
    assert all(item.body is None for item in read.items)


def workbook(*rows: list[object], title: str = "Sheet") -> bytes:
    book = Workbook()
    book.worksheets[0].title = title
    for row in rows:
        book.worksheets[0].append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


HEAD: list[object] = ["Question", "Option 1", "Option 2", "Key"]


def test_numbers_and_truths_in_a_workbook_are_read_as_a_spreadsheet_shows_them() -> None:
    read = read_xlsx(workbook(HEAD, ["How many?", 5.0, 0.1, "A"], ["Is it so?", True, False, True]))
    assert rules(read) == []
    assert keys(read) == [["5"], ["True"]]
    assert read.items[1].kind == ItemType.TRUE_FALSE


def test_a_date_in_a_workbook_is_told() -> None:
    read = read_xlsx(workbook(HEAD, ["When?", date(2026, 5, 1), "never", "A"]))
    assert rules(read) == ["date"]
    assert keys(read) == [["2026-05-01"]]


def test_a_formula_is_not_worked_out_and_what_it_leaves_empty_is_told() -> None:
    read = read_xlsx(workbook(HEAD, ["Why?", '="x"&"y"', "z", "A"], ["Why?", "x", "y", "B"]))
    assert rules(read) == ["cell", "formula"]
    assert [item.type is None for item in read.items] == [True, False]
    assert {located.line for located in read.findings} == {2}


def test_an_error_in_a_cell_is_no_text() -> None:
    read = read_xlsx(workbook(HEAD, ["Why?", "#REF!", "z", "B"]))
    assert "cell-error" in rules(read)
    assert read.items[0].type is None
