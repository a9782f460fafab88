"""What an item of QTI 1.2 tells after answers: to everybody, or to who chose something."""

import re
from collections.abc import Iterable

from quizapp.formats.exchange.qti12.item import SourceItem
from quizapp.formats.exchange.writing import correction_in, without_source_lines

GENERAL = re.compile(r"general_fb|.*_all", re.IGNORECASE)
"""Idents of what is told to everybody; the first is Canvas'."""

_BY_RESULT = {"correct_fb", "general_incorrect_fb"}


class Feedback:
    """The feedback of one item; knows what of it was used."""

    def __init__(self, item: SourceItem) -> None:
        self._texts = {name: text for name, text in item.feedback.items() if text}
        self._linked = {name for condition in item.conditions for name in condition.feedback}
        self._used: set[str] = set()

    def of(self, names: Iterable[str]) -> str:
        """Return what several say, each text once."""
        found = [name for name in names if name in self._texts]
        self._used.update(found)
        return "\n".join(dict.fromkeys(self._texts[name] for name in found))

    def general(self, also: Iterable[str] = ()) -> str:
        """Return what is told after every answer; what no condition links to is, too."""
        told = {
            *(name for name in self._texts if GENERAL.fullmatch(name)),
            *(name for name in self._texts if name not in self._linked | _BY_RESULT),
            *also,
        }
        return without_source_lines(self.of(name for name in self._texts if name in told))

    @property
    def correction(self) -> str:
        """The statement put right, where we wrote it."""
        return correction_in("\n".join(text for name, text in self._texts.items() if GENERAL.fullmatch(name)))

    @property
    def is_lost(self) -> bool:
        """Tell whether something was not used."""
        return bool(self._texts.keys() - self._used)
