"""An item joined with what it rests on; and all its texts."""

from collections.abc import Iterator

from quizapp.core import glossing
from quizapp.core.facts import ItemContent, Knowledge
from quizapp.core.items import Choices, Item, Matching, Ordering, ShortAnswer


def join(item: Item, knowledge: Knowledge) -> ItemContent:
    """Return the item with its facts, its sources, and the terms that occur in its texts.

    :raises KeyError: a fact or a source is not known.
    """
    terms = tuple(knowledge.terms.values())
    found: set[str] = set()
    for text in texts(item):
        found |= glossing.split(text, terms, seen=())[1]
    return ItemContent(
        item=item,
        facts=tuple(knowledge.facts[fact] for fact in item.all_facts),
        sources=tuple(knowledge.sources[source] for source in item.sources),
        terms=tuple(knowledge.terms[word] for word in sorted(found)),
    )


def texts(item: Item) -> Iterator[str]:
    """Return everything that is shown of an item, in the order of reading."""
    yield from question_texts(item)
    yield from answer_texts(item)


def question_texts(item: Item) -> Iterator[str]:
    """Return what is shown before the answer: the stem, and what can be chosen."""
    yield item.stem
    match item.body:
        case Matching() as body:
            yield from (subject.text for subject in body.subjects)
            yield from (option.text for option in body.options)
        case Choices(options=options) | Ordering(options=options):
            yield from (option.text for option in options)
        case ShortAnswer():
            pass


def answer_texts(item: Item) -> Iterator[str]:
    """Return what is shown after the answer only: reasons, the statement put right, the accepted answer."""
    match item.body:
        case ShortAnswer() as body:
            yield body.answers[0]
            yield body.rationale
        case Choices() as body:
            yield from filter(None, (body.correction, *(option.rationale for option in body.options)))
        case Matching(options=options) | Ordering(options=options):
            yield from (option.rationale for option in options)
