"""An item in work as learners will see it: the question, and what comes after its answer."""

from dataclasses import dataclass, replace

from quizapp.core import contents
from quizapp.core.facts import ItemContent, Knowledge
from quizapp.core.glossing import before_answer
from quizapp.core.items import Item, Response
from quizapp.formats.item_as_table import Table
from quizapp.formats.item_table import read_table
from quizapp.web.clock import utcnow
from quizapp.web.items.answer_form import answer_form
from quizapp.web.items.answer_parts import answer_parts
from quizapp.web.items.figure import Figure, figure_answered, figure_to_answer
from quizapp.web.items.forms import AnswerForm
from quizapp.web.items.view import Glosser, put_right, review_words


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What is shown of an item before its answer (``form``, ``gloss``, ``figure``), and ``after`` it."""

    item: Item
    form: AnswerForm
    gloss: Glosser
    figure: Figure | None
    after: dict[str, object]
    gloss_after: Glosser


def preview_of(table: Table, knowledge: Knowledge) -> Preview | None:
    """Return how an item will look, as far as it goes; None while it has too little."""
    item = read_table(table).so_far
    if item is None:
        return None
    return preview_of_content(contents.join(_grounded(item, knowledge), knowledge))


def preview_of_content(content: ItemContent) -> Preview:
    """Return how a version of an item looks."""
    return Preview(
        item=content.item,
        form=answer_form(content.item, Response()),
        gloss=Glosser(before_answer(content.terms, content.item, [])),
        figure=figure_to_answer(content),
        after=_after(content),
        gloss_after=Glosser(content.terms),
    )


def _grounded(item: Item, knowledge: Knowledge) -> Item:
    """Return the item resting on what is known only, so that it can be shown while it is written."""
    return replace(
        item,
        facts=tuple(name for name in item.facts if name in knowledge.facts),
        background=tuple(name for name in item.background if name in knowledge.facts),
        sources=tuple(name for name in item.sources if name in knowledge.sources),
        picture=item.picture if item.picture in knowledge.pictures else "",
    )


def _after(content: ItemContent) -> dict[str, object]:
    return {
        "item": content.item,
        "parts": answer_parts(content.item, Response()),
        "given": "",
        "put_right": put_right(content.item),
        "figure": figure_answered(content, Response()),
        "sources": content.sources,
        "reviewed": review_words([content], utcnow().date()),
    }
