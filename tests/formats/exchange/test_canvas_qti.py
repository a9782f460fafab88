"""Quizzes of Canvas: what we write comes back, and what others write is read or kept."""

import io
from dataclasses import replace
from decimal import Decimal
from zipfile import ZipFile

import pytest
from hypothesis import assume, given, settings

from quizapp.core.banks import Bank, Severity
from quizapp.core.exchange import ForeignItem, Numbers
from quizapp.core.facts import Knowledge, Source
from quizapp.core.items import Choices, Cloze, Item, ItemType, Matching, Matrix, Numeric, ShortAnswer
from quizapp.formats.exchange.files import Format, format_of, read_file
from quizapp.formats.exchange.packing import packed
from quizapp.formats.exchange.qti.writer import write_qti_2_1, write_qti_3_0
from quizapp.formats.exchange.qti12.canvas_reader import read_canvas_qti
from quizapp.formats.exchange.qti12.canvas_writer import write_canvas_qti
from quizapp.formats.exchange.writing import Writer
from quizapp.formats.toml_bank import parse_bank
from tests.formats.exchange.qti12_samples import (
    ALL,
    CHOICE,
    FIELD,
    SEVERAL,
    TYPED,
    equal,
    item_xml,
    lid,
    quiz,
    scored,
)
from tests.formats.exchange.sound_banks import as_draft_without, come_home, sound_banks

NOTHING_KNOWN = Knowledge(facts={}, sources={}, terms={})


def expected(item: Item) -> Item:
    """Return what of an item comes back from Canvas' format."""
    kept = as_draft_without(item, {"because", "region", "reverse_stem"})
    match kept.body:
        case Matching(subjects=subjects, options=options):
            used = {subject.key for subject in subjects}
            body = Matching(
                subjects=tuple(replace(one, id=f"pair-{n}") for n, one in enumerate(subjects, start=1)),
                options=tuple(one if one.id in used else replace(one, rationale="") for one in options),
            )
            return replace(kept, body=body)
        case Matrix(rows=rows, options=options):
            rows = tuple(replace(one, id=f"row-{n}") for n, one in enumerate(rows, start=1))
            return replace(kept, body=Matrix(options=options, rows=rows))
        case Choices() if kept.type is ItemType.HOTSPOT:
            return replace(kept, type=ItemType.SINGLE_CHOICE)
        case _:
            return kept


@given(sound_banks())
@settings(max_examples=50, deadline=None)
def test_what_canvas_carries_comes_back_as_it_went(bank: Bank) -> None:
    sent = [expected(item) for item in bank.items if item.type is not ItemType.ORDERING]
    assume(sent)
    read = read_canvas_qti(write_canvas_qti(bank, NOTHING_KNOWN).data)
    assert [located for located in read.findings if located.finding.severity is Severity.ERROR] == []
    assert [come_home(item) for item in read.items] == sent


def read_one(data: bytes) -> tuple[ForeignItem, list[str]]:
    read = read_canvas_qti(data)
    assert len(read.items) == 1
    return read.items[0], [located.finding.rule for located in read.findings]


@pytest.mark.parametrize(
    ("kind", "presentation", "processing", "right"),
    [
        ("multiple_choice_question", CHOICE, scored(equal("r", "r1")), {"Lung"}),
        ("", CHOICE.replace("gap", ""), scored(equal("r", "r2"), 1, "Add"), {"Skin"}),
        ("multiple_answers_question", SEVERAL, scored(ALL), {"Ileum", "Lung"}),
        (
            "multiple_answers_question",
            SEVERAL,
            scored(equal("r", "r0"), 50, "Add") + scored(equal("r", "r2"), 50, "Add"),
            {"Ileum", "Skin"},
        ),
    ],
)
def test_the_key_is_what_earns_the_mark(
    kind: str, presentation: str, processing: str, right: set[str]
) -> None:
    item, rules = read_one(quiz(item_xml(kind, presentation, processing)))
    assert isinstance(item.body, Choices)
    assert {option.text for option in item.body.options if option.is_key} == right
    assert rules == []


