"""The structure rules of docs/formats/qti.md, held against a package; written without our writer's code."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

ITEM_2 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
ITEM_3 = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
MANIFEST_2 = "http://www.imsglobal.org/xsd/imscp_v1p1"
MANIFEST_3 = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/LOM"
XML = "http://www.w3.org/XML/1998/namespace"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
NUMBER = re.compile(r"\d+")
BOOLEAN = re.compile("true|false")
ANY = re.compile(".*", re.DOTALL)
HTML = {"p", "br"}


def one_of(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


CARDINALITY = one_of("single", "multiple", "ordered")
BASE_TYPE = one_of("identifier", "string", "float", "directedPair")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What an element holds, as a pattern of the names of its children, and its attributes by name."""

    holds: str = ""
    has_text: bool = False
    required: dict[str, re.Pattern[str]] = field(default_factory=dict)
    optional: dict[str, re.Pattern[str]] = field(default_factory=dict)


EXPRESSION = "(match|equal|and|not|isNull|mapResponse|multiple|variable|correct|baseValue)"
NAMED = {"identifier": IDENTIFIER}
INTERACTION = {"responseIdentifier": IDENTIFIER, "shuffle": BOOLEAN}
DECLARED = {**NAMED, "cardinality": CARDINALITY, "baseType": BASE_TYPE}

RULES = {
    "assessmentItem": Rule(
        holds="(responseDeclaration)+(outcomeDeclaration)+itemBody responseProcessing(modalFeedback)*",
        required={**NAMED, "title": ANY, "adaptive": one_of("false"), "timeDependent": one_of("false")},
        optional={"lang": ANY, "schemaLocation": ANY},
    ),
    "responseDeclaration": Rule(holds="(correctResponse)?(mapping)?", required=DECLARED),
    "outcomeDeclaration": Rule(holds="(defaultValue)?", required=DECLARED),
    "correctResponse": Rule(holds="(value)+"),
    "defaultValue": Rule(holds="(value)+"),
    "value": Rule(has_text=True),
    "mapping": Rule(
        holds="(mapEntry)+",
        required={"defaultValue": NUMBER},
        optional={"lowerBound": NUMBER, "upperBound": NUMBER},
    ),
    "mapEntry": Rule(required={"mapKey": ANY, "mappedValue": NUMBER}, optional={"caseSensitive": BOOLEAN}),
    "itemBody": Rule(holds="(p|choiceInteraction|orderInteraction|matchInteraction)+"),
    "p": Rule(holds="(br|inlineChoiceInteraction|textEntryInteraction)*", has_text=True),
    "br": Rule(),
    "prompt": Rule(holds="(br)*", has_text=True),
    "choiceInteraction": Rule(
        holds="(prompt)?(simpleChoice)+", required={**INTERACTION, "maxChoices": NUMBER}
    ),
    "orderInteraction": Rule(holds="(prompt)?(simpleChoice)+", required=INTERACTION),
    "simpleChoice": Rule(holds="(br)*", has_text=True, required=NAMED),
    "matchInteraction": Rule(
        holds="(prompt)?simpleMatchSet simpleMatchSet", required={**INTERACTION, "maxAssociations": NUMBER}
    ),
    "simpleMatchSet": Rule(holds="(simpleAssociableChoice)*"),
    "simpleAssociableChoice": Rule(holds="(br)*", has_text=True, required={**NAMED, "matchMax": NUMBER}),
    "inlineChoiceInteraction": Rule(holds="(inlineChoice)+", required=INTERACTION),
    "inlineChoice": Rule(has_text=True, required=NAMED),
    "textEntryInteraction": Rule(
        required={"responseIdentifier": IDENTIFIER}, optional={"expectedLength": NUMBER}
    ),
    "responseProcessing": Rule(
        holds="(responseCondition|setOutcomeValue)*",
        optional={"template": re.compile(r"https?://\S+/(match_correct|map_response)(\.xml)?")},
    ),
    "responseCondition": Rule(holds="responseIf(responseElseIf)*(responseElse)?"),
    "responseIf": Rule(holds=f"{EXPRESSION}(setOutcomeValue)*"),
    "responseElse": Rule(holds="(setOutcomeValue)*"),
    "setOutcomeValue": Rule(holds=EXPRESSION, required=NAMED),
    "match": Rule(holds=f"{EXPRESSION}{EXPRESSION}"),
    "equal": Rule(
        holds=f"{EXPRESSION}{EXPRESSION}",
        required={"toleranceMode": one_of("exact", "absolute", "relative")},
        optional={"tolerance": re.compile(r"[0-9.]+( [0-9.]+)?")},
    ),
    "and": Rule(holds=f"({EXPRESSION})+"),
    "not": Rule(holds=EXPRESSION),
    "isNull": Rule(holds=EXPRESSION),
    "multiple": Rule(holds=f"({EXPRESSION})*"),
    "variable": Rule(required=NAMED),
    "correct": Rule(required=NAMED),
    "mapResponse": Rule(required=NAMED),
    "baseValue": Rule(has_text=True, required={"baseType": BASE_TYPE}),
    "modalFeedback": Rule(
        holds="(p)*",
        has_text=True,
        required={
            "outcomeIdentifier": IDENTIFIER,
            "identifier": IDENTIFIER,
            "showHide": one_of("show", "hide"),
        },
    ),
}
"""By the names of QTI 2.1; QTI 3.0 is spelt back before it is looked at."""

