"""Items on their way from and to other systems: what a file of theirs says of an item, in our words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, TypeVar

from quizapp.core.items import Audience, Body, Item, ItemType, Level, Numeric, Status, Topic
from quizapp.core.numbers import between, exact

Word = TypeVar("Word", bound=StrEnum)

FULL = 100.0
"""The weight of an answer that earns the whole mark, in percent of it."""

ANY = "*"
"""How Moodle's files write all numbers that no other answer takes."""


@dataclass(frozen=True, kw_only=True)
class AcceptedNumber:
    """A range of numbers that is taken for an answer, ends included, and what it earns in percent.

    ``shown`` is the number as the file writes it.
    """

    low: Decimal
    high: Decimal
    shown: str
    weight: float = FULL
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """Body of an item that takes more numbers than the one we could ask for; we read it, and ask none."""

    kind: Literal["numeric"] = "numeric"
    answers: tuple[AcceptedNumber, ...]


@dataclass(frozen=True, kw_only=True)
class ForeignItem:
    """An item as a file says it.

    ``id`` is the lasting name that the file gives it, empty where it gives none; ``category`` the folders it
    lies in, outermost first. ``kind`` is what the item is called here, or, where we have no type for it,
    there; ``body`` is then None and ``raw`` the item as it stood in the file. ``feedback`` is told after
    every answer. ``weights`` are marks of options in percent, by option id, where they are not all or
    nothing.
    ``line`` counts from one; ``file`` names the part of a package in which the item stood.
    """

    kind: str
    stem: str
    body: Body | Numbers | None
    id: str = ""
    name: str = ""
    category: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    feedback: str = ""
    weights: Mapping[str, float] = field(default_factory=dict)
    raw: str = ""
    line: int = 1
    file: str = ""

    @property
    def type(self) -> ItemType | None:
        """The item's type; None where we have none for it."""
        return (
            ItemType(self.kind) if self.kind in TYPES and not isinstance(self.body, Numbers | None) else None
        )


TYPES = frozenset(item_type.value for item_type in ItemType)

# What is said of an item in one word, as a tag that other systems keep: “topic:sites”.
_SINGLE = ("topic", "level", "picture", "made-by")
_SEVERAL = ("audience", "fact", "background", "source", "no-gloss", "answer-unit")
DISAGREEMENT = "about-a-disagreement"
TYPE = "type"
"""Marks an item that its format has no type for, and that was written as another: “type:matrix”."""


def tags_of(item: Item) -> tuple[str, ...]:
    """Return what else is known of an item as tags, so that it comes back from where it was sent."""
    values: dict[str, Iterable[str]] = {
        "topic": [item.topic],
        "level": [item.level],
        "audience": sorted(item.audience),
        "fact": item.facts,
        "background": item.background,
        "source": item.sources,
        "no-gloss": item.no_gloss,
        "picture": [item.picture],
        "made-by": [item.made_by],
        "answer-unit": item.body.units if isinstance(item.body, Numeric) else (),
    }
    told = [f"{name}:{value}" for name, several in values.items() for value in several if value]
    return (*told, *([DISAGREEMENT] if item.disagreement else []))


def told_by(tags: Iterable[str], name: str) -> list[str]:
    """Return what tags say by that name, in their order: of “topic:sites” it is “sites”."""
    return [tag.removeprefix(f"{name}:").strip() for tag in tags if tag.startswith(f"{name}:")]


def own_words(tags: Iterable[str]) -> tuple[str, ...]:
    """Return the tags that say nothing of ours."""
    ours = tuple(f"{name}:" for name in (*_SINGLE, *_SEVERAL, TYPE))
    return tuple(tag for tag in tags if tag != DISAGREEMENT and not tag.startswith(ours))


@dataclass(frozen=True, kw_only=True)
class Presumed:
    """What is taken for true of items whose file does not say it."""

    topic: Topic
    level: Level
    audience: frozenset[Audience]
    review_due: date