@pytest.mark.parametrize(
    ("kind", "presentation", "processing", "rule"),
    [
        ("multiple_choice_question", CHOICE, "", "no-key"),
        ("multiple_choice_question", CHOICE, scored(equal("r", "r1"), 0), "no-key"),
        ("multiple_choice_question", CHOICE, scored(f"<not>{equal('r', 'r1')}</not>"), "no-key"),
        ("multiple_choice_question", CHOICE, scored(equal("r", "another")), "no-key"),
        (
            "multiple_answers_question",
            SEVERAL,
            scored(f"<or>{equal('r', 'r0')}{equal('r', 'r1')}</or>"),
            "no-key",
        ),
        ("multiple_answers_question", SEVERAL, scored(equal("r", "r0")) + scored(equal("r", "r1")), "no-key"),
        ("multiple_choice_question", lid("r", "Lung"), scored(equal("r", "r0")), "too-few-options"),
        (
            "multiple_choice_question",
            lid("r", *"abcdefghijklmnopqrstuvwxyzA"),
            scored(equal("r", "r0")),
            "too-many-options",
        ),
        ("matching_question", lid("a", "1", "2", prompt="A") + lid("b", "1", "2", prompt="B"), "", "no-key"),
        ("multiple_dropdowns_question", lid("response_gap", "1", "2"), scored("<other/>"), "no-key"),
        (
            "multiple_dropdowns_question",
            lid("response_hole", "1", "2"),
            scored(equal("response_hole", "response_hole0")),
            "blanks",
        ),
        ("essay_question", TYPED, "", "no-such-type"),
        ("calculated_question", TYPED, "", "no-such-type"),
        ("file_upload_question", "", "", "no-such-type"),
        ("text_only_question", "", "", "no-such-type"),
        ("drawing_of_the_future_question", "", "", "no-such-type"),
        ("", "", "", "no-such-type"),
        ("", '<response_xy ident="r"/>', "", "no-such-type"),
        ("short_answer_question", TYPED, "", "no-key"),
        ("numerical_question", TYPED, scored(equal("r", "two")), "no-key"),
    ],
)
def test_what_cannot_be_asked_is_kept_as_it_stood(
    kind: str, presentation: str, processing: str, rule: str
) -> None:
    source = item_xml(kind, presentation, processing)
    item, rules = read_one(quiz(source))
    assert rule in rules
    assert item.body is None
    assert item.raw == source


def test_a_single_choice_with_several_right_options_is_an_error() -> None:
    both = scored(equal("r", "r0")) + scored(equal("r", "r1"))
    item, rules = read_one(quiz(item_xml("multiple_choice_question", CHOICE, both)))
    assert isinstance(item.body, Choices)
    assert len(item.body.key_ids) == 2
    assert rules == ["several-keys"]


def test_parts_of_a_mark_are_told() -> None:
    parts = scored(equal("r", "r0")) + scored(equal("r", "r1"), 50)
    item, rules = read_one(quiz(item_xml("multiple_choice_question", CHOICE, parts)))
    assert item.weights == {"a": 100, "b": 50, "c": 0}
    assert rules == ["weights"]


def test_right_choices_that_are_counted_apart_are_the_key() -> None:
    right, wrong = (scored(equal("r", name), 1, "Add") for name in ("r0", "r2"))
    counted = right.replace("SCORE", "D2L_Correct") + wrong.replace("SCORE", "D2L_Incorrect")
    counted += '<respcondition><setvar varname="que_score" action="Set">D2L_Correct</setvar></respcondition>'
    item, rules = read_one(quiz(item_xml("multiple_answers_question", SEVERAL, counted)))
    assert isinstance(item.body, Choices)
    assert [option.text for option in item.body.options if option.is_key] == ["Ileum"]
    assert rules == []


def test_feedback_goes_to_who_chose_what_it_speaks_of() -> None:
    link = '<displayfeedback linkrefid="{}"/>'
    told = scored("<other/>", 0, "Add", link.format("general_fb"))
    told += scored(equal("r", "r1"), 0, "Add", link.format("7_fb"))
    told += scored(equal("r", "r0"), 100, "Set", link.format("correct_fb"))
    texts = {"general_fb": "To all.", "7_fb": "About lungs.", "correct_fb": "Well found."}
    more = "".join(
        f'<itemfeedback ident="{ident}"><material><mattext>{text}</mattext></material></itemfeedback>'
        for ident, text in texts.items()
    )
    item, rules = read_one(quiz(item_xml("multiple_choice_question", CHOICE, told, more)))
    assert isinstance(item.body, Choices)
    reasons = {option.text: option.rationale for option in item.body.options}
    assert reasons == {"Ileum": "Well found.", "Lung": "About lungs.", "Skin": ""}
    assert item.feedback == "To all."
    assert rules == []


