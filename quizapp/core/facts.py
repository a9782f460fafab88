"""The knowledge behind items: facts, the sources that say them, and words explained in place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from quizapp.core.entities import Entities
from quizapp.core.items import Audience, Item, Topic
from quizapp.core.pictures import Picture
from quizapp.core.sign_offs import SignOff


class FactUse(StrEnum):
    """How a fact may be used in items."""

    TEACH = "TEACH"
    ATTRIBUTE = "ATTRIBUTE"
    CONFLICT = "CONFLICT"
    AVOID = "AVOID"


@dataclass(frozen=True, kw_only=True)
class Source:
    """A document that facts come from; ``year`` is None when the document gives none.

    ``date_note`` is its date as told to readers, ``caveat`` what they should know about it besides.
    ``standing`` says what kind of document it is, ``where`` in which public place it is found, ``read`` how
    much of it was read. ``outside`` marks what is not one of the documents the service began with.
    """

    id: str
    publisher: str
    title: str
    year: int | None
    date_note: str = ""
    caveat: str = ""
    standing: str = ""
    where: str = ""
    read: str = ""
    outside: bool = False


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One statement in our own words, and the ids of the sources that say it.

    Facts of one ``group`` say the same thing. ``audience`` narrows for whom it may be asked. ``caution`` is
    told to authors. ``left_out`` is the reason why nothing asks for it. ``superseded_by`` is the fact that
    took its place. ``signed`` names the clinician who signed it, and is empty until one has.
    ``subject``, ``relation`` and ``object`` say the same by ids, where items may be made from it by rule.
    """

    id: str
    topic: Topic
    statement: str
    use: FactUse
    sources: tuple[str, ...]
    group: str = ""
    audience: frozenset[Audience] = frozenset(Audience)
    caution: str = ""
    left_out: str = ""
    superseded_by: str = ""
    signed: str = ""
    subject: str = ""
    relation: str = ""
    object: str = ""


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
    """An item with everything that is shown with it, so that a version can be shown unchanged for ever.

    ``signed`` says what of this version was vouched for before it was published.
    """

    item: Item
    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]
    terms: tuple[Term, ...]
    picture: Picture | None = None
    signed: tuple[SignOff, ...] = ()

    @property
    def concerns_safety(self) -> bool:
        """Tell whether the page has to say whom to call: the item or a fact behind it is about safety."""
        topics = {self.item.topic, *(fact.topic for fact in self.facts)}
        return Topic.SUPPORT_SAFETY in topics


def spellings_of(terms: Iterable[Term]) -> dict[str, Term]:
    """Return each way in which the terms are written, its case folded, with its term."""
    return {form.casefold(): term for term in terms for form in (term.term, *term.forms)}


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """All facts, sources, terms and pictures that stand beside the banks, by id (terms: by word).

    ``entities`` are what the facts are about, and what else is said by ids.
    """

    facts: dict[str, Fact]
    sources: dict[str, Source]
    terms: dict[str, Term]
    pictures: dict[str, Picture] = field(default_factory=dict)
    entities: Entities = field(default_factory=Entities)

    def with_pictures(self, more: Mapping[str, Picture]) -> "Knowledge":
        """Return the same with ``more`` pictures; those that are there already stay as they are."""
        return replace(self, pictures={**more, **self.pictures}) if more else self

    def keeping(self, content: ItemContent) -> "Knowledge":
        """Return the same with what an item rests on that is known no more, as it was stored with it."""
        stored = {content.picture.id: content.picture} if content.picture else {}
        return replace(
            self.with_pictures(stored),
            facts={fact.id: fact for fact in content.facts} | self.facts,
            sources={source.id: source for source in content.sources} | self.sources,
        )

    @cached_property
    def spellings(self) -> dict[str, Term]:
        """Each way in which a term is written, its case folded, with the term."""
        return spellings_of(self.terms.values())
