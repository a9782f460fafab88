"""A bank as a quiz for Canvas: a package in QTI 1.2 with what Canvas says in it besides."""

from xml.etree.ElementTree import Element

from quizapp.core.banks import Bank, Finding
from quizapp.core.facts import Knowledge
from quizapp.core.items import Item
from quizapp.formats.exchange.packing import packed
from quizapp.formats.exchange.qti12.canvas_items import carried_in_canvas, item_node, left_behind
from quizapp.formats.exchange.writing import WrittenBank, feedback_lines
from quizapp.formats.exchange.xml_writing import document, node

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_CP = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_MD = "http://www.imsglobal.org/xsd/imsmd_v1p2"
_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_BESIDES = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


def write_canvas_qti(bank: Bank, knowledge: Knowledge) -> WrittenBank:
    """Return the bank as one quiz for practice, and what of its items Canvas has no place for."""
    items, findings = carried_in_canvas(bank.items)
    name = f"quizapp_{bank.id}"
    files = {
        "imsmanifest.xml": document(_manifest(bank, name)),
        f"{name}/{name}.xml": document(_quiz(bank, name, items, knowledge)),
        f"{name}/assessment_meta.xml": document(_settings(bank, name, len(items))),
    }
    return WrittenBank(data=packed(files), findings=tuple(_in_order(bank, findings, items)))


def _in_order(bank: Bank, findings: list[Finding], items: list[Item]) -> list[Finding]:
    """Return all findings in the order of the items."""
    told = [*findings, *(finding for item in items for finding in left_behind(item))]
    places = {item.id: place for place, item in enumerate(bank.items)}
    return sorted(told, key=lambda finding: places[finding.item])


def _manifest(bank: Bank, name: str) -> Element:
    title = node("imsmd:title", [node("imsmd:langstring", bank.title)])
    return node(
        "manifest",
        [
            node(
                "metadata",
                [
                    node("schema", "IMS Content"),
                    node("schemaversion", "1.1.3"),
                    node("imsmd:lom", [node("imsmd:general", [title])]),
                ],
            ),
            node("organizations"),
            node(
                "resources",
                [
                    node(
                        "resource",
                        [
                            node("file", href=f"{name}/{name}.xml"),
                            node("dependency", identifierref=f"{name}_settings"),
                        ],
                        identifier=name,
                        type="imsqti_xmlv1p2",
                    ),
                    node(
                        "resource",
                        [node("file", href=f"{name}/assessment_meta.xml")],
                        identifier=f"{name}_settings",
                        type=_BESIDES,
                        href=f"{name}/assessment_meta.xml",
                    ),
                ],
            ),
        ],
        identifier=f"{name}_package",
        xmlns=_CP,
        xmlns__imsmd=_MD,
        xmlns__xsi=_XSI,
        xsi__schemaLocation=f"{_CP} http://www.imsglobal.org/xsd/imscp_v1p1.xsd"
        f" {_MD} http://www.imsglobal.org/xsd/imsmd_v1p2p2.xsd",
    )


def _quiz(bank: Bank, name: str, items: list[Item], knowledge: Knowledge) -> Element:
    section = node(
        "section",
        [item_node(item, feedback_lines(item, knowledge)) for item in items],
        ident="root_section",
    )
    return node(
        "questestinterop",
        [node("assessment", [section], ident=name, title=bank.title)],
        xmlns=_QTI,
        xmlns__xsi=_XSI,
        xsi__schemaLocation=f"{_QTI} http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd",
    )


def _settings(bank: Bank, name: str, count: int) -> Element:
    return node(
        "quiz",
        [
            node("title", bank.title),
            node("description", bank.description),
            node("shuffle_answers", "true"),
            node("scoring_policy", "keep_highest"),
            node("quiz_type", "practice_quiz"),
            node("points_possible", f"{count}.0"),
            node("allowed_attempts", "-1"),
        ],
        identifier=name,
        xmlns=_CANVAS,
        xmlns__xsi=_XSI,
        xsi__schemaLocation=f"{_CANVAS} https://canvas.instructure.com/xsd/cccv1p0.xsd",
    )
