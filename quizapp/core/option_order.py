"""In which order options are shown."""

import re
from random import Random

from quizapp.core.items import Choices, Item, ItemType, Matching, Option, Ordering

NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


def shown_order(item: Item, *, seed: str) -> tuple[Option, ...]:
    """Return the item's options as shown: shuffled by ``seed``, but numbers rising and True before False.

    The same seed gives the same order, so that a page shown again looks the same.
    """
    match item.body:
        case Choices(options=options) if item.type is ItemType.TRUE_FALSE:
            return tuple(sorted(options, key=lambda option: option.id != "true"))
        case Choices(options=options) | Matching(options=options) | Ordering(options=options):
            if all(_number(option) is not None for option in options):
                return tuple(sorted(options, key=lambda option: _number(option) or 0.0))
            return tuple(Random(f"{seed}:{item.id}").sample(options, len(options)))  # noqa: S311
        case _:
            return ()


def _number(option: Option) -> float | None:
    """Return the number an option begins with, if it begins with one."""
    found = NUMBER.match(option.text.replace(",", ""))
    return float(found.group()) if found else None
