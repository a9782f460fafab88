"""Questions in Moodle XML, as Moodle and its plugins write them."""

from decimal import Decimal

import pytest

from quizapp.core.exchange import Numbers
from quizapp.core.items import Choices, Cloze, ItemType, Matching, Matrix, Numeric, Ordering, ShortAnswer
from tests.formats.exchange.moodle_files import make_answer, make_question, make_row, one, read, rules, shown


def test_what_all_questions_have_is_read_of_each() -> None:
    item = one(
        '<question type="category"><category><text>$course$/top/NETs / and more//less</text></category>'
        "</question>",
        make_question(
            "truefalse",
            "<generalfeedback><text><![CDATA[<p>Told &lt; to all.</p><p>Source: NCI</p>]]></text>",
            "</generalfeedback>",
            "<idnumber>an-id</idnumber><defaultgrade>1.0000000</defaultgrade><penalty>1</penalty>",
            make_answer("true", "100", "Yes."),
            make_answer("false", "0", "No."),
            "<tags><tag><text>topic:sites</text></tag></tags><coursetags><tag><text>b</text></tag></coursetags>",
        ),
    )
    assert (item.id, item.name, item.stem) == ("an-id", "A name", "Why?")
    assert item.feedback == "Told < to all."
    assert (item.category, item.tags, item.line) == (("NETs", "and more/less"), ("topic:sites", "b"), 3)
    assert shown(item) == {"True": True, "False": False}


@pytest.mark.parametrize(
    ("markup", "text", "plain"),
    [
        ("html", "<p>One\nline.</p><p>A<br>B &amp;amp; C</p>", "One line.\nA\nB &amp; C"),
        ("moodle_auto_format", "One\ntwo <b>three</b>", "One\ntwo three"),
        ("plain_text", "1 < 2 & <b>\nnot bold", "1 < 2 & <b>\nnot bold"),
        ("markdown", "# Title\n**bold** [link](http://x) `code` 2\\*3", "Title\nbold link code 2*3"),
        ("something", "<i>HTML</i>", "HTML"),
    ],
)
def test_a_text_is_read_in_the_way_that_the_file_names(markup: str, text: str, plain: str) -> None:
    assert one(make_question("description", text=text, markup=markup)).stem == plain


def test_html_that_a_program_wrote_unescaped_is_read_too() -> None:
    asked = "<questiontext><text><p>One</p><p>1 &lt; 2</p></text></questiontext>"
    assert one(f'<question type="essay">{asked}</question>').stem == "One\n1 < 2"


def test_one_option_is_chosen_unless_the_file_says_otherwise() -> None:
    answers = [make_answer("A", "100", "Why."), make_answer("B"), make_answer("")]
    for single in ("", "<single>true</single>", "<single>1</single>"):
        item = one(make_question("multichoice", single, *answers))
        assert (item.kind, shown(item)) == (ItemType.SINGLE_CHOICE, {"A": True, "B": False})
    assert isinstance(item.body, Choices)
    assert item.body.options[0].rationale == "Why."


@pytest.mark.parametrize("kind", ["multichoice", "multichoiceset", "oumultiresponse"])
def test_several_options_are_chosen_where_the_file_or_the_type_says_so(kind: str) -> None:
    part = "50" if kind == "multichoice" else "100"
    answers = [make_answer("A", part), make_answer("B", part), make_answer("C", "-50")]
    bank = read(make_question(kind, "<single>false</single>", *answers))
    assert shown(bank.items[0]) == {"A": True, "B": True, "C": False}
    assert bank.items[0].kind == ItemType.SELECT_ALL
    assert not rules(bank)


@pytest.mark.parametrize("part", [33.33333, -50])
def test_parts_of_a_mark_are_told_and_kept(part: float) -> None:
    bank = read(make_question("multichoice", make_answer("A", "100"), make_answer("B", str(part))))
    assert bank.items[0].weights == {"a": 100, "b": part}
    assert rules(bank) == ["weights"]


def test_several_right_answers_of_which_one_is_to_be_chosen_are_read_and_told() -> None:
    bank = read(make_question("multichoice", make_answer("A", "100"), make_answer("B", "100")))
    assert shown(bank.items[0]) == {"A": True, "B": True}
    assert rules(bank) == ["several-keys"]


@pytest.mark.parametrize(
    ("answers", "is_true", "found"),
    [
        ([("false", "100"), ("true", "0")], False, []),
        ([("Wahr", "0"), ("Falsch", "100")], False, ["true-false-words", "true-false-words"]),
        ([("Vrai", "100"), ("Faux", "0")], True, ["true-false-words", "true-false-words"]),
        ([("true", "100"), ("false", "100")], None, ["no-key"]),
    ],
)
def test_a_statement_is_true_or_false_by_the_words_of_its_answers_or_else_by_their_places(
    answers: list[tuple[str, str]], is_true: bool | None, found: list[str]
) -> None:
    bank = read(make_question("truefalse", *(make_answer(*answer) for answer in answers)))
    (item,) = bank.items
    assert rules(bank) == found
    assert (item.body and shown(item)["True"]) is is_true


