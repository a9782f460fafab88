"""Knowledge for tests of what is made by rule: the real one, small ones by hand, and any by chance."""

from datetime import date
from functools import cache
from itertools import product
from pathlib import Path

from hypothesis import strategies as st

from quizapp.banks.knowledge_files import read_knowledge
from quizapp.core.entities import (
    Chain,
    ClosedList,
    Entities,
    Entity,
    FalseStatement,
    Phrases,
    Relation,
    Triple,
)
from quizapp.core.facts import Fact, FactUse, Knowledge, Source
from quizapp.core.generation.drafting import candidates
from quizapp.core.generation.drafts import Draft
from quizapp.core.items import Topic

DUE = date(2027, 9, 30)
SOURCES = {"s": Source(id="s", publisher="A Publisher", title="A page", year=2020)}
EVERY_PHRASE = Phrases(
    statement="{Subject} goes with {object}.",
    forward="What does {subject} go with, of these things?",
    reverse="Which of these goes with {object}?",
    recall="What does {subject} go with, in a word?",
    recall_reverse="What goes with {object}, in a word?",
    match="What does each of these go with?",
    sort="What does each of these belong to?",
    gaps="Complete the sentences about these things:",
    odd="{Count} of these go with {object}. Which one belongs to another group?",
)


@cache
def real() -> Knowledge:
    """Return the knowledge that stands beside the banks."""
    return read_knowledge(Path(__file__).parents[3] / "questions").knowledge


def drafts(knowledge: Knowledge, *, seed: int = 1) -> list[Draft]:
    """Return every draft that the knowledge allows."""
    return [one for one in candidates(knowledge, seed=seed) if isinstance(one, Draft)]


def make_entity(id_: str, kind: str = "thing", **changes: object) -> Entity:
    """Return an entity named like its id."""
    return Entity(id=id_, name=id_, kind=kind, grain=kind, **changes)  # type: ignore[arg-type]


def make_fact(id_: str, triple: str = "", **changes: object) -> Fact:
    """Return a fact that says a triple, written “subject relation object”."""
    subject, relation, object_ = triple.split() if triple else ("", "", "")
    values = {"topic": Topic.TERMINOLOGY, "use": FactUse.TEACH, "sources": ("s",)} | changes
    return Fact(
        id=id_,
        statement=f"It is known that {subject} goes with {object_}.",
        subject=subject,
        relation=relation,
        object=object_,
        **values,  # type: ignore[arg-type]
    )


def make_world(
    entities: list[Entity],
    facts: list[Fact],
    *,
    false: tuple[FalseStatement, ...] = (),
    closed: tuple[ClosedList, ...] = (),
    chains: tuple[Chain, ...] = (),
    relations: tuple[Relation, ...] = (Relation(id="r", phrases=EVERY_PHRASE),),
) -> Knowledge:
    """Return knowledge of these things."""
    return Knowledge(
        facts={fact.id: fact for fact in facts},
        sources=SOURCES,
        terms={},
        entities=Entities(
            entities={entity.id: entity for entity in entities},
            relations={relation.id: relation for relation in relations},
            false={one.id: one for one in false},
            closed={one.id: one for one in closed},
            chains={one.id: one for one in chains},
        ),
    )


def make_false(id_: str, triple: str) -> FalseStatement:
    """Return a statement known to be false."""
    subject, relation, object_ = triple.split()
    return FalseStatement(
        id=id_,
        statement=f"{subject} goes with {object_}.",
        triple=Triple(subject=subject, relation=relation, object=object_),
        reason="A source that was read says it is otherwise.",
        sources=("s",),
    )


def make_closed(id_: str, triple: str) -> ClosedList:
    """Return a list, written “subject relation object object …”, that is known to be whole."""
    subject, relation, *objects = triple.split()
    return ClosedList(
        id=id_,
        subject=subject,
        relation=relation,
        objects=frozenset(objects),
        reason="By definition there are no others.",
        by_definition=True,
    )


@st.composite
def any_world(draw: st.DrawFn) -> Knowledge:
    """Make knowledge with open and whole lists, shared values, families, company, and contradictions."""
    size = draw(st.integers(3, 6))
    kinds = {kind: [f"{kind}{number}" for number in range(size)] for kind in "abc"}
    entities = [draw(_entity(name, kinds[name[0]])) for group in kinds.values() for name in group]
    often = st.sampled_from([True, True, False])
    relations = tuple(
        Relation(id=name, phrases=EVERY_PHRASE, single=draw(often), exclusive=draw(often))
        for name in ("ab", "bc")
    )
    pairs = [f"{s} ab {o}" for s, o in product(kinds["a"], kinds["b"])]
    pairs += [f"{s} bc {o}" for s, o in product(kinds["b"], kinds["c"])]
    # Each with its own, as in a table of names; several with the same, as in a table of kinds; then noise.
    shared = draw(st.integers(2, size))
    said = [f"{s} ab {o}" for s, o in zip(kinds["a"], kinds["b"], strict=True)]
    said += [f"{s} bc {kinds['c'][number % shared]}" for number, s in enumerate(kinds["b"])]
    said += draw(st.lists(st.sampled_from(pairs), max_size=3))
    untrue = draw(st.lists(st.sampled_from(pairs), max_size=8, unique=True))
    whole = draw(st.lists(st.sampled_from(said), max_size=5, unique_by=lambda pair: pair.split()[0]))
    return make_world(
        entities,
        [draw(_fact(f"F{number:03}", triple)) for number, triple in enumerate(said)],
        false=tuple(make_false(f"X{number:03}", triple) for number, triple in enumerate(untrue)),
        closed=tuple(make_closed(f"L{number:03}", triple) for number, triple in enumerate(whole)),
        chains=(Chain(id="abc", first="ab", second="bc", stem="Which of these leads on to {object}?"),),
        relations=relations,
    )


@st.composite
def _entity(draw: st.DrawFn, name: str, group: list[str]) -> Entity:
    earlier = group[: group.index(name)]
    none: st.SearchStrategy[list[str]] = st.just([])
    some = st.lists(st.sampled_from(earlier), max_size=1) if earlier else none
    often_none = st.sampled_from([0] * 9 + [1]).flatmap(lambda often: some if often else none)
    return make_entity(
        name,
        name[0],
        is_a=tuple(draw(often_none)),
        part_of=tuple(draw(often_none)),
        opposite=tuple(draw(often_none)),
        goes_with=tuple(draw(often_none)),
        aliases=tuple(draw(st.sampled_from([(), (f"other {name}",)]))),
    )


@st.composite
def _fact(draw: st.DrawFn, id_: str, triple: str) -> Fact:
    use = draw(st.sampled_from([FactUse.TEACH] * 12 + [FactUse.ATTRIBUTE, FactUse.CONFLICT, FactUse.AVOID]))
    return make_fact(id_, triple, use=use, superseded_by=draw(st.sampled_from([""] * 12 + ["F000"])))
