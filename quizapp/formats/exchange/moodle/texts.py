"""Texts of Moodle as plain text; Moodle keeps each in one of five ways."""

import re

from quizapp.formats.exchange.plain import Plain, from_html, plain
from quizapp.formats.exchange.xml_tree import Element

HTML = "html"
PLAIN = "plain_text"
MARKDOWN = "markdown"
LINED = frozenset({"moodle_auto_format", "wiki_like"})
"""HTML in which lines stay lines."""

LINKED_FILE = re.compile(r"""href\s*=\s*["']?@@PLUGINFILE@@""", re.IGNORECASE)
_FORMULAS = (("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]"))
_IMAGE = re.compile(r"!\[([^\[\]\n]*)\]\([^()\s]*(?: [^()\n]*)?\)")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\([^()\s]*(?: [^()\n]*)?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]+)\1")
_CODE = re.compile(r"`([^`\n]+)`")
_LINE_START = re.compile(r"^[^\S\n]{0,3}(?:#{1,6}|>)[^\S\n]+", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!-])")


def source_text(holder: Element | None) -> str:
    """Return the text that an element holds, as Moodle keeps it.

    Old files write it without an element of its own, and some programs write HTML into it unescaped.
    """
    if holder is None:
        return ""
    text = holder.find("text")
    if text is None:
        return holder.text.strip()
    return (text.inner_markup() if text.children else text.text).strip()


def made_plain(text: str, markup: str) -> Plain:
    """Return what a text says; an unknown markup is HTML, as in Moodle."""
    if markup == PLAIN:
        return plain(text)
    lost: set[str] = set()
    if markup == MARKDOWN:
        text = _from_markdown(text, lost)
    if markup == MARKDOWN or markup in LINED:
        text = text.replace("\n", "<br>")
    if LINKED_FILE.search(text):
        lost.add("a file")
    if any(0 <= text.find(opens) < text.rfind(closes) - 2 for opens, closes in _FORMULAS):
        lost.add("a formula")
    made = from_html(text)
    return Plain(text=made.text, lost=made.lost | lost)


def _from_markdown(text: str, lost: set[str]) -> str:
    if _IMAGE.search(text):
        lost.add("a picture")
    text = _IMAGE.sub(lambda found: f"({found[1]})" if found[1] else "", text)
    text = _LINE_START.sub("", _LINK.sub(r"\1", text))
    return _ESCAPED.sub(r"\1", _CODE.sub(r"\1", _STRONG.sub(r"\2", text)))