def test_answers_that_are_typed_are_those_that_are_wholly_right_and_written_out() -> None:
    bank = read(
        make_question(
            "shortanswer",
            "<usecase>1</usecase><generalfeedback><text>All.</text></generalfeedback>",
            make_answer("a*b", "100"),
            make_answer("2\\*3 <x>", "100", "Well."),
            make_answer("six", "50"),
            make_answer("*", "0", "No."),
        )
    )
    assert bank.items[0].body == ShortAnswer(answers=("2*3 <x>",), rationale="All.\nWell.")
    assert rules(bank) == ["wildcard", "weights", "not-read"]


UNIT = "<unit><multiplier>{0}</multiplier><unit_name>{1}</unit_name></unit>"
MILLIMETRES = f"<units>{UNIT.format(1, 'mm')}{UNIT.format('1.0', 'millimetres')}</units>"
HALF = "<tolerance>0.5</tolerance>"


def test_one_number_is_asked_for_in_its_unit_within_its_margin() -> None:
    bank = read(make_question("numerical", make_answer("3,5", "100", "Yes.", HALF), MILLIMETRES))
    (item,) = bank.items
    assert item.body == Numeric(
        answer=Decimal("3.5"),
        tolerance=Decimal("0.5"),
        unit="mm",
        other_units=("millimetres",),
        rationale="Yes.",
    )
    assert (item.type, item.raw, item.feedback, rules(bank)) == (ItemType.NUMERIC, "", "", [])


def test_what_is_told_after_wrong_numbers_and_taken_off_for_a_unit_is_told() -> None:
    grades = "<unitgradingtype>1</unitgradingtype>"
    answers = (make_answer("5", "100"), make_answer("*", "0", "No."))
    assert rules(read(make_question("numerical", *answers, MILLIMETRES, grades))) == ["feedback", "not-read"]


def test_a_number_in_units_that_are_worked_out_from_each_other_is_kept_as_it_stands() -> None:
    units = f"<units>{UNIT.format(1, 'mm')}{UNIT.format('0.1', 'cm')}</units>"
    bank = read(make_question("numerical", make_answer("5", "100"), units))
    assert (bank.items[0].type, rules(bank)) == (None, ["units"])
    assert bank.items[0].raw.startswith('<question type="numerical">')


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (make_answer("1,500", "100"), "“1,500” can be read in two ways: 1500 or 1.500."),
        (make_answer("-1,500", "100"), "“-1,500” can be read in two ways: -1500 or -1.500."),
        (make_answer("1,500e3", "100"), "“1,500e3” can be read in two ways: 1500 or 1.500."),
        (
            make_answer("9", "100", "", "<tolerance>1,250</tolerance>"),
            "“1,250” can be read in two ways: 1250 or 1.250.",
        ),
    ],
)
def test_a_number_that_can_be_read_in_two_ways_is_not_guessed(answer: str, words: str) -> None:
    bank = read(make_question("numerical", answer))
    assert (bank.items[0].body, rules(bank)) == (None, ["not-a-number"])
    assert bank.findings[0].finding.message == words
    assert bank.items[0].raw.startswith('<question type="numerical">')


@pytest.mark.parametrize(("written", "meant"), [("3,5", "3.5"), ("0,500", "0.500"), ("1,50", "1.50")])
def test_a_comma_that_can_only_stand_before_decimals_is_read(written: str, meant: str) -> None:
    body = read(make_question("numerical", make_answer(written, "100"))).items[0].body
    assert body == Numeric(answer=Decimal(meant), tolerance=Decimal(0), rationale="")


def test_a_unit_of_which_it_is_not_sure_how_it_is_worked_out_keeps_the_number_as_it_stands() -> None:
    units = f"<units>{UNIT.format('1,000', 'mm')}</units>"
    assert rules(read(make_question("numerical", make_answer("5", "100"), units))) == ["units"]


def test_numbers_are_read_with_their_margins_and_kept_as_they_stand() -> None:
    bank = read(
        make_question(
            "numerical",
            make_answer("3,5", "100", "Yes.", "<tolerance>0.5</tolerance>"),
            make_answer("1.5x10^3", "50"),
            make_answer("*", "0"),
            "<units><unit><multiplier>1</multiplier><unit_name>mm</unit_name></unit></units>",
        )
    )
    (item,) = bank.items
    assert isinstance(item.body, Numbers)
    ranges = [(float(answer.low), float(answer.high), answer.weight) for answer in item.body.answers]
    assert ranges[:2] == [(3.0, 4.0, 100), (1500.0, 1500.0, 50)]
    assert item.raw.startswith('<question type="numerical">')
    assert rules(bank) == ["several-numbers"]


