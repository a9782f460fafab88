"""What the rules make: drafts with everything they rest on, and what could not be made, with the reason."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from string import ascii_lowercase

from quizapp.core.entities import Entity
from quizapp.core.facts import FactUse, Knowledge
from quizapp.core.generation.chance import number
from quizapp.core.items import Audience, Body, Item, ItemType, Level, Option, Status


class Kind(StrEnum):
    """The kinds of items that are made by rule."""

    FORWARD = "forward"
    REVERSE = "reverse"
    EFFECT = "effect"
    TWO_STEP = "two-step"
    TRUE_FALSE = "true-false"
    MATCHING = "matching"
    ODD_ONE_OUT = "odd-one-out"
    CLOZE = "cloze"
    DROPDOWN_CLOZE = "dropdown-cloze"
    CATEGORY_SORT = "category-sort"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An item before it has a name.

    ``facts`` make its key right, ``background`` its reasons and wrong options. ``signature`` is what it asks:
    kind, relation, subjects and key.
    """

    kind: Kind
    type: ItemType
    level: Level
    stem: str
    body: Body
    facts: tuple[str, ...]
    background: tuple[str, ...]
    signature: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """A question that was not made, or not kept: the facts it is about, the rule that forbids it, and why."""

    kind: Kind
    about: str
    facts: tuple[str, ...]
    rule: str
    why: str


Outcome = Draft | Dropped


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An option on its way: an entity or a text, why it is right or wrong, and the facts used to say so."""

    text: str
    rationale: str
    because: str
    is_key: bool = False
    facts: tuple[str, ...] = ()


def lettered(choices: list[Choice]) -> tuple[Option, ...]:
    """Return options named in alphabetical order, as those of a bank file are."""
    in_order = sorted(choices, key=lambda choice: (choice.text.casefold(), choice.text))
    return tuple(
        Option(
            id=letter,
            text=choice.text,
            rationale=choice.rationale,
            is_key=choice.is_key,
            because=choice.because,
        )
        for letter, choice in zip(ascii_lowercase, in_order, strict=False)
    )


def finish(draft: Draft, knowledge: Knowledge, *, audience: frozenset[Audience], review_due: date) -> Item:
    """Return the item of a draft. Its id follows from its words and what it rests on."""
    keyed = tuple(dict.fromkeys(draft.facts))
    background = tuple(fact for fact in dict.fromkeys(draft.background) if fact not in keyed)
    facts = [knowledge.facts[fact] for fact in (*keyed, *background)]
    ground = [(fact.id, fact.statement, fact.use, fact.sources) for fact in facts]
    return Item(
        id=f"{draft.kind}-{number(draft.signature, draft.stem, draft.body, ground):016x}",
        type=draft.type,
        audience=audience,
        topic=facts[0].topic,
        level=draft.level,
        facts=keyed,
        background=background,
        sources=tuple(dict.fromkeys(source for fact in facts for source in fact.sources)),
        status=Status.DRAFT,
        review_due=review_due,
        stem=draft.stem,
        body=draft.body,
        made_by=draft.kind,
    )


def readers(draft: Draft, knowledge: Knowledge) -> frozenset[Audience]:
    """Return for whom everything that a draft rests on may be asked."""
    relation = knowledge.entities.relations.get(draft.signature[1])
    audience = relation.audience if relation else frozenset(Audience)
    for fact in (*draft.facts, *draft.background):
        audience &= knowledge.facts[fact].audience
    return audience


def only_taught(facts: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Tell whether none of the facts needs to say who says it."""
    return all(knowledge.facts[fact].use is FactUse.TEACH for fact in facts)


def pair_id(entity: Entity) -> str:
    """Return a lasting name for a row, pair or blank about an entity."""
    return entity.id[:40].rstrip("-")
