"""Texts that several items of a package share: stimuli of QTI 3.0."""

from dataclasses import dataclass, field

from quizapp.formats.exchange.packages import Package
from quizapp.formats.exchange.qti.tree import Texts, with_one_spelling
from quizapp.formats.exchange.reading import ReadBank
from quizapp.formats.exchange.xml_tree import read_xml

LONGEST, MOST = 100_000, 8_000_000
"""Characters of one text, and of all that are told before items; each item gets a text of its own."""


@dataclass(kw_only=True)
class Stimuli:
    """Reads each text of a package once."""

    package: Package
    _known: dict[str, str | None] = field(default_factory=dict)
    _left: int = MOST

    def html(self, href: str, *, beside: str) -> str | None:
        """Return the text that ``href`` means in the file ``beside``, as HTML; None if it cannot be told."""
        name = self.package.find(href, beside=beside)
        if name is None:
            return None
        if name not in self._known:
            self._known[name] = self._read(name)
        found = self._known[name]
        if found is None or len(found) > self._left:
            return None
        self._left -= len(found)
        return found

    def _read(self, name: str) -> str | None:
        data = self.package.read(name)
        document = read_xml(data) if isinstance(data, bytes) and len(data) <= LONGEST else None
        if document is None or isinstance(document, ReadBank):
            return None
        body = with_one_spelling(document.root).find("stimulus-body")
        return Texts().html(body, lambda _: None) if body else None
