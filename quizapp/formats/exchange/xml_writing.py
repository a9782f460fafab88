"""XML for other systems: whatever a text holds, it stays a text."""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, tostring

# What XML 1.0, section 2.2, does not allow; nobody could see most of it.
_NOT_ALLOWED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def node(name: str, content: str | Iterable[Element] = "", /, **attributes: str) -> Element:
    """Return an element that holds a text or other elements; for ``class_`` the attribute is ``class``."""
    told = {key.rstrip("_").replace("__", ":"): _allowed(value) for key, value in attributes.items()}
    element = Element(name, told)
    if isinstance(content, str):
        element.text = _allowed(content)
    else:
        element.extend(content)
    return element


def followed(element: Element, text: str) -> Element:
    """Return the element with a text after it."""
    element.tail = _allowed(text)
    return element


def document(root: Element) -> bytes:
    """Return a file of XML."""
    told: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + told + b"\n"


def _allowed(text: str) -> str:
    return _NOT_ALLOWED.sub("", text)
