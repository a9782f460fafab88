"""Single items of QTI 2 and 3: their types, keys and texts."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from quizapp.core.exchange import AcceptedNumber, Numbers
from quizapp.core.items import Cloze, ItemType, Matrix, Numeric, Ordering, ShortAnswer
from quizapp.formats.exchange.qti.reader import read_qti
from quizapp.formats.exchange.reading import ReadBank
from tests.formats.exchange import qti_samples as qti
from tests.formats.exchange.qti_reading import (
    GAPS,
    INLINE,
    MATCH,
    ORDER,
    ORGANS,
    SEVERAL,
    SINGLE,
    TABLE,
    TYPED,
    VERDICT,
    body_of,
    keyed,
    pairs,
    read,
)


@pytest.mark.parametrize("spelt", [str, qti.in_3], ids=["2.1", "3.0"])
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SINGLE, "single-choice"),
        (SEVERAL, "select-all"),
        (VERDICT, "true-false"),
        (MATCH, "matching"),
        (TABLE, "matrix"),
        (ORDER, "ordering"),
        (INLINE, "dropdown-cloze"),
        (GAPS, "dropdown-cloze"),
        (TYPED, "short-answer"),
    ],
)
def test_an_item_is_of_the_type_that_its_interaction_is(
    text: str, kind: str, spelt: Callable[[str], str]
) -> None:
    item, _ = read(spelt(text))
    assert (item.kind, item.type, item.id, item.name) == (kind, ItemType(kind), "item-1", "One")
    assert item == read(text)[0]


def test_keys_of_choices_are_the_correct_ones() -> None:
    assert keyed(body_of(SINGLE)) == {"Kidney": False, "Liver": False, "Pancreas": True}
    assert keyed(body_of(SEVERAL)) == {"Kidney": True, "Liver": True, "Pancreas": False}
    assert keyed(body_of(VERDICT)) == {"True": True, "False": False}


def test_keys_of_rows_are_the_columns_that_fit() -> None:
    assert pairs(body_of(MATCH)) == {"Insulin": "Pancreas", "Bile": "Liver"}
    table = body_of(TABLE)
    assert pairs(table) == {"Insulin": "Pancreas", "Glucagon": "Pancreas", "Bile": "Liver"}
    assert isinstance(table, Matrix)
    assert [option.text for option in table.options] == ["Pancreas", "Liver"]


def test_a_table_that_is_marked_as_one_is_a_matrix_also_where_each_column_fits_once() -> None:
    classed = MATCH.replace("<matchInteraction ", '<matchInteraction class="qti-match-tabular" ')
    assert isinstance(body_of(classed), Matrix)


def test_steps_come_in_their_right_order() -> None:
    body = body_of(ORDER)
    assert isinstance(body, Ordering)
    texts = {option.id: option.text for option in body.options}
    assert [texts[id_] for id_ in body.key] == ["First", "Second", "Third"]


@pytest.mark.parametrize(
    ("text", "stem", "running", "keys"),
    [
        (INLINE, "Choose.", "Insulin is made in the [organ].\nThat is all.", ["pancreas"]),
        (GAPS, "Fill in.", "Bile comes from the [g1], and goes to the [g2].", ["liver", "gut"]),
    ],
)
def test_a_running_text_keeps_its_gaps(text: str, stem: str, running: str, keys: list[str]) -> None:
    item, found = read(text)
    assert (item.stem, found) == (stem, [])
    assert isinstance(item.body, Cloze)
    assert item.body.text == running
    assert [blank.key.text for blank in item.body.blanks] == keys


def test_a_typed_answer_keeps_what_earns_the_whole_mark_and_says_what_earns_a_part() -> None:
    item, found = read(TYPED)
    assert found == ["weights"]
    assert item.stem == "The organ is the _____."
    assert isinstance(item.body, ShortAnswer)
    assert item.body.answers == ("pancreas", "the pancreas")


def test_a_gap_at_the_end_of_a_question_is_not_told() -> None:
    text = qti.item(
        '<p>Which organ?</p><p><textEntryInteraction responseIdentifier="RESPONSE"/></p>',
        qti.response("pancreas", base_type="string", mapping=qti.mapping(pancreas=1)),
        qti.MAP_RESPONSE,
    )
    item, found = read(text)
    assert (item.stem, found) == ("Which organ?", [])


def test_capitals_that_count_elsewhere_are_told() -> None:
    text = TYPED.replace(qti.MAP_RESPONSE, qti.MATCH_CORRECT)
    assert read(text)[1] == ["case"]


@pytest.mark.parametrize(
    ("how", "tolerance"),
    [
        ('toleranceMode="exact"', "0"),
        ('toleranceMode="absolute" tolerance="2"', "2"),
        ('toleranceMode="absolute" tolerance="0.1 0.1"', "0.1"),
        ('toleranceMode="relative" tolerance="10"', "5"),
    ],
)
def test_a_number_is_asked_for_with_what_is_tolerated(how: str, tolerance: str) -> None:
    item, found = read(number_within(how))
    assert (item.type, item.raw, found) == (ItemType.NUMERIC, "", [])
    assert item.body == Numeric(answer=Decimal(50), tolerance=Decimal(tolerance), rationale="")


def test_a_number_with_more_room_on_one_side_is_kept_as_it_stood() -> None:
    item, found = read(number_within('toleranceMode="absolute" tolerance="2 3"'))
    assert (item.kind, item.type, found) == ("numeric", None, ["several-numbers"])
    assert item.body == Numbers(answers=(AcceptedNumber(low=Decimal(48), high=Decimal(53), shown="50"),))
    assert item.raw.startswith("<assessmentItem")


def number_within(how: str) -> str:
    return number_where(qti.scores(against("equal", 50, how)))


def number_where(*conditions: str) -> str:
    """Return an item that is answered by the number 50, under those conditions."""
    return qti.item(
        '<p>How many? <textEntryInteraction responseIdentifier="RESPONSE"/></p>',
        qti.response("50", base_type="float"),
        qti.rules(*conditions),
    )


def against(rule: str, number: float, how: str = "") -> str:
    """Return the test that holds the response against a number; 50 is the one that is called correct."""
    base = f'<baseValue baseType="float">{number}</baseValue>'
    other = '<correct identifier="RESPONSE"/>' if number == 50 else base
    return f'<{rule} {how}><variable identifier="RESPONSE"/>{other}</{rule}>'


WITHIN_5, WITHIN_10 = (f'toleranceMode="absolute" tolerance="{margin}"' for margin in (5, 10))
IS_NULL = '<isNull><variable identifier="RESPONSE"/></isNull>'
BETWEEN = f"<and>{against('gt', 45)}{against('lt', 55)}</and>"


@pytest.mark.parametrize(
    "conditions",
    [
        [qti.scores(BETWEEN)],
        [qti.scores(f"<and>{against('gt', 40)}{against('lt', 80)}</and>")],
        [qti.scores(f"<and>{against('gte', 45)}{against('lte', 55)}</and>")],
        [qti.scores(against("gte", 50))],
        [qti.scores(against("equal", 50, WITHIN_10), 0.5), qti.scores(against("equal", 50, WITHIN_5))],
        [qti.scores(against("equal", 50, WITHIN_10), 0.5), qti.scores(against("match", 50))],
        [qti.scores(against("equal", 60), 0.5), qti.scores(against("match", 50))],
        [qti.scores(against("equal", 52, WITHIN_5))],
    ],
)
@pytest.mark.parametrize("version", [str, qti.in_3])
def test_a_number_whose_rules_take_more_than_one_range_around_it_is_kept_as_it_stood(
    conditions: list[str], version: Callable[[str], str]
) -> None:
    item, found = read(version(number_where(*conditions)))
    assert (item.type, found, isinstance(item.body, Numbers)) == (None, ["several-numbers"], True)
    assert item.raw


@pytest.mark.parametrize(
    "test",
    [
        against("equalRounded", 50, 'roundingMode="decimalPlaces" figures="1"'),
        against("equal", 50, f'{WITHIN_5} includeLowerBound="false"'),
        against("equal", 50, 'toleranceMode="absolute" tolerance="some"'),
    ],
)
def test_a_number_whose_rules_are_not_known_here_is_kept_as_it_stood(test: str) -> None:
    item, found = read(number_where(qti.scores(test)))
    assert (item.type, found) == (None, ["marking", "several-numbers"])
    assert item.raw


@pytest.mark.parametrize(
    ("conditions", "tolerance"),
    [
        ([qti.scores(against("match", 50))], "0"),
        ([qti.scores(f"<and><not>{IS_NULL}</not>{against('equal', 50, WITHIN_5)}</and>")], "5"),
        ([qti.scores(against("equal", 50)), qti.scores(against("equal", 500), 0)], "0"),
    ],
)
def test_a_number_is_asked_for_where_its_rules_take_nothing_else(
    conditions: list[str], tolerance: str
) -> None:
    item, found = read(number_where(*conditions))
    assert (item.body, found) == (
        Numeric(answer=Decimal(50), tolerance=Decimal(tolerance), rationale=""),
        [],
    )


MADE_BY_RULES = qti.rules(qti.scores(qti.is_answer("A"), 0.5), qti.scores(qti.is_answer("C"), 2))


def test_the_key_is_what_the_rules_give_the_mark_for() -> None:
    item, found = read(qti.item(qti.choice(*ORGANS), qti.response(), MADE_BY_RULES))
    assert keyed(item.body) == {"Kidney": True, "Liver": False, "Pancreas": False}
    assert (dict(item.weights), found) == ({"a": 100, "b": 25, "c": 0}, ["weights"])


def test_several_are_right_where_a_mapping_says_so() -> None:
    marked = qti.response(cardinality="multiple", mapping=qti.mapping(A=1, B=-1, C=1))
    assert keyed(body_of(qti.item(qti.choice(*ORGANS, most=0), marked, qti.MAP_RESPONSE))) == {
        "Kidney": True,
        "Liver": True,
        "Pancreas": False,
    }


UNKNOWN = qti.rules(qti.scores("<customOperator/>"))


@pytest.mark.parametrize(
    "rules",
    ["", UNKNOWN, "<responseProcessing/>", '<responseProcessing template="http://example.org/mine"/>'],
)
def test_where_marking_cannot_be_followed_the_correct_answer_is_the_key_and_this_is_said(rules: str) -> None:
    assert keyed(body_of(qti.item(qti.choice(*ORGANS), qti.response("B"), rules), ["marking"]))["Pancreas"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (qti.item(qti.choice(*ORGANS), qti.response("A"), MADE_BY_RULES), "key-conflict"),
        (
            qti.item(qti.choice(*ORGANS), qti.response("A", mapping=qti.mapping(B=1)), qti.MAP_RESPONSE),
            "key-conflict",
        ),
        (
            qti.item(
                qti.choice(*ORGANS, most=0),
                qti.response("A", cardinality="multiple", mapping=qti.mapping(A=1, B=1)),
                qti.MAP_RESPONSE,
            ),
            "key-conflict",
        ),
        (
            TYPED.replace('mapKey="pancreas" mappedValue="2"', 'mapKey="pancreas" mappedValue="1"'),
            "key-conflict",
        ),
        (
            MATCH.replace(
                qti.MATCH_CORRECT,
                qti.rules(qti.scores("<not><isNull><variable identifier='RESPONSE'/></isNull></not>")),
            ),
            None,
        ),
        (qti.item(qti.choice(*ORGANS), qti.response()), "no-key"),
        (qti.item(qti.choice(*ORGANS), qti.response("Z")), "no-key"),
        (qti.item(qti.choice(*ORGANS)), "no-key"),
        (qti.item(qti.choice(*ORGANS), qti.response(), UNKNOWN), "no-key"),
        (qti.item(qti.choice(*ORGANS, most=0), qti.response(cardinality="multiple"), UNKNOWN), "no-key"),
        (INLINE.replace("<value>b</value>", ""), "no-key"),
        (qti.item(qti.choice("One"), qti.response("A")), "too-few-options"),
        (qti.item(qti.choice("One", "<b>One</b>"), qti.response("A")), "same-text"),
        (qti.item(qti.choice("One", '<img src="x.png"/>'), qti.response("A")), "empty-option"),
        (SINGLE.replace('"C"', '"B"'), "same-name"),
        (qti.item(qti.choice(*ORGANS, *map(str, range(23))), qti.response("B")), None),
        (
            qti.item(
                qti.choice(*ORGANS).replace(
                    "</choiceInteraction>",
                    "".join(f'<simpleChoice identifier="x{n}">{n}</simpleChoice>' for n in range(24))
                    + "</choiceInteraction>",
                ),
                qti.response("B"),
            ),
            "too-many-options",
        ),
    ],
)
def test_an_item_whose_key_is_not_sure_is_kept_as_it_stood_and_an_error_says_so(
    text: str, rule: str | None
) -> None:
    found = read_qti(text.encode())
    [item] = found.items
    errors = [located.finding.rule for located in found.findings if located.is_error]
    assert errors == ([rule] if rule else [])
    assert (item.body is None, bool(item.raw)) == (bool(rule), bool(rule))
    assert "?" in item.stem or "Choose" in item.stem or "organ" in item.stem


@pytest.mark.parametrize(
    ("instead", "correct", "kind"),
    [
        ("", ("A", "B"), "select-all"),
        ("", ("A",), "single-choice"),
        ('minChoices="2"', ("A",), "select-all"),
        ('minChoices="1"', ("A",), "single-choice"),
    ],
)
def test_where_the_most_is_not_said_what_is_correct_tells_how_many_are_chosen(
    instead: str, correct: tuple[str, ...], kind: str
) -> None:
    choice = qti.choice(*ORGANS).replace('maxChoices="1"', instead)
    item, found = read(qti.item(choice, qti.response(*correct, cardinality="multiple")))
    assert (item.kind, found) == (kind, [])


def test_two_that_are_right_where_one_is_to_be_chosen_are_both_keys_and_an_error() -> None:
    text = qti.item(qti.choice(*ORGANS), qti.response("A", "B", cardinality="multiple"))
    item, found = read(text)
    assert keyed(item.body) == {"Kidney": False, "Liver": True, "Pancreas": True}
    assert "several-keys" in found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (qti.item("<p>Only a text.</p>"), "no interaction"),
        (qti.item('<extendedTextInteraction responseIdentifier="RESPONSE"/>'), "extendedTextInteraction"),
        (
            qti.item('<hottextInteraction responseIdentifier="RESPONSE"><p>Text</p></hottextInteraction>'),
            "hottextInteraction",
        ),
        (SINGLE.replace("choiceInteraction", "associateInteraction"), "associateInteraction"),
        (SINGLE.replace('adaptive="false"', 'adaptive="true"'), "choiceInteraction"),
        (
            SINGLE.replace("<itemBody>", '<templateDeclaration identifier="X"/><itemBody>'),
            "choiceInteraction",
        ),
        (qti.item(qti.choice(*ORGANS) * 2, qti.response("A")), "choiceInteraction"),
        (
            qti.item(
                "<p><textEntryInteraction responseIdentifier='RESPONSE'/><textEntryInteraction "
                "responseIdentifier='B'/></p>",
                qti.response("x", base_type="string"),
            ),
            "textEntryInteraction",
        ),
        (MATCH.replace("<value>R2 C1</value>", "<value>R1 C1</value>"), "matchInteraction"),
        (ORDER.replace("<value>A</value>", ""), "orderInteraction"),
    ],
)
def test_what_there_is_no_type_for_is_kept_as_it_stood(text: str, kind: str) -> None:
    item, found = read(text)
    assert (item.kind, item.type, item.body, found) == (kind, None, None, ["no-such-type"])
    assert item.raw == text.partition("\n")[2]


def test_lines_pictures_and_what_cannot_be_shown_are_told() -> None:
    body = (
        '<p>Look\n at  it.</p><p><img src="x.png" alt="An organ"/></p><rubricBlock view="scorer"><p>Mark it.'
        "</p></rubricBlock>" + qti.choice("A<sub>x</sub>", "B")
    )
    item, found = read(qti.item(body, qti.response("A")))
    assert item.stem == "Look at it.\n[An organ]\nWhich organ makes insulin?"
    assert found == ["markup"]


def test_words_in_square_brackets_are_not_taken_for_gaps() -> None:
    assert read(INLINE.replace("Insulin is", "Insulin [see-below] is"))[1] == ["gaps"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("<quiz/>", "no-item"),
        ("<assessmentTest/>", "no-item"),
        ("<manifest/>", "no-item"),
        ("<questestinterop/>", "no-item"),
        ("", "xml"),
        ("no XML", "xml"),
        (SINGLE[:-20], "xml"),
    ],
)
def test_a_file_without_an_item_is_refused_in_a_sentence(text: str, rule: str) -> None:
    found = read_qti(text.encode())
    assert isinstance(found, ReadBank)
    assert [located.finding.rule for located in found.findings] == [rule]
    assert not found.items
