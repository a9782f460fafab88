"""Rules about what a cloze, a matrix and a hotspot are made of."""

import re
from collections.abc import Iterator

from quizapp.core import cloze
from quizapp.core.flaws.make_up import count_faults
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.items import Choices, Cloze, Item, ItemType, Matrix
from quizapp.core.typed_answers import fold

ARTICLE = re.compile(r"(?<![\w-])(an?)\s+$", re.IGNORECASE)


@rule(source="Rodriguez 2005")
def cloze_counts(item: Item) -> Iterator[Fault]:
    """A drop-down cloze has two to four blanks, each with 3 or 4 options and one key."""
    if not isinstance(item.body, Cloze):
        return
    yield from count_faults("blank", len(item.body.blanks), 2, 4)
    for blank in item.body.blanks:
        options, keys = len(blank.options), sum(option.is_key for option in blank.options)
        if not 3 <= options <= 4:
            yield Fault(
                place=f"blank {blank.id}",
                message=f"The blank “{blank.id}” has {options} options.",
                fix="Give 3 or 4.",
            )
        if keys != 1:
            yield Fault(
                place=f"blank {blank.id}",
                message=f"The blank “{blank.id}” has {keys} right options (key = true).",
                fix="Give 1.",
            )


@rule(source="NBME 2020; Haladyna 2002; SAQUET 17")
def article_before_blank(item: Item) -> Iterator[Fault]:
    """No blank stands after “a” or “an”, which fits some of its options only."""
    if isinstance(item.body, Cloze):
        for part in cloze.stretches(item.body):
            if part.blank and (found := ARTICLE.search(part.text)):
                yield Fault(
                    place="text",
                    message=f"“{found[1]}” stands before the blank “{part.blank.id}”.",
                    fix="Put the article into the options.",
                )


@rule(source="own")
def matrix_counts(item: Item) -> Iterator[Fault]:
    """A matrix has three to six rows and two to four columns; no two rows and no two columns say the same."""
    if not isinstance(item.body, Matrix):
        return
    rows = {fold(row.text) for row in item.body.rows}
    columns = {fold(column.text) for column in item.body.options}
    yield from count_faults("row", len(item.body.rows), 3, 6)
    yield from count_faults("column", len(item.body.options), 2, 4)
    if len(rows) < len(item.body.rows):
        yield Fault(place="rows", message="Two rows say the same.", fix="Change or remove one.")
    if len(columns) < len(item.body.options):
        yield Fault(place="columns", message="Two columns say the same.", fix="Change or remove one.")


@rule(source="own")
def hotspot_counts(item: Item) -> Iterator[Fault]:
    """A hotspot has three to six places, each another region of its picture, and one key."""
    if item.type is not ItemType.HOTSPOT or not isinstance(item.body, Choices):
        return
    options = item.body.options
    yield from count_faults("place", len(options), 3, 6)
    yield from count_faults("right option (key = true)", len(item.body.key_ids), 1, 1)
    if len({option.region for option in options}) < len(options):
        yield Fault(place="options", message="Two places are the same region.", fix="Change or remove one.")
