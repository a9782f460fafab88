"""An item of QTI 1.2 as one on its way to us, and what is to be said of it."""

from dataclasses import dataclass

from quizapp.core.exchange import ForeignItem, slug
from quizapp.core.items import Choices, ItemType
from quizapp.formats.exchange.qti12.bodies import NoItemError, NoSuchTypeError, Understood
from quizapp.formats.exchange.qti12.feedback import Feedback
from quizapp.formats.exchange.qti12.item import SourceItem, source_item
from quizapp.formats.exchange.qti12.rows import TAG
from quizapp.formats.exchange.qti12.scoring import UnclearError
from quizapp.formats.exchange.qti12.types import understood
from quizapp.formats.exchange.reading import Findings
from quizapp.formats.exchange.xml_tree import Document, Element

NAMELESS = {"", "question"}
"""What Canvas calls a question to which nobody gave a name."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """An item, and the folders in which it lies."""

    element: Element
    category: tuple[str, ...]


class ItemReading:
    """The reading of one item, with what is to be said of it."""

    def __init__(self, document: Document, found: Found, file: str, number: int, findings: Findings) -> None:
        self._document = document
        self._category = found.category
        self._file = file
        self._findings = findings
        self._source = source_item(found.element)
        title = self._source.title
        self._name = title if title.lower() not in NAMELESS else f"item {number}"

    @property
    def copied(self) -> str:
        """The id of the question in a bank that it was made from; empty where there is none."""
        return self._source.fields.get("assessment_question_identifierref", [""])[0]

    def foreign(self) -> ForeignItem:
        """Return the item, and say what is to be said of it."""
        source = self._source
        feedback = Feedback(source)
        try:
            read = understood(source, feedback)
        except NoSuchTypeError as error:
            self._no_such_type(str(error))
            return self._raw(str(error))
        except UnclearError:
            self._error("no-key", "It cannot be told with certainty which answer is right.", _LOOK)
            return self._raw(source.told_type or "item")
        except NoItemError as error:
            self._error(*error.args)
            return self._raw(source.told_type or "item")
        self._warn_of(read, feedback)
        kind = read.type or ItemType.NUMERIC
        return self._raw(kind, read) if read.type is None else self._made(kind, read)

    def _made(self, kind: str, read: Understood | None = None, raw: str = "") -> ForeignItem:
        source = self._source
        return ForeignItem(
            kind=kind,
            stem=read.stem if read else source.stem,
            body=read.body if read else None,
            id=_id(source),
            name=source.title if source.title.lower() not in NAMELESS else "",
            category=self._category,
            tags=tuple(source.fields.get(TAG, ())),
            feedback=read.feedback if read else "",
            weights=read.weights if read else {},
            raw=raw,
            line=source.element.line,
            file=self._file,
        )

    def _raw(self, kind: str, read: Understood | None = None) -> ForeignItem:
        return self._made(kind, read, self._document.source(self._source.element))

    def _warn_of(self, read: Understood, feedback: Feedback) -> None:
        for note in read.notes:
            self._warn(*note)
        if feedback.is_lost:
            self._warn(
                "feedback",
                "What it tells after right or wrong answers alone has no place here and is not read.",
                "Put into the reasons of the question what is to be kept of it.",
            )
        if read.type is ItemType.SINGLE_CHOICE and len(_keys(read)) > 1:
            self._error(
                "several-keys",
                "Several options earn the whole mark, where one is to be chosen.",
                "Keep one of them right, or let all be chosen that are right.",
            )
        if read.weights:
            self._warn(
                "weights",
                "Some answers earn a part of the mark elsewhere. Here an answer is right or it is not.",
                "Look at which options are to count as right.",
            )
        if self._source.lost:
            lost = ", ".join(sorted(self._source.lost))
            self._warn(
                "markup", f"It held what plain text cannot show: {lost}.", "Say in words what is missing."
            )

    def _no_such_type(self, kind: str) -> None:
        self._warn(
            "no-such-type",
            f"There are no questions of the type “{kind}” here, so it is kept as it stood in the file.",
            "Ask the same in another way, if you need it.",
        )

    def _error(self, rule: str, message: str, fix: str) -> None:
        element = self._source.element
        self._findings.error(
            rule, message, fix=fix, item=self._name, line=element.line, column=element.column
        )

    def _warn(self, rule: str, message: str, fix: str) -> None:
        element = self._source.element
        self._findings.warn(rule, message, fix=fix, item=self._name, line=element.line, column=element.column)


_LOOK = "Look at the question where it comes from, and mark what is right there."


def _keys(read: Understood) -> frozenset[str]:
    return read.body.key_ids if isinstance(read.body, Choices) else frozenset()


def _id(source: SourceItem) -> str:
    """Return the id an item had here, which Canvas keeps as its name, or the one that the file gives it."""
    is_ours = TAG not in source.fields and "-" in source.title and slug(source.title) == source.title
    return source.title if is_ours else source.ident
