"""How an item of QTI is marked, and when its feedback is told: outcomes and response processing."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from quizapp.formats.exchange.xml_writing import node

RESPONSE = "RESPONSE"
SCORE = "SCORE"
REASON = "FEEDBACK"
GENERAL = "GENERAL"
ALWAYS = "always"
"""The names that the standard templates use, and two of our own."""

TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"


@dataclass(frozen=True, kw_only=True)
class Told:
    """Which reasons are told: of what was chosen in these responses, or always those of these names."""

    chosen: tuple[str, ...] = ()
    always: tuple[str, ...] = ()


def outcomes(*, has_reasons: bool, is_general: bool) -> list[Element]:
    """Return the declarations of what comes of an answer."""
    declared = [
        node(
            "outcomeDeclaration",
            [node("defaultValue", [node("value", "0")])],
            identifier=SCORE,
            cardinality="single",
            baseType="float",
        )
    ]
    if has_reasons:
        declared.append(_of_identifiers(REASON, "multiple"))
    if is_general:
        declared.append(_of_identifiers(GENERAL, "single"))
    return declared


def _of_identifiers(name: str, cardinality: str) -> Element:
    return node("outcomeDeclaration", identifier=name, cardinality=cardinality, baseType="identifier")


def marking(
    responses: Sequence[str], *, told: Told, is_mapped: bool, is_general: bool, tolerance: str = ""
) -> Element:
    """Return the response processing; a standard template where nothing but the score is worked out.

    ``tolerance`` is how far a number may be off; empty for whatever is to be matched.
    """
    tells = bool(told.chosen or told.always or is_general)
    if not (tells or tolerance) and responses == [RESPONSE]:
        name = "map_response" if is_mapped else "match_correct"
        return node("responseProcessing", template=f"{TEMPLATES}/{name}")
    rules = [_near(tolerance) if tolerance else _mapped() if is_mapped else _matched(responses)]
    if told.chosen:
        rules.append(_set(REASON, node("multiple", [_variable(name) for name in told.chosen])))
    elif told.always:
        rules.append(_set(REASON, node("multiple", [_base("identifier", name) for name in told.always])))
    if is_general:
        rules.append(_set(GENERAL, _base("identifier", ALWAYS)))
    return node("responseProcessing", rules)


def _matched(responses: Sequence[str]) -> Element:
    """Return the rule of the template match_correct, for all responses together."""
    tests = [node("match", [_variable(name), node("correct", identifier=name)]) for name in responses]
    test = tests[0] if len(tests) == 1 else node("and", tests)
    return _condition(test, _base("float", "1"))


def _mapped() -> Element:
    """Return the rule of the template map_response."""
    answered = node("not", [node("isNull", [_variable(RESPONSE)])])
    return _condition(answered, node("mapResponse", identifier=RESPONSE))


def _near(tolerance: str) -> Element:
    """Return the rule for a number that may be off by so much to either side."""
    test = node(
        "equal",
        [_variable(RESPONSE), node("correct", identifier=RESPONSE)],
        toleranceMode="absolute",
        tolerance=f"{tolerance} {tolerance}",
    )
    return _condition(test, _base("float", "1"))


def _condition(test: Element, score: Element) -> Element:
    return node(
        "responseCondition",
        [
            node("responseIf", [test, _set(SCORE, score)]),
            node("responseElse", [_set(SCORE, _base("float", "0"))]),
        ],
    )


def _set(name: str, value: Element) -> Element:
    return node("setOutcomeValue", [value], identifier=name)


def _variable(name: str) -> Element:
    return node("variable", identifier=name)


def _base(base_type: str, value: str) -> Element:
    return node("baseValue", value, baseType=base_type)
