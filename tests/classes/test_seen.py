"""Who joined a class before more was shown to its staff is told what is new."""

from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

import quizapp
from quizapp.classes import seen
from quizapp.database import db
from quizapp.models import CohortMemberRow
from tests.classes.school import School

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

TOLD = {8: "1a5e523b57cde572"}
"""The fingerprint of the page before joining, in its newest version."""


def test_who_changes_what_is_seen_says_what_is_new_to_those_who_joined_before() -> None:
    page = Path(quizapp.__file__).parent / "templates" / "classes" / "_seen.html"
    assert sha256(page.read_bytes()).hexdigest()[:16] == TOLD[seen.NEWEST], (
        "_seen.html changed: add a Widening of the next version to quizapp/classes/seen.py, and its"
        " fingerprint here; where it says the same in other words, change the newest fingerprint only"
    )
    assert [one.version for one in seen.WIDENINGS] == list(range(2, seen.NEWEST + 1))


def test_who_joins_now_is_told_nothing_twice(app: Flask) -> None:
    school = School(app=app)
    assert "What is seen of you since you joined" not in school.student("kim").get(school.path).text


def test_who_joined_before_is_told_what_is_new_until_they_have_read_it(app: Flask) -> None:
    school = School(app=app)
    kim = school.student("kim")
    with app.app_context():
        db.session.execute(update(CohortMemberRow).values(seen_version=1))
        db.session.commit()
    page = kim.get(school.path)
    assert "What is seen of you since you joined" in page.text
    assert all(one.words in page.text for one in seen.WIDENINGS)
    assert "What is seen of you since you joined" not in school.educator.get(school.path).text
    form = page.form("/seen")
    for version in (form.as_it_stands(), form.with_values(version="x"), form.with_values(version="999999")):
        assert kim.submit(form, version).status == 200
    assert "What is seen of you since you joined" not in kim.get(school.path).text
    with app.app_context():
        versions = set(db.session.scalars(select(CohortMemberRow.seen_version)))
    assert versions == {1, seen.NEWEST}