@pytest.mark.parametrize("kind", ["matching", "match"])
def test_what_fits_and_what_fits_nothing_is_read(kind: str) -> None:
    rows = [("One", "1"), ("", "3"), ("Two", "2"), ("", "")]
    item = one(make_question(kind, *(make_row(*row) for row in rows)))
    assert isinstance(item.body, Matching)
    texts = {option.id: option.text for option in item.body.options}
    assert [(one.text, texts[one.key]) for one in item.body.subjects] == [("One", "1"), ("Two", "2")]
    assert sorted(texts.values()) == ["1", "2", "3"]


def test_steps_stand_in_their_right_order() -> None:
    steps = [make_answer("Wash", "1.0000000"), make_answer("Dry", "2.0000000")]
    bank = read(make_question("ordering", "<selecttype>ALL</selecttype>", *steps))
    body = bank.items[0].body
    assert isinstance(body, Ordering)
    texts = {option.id: option.text for option in body.options}
    assert [texts[id_] for id_ in body.key] == ["Wash", "Dry"]
    assert not rules(bank)
    assert rules(read(make_question("ordering", *reversed(steps)))) == ["order"]


@pytest.mark.parametrize("name", ["selectoption", "dragbox"])
def test_gaps_take_words_of_their_group(name: str) -> None:
    words = [("cat", 1), ("low", 2), ("dog", 1), ("high", 2)]
    options = [f"<{name}><text>{word}</text><group>{group}</group></{name}>" for word, group in words]
    kind = {"selectoption": "gapselect", "dragbox": "ddwtos"}[name]
    item = one(make_question(kind, *options, text="<p>Fill in.</p><p>The [[3]] [now] sits<br>[[2]].</p>"))
    assert isinstance(item.body, Cloze)
    assert (item.stem, item.body.text) == ("Fill in.", "The [blank-1] (now) sits\n[blank-2].")
    assert [[option.text for option in blank.options] for blank in item.body.blanks] == [
        ["cat", "dog"],
        ["high", "low"],
    ]
    assert [blank.key.text for blank in item.body.blanks] == ["dog", "low"]


@pytest.mark.parametrize("word", ["MULTICHOICE", "MC", "MCV", "MULTICHOICE_H", "MULTICHOICE_S", "MCHS"])
def test_a_text_with_its_answers_in_it_becomes_gaps_with_options(word: str) -> None:
    answers = "~wrong &amp;#35; 1#no\\}~=right \\} one#yes &amp;amp; so~%0%&lt;b&gt;x&lt;/b&gt;"
    bank = read(make_question("cloze", text=f"<p>It is {{1:{word}:{answers}}} here.</p>"))
    body = bank.items[0].body
    assert isinstance(body, Cloze)
    assert body.text == "It is [blank-1] here."
    assert {option.text: option.rationale for option in body.blanks[0].options} == {
        "wrong # 1": "no}",
        "right } one": "yes & so",
        "x": "",
    }
    assert body.blanks[0].key.text == "right } one"
    assert not rules(bank)


@pytest.mark.parametrize("like_one", ["{1:MULTICHOCE:=c~d}", "{2:MCH_S:=c~d}", "{1:MC:=c~d"])
def test_what_looks_like_a_gap_and_is_none_is_told_as_it_shows_its_answer(like_one: str) -> None:
    bank = read(make_question("cloze", text=f"One {{1:MC:=a~b}}, two {like_one}"))
    assert isinstance(bank.items[0].body, Cloze)
    assert rules(bank) == ["gap-as-text"]
    assert like_one in bank.findings[0].finding.message


@pytest.mark.parametrize(
    "gap", ["{1:SHORTANSWER:=a}", "{:NM:=3:0.1}", "{2:MULTIRESPONSE:=a~=b~c}", "{1:MC:=a~b} {1:SAC:=a}"]
)
def test_a_text_with_gaps_to_type_in_is_kept_as_it_stands(gap: str) -> None:
    bank = read(make_question("multianswer", text=f"It is {gap}."))
    (item,) = bank.items
    assert (item.type, item.body) == (None, None)
    assert gap in item.raw
    assert "_____" in item.stem
    assert rules(bank) == ["no-such-type"]


def make_matrix(multiple: str, *weights: str) -> str:
    """Return a question of the plugin “matrix” with two columns."""
    told = "<feedback><text>Why.</text></feedback>"
    rows = [f"<row><shorttext>{word}</shorttext>{told}</row>" for word in "xy"]
    columns = [f"<col><shorttext>{word}</shorttext></col>" for word in ("Yes", "No")]
    cells = ("".join(f"<weight-of-col>{weight}</weight-of-col>" for weight in row) for row in weights)
    keys = [f"<weights-of-row>{row}</weights-of-row>" for row in cells]
    return make_question("matrix", f"<multiple>{multiple}</multiple>", *rows, *columns, *keys)


