"""Bytes of an XML file to a tree, or to the reason why it is not read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from xml.parsers import expat

from quizapp.formats.exchange.reading import ReadBank, refused
from quizapp.formats.exchange.xml_encoding import in_utf8

LARGEST_XML = 50 * 1024**2
"""Bytes; Moodle puts pictures into its files."""

MOST_PARTS = 350_000
"""Elements and attributes; 5,000 long questions of Moodle have about as many."""

MOST_TEXT = 16 * 1024**2
"""Characters that are kept of one file, attributes included."""

LONGEST_TAG = 1024**2
"""Bytes of a tag with its attributes, or of a comment."""

DEEPEST = 200

_CHUNK = 64 * 1024


@dataclass(slots=True, kw_only=True, eq=False)
class Element:
    """An element of a file; as in ElementTree, ``text`` stands before its first child and ``tail`` after it.

    ``name`` is without a prefix, attributes are named as they are written. ``line`` and ``column`` count from
    one. ``start`` and ``end`` are places in ``Document.data``.
    """

    # Not frozen: it grows while it is read, and there may be very many.
    name: str
    attributes: Mapping[str, str]
    line: int
    column: int
    start: int
    end: int = 0
    text: str = ""
    tail: str = ""
    children: list["Element"] | tuple[()] = ()

    def all(self, name: str) -> list["Element"]:
        """Return its children of that name."""
        return [child for child in self.children if child.name == name]

    def find(self, *path: str) -> "Element | None":
        """Return the first child of the first name, in it the first of the second, and so on."""
        found: Element | None = self
        for name in path:
            if found is None:
                return None
            found = next((child for child in found.children if child.name == name), None)
        return found

    def walk(self) -> Iterator["Element"]:
        """Return it and all that lie in it, in the order in which they begin."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))

    def words(self) -> str:
        """Return all text in it."""
        return self.text + "".join(child.words() + child.tail for child in self.children)

    def inner_markup(self) -> str:
        """Return what stands in it, as HTML."""
        return escape(self.text, quote=False) + "".join(
            f"{child.markup()}{escape(child.tail, quote=False)}" for child in self.children
        )

    def markup(self) -> str:
        """Return it as HTML, without the prefix of its name."""
        told = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes.items())
        return f"<{self.name}{told}>{self.inner_markup()}</{self.name}>"


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file that was read; ``data`` is its text in UTF-8."""

    root: Element
    data: bytes

    def source(self, element: Element) -> str:
        """Return an element as it stands in the file."""
        return self.data[element.start : element.end].decode()


def read_xml(data: bytes, *, without_text: frozenset[str] = frozenset()) -> Document | ReadBank:
    """Return what stands in a file, or why it cannot be read; never raises.

    A document type is ignored; one that declares anything itself is refused, so that there are no entities,
    and nothing outside the file is looked up. The text of elements named in ``without_text`` is not kept,
    as pictures are not.
    """
    if len(data) > LARGEST_XML:
        size = LARGEST_XML // 1024**2
        return refused("too-large", f"The file has over {size} MB.", fix="Split it into several files.")
    recoded = in_utf8(data)
    if isinstance(recoded, ReadBank):
        return recoded
    reading = _Reading(recoded, without_text)
    try:
        return Document(root=reading.root(), data=recoded)
    except _RefusalError as error:
        return error.bank
    except expat.ExpatError as error:
        return _not_sound(error)


class _RefusalError(Exception):
    def __init__(self, rule: str, message: str, fix: str, parser: expat.XMLParserType) -> None:
        super().__init__(message)
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        self.bank = refused(rule, message, fix=fix, line=line, column=column)


class _Reading:
    """One reading of a file from its beginning to its end."""

    def __init__(self, data: bytes, without_text: frozenset[str]) -> None:
        self._data = data
        self._without_text = without_text
        self._above: list[Element] = []
        self._last: Element | None = None  # ended last, where nothing began after it
        self._pieces: list[str] = []
        self._silent = False
        self._parts = 0
        self._length = 0
        self._root: Element | None = None
        # The declared encoding is overruled: the data are in UTF-8 by now.
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.buffer_size = _CHUNK
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._say
        self._parser.SkippedEntityHandler = self._entity

    def root(self) -> Element:
        for start in range(0, len(self._data), _CHUNK):
            self._parser.Parse(self._data[start : start + _CHUNK])
            if start - self._parser.CurrentByteIndex > LONGEST_TAG:
                raise self._refusal("too-large", "Here begins a tag or comment of more than 1 MB.")
        self._parser.Parse(b"", True)  # noqa: FBT003  (positional in expat)
        assert self._root is not None  # noqa: S101  (expat refuses a file without an element)
        return self._root

    def _refusal(
        self, rule: str, message: str, fix: str = "Split the file, or leave this out of it."
    ) -> _RefusalError:
        return _RefusalError(rule, message, fix, self._parser)

    def _doctype(self, _name: str, _system: str | None, _public: str | None, declares: int) -> None:
        if declares:
            raise self._refusal(
                "doctype",
                "The file declares entities or elements of its own, which are not read here.",
                "Take the part in square brackets out of the line that begins with <!DOCTYPE.",
            )

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if self._pieces:
            self._told()
        length = sum(map(len, attributes.values())) if attributes else 0
        self._count(1 + len(attributes), length)
        if len(self._above) >= DEEPEST:
            raise self._refusal("too-deep", f"Elements lie more than {DEEPEST} deep in each other here.")
        parser = self._parser
        element = Element(
            name=name.rpartition(":")[2] if ":" in name else name,
            attributes=attributes or _NONE,
            line=parser.CurrentLineNumber,
            column=parser.CurrentColumnNumber + 1,
            start=parser.CurrentByteIndex,
        )
        if self._above:
            above = self._above[-1]
            above.children = above.children or []
            above.children.append(element)
        else:
            self._root = element
        self._above.append(element)
        self._last = None
        self._silent = False

    def _end(self, _name: str) -> None:
        if self._pieces:
            self._told()
        element = self._above.pop()
        place = self._parser.CurrentByteIndex
        # Expat says of <a/> where it ends, and of </a> where it begins.
        is_empty = not (element.children or element.text or self._silent)
        is_over = is_empty and self._data.startswith(b"/>", place - 2)
        element.end = place if is_over else self._data.index(b">", place) + 1
        self._last = element
        self._silent = False

    def _say(self, text: str) -> None:
        if self._last is None and self._above[-1].name in self._without_text:
            self._silent = True
            return
        self._count(0, len(text))
        self._pieces.append(text)

    def _entity(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._count(1, 0)
            self._say(unescape(f"&{name};"))

    def _told(self) -> None:
        """Put the text that was read last where it belongs."""
        text = self._pieces[0] if len(self._pieces) == 1 else "".join(self._pieces)
        self._pieces.clear()
        if self._last is not None:
            self._last.tail = text
        else:
            self._above[-1].text = text

    def _count(self, parts: int, length: int) -> None:
        self._parts += parts
        self._length += length
        if self._parts > MOST_PARTS:
            raise self._refusal("too-large", f"The file has over {MOST_PARTS:,} elements and attributes.")
        if self._length > MOST_TEXT:
            size = MOST_TEXT // 1024**2
            raise self._refusal("too-large", f"The file has over {size} million characters of text.")


_NONE: Mapping[str, str] = {}


_SENTENCES = {
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]: "The file is empty, or it ends in its middle.",
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN]: "The file ends in the middle of a tag.",
    expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]: "An element ends here that did not begin last.",
    expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]: "There is a sign after “&” that XML does "
    "not know.",
    expat.errors.codes[expat.errors.XML_ERROR_MISPLACED_XML_PI]: "Something stands before the first line, "
    "<?xml …?>.",
    expat.errors.codes[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]: "Something stands after the end of "
    "the outermost element.",
    expat.errors.codes[expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE]: "A tag says the same attribute twice.",
}


def _not_sound(error: expat.ExpatError) -> ReadBank:
    return refused(
        "xml",
        _SENTENCES.get(error.code, "The file is not sound XML here: a tag or a sign is not as it should be."),
        fix="Mend this place, or export the file once more.",
        line=error.lineno,
        column=error.offset + 1,
    )
