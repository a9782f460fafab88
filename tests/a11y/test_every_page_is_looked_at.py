"""No page escapes the tests that look at pages."""

from flask import Flask

from quizapp.web import access
from tests.a11y.looking import LOOKED_AT, NO_PAGES, ON_SQLITE


def is_for_people(app: Flask, endpoint: str) -> bool:
    declared = access.of(app, endpoint)
    return declared is None or not declared.by_program


@ON_SQLITE
def test_every_page_is_looked_at(app: Flask) -> None:
    found = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    pages = {endpoint for endpoint in found if is_for_people(app, endpoint)}
    assert pages - NO_PAGES == LOOKED_AT
