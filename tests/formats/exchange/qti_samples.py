"""Small items and packages of QTI for tests; each is written as QTI 2.1, and can be had as QTI 3.0."""

import io
import re
from zipfile import ZipFile

MATCH_CORRECT = (
    '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
)
MAP_RESPONSE = (
    '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>'
)


def response(
    *correct: str,
    cardinality: str = "single",
    base_type: str = "identifier",
    name: str = "RESPONSE",
    mapping: str = "",
) -> str:
    values = "".join(f"<value>{one}</value>" for one in correct)
    told = f"<correctResponse>{values}</correctResponse>" if correct else ""
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base_type}">'
        f"{told}{mapping}</responseDeclaration>"
    )


def mapping(**marks: float) -> str:
    """Return a mapping; in its keys ``_`` stands for a space."""
    entries = "".join(
        f'<mapEntry mapKey="{key.replace("_", " ")}" mappedValue="{mark}"/>' for key, mark in marks.items()
    )
    return f'<mapping defaultValue="0">{entries}</mapping>'


def item(
    body: str, declared: str = "", rules: str = MATCH_CORRECT, *, after: str = "", attributes: str = ""
) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="item-1" title="One" '
        f'adaptive="false" timeDependent="false" {attributes}>{declared}'
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'
        f"<itemBody>{body}</itemBody>{rules}{after}</assessmentItem>"
    )


def choice(*options: str, most: int = 1, prompt: str = "Which organ makes insulin?") -> str:
    """Return a choice of options, which are called A, B and so on."""
    told = "".join(
        f'<simpleChoice identifier="{letter}">{option}</simpleChoice>'
        for letter, option in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", options, strict=False)
    )
    return (
        f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="{most}">'
        f"<prompt>{prompt}</prompt>{told}</choiceInteraction>"
    )


def match(rows: list[str], columns: list[str], *, attributes: str = "") -> str:
    """Return a table whose rows are called R1, R2 and so on, and its columns C1, C2."""
    sets = "".join(
        "<simpleMatchSet>"
        + "".join(
            f'<simpleAssociableChoice identifier="{letter}{number}" matchMax="9">{text}'
            "</simpleAssociableChoice>"
            for number, text in enumerate(texts, start=1)
        )
        + "</simpleMatchSet>"
        for letter, texts in (("R", rows), ("C", columns))
    )
    return (
        f'<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="0" {attributes}>'
        f"<prompt>What fits?</prompt>{sets}</matchInteraction>"
    )


def rules(*conditions: str) -> str:
    return f"<responseProcessing>{''.join(conditions)}</responseProcessing>"


def scores(test: str, value: float = 1) -> str:
    """Return the rule that a response for which ``test`` holds earns ``value``."""
    return (
        f"<responseCondition><responseIf>{test}{outcome('SCORE', value, 'float')}</responseIf>"
        "</responseCondition>"
    )


def outcome(name: str, value: object, base_type: str = "identifier") -> str:
    return (
        f'<setOutcomeValue identifier="{name}"><baseValue baseType="{base_type}">{value}</baseValue>'
        "</setOutcomeValue>"
    )


def is_answer(value: str) -> str:
    base = f'<baseValue baseType="identifier">{value}</baseValue>'
    return f'<match><variable identifier="RESPONSE"/>{base}</match>'


IS_CORRECT = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'

FEEDBACK_IS_RESPONSE = (
    '<setOutcomeValue identifier="FEEDBACK"><variable identifier="RESPONSE"/></setOutcomeValue>'
)


def in_3(text: str) -> str:
    """Return an item of QTI 2 as QTI 3.0 writes it."""
    tag = re.compile(r"<(/?)([a-zA-Z]+)((?:\s+[\w:]+=\"[^\"]*\")*)\s*(/?)>")
    return tag.sub(_tag_in_3, text).replace("imsqti_v2p1", "imsqtiasi_v3p0")


_HTML = {"p", "div", "br", "b", "img", "blockquote", "strong", "sub"}


def _tag_in_3(found: re.Match[str]) -> str:
    slash, name, attributes, end = found.groups()
    name = name if name in _HTML else f"qti-{_kebab(name)}"
    spelt = re.sub(r"([\w:]+)=", lambda one: one[0] if ":" in one[1] else f"{_kebab(one[1])}=", attributes)
    return f"<{slash}{name}{spelt}{end}>"


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def zipped(files: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def manifest(*resources: str) -> str:
    return (
        '<?xml version="1.0"?><manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="M">'
        "<metadata><schema>QTIv2.1 Package</schema></metadata><organizations/>"
        f"<resources>{''.join(resources)}</resources></manifest>"
    )


def resource(
    href: str, *keywords: str, kind: str = "imsqti_item_xmlv2p1", files: tuple[str, ...] = ()
) -> str:
    told = "".join(f"<imsmd:keyword><imsmd:string>{one}</imsmd:string></imsmd:keyword>" for one in keywords)
    listed = "".join(f'<file href="{name}"/>' for name in (href, *files))
    return (
        f'<resource identifier="R" type="{kind}" href="{href}"><metadata>'
        f'<imsmd:lom xmlns:imsmd="http://ltsc.ieee.org/xsd/LOM"><imsmd:general>{told}</imsmd:general>'
        f"</imsmd:lom></metadata>{listed}</resource>"
    )
