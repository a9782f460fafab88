"""Questions as they stand in a Moodle XML file, kept where we have no type for them."""

from dataclasses import dataclass

from quizapp.formats.exchange.moodle.question import Question
from quizapp.formats.exchange.xml_tree import Document

PICTURES = frozenset({"file", "image_base64"})
"""Elements that hold pictures and other files."""

MOST_WITH_PICTURES = 8 * 1024**2
"""Bytes kept of a whole file with pictures; of later questions only the text is kept."""

MOST_KEPT = 16 * 1024**2


@dataclass(kw_only=True)
class Sources:
    """Gives out what stands in a file, as long as memory allows; the text may take four times its bytes."""

    document: Document
    kept: int = 0

    def of(self, question: Question) -> str:
        """Return a question as it stands in the file; what of it is not kept is told."""
        element = question.element
        size = element.end - element.start
        if self.kept + size <= MOST_WITH_PICTURES:
            self.kept += size
            return self.document.source(element)
        files = [one for one in element.walk() if one.name in PICTURES]
        edges = [element.start, *(edge for one in files for edge in (one.start, one.end)), element.end]
        pieces = [self.document.data[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
        size = sum(map(len, pieces))
        if self.kept + size > MOST_KEPT:
            _say(question, "The question is too long to be kept as it stands in the file.")
            return ""
        self.kept += size
        _say(question, "The pictures of the question are too large to be kept with it.")
        return b"".join(pieces).decode()


def _say(question: Question, message: str) -> None:
    question.warn("too-long", message, fix="Split the file into several, or keep the file.")
