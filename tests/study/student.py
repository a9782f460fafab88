"""Somebody who studies cards through their pages."""

import re
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import func, select, update

from quizapp.database import db
from quizapp.models import LearnerRow, ReviewRow
from tests.support.visitor import Reply, Visitor


@dataclass(frozen=True)
class Student:
    """A visitor who studies cards, and who may look into the database."""

    app: Flask
    visitor: Visitor

    def add(self, scope: str = "bank:words") -> Reply:
        """Add a deck by its button."""
        page = self.visitor.get("/cards/")
        form = next(
            one for one in page.forms if one.controls.get("scope") and scope in one.controls["scope"].chosen
        )
        return self.visitor.submit(form, form.as_it_stands())

    def next(self, scope: str = "all") -> Reply:
        """Open the next card."""
        return self.visitor.get(f"/cards/next?scope={scope}")

    def rate(self, page: Reply, rating: int) -> Reply:
        """Press an answer button and return where it leads."""
        form = page.form("/reviews")
        return self.visitor.submit(form, form.with_values(rating=str(rating)))

    def press(self, page: Reply, part_of_action: str, button: str = "") -> Reply:
        """Press any other button."""
        form = next(
            one
            for one in page.forms
            if part_of_action in one.action
            and (not button or any(button == value for _, value in one.buttons))
        )
        return self.visitor.submit(form, form.as_it_stands(button))

    def count(self, row: type = ReviewRow) -> int:
        """Return how many rows a table has."""
        with self.app.app_context():
            return db.session.scalar(select(func.count()).select_from(row)) or 0

    def set(self, **values: object) -> None:
        """Change every learner."""
        with self.app.app_context():
            db.session.execute(update(LearnerRow).values(**values))
            db.session.commit()


def heading(page: Reply) -> str:
    """Return the main heading of a page."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)
    assert found
    return found[1].strip()