def as_draft(foreign: ForeignItem, presumed: Presumed) -> Item:
    """Return the item as a draft of ours; raises ``ValueError`` for one that we have no type for.

    Whatever its file says, it is a draft: nobody here has looked at it yet. Its id is the one it wishes for,
    which another item may have.
    """
    if foreign.type is None or isinstance(foreign.body, Numbers | None):
        raise ValueError(f"{foreign.kind} is none of our types")
    tags = foreign.tags
    return Item(
        id=_wished(foreign.id, foreign.name, foreign.stem),
        type=foreign.type,
        audience=frozenset(_known(Audience, told_by(tags, "audience"))) or presumed.audience,
        topic=next(_known(Topic, told_by(tags, "topic")), presumed.topic),
        level=next(_known(Level, told_by(tags, "level")), presumed.level),
        facts=tuple(told_by(tags, "fact")),
        background=tuple(told_by(tags, "background")),
        sources=tuple(told_by(tags, "source")),
        status=Status.DRAFT,
        review_due=presumed.review_due,
        stem=foreign.stem,
        body=_in_its_unit(foreign.body, told_by(tags, "answer-unit")),
        disagreement=DISAGREEMENT in tags,
        no_gloss=tuple(told_by(tags, "no-gloss")),
        picture=_first(told_by(tags, "picture")),
        made_by=_first(told_by(tags, "made-by")),
    )


def _in_its_unit(body: Body, units: list[str]) -> Body:
    """Return a body with the unit of its number, where its format has no place for one but a tag."""
    if not isinstance(body, Numeric) or body.unit or not units:
        return body
    return replace(body, unit=units[0], other_units=tuple(units[1:]))


def one_number(numbers: Numbers, *, rationale: str) -> Numeric | None:
    """Return the body that asks for one number; None where a file takes more than we can ask for.

    So it is with several numbers that earn something, with a part of the mark, with a range that does not lie
    evenly around its number, and with one of which some numbers earn nothing. Of a range without a number,
    its middle is the answer. What is told after numbers that earn nothing is left out.
    """
    earning = [one for one in numbers.answers if one.weight > 0]
    if len(earning) != 1 or earning[0].weight != FULL:
        return None
    only = earning[0]
    if any(_is_taken_out(one, of=only) for one in numbers.answers):
        return None
    held = between(only.low, only.high)
    shown = exact(only.shown)
    if held is None or (shown is not None and shown != held[0]):
        return None
    told = "\n".join(dict.fromkeys(filter(None, (rationale, only.feedback))))
    return Numeric(answer=held[0] if shown is None else shown, tolerance=held[1], rationale=told)


def _is_taken_out(one: AcceptedNumber, *, of: AcceptedNumber) -> bool:
    """Tell whether numbers of a range earn nothing; what stands for all others takes none out of it."""
    return one.weight <= 0 and one.shown != ANY and one.low <= of.high and of.low <= one.high


class LastingIds:
    """Gives items ids that nobody has yet."""

    def __init__(self, taken: Iterable[str]) -> None:
        """Begin with ids that others have."""
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def give(self, own: str, name: str, stem: str) -> str:
        """Return the id that an item gets: its own, or one made of its name or stem; nobody gets it again."""
        wanted = _wished(own, name, stem)
        # A thousand questions may have one name, so each goes on counting where the last one stopped.
        name, number = wanted, self._numbers.get(wanted, 1)
        while name in self._taken:
            number += 1
            name = f"{wanted}-{number}"
        self._numbers[wanted] = number
        self._taken.add(name)
        return name


def _wished(own: str, name: str, stem: str) -> str:
    return slug(own) or slug(name) or slug(stem) or "item"


def slug(text: str) -> str:
    """Return the words of a text in small letters with hyphens between them, at most 80 characters."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain[:400]).strip("-")[:80].strip("-")


def _known(kind: type[Word], values: Iterable[str]) -> Iterator[Word]:
    return (one for value in values for one in kind if one.value == value)


def _first(values: list[str]) -> str:
    return values[0] if values else ""
