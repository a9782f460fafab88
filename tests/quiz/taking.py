"""Taking a quiz through its pages, and looking at what was stored."""

from dataclasses import dataclass
from random import Random
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select

from quizapp.banks import queries as bank_queries
from quizapp.core.facts import ItemContent
from quizapp.core.items import (
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Ordering,
    ShortAnswer,
)
from quizapp.database import Base, db
from quizapp.models import AttemptItemRow
from tests.support.html_forms import Form
from tests.support.visitor import Reply, Visitor

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Taker:
    """A visitor who takes quizzes, and who may look into the database."""

    app: Flask
    visitor: Visitor

    def start(self, *, behaviour: str = "immediate", length: str = "5", seed: str = "7") -> Reply:
        """Start a quiz by its form and return its first page."""
        form = next(one for one in self.visitor.get("/quiz/").forms if "behaviour" in one.controls)
        return self.visitor.submit(form, replace(form, behaviour=behaviour, length=length, seed=seed))

    def start_with(self, sought: ItemType) -> Reply:
        """Start quizzes until one asks an item of the type, and return the page that asks it."""
        for seed in range(1, 31):
            first = self.start(behaviour="deferred", length="30", seed=str(seed))
            address = first.path.rsplit("/", 1)[0]
            for position in range(1, 31):
                if item_at(self.app, f"{address}/{position}").type is sought:
                    return self.visitor.get(f"{address}/{position}")
        raise AssertionError(f"no quiz asks an item of the type {sought}")

    def quick(self) -> Reply:
        """Start a quick quiz and return its first page."""
        form = self.visitor.get("/").form("/quiz/quick")
        return self.visitor.submit(form, form.as_it_stands())

    def answer(self, page: Reply, action: str, *, right: bool = True) -> Reply:
        """Answer the item of a page, rightly or not, and return where that leads."""
        form = item_form(page)
        pairs = self.right_pairs(page) if right else self.wrong_pairs(page)
        return self.visitor.submit(form, [*fixed(form), *pairs, ("action", action)])

    def right_pairs(self, page: Reply) -> Pairs:
        """Return the fields that answer the item of a page rightly."""
        return answer_pairs(self.item(page), right=True)

    def wrong_pairs(self, page: Reply) -> Pairs:
        """Return the fields that answer the item of a page, wholly wrong."""
        return answer_pairs(self.item(page), right=False)

    def item(self, page: Reply) -> Item:
        """Return the item that a page shows."""
        return item_at(self.app, page.path)

    def count(self, row: type[Base]) -> int:
        """Return how many rows a table has."""
        with self.app.app_context():
            return db.session.scalar(select(func.count()).select_from(row)) or 0


def item_at(app: Flask, path: str) -> Item:
    """Return the item at the address of a quiz page."""
    return content_at(app, path).item


def content_at(app: Flask, path: str) -> ItemContent:
    """Return the item at the address of a quiz page, with what it rests on."""
    _, _, attempt, position = path.split("/")
    with app.app_context():
        stmt = select(AttemptItemRow).filter_by(attempt_id=UUID(attempt), position=int(position))
        row = db.session.scalars(stmt).one()
        return bank_queries.contents({(row.item_id, row.item_version)})[row.item_id, row.item_version]


def typed(body: ShortAnswer | Numeric, *, right: bool) -> str:
    if isinstance(body, ShortAnswer):
        return body.answers[0] if right else "no idea"
    return str(body.answer if right else body.answer + body.tolerance + 1)


def answer_pairs(item: Item, *, right: bool) -> Pairs:
    """Return the fields that answer an item rightly, or wholly wrong."""
    match item.body:
        case Choices(options=options):
            pairs = [("chosen", option.id) for option in options if option.is_key is right]
            return pairs if item.type is ItemType.SELECT_ALL else pairs[:1]
        case ShortAnswer() | Numeric() as body:
            return [("text", typed(body, right=right))]
        case Matching(subjects=subjects):
            keys = [subject.key for subject in subjects]
            given = keys if right else [*keys[1:], keys[0]]
            return [(f"match-{s.id}", key) for s, key in zip(subjects, given, strict=True)]
        case Matrix(rows=rows, options=columns):
            others = {row.id: next(column.id for column in columns if column.id != row.key) for row in rows}
            return [(f"row-{row.id}", row.key if right else others[row.id]) for row in rows]
        case Cloze(blanks=blanks):
            return [
                (f"blank-{blank.id}", next(option.id for option in blank.options if option.is_key is right))
                for blank in blanks
            ]
        case Ordering(key=key):
            order = key if right else tuple(reversed(key))
            return [(f"place-{option}", str(place)) for place, option in enumerate(order, start=1)]


def item_form(page: Reply) -> Form:
    """Return the form that the item of a page is answered with."""
    return next(form for form in page.forms if "client_id" in form.controls and "/quiz/" in form.action)


def fixed(form: Form) -> Pairs:
    """Return the hidden fields of a form."""
    return [(c.name, value) for c in form.controls.values() if c.kind == "hidden" for value in c.chosen]


def replace(form: Form, **values: str) -> Pairs:
    """Return what a form sends with these controls set and the others left as they stand."""
    kept = [(name, value) for name, value in form.as_it_stands() if name not in values]
    return [*kept, *values.items()]


def by_chance(page: Reply, seed: int) -> Pairs:
    """Return what the item's form sends when somebody answers it by chance."""
    return item_form(page).filled(Random(seed))
