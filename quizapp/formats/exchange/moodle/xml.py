"""Pieces of Moodle XML as it is written: texts that nothing in them can break."""

import re
from collections.abc import Iterable
from html import escape

# What XML 1.0 has no place for.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, *inside: str, **attributes: str) -> str:
    """Return an element with other elements in it, a line for each."""
    told = "".join(f' {key}="{_escaped(value)}"' for key, value in attributes.items())
    return "\n".join([f"<{name}{told}>", *inside, f"</{name}>"])


def value(name: str, text: str) -> str:
    """Return an element with a text in it."""
    return f"<{name}>{_escaped(text)}</{name}>"


def text(words: str) -> str:
    """Return the element that holds a text, without HTML."""
    return value("text", words)


def html(name: str, words: str, *inside: str, **attributes: str) -> str:
    """Return an element that holds a text as HTML, its lines as one paragraph."""
    return element(name, text(lines(words)), *inside, format="html", **attributes)


def paragraphs(name: str, words: Iterable[str]) -> str:
    """Return an element that holds texts as HTML, a paragraph for each."""
    said = "".join(f"<p>{lines(one)}</p>" for one in words)
    return element(name, text(said), format="html")


def lines(words: str) -> str:
    """Return a plain text as HTML."""
    return escape(words).replace("\n", "<br>")


def _escaped(words: str) -> str:
    return escape(_NOT_IN_XML.sub("", words))