def test_a_gap_may_have_a_name_that_is_none_of_ours() -> None:
    gap = lid("response_First Gap", "red", "blue")
    source = item_xml(
        "multiple_dropdowns_question", gap, scored(equal("response_First Gap", "response_First Gap1"))
    )
    item, rules = read_one(quiz(source.replace("[gap]", "[First Gap] and [this]")))
    assert isinstance(item.body, Cloze)
    assert item.body.text == "Stem [first-gap] and (this)?"
    assert item.body.blanks[0].key.text == "blue"
    assert rules == []


def test_each_answer_of_a_single_gap_is_accepted() -> None:
    gap = lid("response_gap", "ileum", "the ileum")
    source = item_xml("fill_in_multiple_blanks_question", gap, scored(equal("response_gap", "response_gap0")))
    item, rules = read_one(quiz(source))
    assert item.stem == "Stem _____?"
    assert item.body == ShortAnswer(answers=("ileum", "the ileum"), rationale="")
    assert rules == []


@pytest.mark.parametrize(
    ("test", "answer", "tolerance", "told"),
    [
        (equal("r", 7), "7", "0", []),
        (f"<or>{equal('r', 7)}<and><vargte>6.9</vargte><varlte>7.1</varlte></and></or>", "7", "0.1", []),
        (f"<or>{equal('r', 7)}<and><vargt>6.9</vargt><varlte>7.1</varlte></and></or>", "7", "0.1", []),
        ("<vargte>-1</vargte><varlte>1e1</varlte>", "4.5", "5.5", ["range"]),
    ],
)
def test_one_number_is_asked_for_within_its_range(
    test: str, answer: str, tolerance: str, told: list[str]
) -> None:
    item, rules = read_one(quiz(item_xml("numerical_question", TYPED, scored(test))))
    assert item.body == Numeric(answer=Decimal(answer), tolerance=Decimal(tolerance), rationale="")
    assert (item.type, item.raw, rules) == (ItemType.NUMERIC, "", told)


@pytest.mark.parametrize(("least", "most"), [("vargt", "varlte"), ("vargte", "varlt"), ("vargt", "varlt")])
def test_a_range_whose_ends_do_not_count_is_kept(least: str, most: str) -> None:
    test = f"<{least}>4</{least}><{most}>6</{most}>"
    item, rules = read_one(quiz(item_xml("numerical_question", TYPED, scored(test))))
    assert (item.type, rules) == (None, ["several-numbers"])
    assert item.raw


def test_several_numbers_are_read_as_ranges_and_kept() -> None:
    processing = scored(equal("r", 7)) + scored(equal("r", 8))
    item, rules = read_one(quiz(item_xml("numerical_question", TYPED, processing)))
    assert isinstance(item.body, Numbers)
    assert [float(one.low) for one in item.body.answers] == [7, 8]
    assert item.raw
    assert rules == ["several-numbers"]


def test_one_bad_question_does_not_stop_the_others() -> None:
    good = item_xml("multiple_choice_question", CHOICE, scored(equal("r", "r0")))
    read = read_canvas_qti(quiz(item_xml("matching_question", "", ""), good))
    assert [item.type for item in read.items] == [None, ItemType.SINGLE_CHOICE]


def test_a_question_of_a_bank_and_its_copy_in_a_quiz_are_read_once() -> None:
    good = item_xml("multiple_choice_question", CHOICE, scored(equal("r", "r0")))
    copy = good.replace('ident="i1"', 'ident="i2"').replace(
        "<qtimetadata>", "<qtimetadata>" + FIELD.format("assessment_question_identifierref", "i1")
    )
    bank = quiz(good).replace(b"assessment", b"objectbank").replace(b'title="Quiz"', b"")
    bank = bank.replace(
        b'<section ident="root_section">',
        b"<qtimetadata>" + FIELD.format("bank_title", "Sites").encode() + b"</qtimetadata><section>",
    )
    files = {"imsmanifest.xml": b"<manifest/>", "q/q.xml": quiz(copy), "non_cc_assessments/b.xml.qti": bank}
    read = read_canvas_qti(packed(files))
    assert [(item.id, item.category) for item in read.items] == [("i1", ("Sites",))]
    assert [located.finding.rule for located in read.findings] == ["twice"]