MODAL_3 = Rule(holds="contentBody", required=RULES["modalFeedback"].required)
CONTENT_BODY = Rule(holds="(p)*", has_text=True)


def faults_of_package(data: bytes) -> list[str]:
    """Return in words where a package breaks the rules."""
    with ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = _tree(files.pop("imsmanifest.xml"))
    is_3 = manifest.tag == f"{{{MANIFEST_3}}}manifest"
    found = [f"manifest: {fault}" for fault in _of_manifest(manifest, set(files), is_3=is_3)]
    for name, held in files.items():
        found += [f"{name}: {fault}" for fault in _of_item(_tree(held), is_3=is_3)]
    return found


def _tree(data: bytes) -> Element:
    return fromstring(data)  # noqa: S314  (our own output)


def _of_manifest(manifest: Element, files: set[str], *, is_3: bool) -> Iterator[str]:
    space = f"{{{MANIFEST_3 if is_3 else MANIFEST_2}}}"
    if [child.tag for child in manifest] != [
        f"{space}{n}" for n in ("metadata", "organizations", "resources")
    ]:
        yield "holds something else than metadata, organizations, resources"
        return
    told = [child.text for child in manifest[0]][:2]
    if told != (["QTI Package", "3.0.0"] if is_3 else ["QTIv2.1 Package", "1.0.0"]):
        yield f"names the schema {told}"
    names = [manifest.get("identifier", ""), *(one.get("identifier", "") for one in manifest[2])]
    if len(set(names)) < len(names) or not all(map(IDENTIFIER.fullmatch, names)):
        yield "has identifiers that are none, or not different"
    for one in manifest[2]:
        if one.get("type") != ("imsqti_item_xmlv3p0" if is_3 else "imsqti_item_xmlv2p1"):
            yield f"{one.get('identifier')} has the type {one.get('type')}"
        if [child.tag.removeprefix(space) for child in one] != ["metadata", "file"]:
            yield f"{one.get('identifier')} holds something else than metadata and a file"
        elif one[1].get("href") != one.get("href"):
            yield f"{one.get('identifier')} does not list its own file"
        path = [f"{{{LOM}}}lom", f"{{{LOM}}}general", f"{{{LOM}}}keyword", f"{{{LOM}}}string"]
        within = [element.tag for element in one[0].iter()][1:]
        if not set(within) <= set(path):
            yield f"{one.get('identifier')} has metadata that are no keywords"
    if sorted(one.get("href", "") for one in manifest[2]) != sorted(files):
        yield "lists other files than the package holds"


def _of_item(item: Element, *, is_3: bool) -> Iterator[str]:
    space = f"{{{ITEM_3 if is_3 else ITEM_2}}}"
    for element in item.iter():
        if not element.tag.startswith(space):
            yield f"{element.tag} is of another namespace"
            return
        element.tag = element.tag.removeprefix(space)
        if is_3:
            if (element.tag in HTML) is element.tag.startswith("qti-"):
                yield f"{element.tag} has a wrong prefix"
            element.tag = _in_humps(element.tag.removeprefix("qti-"))
            if any(name != name.lower() for name in element.attrib if "}" not in name):
                yield f"{element.tag} has attributes with capitals"
            element.attrib = {_in_humps(name): value for name, value in element.attrib.items()}
    for element in item.iter():
        yield from _of_element(element, is_3=is_3)
    yield from _of_names(item)


def _in_humps(name: str) -> str:
    return re.sub("-([a-z])", lambda found: found[1].upper(), name)


