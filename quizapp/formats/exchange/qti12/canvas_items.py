"""Our items as Canvas writes its own in QTI 1.2."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count
from xml.etree.ElementTree import Element

from quizapp.core.banks import Finding
from quizapp.core.cloze import marks_in
from quizapp.core.exchange import TYPE, tags_of
from quizapp.core.items import Choices, Cloze, Item, ItemType, Matching, Matrix, Numeric, Option, ShortAnswer
from quizapp.core.numbers import in_file, range_of
from quizapp.formats.exchange.qti12.rows import TAG
from quizapp.formats.exchange.writing import carried, not_carried
from quizapp.formats.exchange.xml_writing import node

_TYPES = {
    ItemType.SINGLE_CHOICE: "multiple_choice_question",
    ItemType.HOTSPOT: "multiple_choice_question",
    ItemType.TRUE_FALSE: "true_false_question",
    ItemType.SELECT_ALL: "multiple_answers_question",
    ItemType.MATCHING: "matching_question",
    ItemType.MATRIX: "matching_question",
    ItemType.SHORT_ANSWER: "short_answer_question",
    ItemType.NUMERIC: "numerical_question",
    ItemType.DROPDOWN_CLOZE: "multiple_dropdowns_question",
}
_RENAMED = {ItemType.HOTSPOT, ItemType.MATRIX}
"""Types that are another one in Canvas."""

_WHOLE = "response1"


def carried_in_canvas(items: Iterable[Item]) -> tuple[list[Item], list[Finding]]:
    """Return the items whose types Canvas has, and a finding for each of the others."""
    return carried(items, _TYPES.keys())


def left_behind(item: Item) -> Iterator[Finding]:
    """Yield what of an item Canvas has no place for."""
    if item.picture:
        yield not_carried(item, "The picture")
    match item.body:
        case Choices(options=options) if any(option.region for option in options):
            yield not_carried(item, "The place of each option on the picture")
        case Matching(subjects=subjects, options=options):
            if any(subject.reverse_stem for subject in subjects):
                yield not_carried(item, "The question asked the other way round")
            used = {subject.key for subject in subjects}
            if any(option.rationale for option in options if option.id not in used):
                yield not_carried(item, "The reason why something fits nowhere")
        case Numeric(unit=unit) if unit:
            yield not_carried(item, "The unit beside the field")
        case _:
            pass


@dataclass(kw_only=True)
class _Parts:
    """What an item is made of, beside its metadata."""

    presentation: list[Element]
    conditions: list[Element]
    feedback: list[Element]
    numbers: list[int]


def item_node(item: Item, general: Sequence[str]) -> Element:
    """Return an ``item``, named by our id, which Canvas keeps; ``general`` is told after every answer."""
    parts = _parts(item)
    if general:
        shown = node("displayfeedback", feedbacktype="Response", linkrefid="general_fb")
        parts.conditions.insert(
            0, node("respcondition", [node("conditionvar", [node("other")]), shown], continue_="Yes")
        )
        parts.feedback.insert(0, _feedback("general_fb", "\n".join(general)))
    outcomes = node(
        "outcomes",
        [node("decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")],
    )
    return node(
        "item",
        [
            node("itemmetadata", [node("qtimetadata", _fields(item, parts.numbers))]),
            node("presentation", parts.presentation),
            node("resprocessing", [outcomes, *parts.conditions]),
            *parts.feedback,
        ],
        ident=item.id,
        title=item.id,
    )


def _fields(item: Item, numbers: list[int]) -> list[Element]:
    renamed = [f"{TYPE}:{item.type}"] if item.type in _RENAMED else []
    fields = [
        ("question_type", _TYPES[item.type]),
        ("points_possible", "1.0"),
        ("original_answer_ids", ",".join(map(str, numbers))),
        *((TAG, tag) for tag in (*tags_of(item), *renamed)),
    ]
    return [
        node("qtimetadatafield", [node("fieldlabel", label), node("fieldentry", entry)])
        for label, entry in fields
    ]


def _parts(item: Item) -> _Parts:
    stem = [_material(item.stem, is_html=True)]
    match item.body:
        case Choices(options=options):
            return _choice(stem, options, is_several=item.type is ItemType.SELECT_ALL)
        case ShortAnswer(answers=answers):
            return _typed(stem, answers)
        case Numeric() as body:
            return _number(stem, body)
        case Cloze():
            return _cloze(item, item.body)
        case Matching(subjects=subjects, options=options):
            reasons = {option.id: option.rationale for option in options}
            rows = [_Row(subject.text, subject.key, reasons[subject.key]) for subject in subjects]
            return _rows(stem, rows, options)
        case Matrix(rows=rows_of, options=options):
            rows = [_Row(row.text, row.key, row.rationale) for row in rows_of]
            return _rows(stem, rows, options)
        case _:
            raise ValueError(f"Canvas has no questions of the type {item.type}")


def _choice(stem: list[Element], options: Sequence[Option], *, is_several: bool) -> _Parts:
    numbered = list(enumerate(options, start=1))
    response = node(
        "response_lid",
        [node("render_choice", [_label(number, option.text) for number, option in numbered])],
        ident=_WHOLE,
        rcardinality="Multiple" if is_several else "Single",
    )
    if is_several:
        tests = [
            _equal(_WHOLE, number) if option.is_key else node("not", [_equal(_WHOLE, number)])
            for number, option in numbered
        ]
        scored = [_scored([node("and", tests)], "Set", 100)]
    else:
        scored = [
            _scored([_equal(_WHOLE, number)], "Set", 100) for number, option in numbered if option.is_key
        ]
    told = [(number, option.rationale) for number, option in numbered if option.rationale]
    return _Parts(
        presentation=[*stem, response],
        conditions=[*(_told([_equal(_WHOLE, number)], number) for number, _ in told), *scored],
        feedback=[_feedback(f"{number}_fb", text) for number, text in told],
        numbers=[number for number, _ in numbered],
    )


def _typed(stem: list[Element], answers: Sequence[str]) -> _Parts:
    field = node("render_fib", [node("response_label", ident="answer1", rshuffle="No")])
    return _Parts(
        presentation=[*stem, node("response_str", [field], ident=_WHOLE, rcardinality="Single")],
        conditions=[_scored([node("varequal", answer, respident=_WHOLE) for answer in answers], "Set", 100)],
        feedback=[],
        numbers=list(range(1, len(answers) + 1)),
    )


def _number(stem: list[Element], body: Numeric) -> _Parts:
    low, high = map(in_file, range_of(body))
    field = node("render_fib", [node("response_label", ident="answer1")], fibtype="Decimal")
    within = node("and", [node("vargte", low, respident=_WHOLE), node("varlte", high, respident=_WHOLE)])
    either = node("or", [node("varequal", in_file(body.answer), respident=_WHOLE), within])
    return _Parts(
        presentation=[*stem, node("response_str", [field], ident=_WHOLE, rcardinality="Single")],
        conditions=[_scored([either], "Set", 100)],
        feedback=[],
        numbers=[1],
    )


@dataclass(frozen=True)
class _Row:
    """A row, the id of the option that fits, and why."""

    text: str
    key: str
    reason: str


def _rows(stem: list[Element], rows: Sequence[_Row], options: Sequence[Option]) -> _Parts:
    numbers = {option.id: number for number, option in enumerate(options, start=len(rows) + 1)}
    labels = [(numbers[option.id], option.text) for option in options]
    parts = _Parts(presentation=stem, conditions=[], feedback=[], numbers=list(range(1, len(rows) + 1)))
    for number, row in enumerate(rows, start=1):
        place = f"response_{number}"
        offered = node("render_choice", [_label(*label) for label in labels])
        parts.presentation.append(node("response_lid", [_material(row.text), offered], ident=place))
        parts.conditions.append(_scored([_equal(place, numbers[row.key])], "Add", 100 / len(rows)))
        if row.reason:
            missed = node("not", [_equal(place, numbers[row.key])])
            parts.conditions.append(_told([missed], number))
            parts.feedback.append(_feedback(f"{number}_fb", row.reason))
    return parts


def _cloze(item: Item, body: Cloze) -> _Parts:
    asked = item.stem
    for mark in {*marks_in(asked)} & {blank.id for blank in body.blanks}:
        # A blank stands once in what Canvas takes for one text.
        asked = asked.replace(f"[{mark}]", f"({mark})")
    parts = _Parts(
        presentation=[_material(asked, is_html=True), _material(body.text, is_html=True)],
        conditions=[],
        feedback=[],
        numbers=[],
    )
    # Canvas knows an answer by its number alone, not by its number and its blank.
    numbers = count(1)
    for blank in body.blanks:
        place = f"response_{blank.id}"
        numbered = [(next(numbers), option) for option in blank.options]
        labels = [_label(number, option.text) for number, option in numbered]
        named = _material(blank.id)
        parts.presentation.append(node("response_lid", [named, node("render_choice", labels)], ident=place))
        parts.numbers += [number for number, _ in numbered]
        for number, option in numbered:
            if option.rationale:
                parts.conditions.append(_told([_equal(place, number)], number))
                parts.feedback.append(_feedback(f"{number}_fb", option.rationale))
            if option.is_key:
                parts.conditions.append(_scored([_equal(place, number)], "Add", 100 / len(body.blanks)))
    return parts


def _equal(place: str, number: int) -> Element:
    return node("varequal", str(number), respident=place)


def _scored(tests: list[Element], action: str, points: float) -> Element:
    score = node("setvar", f"{points:.2f}".removesuffix(".00"), action=action, varname="SCORE")
    goes_on = "Yes" if action == "Add" else "No"
    return node("respcondition", [node("conditionvar", tests), score], continue_=goes_on)


def _told(tests: list[Element], number: int) -> Element:
    shown = node("displayfeedback", feedbacktype="Response", linkrefid=f"{number}_fb")
    return node("respcondition", [node("conditionvar", tests), shown], continue_="Yes")


def _feedback(ident: str, text: str) -> Element:
    return node("itemfeedback", [node("flow_mat", [_material(text, is_html=True)])], ident=ident)


def _label(number: int, text: str) -> Element:
    return node("response_label", [_material(text)], ident=str(number))


def _material(text: str, *, is_html: bool = False) -> Element:
    if is_html:
        text = "".join(f"<p>{escape(line, quote=False)}</p>" for line in text.split("\n"))
    return node("material", [node("mattext", text, texttype="text/html" if is_html else "text/plain")])
