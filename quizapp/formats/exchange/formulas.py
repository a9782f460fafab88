"""Formulas in MathML as one line of text: a half is 1/2, and not 12.

Source: W3C, MathML 3.0, chapter 3, “Presentation Markup”.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

LONGEST = 20_000
"""Characters of a formula with its markup; what is longer is made to take long, and stays as it is."""

_OPEN = re.compile(r"<((?:[a-z]{1,10}:)?math)(?=[\s/>])[^<>]*(?<!/)>", re.IGNORECASE)
_TOKEN = re.compile(r"<(/?)(?:[\w.-]{1,40}:)?([\w.-]{1,40})(?:\s[^<>]*?)?(/?)>|([^<]+)")
_SIGNS = {
    "mfrac": ("", "/"),
    "mover": ("", "^"),
    "mroot": ("", " root "),
    "msub": ("", "_"),
    "msubsup": ("", "_", "^"),
    "msup": ("", "^"),
    "munder": ("", "_"),
    "munderover": ("", "_", "^"),
    "mtable": ("", "; "),
    "mtr": ("", ", "),
}
"""What stands before the first, the second and the third of the parts of an element; the last before more."""

_BEFORE = {"msqrt": "√"}
_ATOMS = {"mi", "mn", "mo", "ms", "mtext", "mspace"}
_SILENT = {"annotation", "annotation-xml"}
"""The same formula told for machines."""


def with_formulas_in_line(html: str) -> str:
    """Return HTML in which the text of each formula is one line that can be read without its layout."""
    return "".join(_pieces(html)) if "math" in html else html


def _pieces(html: str) -> Iterator[str]:
    place = end = 0
    while found := _OPEN.search(html, place):
        if end < found.end():
            end = html.find(f"</{found[1]}", found.end())
        if end < 0:
            break
        yield html[place : found.end()]
        place = found.end() if end - found.end() > LONGEST else end
        yield escape(_in_line(html[found.end() : place]), quote=False)
    yield html[place:]


@dataclass(kw_only=True)
class _Part:
    """An element while its parts are read; ``begins`` is where its text does."""

    name: str
    begins: int
    is_operand: bool
    count: int = 0


def _in_line(inside: str) -> str:
    said: list[str] = []
    whole = _Part(name="math", begins=0, is_operand=False)
    open_: list[_Part] = [whole]
    for found in _TOKEN.finditer(inside):
        closes, name, is_empty, words = found.groups()
        if words:
            if not any(part.name in _SILENT for part in open_[-2:]):
                said.append(" ".join(unescape(words).split()))
        elif not closes:
            said.append(_sign_before(open_[-1]))
            open_[-1].count += 1
            if not is_empty:
                said += [_BEFORE.get(name, ""), ""]
                is_operand = open_[-1].name in _SIGNS.keys() - {"mtable", "mtr"} or name in _BEFORE
                open_.append(_Part(name=name, begins=len(said) - 1, is_operand=is_operand))
        elif open_[-1].name == name and len(open_) > 1:
            _close(open_.pop(), said)
    return "".join(said)


def _sign_before(part: _Part) -> str:
    signs = _SIGNS.get(part.name, ("",))
    return signs[min(part.count, len(signs) - 1)]


def _close(part: _Part, said: list[str]) -> None:
    """Put an operand into brackets that consists of more than one sign or word."""
    if part.is_operand and part.name not in _ATOMS and (part.count > 1 or part.name in _BEFORE):
        said[part.begins] += "("
        said.append(")")