def _of_element(element: Element, *, is_3: bool) -> Iterator[str]:
    rule = RULES.get(element.tag)
    if is_3 and element.tag in {"modalFeedback", "contentBody"}:
        rule = MODAL_3 if element.tag == "modalFeedback" else CONTENT_BODY
    if rule is None:
        yield f"{element.tag} is no element of ours"
        return
    children = "".join(f"<{child.tag}>" for child in element)
    if not re.fullmatch(_pattern(rule.holds), children):
        yield f"{element.tag} holds {children or 'nothing'}"
    if not rule.has_text and "".join([element.text or "", *(child.tail or "" for child in element)]).strip():
        yield f"{element.tag} holds text"
    given = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    allowed = {**rule.required, **rule.optional}
    for name, value in given.items():
        if name not in allowed or not allowed[name].fullmatch(value):
            yield f"{element.tag} has {name}={value!r}"
    yield from (f"{element.tag} lacks {name}" for name in rule.required if name not in given)


def _pattern(holds: str) -> str:
    """Return the pattern for names in angle brackets: ``(value)+`` is ``(<value>)+``."""
    return re.sub(r"[A-Za-z]+", lambda found: f"<{found[0]}>", holds).replace(" ", "")


REFERS = {
    "correct": ("identifier", "response"),
    "mapResponse": ("identifier", "response"),
    "variable": ("identifier", "response or outcome"),
    "setOutcomeValue": ("identifier", "outcome"),
    "modalFeedback": ("outcomeIdentifier", "outcome"),
}
"""The attributes that name a variable, and of which kind."""


def _of_names(item: Element) -> Iterator[str]:
    """Return what is named and is not there, or is there twice."""
    responses = {one.get("identifier"): one for one in item.iter("responseDeclaration")}
    outcomes = {one.get("identifier"): one for one in item.iter("outcomeDeclaration")}
    declared = [
        one.get("identifier")
        for tag in ("responseDeclaration", "outcomeDeclaration")
        for one in item.iter(tag)
    ]
    if len(set(declared)) < len(declared):
        yield "declares a variable twice"
    interactions = [one for one in item.iter() if one.tag.endswith("Interaction")]
    if sorted(one.get("responseIdentifier", "") for one in interactions) != sorted(map(str, responses)):
        yield "has responses without interaction, or the other way round"
    for one in interactions:
        yield from _of_response(one, responses.get(one.get("responseIdentifier")))
    for one in item.iter():
        attribute, kinds = REFERS.get(one.tag, ("", ""))
        known = (responses if "response" in kinds else {}) | (outcomes if "outcome" in kinds else {})
        if attribute and one.get(attribute) not in known:
            yield f"{one.tag} names nothing that is declared"
        if one.tag == "responseProcessing" and bool(one.get("template")) is bool(len(one)):
            yield "responseProcessing has a template and rules, or neither"
    modal = [(one.get("outcomeIdentifier"), one.get("identifier")) for one in item.iter("modalFeedback")]
    if len(set(modal)) < len(modal):
        yield "names a feedback twice"


SHAPES = {
    "choiceInteraction": {("single", "identifier"), ("multiple", "identifier")},
    "orderInteraction": {("ordered", "identifier")},
    "matchInteraction": {("multiple", "directedPair")},
    "inlineChoiceInteraction": {("single", "identifier")},
    "textEntryInteraction": {("single", "string"), ("single", "float")},
}


def _of_response(interaction: Element, declared: Element | None) -> Iterator[str]:
    if declared is None:
        return
    shape = (declared.get("cardinality", ""), declared.get("baseType", ""))
    if shape not in SHAPES[interaction.tag]:
        yield f"{interaction.tag} is answered by {shape}"
    choices = [one.get("identifier", "") for one in interaction.iter() if one.get("identifier")]
    if len(set(choices)) < len(choices):
        yield f"{interaction.tag} names a choice twice"
    values = [one.text or "" for one in declared.iter("value")]
    if shape[0] == "single" and len(values) > 1:
        yield "a single response has several values"
    if shape[1] == "identifier" and not set(values) <= set(choices):
        yield "a value names no choice"
    if shape[0] == "ordered" and sorted(values) != sorted(choices):
        yield "not all choices have a place in the order"
    if shape[1] == "directedPair":
        yield from _of_pairs(interaction, [value.split(" ") for value in values])
    keys = [one.get("mapKey") for one in declared.iter("mapEntry")]
    if len(set(keys)) < len(keys):
        yield "a mapping has a key twice"


def _of_pairs(interaction: Element, pairs: list[list[str]]) -> Iterator[str]:
    sets = interaction.iter("simpleMatchSet")
    first, second = ({one.get("identifier", "") for one in some} for some in sets)
    if not all(len(pair) == 2 and pair[0] in first and pair[1] in second for pair in pairs):
        yield "a pair is none"
    if len(pairs) > int(interaction.get("maxAssociations", "1")):
        yield "there are more pairs than may be made"
