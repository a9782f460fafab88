"""The knowledge behind items: facts, the sources that say them, and words explained in place."""

from dataclasses import dataclass
from enum import StrEnum

from quizapp.core.items import Item, Topic


class FactUse(StrEnum):
    """How a fact may be used in items."""

    TEACH = "TEACH"
    ATTRIBUTE = "ATTRIBUTE"
    CONFLICT = "CONFLICT"
    AVOID = "AVOID"


@dataclass(frozen=True, kw_only=True)
class Source:
    """A document that was read; ``year`` is None when the document gives none.

    ``date_note`` is its date as told to readers, ``caveat`` what they should know about it besides.
    """

    id: str
    publisher: str
    title: str
    year: int | None
    date_note: str = ""
    caveat: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One statement in our own words, and the ids of the sources that say it."""

    id: str
    topic: str
    statement: str
    use: FactUse
    sources: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word explained in place; ``forms`` are its other spellings and plurals."""

    term: str
    forms: tuple[str, ...]
    meaning: str
    facts: tuple[str, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ItemContent:
    """An item with everything that is shown with it, so that a version can be shown unchanged for ever."""

    item: Item
    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]
    terms: tuple[Term, ...]

    @property
    def concerns_safety(self) -> bool:
        """Tell whether the page has to say whom to call: the item or a fact behind it is about safety."""
        topics = {self.item.topic, *(fact.topic for fact in self.facts)}
        return Topic.SUPPORT_SAFETY in topics


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """All facts, sources and terms that stand beside the banks, by id (terms: by word)."""

    facts: dict[str, Fact]
    sources: dict[str, Source]
    terms: dict[str, Term]
