"""Banks whose items can be asked, for trips through the formats of other systems and back."""

from collections.abc import Collection, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from quizapp.core.banks import Bank
from quizapp.core.exchange import ForeignItem, Presumed, as_draft
from quizapp.core.items import (
    Audience,
    Choices,
    Cloze,
    Item,
    ItemType,
    Level,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    Row,
    ShortAnswer,
    Status,
    Subject,
    Topic,
)
from quizapp.formats.exchange.plain import tidy
from quizapp.formats.toml_bank import parse_bank
from tests.formats.toml_texts import ITEM_TABLES, SLUGS, table

REVIEW_DUE = date(2030, 1, 1)
PRESUMED = Presumed(
    topic=Topic.SUPPORT_SAFETY,
    level=Level.UNDERSTAND,
    audience=frozenset(Audience),
    review_due=REVIEW_DUE,
)


@st.composite
def sound_banks(draw: st.DrawFn) -> Bank:
    """Return a bank of tidy texts whose items each have a key that their type can have."""
    ids = draw(st.lists(SLUGS, min_size=1, max_size=4, unique=True))
    lines = ['id = "a-bank"', 'title = "A bank"', 'description = "Words."', 'language = "en-GB"']
    for item_id in ids:
        lines += ["[[item]]", f'id = "{item_id}"', *table(tidied(draw(ITEM_TABLES)))]
    bank = parse_bank("\n".join(lines), name="a-bank").bank
    assume(bank and bank.items and all(map(is_sound, bank.items)))
    assert bank
    return bank


def tidied(value: Any) -> Any:
    """Return a value all of whose texts are tidy, and stand once in a list."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, list):
        tidy_ones = [tidied(one) for one in value]
        return [one for place, one in enumerate(tidy_ones) if one not in tidy_ones[:place]]
    return {key: tidied(one) for key, one in value.items()} if isinstance(value, dict) else value


def is_sound(item: Item) -> bool:
    """Tell whether the item has a key, and its options differ."""
    match item.body:
        case Choices() if item.type is ItemType.SELECT_ALL:
            return bool(item.body.key_ids) and differ(item.body.options)
        case Choices():
            return len(item.body.key_ids) == 1 and differ(item.body.options)
        case Cloze(blanks=blanks):
            return all(differ(one.options) and sum(o.is_key for o in one.options) == 1 for one in blanks)
        case Matching(options=options, subjects=rows) | Matrix(options=options, rows=rows):
            return differ(options) and differ(rows)
        case Ordering(options=options):
            return differ(options)
        case ShortAnswer(answers=texts) | Numeric(units=texts):
            return len(set(texts)) == len(texts)


def differ(parts: Sequence[Option | Subject | Row]) -> bool:
    """Tell whether each option or row has a text of its own."""
    return len({part.text for part in parts}) == len(parts)


def come_home(foreign: ForeignItem) -> Item:
    """Return the draft that an item becomes when it is read again."""
    return as_draft(foreign, PRESUMED)


def as_draft_without(item: Item, lost: Collection[str]) -> Item:
    """Return the item as it is looked for after a trip: a draft, without the parts named."""
    bare: Item = without(item, lost)
    return replace(bare, status=Status.DRAFT, review_due=REVIEW_DUE, waived=())


def without(value: Any, lost: Collection[str]) -> Any:
    """Return a value in which fields of those names are empty, however deep they lie."""
    if isinstance(value, tuple):
        return tuple(without(one, lost) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(
        value,
        **{
            field.name: "" if field.name in lost else without(getattr(value, field.name), lost)
            for field in fields(value)
        },
    )
