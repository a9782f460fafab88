"""QTI 3.0 made of QTI 2.1: the same model, other names."""

import re
from xml.etree.ElementTree import Element

from quizapp.formats.exchange.qti.marking import TEMPLATES

HTML = {"br", "p"}
"""Elements that QTI takes from HTML, where they keep their names."""

TEMPLATES_3 = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates"

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def in_qti_3(root: Element) -> Element:
    """Return an item as QTI 3.0 spells it; ``root`` itself is changed."""
    for element in list(root.iter()):
        if element.tag == "modalFeedback":
            _put_into(element, Element("contentBody"))
    for element in root.iter():
        if element.tag not in HTML:
            element.tag = f"qti-{_with_hyphens(element.tag)}"
        for name in list(element.attrib):
            element.set(_with_hyphens(name), element.attrib.pop(name))
        if template := element.get("template"):
            element.set("template", template.replace(TEMPLATES, TEMPLATES_3) + ".xml")
    return root


def _put_into(element: Element, body: Element) -> None:
    """Put what an element holds into an element of its own."""
    body.extend(list(element))
    for child in list(element):
        element.remove(child)
    element.append(body)


def _with_hyphens(name: str) -> str:
    return _HUMP.sub("-", name).lower()
