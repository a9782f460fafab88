"""What facts are about, said by ids: entities, relations, whole lists, statements known to be false."""

from dataclasses import dataclass, field

from quizapp.core.items import Audience


@dataclass(frozen=True, kw_only=True)
class Entity:
    """Something that facts are about.

    ``name`` is what it is called, ``phrase`` the same inside a sentence where that differs (“a biopsy”),
    ``plural`` its name for several. Options of one question share ``kind`` and ``grain``. ``aliases`` are
    other names of the very same thing. Of two that are ``opposite``, one is right as soon as the other is
    not. What it ``goes_with`` may share in what belongs to it. Neither is ever an option beside it.
    """

    id: str
    name: str
    kind: str
    grain: str
    phrase: str = ""
    plural: str = ""
    aliases: tuple[str, ...] = ()
    is_a: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    opposite: tuple[str, ...] = ()
    goes_with: tuple[str, ...] = ()

    @property
    def parents(self) -> tuple[str, ...]:
        """What it is a kind of, or a part of."""
        return self.is_a + self.part_of

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it is called."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """How a relation is put into words; a question whose phrase is empty is not asked.

    ``{subject}`` and ``{object}`` stand for the two, with a capital (``{Subject}``) at the start of a
    sentence; ``{subjects}`` and ``{objects}`` for their plurals, ``{count}`` for a number in letters.
    ``statement`` says the triple. ``forward`` asks for the object among options, ``reverse`` for the subject;
    ``recall`` and ``recall_reverse`` ask for the same to be typed. ``match``, ``sort``, ``gaps`` and ``odd``
    are the stems of a matching item, a category sort, a drop-down cloze and an odd one out.
    """

    statement: str
    forward: str = ""
    reverse: str = ""
    recall: str = ""
    recall_reverse: str = ""
    match: str = ""
    sort: str = ""
    gaps: str = ""
    odd: str = ""


@dataclass(frozen=True, kw_only=True)
class Relation:
    """A way in which a subject and an object belong together.

    ``single``: by its meaning a subject has one object. ``exclusive``: by its meaning an object has one
    subject. ``reason`` says why. ``effect``: the object is what the subject does. ``adds``: the triple says
    more than its facts do, so that reasons tell both. ``judged``: it may be asked whether it is true.
    ``audience`` narrows for whom it is asked.
    """

    id: str
    phrases: Phrases
    single: bool = False
    exclusive: bool = False
    effect: bool = False
    adds: bool = False
    judged: bool = True
    audience: frozenset[Audience] = frozenset(Audience)
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Triple:
    """Subject, relation and object, by id."""

    subject: str
    relation: str
    object: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """A further triple that a fact says, besides its own."""

    fact: str
    triple: Triple


@dataclass(frozen=True, kw_only=True)
class ClosedList:
    """The objects of a subject, all of them: nothing else is true.

    A source that was read says so, or it is so by definition; ``reason`` says which, and is told to readers.
    """

    id: str
    subject: str
    relation: str
    objects: frozenset[str]
    reason: str
    sources: tuple[str, ...] = ()
    by_definition: bool = False
    signed: str = ""


@dataclass(frozen=True, kw_only=True)
class FalseStatement:
    """A statement known to be false, from sources that were read; ``reason`` is told to readers.

    ``put_right_by`` is the fact that says how it is.
    """

    id: str
    statement: str
    triple: Triple
    reason: str
    sources: tuple[str, ...]
    put_right_by: str = ""
    signed: str = ""


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Two relations in a row: ``stem`` asks for the first subject by the last object, the middle unnamed."""

    id: str
    first: str
    second: str
    stem: str


@dataclass(frozen=True, kw_only=True)
class Entities:
    """Everything that is said by ids, besides the triples of the facts themselves."""

    entities: dict[str, Entity] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    said: tuple[Said, ...] = ()
    closed: dict[str, ClosedList] = field(default_factory=dict)
    false: dict[str, FalseStatement] = field(default_factory=dict)
    chains: dict[str, Chain] = field(default_factory=dict)
