"""Texts of other systems as the plain text that our items hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from quizapp.formats.exchange.formulas import with_formulas_in_line
from quizapp.formats.exchange.raised import with_raised_numbers

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")

BLOCKS = {
    *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure"),
    *("footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"),
    *("section", "table", "td", "th", "tr", "ul"),
}
"""Tags that begin a line."""

LOST = {
    "audio": "a recording",
    "embed": "an object",
    "iframe": "a page",
    "img": "a picture",
    "input": "a field",
    "math": "a formula",
    "object": "an object",
    "script": "a script",
    "style": "a style",
    "sub": "a subscript",
    "sup": "a superscript",
    "svg": "a picture",
    "table": "a table",
    "video": "a film",
}
"""Tags whose loss is told, with what they stand for."""

INLINE = {
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "body", "button", "center", "cite", "code", "col"),
    *(
        "colgroup",
        "caption",
        "data",
        "del",
        "dfn",
        "em",
        "fieldset",
        "font",
        "form",
        "head",
        "html",
        "i",
        "ins",
    ),
    *(
        "kbd",
        "label",
        "legend",
        "link",
        "mark",
        "meta",
        "option",
        "picture",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
    ),
    *("select", "small", "source", "span", "strike", "strong", "tbody", "textarea", "tfoot", "thead", "time"),
    *("tt", "u", "var", "wbr"),
}
"""Tags that go without loss of meaning. What looks like a tag and is none of these is text: “x<y and z>w”."""

SILENT = {"script", "style", "template", "title"}
"""Tags whose text is for machines."""

KNOWN = BLOCKS | INLINE | SILENT | set(LOST)

_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:-]*)")
_END = re.compile(r"[\"'>]")
_CLOSING = {tag: re.compile(f"</{tag}", re.IGNORECASE) for tag in SILENT}
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Plain:
    """A text without its markup; ``lost`` says in words what of it could not stay."""

    text: str
    lost: frozenset[str] = frozenset()


def plain(text: str) -> Plain:
    """Return a text that is plain already, without characters that cannot be seen."""
    return Plain(text=tidy(text))


def from_html(text: str, *, is_xml: bool = False) -> Plain:
    """Return what HTML says, a line for each of its blocks; a picture is told by its text equivalent.

    ``is_xml``: whatever stands like a tag is one, also where HTML knows none of its name.
    """
    if "<" not in text:
        return Plain(text=tidy(unescape(text)))
    lost: set[str] = set()
    said = "".join(_said(with_raised_numbers(with_formulas_in_line(text)), lost, is_xml=is_xml))
    return Plain(text=tidy(said), lost=frozenset(lost))


def tidy(text: str) -> str:
    """Return the text with one space or one line break where there were several, and nothing unseen in it."""
    # Most texts are one tidy line; printable is what is seen, and no space but the usual one.
    if text.isprintable() and "  " not in text:
        return text.strip()
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _LINES.sub("\n", _SPACES.sub(" ", _UNSEEN.sub("", lines))).strip()


def _said(text: str, lost: set[str], *, is_xml: bool) -> Iterator[str]:
    """Return the words piece by piece.

    Not by a parser of HTML: those take very long for tags that lie within each other a thousand times, and
    what comes of it is shown as text, never as HTML.
    """
    place, last = 0, text.rfind(">")
    # A tag without an end is text.
    while 0 <= (start := text.find("<", place)) < last:
        if start > place:
            yield _words(text[place:start])
        if (name := _NAME.match(text, start + 1)) and (is_xml or _is_tag(name[1].lower())):
            end = _end_of_tag(text, name.end(), last)
            tag, is_end = name[1].lower(), text[start + 1] == "/"
            yield _tag(tag, text, name.end(), end, lost)
            place = end + 1 if is_end or tag not in SILENT else _after_silence(text, tag, end + 1)
        elif text.startswith("<!--", start):
            place = _after(text, "-->", start)
        elif text[start + 1] in "!?":
            place = _after(text, ">", start)
        else:
            yield "<"
            place = start + 1
    yield _words(text[place:])


def _is_tag(name: str) -> bool:
    # Word processors write tags of their own, with a colon in their names.
    return name in KNOWN or ":" in name


def _words(text: str) -> str:
    # A line break within HTML is a space.
    return unescape(text).replace("\n", " ")


def _tag(tag: str, text: str, start: int, end: int, lost: set[str]) -> str:
    if tag in BLOCKS and tag != "table":
        return "\n"
    if tag in LOST:
        lost.add(LOST[tag])
    if tag == "img" and (found := _ALT.search(text, start, end)):
        words = unescape(found[1] or found[2] or "").strip()
        return f"[{words}]" if words else ""
    return "\n" if tag == "table" else ""


def _end_of_tag(text: str, place: int, last: int) -> int:
    """Return where the tag ends: at the first ``>`` that does not stand in quotation marks."""
    while (found := _END.search(text, place, last + 1)) and found[0] != ">":
        closing = text.find(found[0], found.end(), last)
        if closing < 0:
            return text.find(">", found.end())
        place = closing + 1
    return found.start() if found else last


def _after(text: str, mark: str, start: int) -> int:
    end = text.find(mark, start)
    return len(text) if end < 0 else end + len(mark)


def _after_silence(text: str, tag: str, start: int) -> int:
    found = _CLOSING[tag].search(text, start)
    return found.start() if found else len(text)
