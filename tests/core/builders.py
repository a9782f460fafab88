"""Small builders of core values, with good defaults."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from quizapp.core.items import (
    Audience,
    Blank,
    Body,
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


def make_item(body: Body | None = None, **changes: Any) -> Item:
    """Return a sound single-choice item, changed as asked."""
    values: dict[str, Any] = {
        "id": "an-item",
        "type": ItemType.SINGLE_CHOICE,
        "audience": frozenset({Audience.PATIENT, Audience.STUDENT}),
        "topic": Topic.TERMINOLOGY,
        "level": Level.REMEMBER,
        "facts": ("F001",),
        "sources": ("cruk-2014",),
        "status": Status.PUBLISHED,
        "review_due": date(2027, 5, 31),
        "stem": "What does “neuro” mean?",
        "body": body or make_choices("Nerve*", "Gland", "Blood"),
    }
    return Item(**(values | changes))


def make_choices(*texts: str, correction: str = "") -> Choices:
    """Return choices with ids a, b, c … in the order given; a star marks a key."""
    return Choices(options=make_options(*texts), correction=correction)


def make_options(*texts: str) -> tuple[Option, ...]:
    """Return options with ids a, b, c … in the order given; a star marks a key."""
    return tuple(
        Option(
            id=chr(ord("a") + place),
            text=text.rstrip("*"),
            rationale=f"This is why it is so with {text.rstrip('*').lower()}.",
            is_key=text.endswith("*"),
        )
        for place, text in enumerate(texts)
    )


def make_select_all(*texts: str) -> Item:
    """Return a select-all item; a star marks a key."""
    return make_item(make_choices(*texts), type=ItemType.SELECT_ALL)


def make_matching(pairs: dict[str, str], *extras: str, reverse: dict[str, str] | None = None) -> Item:
    """Return a matching item: subject to match, and choices that fit none.

    ``reverse`` are the questions for subjects, by subject.
    """
    options = make_options(*pairs.values(), *extras)
    subjects = tuple(
        Subject(
            id=subject, text=subject.upper(), key=option.id, reverse_stem=(reverse or {}).get(subject, "")
        )
        for subject, option in zip(pairs, options, strict=False)
    )
    return make_item(Matching(subjects=subjects, options=options), type=ItemType.MATCHING)


def make_short_answer(*answers: str) -> Item:
    """Return an item that is answered by typing."""
    body = ShortAnswer(answers=answers, rationale="This is what the word means.")
    return make_item(body, type=ItemType.SHORT_ANSWER)


def make_numeric(answer: str, tolerance: str = "0", unit: str = "", *other_units: str) -> Item:
    """Return an item that is answered by a number."""
    body = Numeric(
        answer=Decimal(answer),
        tolerance=Decimal(tolerance),
        unit=unit,
        other_units=other_units,
        rationale="This is how it was measured.",
    )
    return make_item(body, type=ItemType.NUMERIC, stem="How wide is the tail of a carp?")


def make_ordering(*texts: str) -> Item:
    """Return an ordering item whose right order is the one given."""
    options = make_options(*texts)
    body = Ordering(options=options, key=tuple(option.id for option in options))
    return make_item(body, type=ItemType.ORDERING)


def make_cloze(text: str, **blanks: tuple[str, ...]) -> Item:
    """Return a cloze: the options of each blank by its id; a star marks a key."""
    body = Cloze(
        text=text,
        blanks=tuple(Blank(id=name, options=make_options(*texts)) for name, texts in blanks.items()),
    )
    return make_item(body, type=ItemType.DROPDOWN_CLOZE, stem="Complete the sentences about cats:")


def make_matrix(columns: tuple[str, ...], **rows: str) -> Item:
    """Return a matrix: the column that fits each row by the row's id."""
    ids = {text: chr(ord("a") + place) for place, text in enumerate(columns)}
    body = Matrix(
        options=tuple(Option(id=id_, text=text, rationale="") for text, id_ in ids.items()),
        rows=tuple(
            Row(id=name, text=name.title(), key=ids[column], rationale=f"This is why {name} goes there.")
            for name, column in rows.items()
        ),
    )
    return make_item(body, type=ItemType.MATRIX, stem="When is each of these animals awake?")


def make_hotspot(*places: str, picture: str = "fish") -> Item:
    """Return a hotspot whose places are called as their regions are; a star marks the key."""
    options = tuple(replace(option, region=option.text) for option in make_options(*places))
    return make_item(Choices(options=options), type=ItemType.HOTSPOT, picture=picture)
