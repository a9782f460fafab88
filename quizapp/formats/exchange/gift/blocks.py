"""GIFT files as blocks of lines, each a question with its comments; escaped characters are hidden."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LONGEST = 1_000_000
"""Characters of a block; nothing is looked for in a longer one."""

_GAP = re.compile(r"\n(?:[^\S\n]*+\n)++")
_COMMENT = re.compile(r"^[^\S\n]*+//[^\n]*", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\:#={}~n])")
_HIDDEN = re.compile(r"\x0e(.)")
_PLAIN = re.compile(r"\[(id|tag):([^\[\]\\]*)\]")
_TOLD = re.compile(r"\[(id|tag):")
_CLOSED = re.compile(r"(?<!\\)\]")

# Two characters each, like the escape itself, so that every place in the text stays where it was.
_HIDE = {mark: f"\x0e{letter}" for mark, letter in zip("\\:#={}~n", "abcdefgh", strict=True)}
_SHOW = {hidden[1]: "\n" if mark == "n" else mark for mark, hidden in _HIDE.items()}


@dataclass(frozen=True, kw_only=True)
class Block:
    """Lines without a blank one among them.

    ``raw`` is how they stand in the file, from ``line`` on. ``text`` is as long, with spaces for comments
    and with escaped characters hidden until ``shown``: what is left of braces, ``=``, ``~``, ``#`` and
    ``:`` are marks of the format.
    """

    raw: str
    line: int
    text: str
    id: str = ""
    tags: tuple[str, ...] = ()

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column in the file of a place in the text."""
        start = self.raw.rfind("\n", 0, offset) + 1
        return self.line + self.raw.count("\n", 0, start), offset - start + 1

    @property
    def start(self) -> int:
        """Where the question begins, after blanks and comments."""
        return len(self.text) - len(self.text.lstrip())


@dataclass(kw_only=True)
class _Comments:
    """What comments say in square brackets; of several ids the first."""

    id: str = ""
    tags: list[str] = field(default_factory=list)

    def blank(self, comment: re.Match[str]) -> str:
        """Take note of what a comment says; return as many spaces."""
        text = comment[0]
        found = _PLAIN.findall(text)
        for name, value in found if len(found) == text.count("[") else _bracketed(text):
            if name == "tag":
                self.tags.append(value.strip())
            else:
                self.id = self.id or value.strip()
        return " " * len(text)


def _bracketed(text: str) -> Iterator[tuple[str, str]]:
    """Yield names and values in square brackets; a value may hold opening ones, and escaped closing ones."""
    place = 0
    # Not by one pattern: where no bracket ends, it would look for the end again and again.
    while (told := _TOLD.search(text, place)) and (end := _CLOSED.search(text, told.end())):
        yield told[1], text[told.end() : end.start()].replace("\\]", "]")
        place = end.end()


def blocks(text: str) -> Iterator[Block]:
    """Return the blocks of a file that hold more than comments, in their order."""
    line, start = 1, 0
    while start < len(text):
        gap = _GAP.search(text, start)
        end, following = gap.span() if gap else (len(text), len(text))
        block = _block(text[start:end], line)
        if block.text.strip():
            yield block
        line += text.count("\n", start, following)
        start = following


def shown(text: str) -> str:
    """Return a text with the characters that were escaped."""
    return _HIDDEN.sub(lambda found: _SHOW.get(found[1], ""), text) if "\x0e" in text else text


def _block(raw: str, line: int) -> Block:
    comments = _Comments()
    text = raw.replace("\x0e", " ")
    if len(raw) > LONGEST:
        return Block(raw=raw, line=line, text=text)
    if "//" in text:
        text = _COMMENT.sub(comments.blank, text)
    if "\\" in text:
        text = _ESCAPED.sub(lambda found: _HIDE[found[1]], text)
    return Block(raw=raw, line=line, text=text, id=comments.id, tags=tuple(comments.tags))
