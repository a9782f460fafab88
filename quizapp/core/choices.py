"""The choices an item is made of, each as an item of its own, so that one rule fits them all."""

from dataclasses import replace

from quizapp.core import cloze
from quizapp.core.items import Choices, Cloze, Item, ItemType


def choices_of(item: Item) -> tuple[Item, ...]:
    """Return what is to be chosen in an item: one single choice for each blank, or the item itself.

    A blank is asked for by the stem and the sentence around it. A hotspot is a single choice of places.
    """
    match item.body:
        case Cloze(blanks=blanks) as body:
            return tuple(
                replace(
                    item,
                    type=ItemType.SINGLE_CHOICE,
                    stem=f"{item.stem} {cloze.sentence_around(body, blank.id)}",
                    body=Choices(options=blank.options),
                )
                for blank in blanks
            )
        case Choices() if item.type is ItemType.HOTSPOT:
            return (replace(item, type=ItemType.SINGLE_CHOICE),)
        case _:
            return (item,)
