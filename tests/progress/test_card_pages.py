"""The cards in numbers, and one card's history, as a visitor sees them."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.progress.test_page import tables
from tests.support.queries import statements
from tests.support.visitor import AppConnection, Reply, Visitor

MOST_QUERIES = 8


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(AppConnection(app))


@pytest.fixture
def study(visitor: Visitor) -> Callable[[int], str]:
    """Study so many new cards on where NETs start, every third one not yet; return the last one's address."""

    def study(cards: int) -> str:
        decks = [form for form in visitor.get("/cards/").forms if form.action.endswith("/decks")]
        deck = next(form for form in decks if form.controls["scope"].values == ["bank:sites"])
        visitor.submit(deck, deck.as_it_stands())
        for number in range(cards):
            card = visitor.get("/cards/next").form("/reviews")
            visitor.submit(card, card.as_it_stands("1" if number % 3 == 2 else "3"))
        return card.action.removesuffix("/reviews")

    return study


def pictures(page: Reply) -> list[tuple[str, str]]:
    return re.findall(r'role="img" aria-labelledby="([^ ]+) ([^ ]+)"', page.text)


def test_somebody_new_is_told_what_to_do(visitor: Visitor) -> None:
    page = visitor.get("/progress/cards")
    assert page.status == 200
    assert "Study ten of these cards and come back." in page.text


@pytest.mark.parametrize("path", ["/progress/", "/cards/"])
def test_the_page_is_found(visitor: Visitor, study: Callable[[int], str], path: str) -> None:
    study(2)
    assert 'href="/progress/cards"' in visitor.get(path).text


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_two_drawings_are_told_of_only_where_there_are_two(
    visitor: Visitor, study: Callable[[int], str]
) -> None:
    study(1)
    page = visitor.get("/progress/cards")
    assert ("The first drawing" in page.text) == ("chart-minutes" in page.text) is False
    assert "The drawing has the answers of each day." in page.text


def test_every_drawing_has_a_title_a_text_and_a_table(visitor: Visitor, study: Callable[[int], str]) -> None:
    study(12)
    page = visitor.get("/progress/cards")
    found = pictures(page)
    assert len(found) > 8
    for title, text in found:
        assert re.search(rf'<title id="{title}">[^<]+</title>', page.text)
        assert re.search(rf'<desc id="{text}">[^<]+</desc>', page.text)
    assert list(tables(page)) == [
        *("What comes", "The last 30 days", "Every day with cards", "What you still knew"),
        *("How surely you know your cards now", "How long your memory holds", "How hard your cards are"),
        *("By hour", "How you answered", "What you knew"),
    ]


def test_the_tables_say_what_was_done(visitor: Visitor, study: Callable[[int], str]) -> None:
    study(12)
    found = tables(visitor.get("/progress/cards"))
    (day,) = found["The last 30 days"][1:]
    assert day[1] == "12"
    assert sum(int(row[1]) for row in found["By hour"][1:]) == 12
    assert found["How you answered"][1][1:] == ["4", "0", "8", "0"]
    cards = sum(int(row[1]) for row in found["How hard your cards are"][1:])
    assert sum(int(row[1]) for row in found["How long your memory holds"][1:]) == cards


@pytest.mark.parametrize(
    ("scope", "is_empty"),
    [("bank:sites", False), ("topic:sites", False), ("bank:terminology", True), ("topic:treatment", True)],
)
def test_a_bank_or_a_topic_is_told_alone(
    visitor: Visitor, study: Callable[[int], str], scope: str, *, is_empty: bool
) -> None:
    study(3)
    page = visitor.get(f"/progress/cards?scope={scope}")
    assert ("Nothing here yet" in page.text) is is_empty
    assert f'value="{scope}" selected' in page.text


@pytest.mark.parametrize(("days", "rows"), [(30, 30), (90, 13), (365, 14)])
def test_the_forecast_reaches_as_far_as_is_asked(
    visitor: Visitor, study: Callable[[int], str], days: int, rows: int
) -> None:
    study(3)
    page = visitor.get(f"/progress/cards?days={days}")
    found = tables(page)["What comes"][1:]
    assert len(found) == rows + 1
    assert sum(int(row[1]) for row in found) == 3


@pytest.mark.parametrize(
    "query", ["scope=missed", "scope=bank:", "scope=%00", "days=31", "days=x", "days=030"]
)
def test_what_the_page_does_not_offer_is_not_there(visitor: Visitor, query: str) -> None:
    assert visitor.get(f"/progress/cards?{query}").status == 404


@pytest.mark.parametrize("scope", ["all", "bank:sites", "topic:sites"])
def test_the_page_takes_few_queries(
    app: Flask, visitor: Visitor, study: Callable[[int], str], scope: str
) -> None:
    study(5)
    with statements(app) as sent:
        visitor.get(f"/progress/cards?scope={scope}")
    assert len(sent) <= MOST_QUERIES


def test_days_in_a_row_are_shown_to_those_who_want_them(
    app: Flask, visitor: Visitor, study: Callable[[int], str]
) -> None:
    study(2)
    assert "Days in a row" not in visitor.get("/progress/cards").text
    settings = visitor.get("/settings").form("/settings")
    visitor.submit(settings, settings.with_values(shows_streak="y"))
    with statements(app) as sent:
        page = visitor.get("/progress/cards")
    assert re.search(r"<dt>Days in a row</dt>\s*<dd>1\.", page.text)
    assert len(sent) <= MOST_QUERIES + 1


def test_a_card_tells_its_history(app: Flask, visitor: Visitor, study: Callable[[int], str]) -> None:
    card = study(1)
    assert f'href="/progress{card}"' in visitor.get(card).text
    with statements(app) as sent:
        page = visitor.get(f"/progress{card}")
    assert len(sent) <= MOST_QUERIES
    assert re.search(r"<strong>I knew it</strong>.* It was to come back the same day\.", page.text)
    assert len(pictures(page)) == 1
    assert next(row[1] for row in tables(page)["How surely you know it"][1:]) == "100%"


def test_a_card_without_answers_says_so(visitor: Visitor, study: Callable[[int], str]) -> None:
    study(1)
    fresh = visitor.get("/cards/next").form("/reviews").action.removesuffix("/reviews")
    assert "Once you have answered this card" in visitor.get(f"/progress{fresh}").text


def test_what_others_do_is_not_shown(app: Flask, study: Callable[[int], str]) -> None:
    card = study(2)
    other = Visitor(AppConnection(app))
    assert "Nothing here yet" in other.get("/progress/cards").text
    assert other.get(f"/progress{card}").status == 404