def test_a_matrix_with_one_column_for_each_row_is_read_and_another_kept() -> None:
    item = one(make_matrix("0", "01", "10"))
    assert isinstance(item.body, Matrix)
    assert [(row.text, row.key) for row in item.body.rows] == [("x", "b"), ("y", "a")]
    assert item.body.rows[0].rationale == "Why."
    assert rules(read(make_matrix("1", "01", "10"))) == ["no-such-type"]
    assert rules(read(make_matrix("0", "01", "11"))) == ["no-key"]


@pytest.mark.parametrize(
    "kind",
    ["essay", "description", "calculated", "calculatedmulti", "randomsamatch", "ddmarker", "stack", ""],
)
def test_a_question_of_a_type_that_is_not_here_is_kept_as_it_stands_with_its_picture(kind: str) -> None:
    question = make_question(kind, '<file name="a.png" encoding="base64">QUJD</file>')
    bank = read(question)
    (item,) = bank.items
    assert (item.kind, item.type, item.stem) == (kind or "unknown", None, "Why?")
    assert item.raw == question.strip()
    assert rules(bank) == ["no-such-type"]


def test_pictures_and_what_else_has_no_place_here_are_told_in_a_sentence_each() -> None:
    bank = read(
        make_question(
            "multichoice",
            make_answer("A", "100"),
            make_answer("B"),
            "<hint><text>Think.</text></hint><penalty>0.5</penalty><defaultgrade>2</defaultgrade><hidden>1</hidden>",
            "<correctfeedback><text>Bravo!</text></correctfeedback>",
            "<incorrectfeedback><text>Your answer is incorrect.</text></incorrectfeedback>",
            text='What is <img src="@@PLUGINFILE@@/a.png" alt="this organ">?'
            ' See <a href="@@PLUGINFILE@@/b.pdf">it</a>.',
        )
    )
    assert bank.items[0].stem == "What is [this organ]? See it."
    assert [located.finding.message for located in bank.findings] == [
        "What plain text cannot show is left out: a file, a picture.",
        (
            "Some of the question has no place here: its hints, what is told after a right answer, "
            "how many marks it has, what is taken off for a further try, that it is hidden."
        ),
    ]


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        (make_question("multichoice", make_answer("A", "100")), "too-few-options"),
        (make_question("multichoice", make_answer("A", "90"), make_answer("B")), "no-key"),
        (make_question("multichoice", make_answer("A", "a lot"), make_answer("B")), "weight"),
        (make_question("multichoice", make_answer("A", "nan"), make_answer("B", "100")), "weight"),
        (make_question("multichoice", *(make_answer(str(n), "100") for n in range(27))), "too-many-options"),
        (make_question("multichoice", make_answer("<img>", "100"), make_answer("B")), "empty-option"),
        (make_question("multichoice", text='<img src="x">'), "no-stem"),
        (make_question("multichoice"), "too-few-options"),
        (make_question("truefalse"), "no-key"),
        (make_question("shortanswer", make_answer("*", "100")), "wildcard"),
        (make_question("numerical", make_answer("three", "100")), "not-a-number"),
        (make_question("numerical", make_answer("1e999", "100")), "not-a-number"),
        (make_question("matching"), "too-few-options"),
        (make_question("matching", make_row("", "1"), make_row("", "2")), "no-key"),
        (make_question("matching", make_row("One", ""), make_row("Two", "2")), "empty-option"),
        (make_question("ordering", make_answer("A", "1")), "too-few-options"),
        (make_question("gapselect", text="No gap."), "no-gap"),
        (make_question("gapselect", text="A [[7]]."), "no-key"),
        (make_question("cloze", text="{1:MC:=a~=b}"), "several-keys"),
        (make_question("cloze", text="{1:MC:a~b}"), "no-key"),
        (make_question("cloze", text="{1:MC:=a~b"), "no-gap"),
        (make_question("cloze", text="{1:MC:=a~b}" * 101), "too-many-gaps"),
        (make_question("gapselect", text="[[1]]" * 101), "too-many-gaps"),
        (make_question("multichoice", text="a" * 200_001), "too-long"),
    ],
)
def test_a_question_that_cannot_be_asked_is_kept_and_stops_no_other(question: str, rule: str) -> None:
    good = make_question("multichoice", make_answer("A", "100"), make_answer("B"))
    bank = read(question, good)
    bad, other = bank.items
    assert (bad.body, bad.raw) == (None, question.strip())
    assert shown(other) == {"A": True, "B": False}
    assert rules(bank)[0] == rule
    assert bank.findings[-1].is_error
    assert {located.line for located in bank.findings} == {3}
