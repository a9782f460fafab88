"""In which order options are shown."""

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from quizapp.core.items import Choices, Cloze, Item, ItemType, Matching, Option, Ordering

NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


def as_shown(item: Item, *, seed: str) -> Item:
    """Return the item with its options in the order shown.

    They are shuffled by ``seed``, each blank of a cloze by itself, but numbers rise, and True stands before
    False. Places on a picture follow their letters, and the columns of a matrix stay as they were written.
    The same seed gives the same order, so that a page shown again looks the same.
    """
    body = item.body
    match body:
        case Choices() if item.type is ItemType.TRUE_FALSE:
            options = tuple(sorted(body.options, key=lambda option: option.id != "true"))
        case Choices() if item.type is ItemType.HOTSPOT:
            options = tuple(sorted(body.options, key=lambda option: option.id))
        case Choices() | Matching() | Ordering():
            options = shuffled(body.options, seed=f"{seed}:{item.id}")
        case Cloze(blanks=blanks):
            shown = (
                replace(blank, options=shuffled(blank.options, seed=f"{seed}:{item.id}:{blank.id}"))
                for blank in blanks
            )
            return replace(item, body=replace(body, blanks=tuple(shown)))
        case _:
            return item
    return replace(item, body=replace(body, options=options))


def shuffled(options: Sequence[Option], *, seed: str) -> tuple[Option, ...]:
    """Return options in an order drawn from ``seed``; numbers rise."""
    if all(_number(option) is not None for option in options):
        return tuple(sorted(options, key=lambda option: _number(option) or 0.0))
    return tuple(Random(seed).sample(options, len(options)))  # noqa: S311


def _number(option: Option) -> float | None:
    """Return the number an option begins with, if it begins with one."""
    found = NUMBER.match(option.text.replace(",", ""))
    return float(found.group()) if found else None
