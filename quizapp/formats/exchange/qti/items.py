"""Our items as QTI 2.1, of which ``qti_spelling`` makes QTI 3.0; the rules stand in docs/formats/qti.md."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from quizapp.core.cloze import stretches
from quizapp.core.items import (
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    ShortAnswer,
)
from quizapp.core.numbers import in_file
from quizapp.formats.exchange.qti.marking import ALWAYS, GENERAL, REASON, RESPONSE, Told, marking, outcomes
from quizapp.formats.exchange.xml_writing import followed, node


@dataclass(kw_only=True)
class Parts:
    """What an item is made of; ``mapped`` tells that answers earn what their mapping says.

    ``tolerance`` is how far a number may be off, empty where not at all.
    """

    responses: list[Element]
    body: list[Element]
    told: Told
    mapped: bool = False
    tolerance: str = ""
    reasons: dict[str, str] = field(default_factory=dict)


def item_node(item: Item, general: Sequence[str], language: str) -> Element:
    """Return an ``assessmentItem``; ``general`` is told after every answer."""
    parts = _parts(item)
    reasons = {name: text for name, text in parts.reasons.items() if text}
    if not reasons:
        parts.told = Told()
    return node(
        "assessmentItem",
        [
            *parts.responses,
            *outcomes(has_reasons=bool(reasons), is_general=bool(general)),
            node("itemBody", parts.body),
            marking(
                [one.attrib["identifier"] for one in parts.responses],
                told=parts.told,
                is_mapped=parts.mapped,
                tolerance=parts.tolerance,
                is_general=bool(general),
            ),
            *(_modal(REASON, name, text.split("\n")) for name, text in reasons.items()),
            *([_modal(GENERAL, ALWAYS, "\n".join(general).split("\n"))] if general else []),
        ],
        identifier=identifier(item.id),
        title=item.id,
        adaptive="false",
        timeDependent="false",
        xml__lang=language,
    )


def identifier(name: str) -> str:
    """Return an identifier of QTI, which begins with a letter or an underscore."""
    return name if name[:1].isalpha() else f"_{name}"


def _parts(item: Item) -> Parts:
    match item.body:
        case Choices(options=options):
            return _choice(item, options)
        case Matching(subjects=subjects, options=options):
            rows = [(identifier(one.id), one.text, one.key) for one in subjects]
            names = _named(options)
            reasons = {names[option.id]: option.rationale for option in options}
            return _table(item, rows, options, reasons)
        case Matrix(rows=rows_of, options=options):
            rows = [(identifier(one.id), one.text, one.key) for one in rows_of]
            return _table(item, rows, options, {identifier(one.id): one.rationale for one in rows_of})
        case Ordering():
            return _order(item, item.body)
        case Cloze():
            return _cloze(item, item.body)
        case ShortAnswer() | Numeric() as body:
            return _number(item, body) if isinstance(body, Numeric) else _typed(item, body)


def _choice(item: Item, options: Sequence[Option]) -> Parts:
    names = _named(options)
    is_several = item.type is ItemType.SELECT_ALL
    interaction = node(
        "choiceInteraction",
        [_prompt(item.stem), *(_simple(names[option.id], option.text) for option in options)],
        responseIdentifier=RESPONSE,
        shuffle="false",
        maxChoices="0" if is_several else "1",
    )
    return Parts(
        responses=[
            _declared(
                RESPONSE,
                "multiple" if is_several else "single",
                "identifier",
                [names[option.id] for option in options if option.is_key],
            )
        ],
        body=[interaction],
        told=Told(chosen=(RESPONSE,)),
        reasons={names[option.id]: option.rationale for option in options},
    )


def _order(item: Item, body: Ordering) -> Parts:
    names = _named(body.options)
    interaction = node(
        "orderInteraction",
        [_prompt(item.stem), *(_simple(names[option.id], option.text) for option in body.options)],
        responseIdentifier=RESPONSE,
        shuffle="false",
    )
    reasons = {names[option.id]: option.rationale for option in body.options}
    return Parts(
        responses=[_declared(RESPONSE, "ordered", "identifier", [names[id_] for id_ in body.key])],
        body=[interaction],
        told=_all_with(reasons),
        reasons=reasons,
    )


def _table(
    item: Item, rows: Sequence[tuple[str, str, str]], options: Sequence[Option], reasons: dict[str, str]
) -> Parts:
    names = _named(options)
    interaction = node(
        "matchInteraction",
        [
            _prompt(item.stem),
            node("simpleMatchSet", [_associable(name, text, most=1) for name, text, _ in rows]),
            node(
                "simpleMatchSet",
                [_associable(names[option.id], option.text, most=len(rows)) for option in options],
            ),
        ],
        responseIdentifier=RESPONSE,
        shuffle="false",
        maxAssociations=str(len(rows)),
    )
    pairs = [f"{name} {names[key]}" for name, _, key in rows]
    return Parts(
        responses=[_declared(RESPONSE, "multiple", "directedPair", pairs)],
        body=[interaction],
        told=_all_with(reasons),
        reasons=reasons,
    )


def _cloze(item: Item, body: Cloze) -> Parts:
    paragraph = node("p")
    last: Element | None = None
    responses: list[Element] = []
    reasons: dict[str, str] = {}
    for stretch in stretches(body):
        last = _continued(paragraph, last, stretch.text)
        if blank := stretch.blank:
            names = _named(blank.options, after=len(reasons))
            last = node(
                "inlineChoiceInteraction",
                [node("inlineChoice", option.text, identifier=names[option.id]) for option in blank.options],
                responseIdentifier=_gap(blank.id),
                shuffle="false",
            )
            paragraph.append(last)
            reasons |= {names[option.id]: option.rationale for option in blank.options}
            keys = [names[option.id] for option in blank.options if option.is_key]
            responses.append(_declared(_gap(blank.id), "single", "identifier", keys))
    return Parts(
        responses=responses,
        body=[_lines("p", item.stem), paragraph],
        told=Told(chosen=tuple(one.attrib["identifier"] for one in responses)),
        reasons=reasons,
    )


def _gap(name: str) -> str:
    # Some systems call every response so; an underscore tells that this one has a name.
    return f"_{name}" if name.startswith("response") else identifier(name)


def _typed(item: Item, body: ShortAnswer) -> Parts:
    declared = _declared(RESPONSE, "single", "string", body.answers[:1])
    entries = [
        node("mapEntry", mapKey=answer, mappedValue="1", caseSensitive="false") for answer in body.answers
    ]
    declared.append(node("mapping", entries, lowerBound="0", upperBound="1", defaultValue="0"))
    longest = max(map(len, body.answers), default=1)
    field_ = node("textEntryInteraction", responseIdentifier=RESPONSE, expectedLength=str(longest))
    return Parts(
        responses=[declared],
        body=[_lines("p", item.stem), node("p", [field_])],
        told=Told(),
        mapped=True,
    )


def _number(item: Item, body: Numeric) -> Parts:
    field_ = node("textEntryInteraction", responseIdentifier=RESPONSE)
    if body.unit:
        followed(field_, f" {body.unit}")
    return Parts(
        responses=[_declared(RESPONSE, "single", "float", [in_file(body.answer)])],
        body=[_lines("p", item.stem), node("p", [field_])],
        told=Told(),
        tolerance=in_file(body.tolerance) if body.tolerance else "",
    )


def _all_with(reasons: dict[str, str]) -> Told:
    return Told(always=tuple(name for name, reason in reasons.items() if reason))


def _named(options: Sequence[Option], *, after: int = 0) -> dict[str, str]:
    """Return a name for each option, which tells nothing about the key."""
    return {option.id: f"choice_{number}" for number, option in enumerate(options, start=after + 1)}


def _declared(name: str, cardinality: str, base_type: str, values: Iterable[str]) -> Element:
    correct = [node("value", value) for value in values]
    return node(
        "responseDeclaration",
        [node("correctResponse", correct)] if correct else [],
        identifier=name,
        cardinality=cardinality,
        baseType=base_type,
    )


def _prompt(stem: str) -> Element:
    return _lines("prompt", stem)


def _simple(name: str, text: str) -> Element:
    choice = _lines("simpleChoice", text)
    choice.set("identifier", name)
    return choice


def _associable(name: str, text: str, *, most: int) -> Element:
    choice = _lines("simpleAssociableChoice", text)
    choice.attrib |= {"identifier": name, "matchMax": str(most)}
    return choice


def _modal(outcome: str, name: str, lines: Sequence[str]) -> Element:
    return node(
        "modalFeedback",
        [node("p", line) for line in lines],
        outcomeIdentifier=outcome,
        showHide="show",
        identifier=name,
    )


def _lines(name: str, text: str) -> Element:
    """Return an element that holds a text, a line break for each of its own."""
    element = node(name)
    _continued(element, None, text)
    return element


def _continued(element: Element, last: Element | None, text: str) -> Element | None:
    """Add a text after the last child of an element; return what is then the last."""
    first, *others = text.split("\n")
    if last is None:
        element.text = node(element.tag, first).text
    else:
        followed(last, first)
    for line in others:
        last = followed(node("br"), line)
        element.append(last)
    return last
