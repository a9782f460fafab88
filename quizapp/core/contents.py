"""An item joined with what it rests on; and all its texts."""

from collections.abc import Iterator
from dataclasses import replace

from quizapp.core import glossing, parts
from quizapp.core.facts import ItemContent, Knowledge
from quizapp.core.items import Item


def join(item: Item, knowledge: Knowledge) -> ItemContent:
    """Return the item with its facts, its sources, its picture, and the terms that occur in its texts.

    What was waived is for authors, and left out: nobody is shown it.

    :raises KeyError: a fact, a source or the picture is not known.
    """
    found = glossing.occurring(texts(item), knowledge.spellings)
    return ItemContent(
        item=replace(item, waived=()),
        facts=tuple(knowledge.facts[fact] for fact in item.all_facts),
        sources=tuple(knowledge.sources[source] for source in item.sources),
        terms=tuple(knowledge.terms[word] for word in sorted(found)),
        picture=knowledge.pictures[item.picture] if item.picture else None,
    )


def texts(item: Item) -> Iterator[str]:
    """Return everything that is shown of an item, in the order of reading."""
    return (part.text for part in parts.parts(item))


def answer_texts(item: Item) -> Iterator[str]:
    """Return what is shown after the answer only: reasons, the statement put right, the accepted answer."""
    return (part.text for part in parts.answer_parts(item))
