"""What an author picks from a list: facts, sources, and words that are not explained before the answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from quizapp.author.drafts.editor import written_controls
from quizapp.core import glossing
from quizapp.core.fact_search import found_facts
from quizapp.core.facts import Fact, FactUse, Knowledge, Source
from quizapp.core.typed_answers import fold
from quizapp.formats.item_as_table import Table
from quizapp.web.filters import source_line, use_name

T = TypeVar("T")
Picks: TypeAlias = "tuple[tuple[Pick, ...], tuple[Pick, ...]]"

MOST_FOUND = 12
"""How many are shown of what was found; more words find fewer."""


@dataclass(frozen=True, kw_only=True)
class Pick:
    """One thing that can be picked, with what should be known about it."""

    value: str
    text: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Picker:
    """The field ``name`` of an item's form: what is ``chosen``, and what ``words`` find besides.

    ``empty`` is said where there is neither.
    """

    name: str
    legend: str
    hint: str
    chosen: tuple[Pick, ...]
    offered: tuple[Pick, ...]
    words: str = ""
    empty: str = ""

    @property
    def id(self) -> str:
        """Return what the field is called in the page."""
        return f"pick-{self.name.replace('_', '-')}"


LOOKED_FOR = ("facts", "background", "sources")
"""The fields that are picked from what some words find."""

LEGENDS = {
    "facts": (
        "Facts that make the key right",
        "Look for them by words. A question needs one at least.",
    ),
    "background": (
        "Facts that the reasons use besides",
        "Where a reason says more than the key needs.",
    ),
    "sources": (
        "Sources that learners are shown",
        "Those of the facts are offered; look for others by words.",
    ),
}


def picker(name: str, table: Table, words: str, knowledge: Knowledge) -> Picker:
    """Return one of ``LOOKED_FOR`` with what ``words`` find."""
    legend, hint = LEGENDS[name]
    names = table.get(name, [])
    chosen, offered = (_sources if name == "sources" else _facts)(table, names, words, knowledge)
    return Picker(name=name, legend=legend, hint=hint, chosen=chosen, offered=offered, words=words)


def suggestions(table: Table, knowledge: Knowledge) -> dict[str, list[tuple[str, str]]]:
    """Return what fields offer while one types in them, each with what it means."""
    facts = [*table.get("facts", []), *table.get("background", [])]
    picture = knowledge.pictures.get(table.get("picture", ""))
    return {
        "facts": [(name, knowledge.facts[name].statement) for name in facts if name in knowledge.facts],
        "pictures": [(one.id, one.title) for one in knowledge.pictures.values()],
        "regions": [(region.id, region.name) for region in picture.regions] if picture else [],
    }


def unexplained(table: Table, knowledge: Knowledge) -> Picker:
    """Return the words of an item that are explained in place, to be held back until the answer."""
    texts = [text for _, text in written_controls(table)]
    named = table.get("no_gloss", [])
    found = sorted(glossing.occurring(texts, knowledge.spellings), key=str.casefold)
    held = {term.term for word in named if (term := knowledge.spellings.get(word.casefold()))}
    return Picker(
        name="no_gloss",
        legend="Words not explained before the answer",
        hint="Each is explained where it is read first. Tick those whose meaning would give the answer away.",
        chosen=tuple(_term(word, knowledge) for word in named),
        offered=tuple(_term(word, knowledge) for word in found if word not in held),
        empty="None of its words is explained yet.",
    )


def _facts(_table: Table, names: Sequence[str], words: str, knowledge: Knowledge) -> Picks:
    def shown(fact: Fact) -> Pick:
        return _fact(fact, knowledge)

    found = found_facts(knowledge, words) if words.strip() else []
    return _chosen(names, knowledge.facts, shown), _offered(found, names, shown)


def _sources(table: Table, names: Sequence[str], words: str, knowledge: Knowledge) -> Picks:
    known = knowledge.sources
    facts = (knowledge.facts[name] for name in table.get("facts", []) if name in knowledge.facts)
    own = dict.fromkeys(name for fact in facts for name in fact.sources)
    found = _found_sources(knowledge, words) if words.strip() else [known[name] for name in own]
    return _chosen(names, known, _source), _offered(found, names, _source)


def _found_sources(knowledge: Knowledge, words: str) -> list[Source]:
    sought = fold(words).split()
    return [
        source
        for source in knowledge.sources.values()
        if all(word in fold(f"{source.id} {source.publisher} {source.title}") for word in sought)
    ]


def _chosen(names: Sequence[str], known: Mapping[str, T], shown: Callable[[T], Pick]) -> tuple[Pick, ...]:
    return tuple(
        shown(known[name]) if name in known else Pick(value=name, text=f"{name}, which is not known here")
        for name in names
    )


def _offered(found: Sequence[T], chosen: Sequence[str], shown: Callable[[T], Pick]) -> tuple[Pick, ...]:
    picks = (shown(one) for one in found)
    return tuple([pick for pick in picks if pick.value not in chosen][:MOST_FOUND])


def _fact(fact: Fact, knowledge: Knowledge) -> Pick:
    said_by = " · ".join(source_line(knowledge.sources[name]) for name in fact.sources)
    notes = (
        fact.id,
        said_by,
        "" if fact.use is FactUse.TEACH else use_name(fact.use),
        "superseded" if fact.superseded_by else "",
        fact.caution,
    )
    return Pick(value=fact.id, text=fact.statement, note=" · ".join(note for note in notes if note))


def _source(source: Source) -> Pick:
    return Pick(value=source.id, text=source.title, note=f"{source_line(source)} · {source.id}")


def _term(word: str, knowledge: Knowledge) -> Pick:
    term = knowledge.spellings.get(word.casefold())
    return Pick(value=word, text=word, note=term.meaning if term else "")
