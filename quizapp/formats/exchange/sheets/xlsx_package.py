"""What is looked at in a workbook before anything else opens it."""

import io
import posixpath
from dataclasses import dataclass
from xml.parsers import expat
from zipfile import ZIP_STORED, ZipFile

from quizapp.formats.exchange.packages import Refusal, opened
from quizapp.formats.exchange.reading import ReadBank, refused

DEEPEST = 40
"""A cell lies six deep in its sheet."""

MOST_ELEMENTS = 150_000
"""Of all sheets and the table of texts together: 50,000 cells, or about 2,500 questions."""

MOST_OTHERS = 20_000
"""Of styles and of whatever else there is."""

LONGEST_TAG = 64 * 1024
"""Bytes of a tag with its attributes."""

_CHUNK = 64 * 1024
_LARGE = ("xl/worksheets/", "xl/sharedStrings.xml")
_OLDER = b"\xd0\xcf\x11\xe0"
_ANEW = "Copy the questions into a new workbook, or save the sheet as CSV UTF-8."
SAVE_ANEW = "Open it in a spreadsheet program, and save it as XLSX or as CSV UTF-8."


@dataclass(frozen=True, kw_only=True)
class LookedThrough:
    """A workbook that holds no document type and so no entity, is nowhere deep, and as large as it says."""

    data: bytes
    has_formulas: bool


def looked_through(data: bytes) -> LookedThrough | ReadBank:
    """Return a workbook of those files of this one that are sound XML, or why it is refused."""
    if data.startswith(_OLDER):
        return refused(
            "no-workbook", "This is an older workbook (XLS), or one with a password.", fix=SAVE_ANEW
        )
    package = opened(data)
    if isinstance(package, ReadBank):
        return package
    if "[Content_Types].xml" not in package.names:
        return refused("no-workbook", "This is no workbook in the format XLSX.", fix=SAVE_ANEW)
    looking = _Looking()
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as clean:
        for name in package.names:
            if not name.lower().endswith((".xml", ".rels")):
                continue
            found = looking.through(package.read(name), name)
            if isinstance(found, Refusal):
                return refused(found.rule, found.message, fix=found.fix)
            clean.writestr(name, found)
    return LookedThrough(data=target.getvalue(), has_formulas=looking.has_formulas)


class _OddError(Exception):
    """No spreadsheet program writes this."""


class _Looking:
    """One pass over each file of a workbook, that keeps nothing of it."""

    def __init__(self) -> None:
        self.has_formulas = False
        self._left = MOST_ELEMENTS
        self._others_left = MOST_OTHERS
        self._depth = 0
        self._is_large = False
        self._named: set[str] = set()

    def through(self, data: bytes | Refusal, name: str) -> bytes | Refusal:
        """Return what the file of that name holds, or why it is refused."""
        if isinstance(data, Refusal):
            return data
        self._depth = 0
        self._is_large = name.startswith(_LARGE)
        self._named = set()
        try:
            self._parse(data)
        except _OddError as odd:
            return Refusal(rule="workbook", message=f"“{name}” {odd}.", fix=_ANEW)
        except (expat.ExpatError, ValueError, LookupError):
            return Refusal(rule="workbook", message=f"“{name}” is not sound XML.", fix=_ANEW)
        return data

    def _parse(self, data: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        for start in range(0, len(data), _CHUNK):
            parser.Parse(data[start : start + _CHUNK])
            if start - parser.CurrentByteIndex > LONGEST_TAG:
                raise _OddError("holds a tag that is far too long")
        parser.Parse(b"", True)  # noqa: FBT003  (positional in expat)

    def _doctype(self, *_told: object) -> None:
        raise _OddError("declares a document type, which no spreadsheet program does")

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._is_large:
            self._left -= 1
        else:
            self._others_left -= 1
        if min(self._left, self._others_left) < 0:
            raise _OddError("holds more cells than a bank of questions can have")
        if self._depth > DEEPEST:
            raise _OddError(f"has elements more than {DEEPEST} deep in each other")
        word = name.rpartition(":")[2]
        if word == "f":
            self.has_formulas = True
        elif word in {"Relationship", "sheet"}:
            self._name(attributes)

    def _name(self, attributes: dict[str, str]) -> None:
        """Refuse a file that names a part of the workbook twice, as each naming is read once."""
        for key, value in attributes.items():
            part = "/".join(posixpath.normpath(value).split("/")[-2:])
            is_file = key == "Target" and part.endswith(".xml")
            if not is_file and key.rpartition(":")[2] != "id":
                continue
            if part in self._named:
                raise _OddError("names a part of the workbook twice")
            self._named.add(part)

    def _end(self, _name: str) -> None:
        self._depth -= 1