def test_what_comes_back_from_canvas_has_its_name_here_again() -> None:
    source = item_xml("multiple_choice_question", CHOICE, scored(equal("r", "r0")))
    item, _ = read_one(quiz(source.replace('title="Name"', 'title="sites-of-nets"')))
    assert item.id == "sites-of-nets"


STATEMENT = """
id = "a-bank"
title = "A bank"
description = "Words."
language = "en-GB"
[[item]]
id = "nets-grow-slowly"
type = "true-false"
audience = ["patient"]
topic = "sites"
level = "remember"
facts = ["F001"]
sources = ["who"]
status = "published"
review_due = 2030-01-01
picture = "fish"
stem = "All NETs grow fast."
answer = false
because = "F001"
correction = "Many NETs grow slowly."
rationale = {true = "Some do.", false = "Right: many grow slowly."}
[[item]]
id = "steps"
type = "ordering"
audience = ["patient"]
topic = "sites"
level = "remember"
facts = ["F001"]
sources = []
status = "draft"
review_due = 2030-01-01
stem = "Which comes first?"
step = [{text = "one", rationale = "1", because = ""}, {text = "two", rationale = "2", because = ""}]
"""
KNOWN = Knowledge(
    facts={}, terms={}, sources={"who": Source(id="who", publisher="WHO", title="Tumours & more", year=2022)}
)


def test_sources_are_shown_elsewhere_and_do_not_come_back_as_words_of_ours() -> None:
    bank = parse_bank(STATEMENT).bank
    assert bank
    data = write_canvas_qti(bank, KNOWN).data
    with ZipFile(io.BytesIO(data)) as archive:
        assert b"WHO, \xe2\x80\x9cTumours &amp;amp; more\xe2\x80\x9d (2022)" in archive.read(
            archive.namelist()[1]
        )
    [item] = read_canvas_qti(data).items
    assert item.feedback == ""
    assert come_home(item) == expected(bank.items[0])


def test_what_canvas_has_no_place_for_is_told() -> None:
    bank = parse_bank(STATEMENT).bank
    assert bank
    told = [(finding.item, finding.rule) for finding in write_canvas_qti(bank, KNOWN).findings]
    assert told == [("nets-grow-slowly", "not-carried"), ("steps", "no-such-type")]


def test_a_package_of_canvas_is_told_from_one_of_qti_by_what_it_lists() -> None:
    bank = parse_bank(STATEMENT).bank
    assert bank
    assert format_of("bank.zip", write_canvas_qti(bank, KNOWN).data) is Format.CANVAS_QTI
    assert format_of("bank.zip", write_qti_2_1(bank, KNOWN).data) is Format.QTI
    assert format_of("bank.zip", write_qti_3_0(bank, KNOWN).data) is Format.QTI


@pytest.mark.parametrize(
    "manifest",
    [
        '<manifest><resources><resource type="imsqti_xmlv1p1" href="quiz.xml"/></resources></manifest>',
        '<manifest><resources><resource type="webcontent" href="quiz.xml"/></resources></manifest>',
        "",
    ],
)
def test_packages_of_others_in_qti_1_are_known_also_where_what_they_list_does_not_say_it(
    manifest: str,
) -> None:
    data = io.BytesIO()
    with ZipFile(data, "w") as archive:
        archive.writestr("quiz.xml", quiz(item_xml("", CHOICE, scored(equal("r", "r1")))))
        if manifest:
            archive.writestr("imsmanifest.xml", manifest)
    found = read_file(data.getvalue(), name="a.zip")
    assert [item.kind for item in found.items] == ["single-choice"]


@pytest.mark.parametrize("write", [write_canvas_qti, write_qti_2_1, write_qti_3_0])
def test_a_package_of_the_same_bank_is_the_same_on_every_day(write: Writer) -> None:
    bank = parse_bank(STATEMENT).bank
    assert bank
    with ZipFile(io.BytesIO(write(bank, KNOWN).data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert write(bank, KNOWN) == write(bank, KNOWN)
