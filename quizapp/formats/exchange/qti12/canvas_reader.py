"""Quizzes and question banks of Canvas, and other packages and files in QTI 1.2."""

import posixpath
from collections.abc import Iterator

from quizapp.core.exchange import ForeignItem
from quizapp.formats.exchange.packages import Package, is_package, opened
from quizapp.formats.exchange.qti12.foreign import Found, ItemReading
from quizapp.formats.exchange.qti12.item import fields_of
from quizapp.formats.exchange.reading import MOST_ITEMS, Findings, ReadBank, refused
from quizapp.formats.exchange.xml_tree import Document, Element, read_xml

_ROOT = "questestinterop"
_BEGINNING = 64 * 1024
"""Bytes of a file, among which its first element is."""

MOST_ELEMENTS = 200_000
"""Once files of a package hold more than these, which takes some seconds, the others are not read."""

_ELSEWHERE = {"itemref", "bankentry_item", "sourcebank_ref"}
_FOLDERS = {"assessment", "objectbank", "section"}


def read_canvas_qti(data: bytes) -> ReadBank:
    """Return the items of a package in QTI 1.2, or of one file of such a package; never raises."""
    reading = _Reading()
    if not is_package(data):
        reading.read(data)
        return reading.bank()
    package = opened(data)
    if isinstance(package, ReadBank):
        return package
    for name in _quizzes(package):
        if reading.is_full:
            reading.findings.error(
                "too-large",
                f"The package holds more than can be read at once. It was not read from “{name}” on.",
                fix="Export the quizzes one by one, or a few at a time.",
            )
            break
        held = package.read(name)
        if not isinstance(held, bytes):
            reading.findings.error(held.rule, held.message, fix=held.fix)
        elif _ROOT.encode() in held[:_BEGINNING].replace(b"\0", b""):
            reading.read(held, file=name)
    return reading.bank()


def _quizzes(package: Package) -> list[str]:
    # Exports of a course hold each quiz in a poorer shape besides, by the name that the cartridge asks for.
    whole = {posixpath.basename(name).partition(".")[0] for name in package.names if name.endswith(".qti")}
    return [
        name
        for name in package.names
        if name.lower().endswith((".xml", ".qti", ".dat"))
        and not (
            posixpath.basename(name) == "assessment_qti.xml"
            and posixpath.basename(posixpath.dirname(name)) in whole
        )
    ]


class _Reading:
    """The reading of all files of a package."""

    def __init__(self) -> None:
        self.findings = Findings()
        self._items: list[ForeignItem] = []
        self._copies: list[str] = []
        self._is_empty = True
        self._elements = 0

    @property
    def is_full(self) -> bool:
        """Tell whether no further file is to be read."""
        return self._elements > MOST_ELEMENTS

    def bank(self) -> ReadBank:
        """Return what was read; of questions that stand in a quiz and unchanged in its bank, one."""
        if self._is_empty or not (self._items or self.findings.all()):
            return refused(
                "no-items",
                "There are no questions in QTI 1.2 here.",
                fix="Export the quiz from Canvas as a QTI package, or choose another format.",
            )
        kept = tuple(self._without_copies())
        if twice := len(self._items) - len(kept):
            self.findings.warn(
                "twice",
                f"{twice:,} questions stand in a quiz and in its question bank. They are read once.",
                fix="Nothing is to be done.",
            )
        return ReadBank(items=kept, findings=self.findings.all())

    def _without_copies(self) -> Iterator[ForeignItem]:
        originals = {item.id: item for item in self._items}
        for item, copied in zip(self._items, self._copies, strict=True):
            original = originals.get(copied)
            if not original or original is item or _told(original) != _told(item):
                yield item

    def read(self, data: bytes, *, file: str = "") -> None:
        """Read one file."""
        self._is_empty = False
        document = read_xml(data)
        if isinstance(document, ReadBank):
            self._refuse(document, file)
        elif document.root.name != _ROOT:
            self.findings.error(
                "no-items",
                f"This file is not in QTI 1.2: it begins with <{document.root.name}>.",
                fix="Choose the format that it has.",
            )
        else:
            self._read(document, file)

    def _refuse(self, refusal: ReadBank, file: str) -> None:
        for located in refusal.findings:
            told = located.finding
            where = f"{file}: " if file else ""
            self.findings.error(
                told.rule, where + told.message, fix=told.fix, line=located.line, column=located.column
            )

    def _read(self, document: Document, file: str) -> None:
        elements = list(document.root.walk())
        self._elements += len(elements)
        if elsewhere := next((one for one in elements if one.name in _ELSEWHERE), None):
            self.findings.warn(
                "elsewhere",
                "This quiz also takes questions from a bank. They are read only if it is in the package.",
                fix="Export the question bank too, if questions are missing.",
                line=elsewhere.line,
                column=elsewhere.column,
            )
        for found in _items(document.root):
            if len(self._items) >= MOST_ITEMS:
                self.findings.warn(
                    "too-many-items",
                    f"Only the first {MOST_ITEMS:,} questions were read.",
                    fix="Split the file.",
                    line=found.element.line,
                    column=found.element.column,
                )
                return
            item = ItemReading(document, found, file, len(self._items) + 1, self.findings)
            self._items.append(item.foreign())
            self._copies.append(item.copied)


def _told(item: ForeignItem) -> tuple[object, ...]:
    return item.kind, item.name, item.stem, item.body, item.feedback


def _items(root: Element) -> Iterator[Found]:
    waiting: list[tuple[Element, tuple[str, ...]]] = [(child, ()) for child in reversed(root.children)]
    while waiting:
        element, folders = waiting.pop()
        if element.name == "item":
            yield Found(element=element, category=folders)
        elif element.name in _FOLDERS:
            title = _title(element)
            inner = (*folders, title) if title else folders
            waiting.extend((child, inner) for child in reversed(element.children))


def _title(folder: Element) -> str:
    told = fields_of(folder.find("qtimetadata")).get("bank_title", [""])[0]
    return told or folder.attributes.get("title", "").strip()
