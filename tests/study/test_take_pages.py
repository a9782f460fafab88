"""Taking a deck away and bringing reviews in, through the pages."""

import csv
import io
import re
from dataclasses import dataclass
from datetime import timedelta
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from quizapp.database import db
from quizapp.models import LearnerRow, ReviewRow
from quizapp.web.clock import utcnow
from tests.formats.hostile_anki import HOSTILE
from tests.formats.taken import legacy, make_collection, newest
from tests.study.desk import make_items, store_bank
from tests.study.test_answering import make_rows
from tests.support.browser import follow

OURS = "words/item-1/main"


@dataclass(frozen=True)
class Somebody:
    """Somebody at the pages, who may look into the database."""

    app: Flask
    client: FlaskClient

    def get(self, path: str) -> str:
        """Return a page that is there."""
        reply = self.client.get(path)
        assert reply.status_code == 200
        return reply.text

    def upload(self, data: bytes, *, status: int = 200) -> str:
        """Choose a file, and return the page that shows what is in it."""
        reply = self.send(data)
        assert reply.status_code == status
        return reply.text

    def send(self, data: bytes) -> TestResponse:
        """Send a file as a browser does; the client's own way leaves a file open when it is a large one."""
        head = 'Content-Disposition: form-data; name="file"; filename="deck.apkg"'
        body = b"--edge\r\n" + head.encode() + b"\r\n\r\n" + data + b"\r\n--edge--\r\n"
        kind = "multipart/form-data; boundary=edge"
        return self.client.post("/cards/take/reviews", data=body, content_type=kind)

    def count(self, row: type = ReviewRow) -> int:
        """Return how many rows a table has."""
        with self.app.app_context():
            return db.session.scalar(select(func.count()).select_from(row)) or 0


@pytest.fixture
def somebody(app: Flask, client: FlaskClient) -> Somebody:
    with app.app_context():
        store_bank("words", *make_items(3))
        make_rows()
    return Somebody(app, client)


def file_of(*answers: int) -> bytes:
    """Return a file with answers to one card, one a day, the last of them yesterday."""
    begun = utcnow() - timedelta(days=len(answers))
    rows = [
        {"id": int((begun + timedelta(days=day)).timestamp() * 1000), "ease": ease}
        for day, ease in enumerate(answers)
    ]
    return newest(make_collection({OURS: rows, "another": [{"id": 5}]}))


def sealed(page: str) -> str:
    found = re.search(r'name="reviews" type="hidden" value="([^"]+)"', page)
    assert found
    return found[1]


def test_the_list_of_decks_leads_to_each_deck_s_own_page(somebody: Somebody) -> None:
    assert "/cards/take/bank/words" in somebody.get("/cards/")
    page = somebody.get("/cards/take/bank/words")
    assert "All 3 cards" in page
    assert "Those among your cards" not in page


@pytest.mark.parametrize("path", ["bank/nowhere", "topic/nowhere", "bank/NOWHERE", "all/all"])
@pytest.mark.parametrize("way", ["", "/anki", "/sheet", "/print", "/print?mine=1"])
def test_a_deck_that_is_not_there_is_not_found(client: FlaskClient, path: str, way: str) -> None:
    assert client.get(f"/cards/take/{path}{way}").status_code == 404


def test_anybody_takes_a_whole_deck_and_nothing_is_stored_of_them(somebody: Somebody) -> None:
    reply = somebody.client.get("/cards/take/bank/pairs/anki")
    assert "net-learning-bank-pairs.apkg" in reply.headers["Content-Disposition"]
    with ZipFile(io.BytesIO(reply.data)) as archive:
        assert b"pairs/hormones/pair-insulin" in archive.read("collection.anki2")
    assert somebody.count(LearnerRow) == 0


def test_a_learner_takes_only_the_cards_they_have(somebody: Somebody) -> None:
    somebody.client.post("/cards/decks", data={"scope": "bank:words"})
    page = somebody.get("/cards/take/topic/terminology")
    assert "All 6 cards" in page
    assert "Those among your cards: 3" in page
    rows = list(csv.DictReader(io.StringIO(somebody.get("/cards/take/topic/terminology/sheet?mine=1"))))
    assert {row["\ufeffcard_id"] for row in rows} == {f"words/item-{n}/main" for n in (1, 2, 3)}


def test_a_table_has_question_answer_reason_and_source(somebody: Somebody) -> None:
    reply = somebody.client.get("/cards/take/bank/words/sheet")
    assert reply.data.startswith(b"\xef\xbb\xbf")
    row = next(csv.DictReader(io.StringIO(reply.data.decode("utf-8-sig"))))
    assert (row["question"], row["answer"]) == ("What does “neuro” mean?", "Nerve")
    assert row["sources"] == "Cancer Research UK, 2014"
    assert "Not yet reviewed by a clinician" in row["reviewed"]


def test_paper_cards_have_both_sides(somebody: Somebody) -> None:
    page = somebody.get("/cards/take/bank/pairs/print")
    assert page.count('class="paper-front"') == page.count('class="paper-back"') == 3
    assert "lowers sugar" in page
    assert "Not yet reviewed by a clinician" in page


def test_reviews_are_looked_at_first_and_stored_when_confirmed(somebody: Somebody) -> None:
    page = somebody.upload(file_of(3, 3, 1))
    assert "3 reviews of 1 card" in page
    assert "1 review of other cards than ours" in page
    assert (somebody.count(), somebody.count(LearnerRow)) == (0, 0)
    for _ in range(2):
        reply = somebody.client.post("/cards/take/reviews/confirm", data={"reviews": sealed(page)})
        assert reply.status_code == 303
        assert somebody.count() == 3


def test_a_file_without_our_cards_says_so_and_offers_nothing_to_confirm(somebody: Somebody) -> None:
    page = somebody.upload(legacy(make_collection({"another": [{"id": 5}]})))
    assert "no review in it that could be brought in" in page
    assert "Bring them in" not in page


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_file_gets_a_sentence_and_nothing_is_stored(somebody: Somebody, name: str) -> None:
    page = somebody.upload(HOSTILE[name](), status=422)
    assert "There is something to put right" in page
    assert (somebody.count(), somebody.count(LearnerRow)) == (0, 0)


@pytest.mark.parametrize("text", ["", "made-up", "x" * 300_000, "W10.made-up"])
def test_reviews_that_no_page_of_ours_sealed_are_refused(somebody: Somebody, text: str) -> None:
    reply = somebody.client.post("/cards/take/reviews/confirm", data={"reviews": text})
    assert reply.status_code == 422
    assert "choose the file once more" in reply.text
    assert somebody.count() == 0


def test_without_a_file_the_page_asks_for_one(somebody: Somebody) -> None:
    reply = somebody.client.post("/cards/take/reviews", data={})
    assert reply.status_code == 422
    assert "Choose a file first." in reply.text


def test_a_file_that_is_too_large_is_refused_before_it_is_read(somebody: Somebody) -> None:
    reply = somebody.send(b"x" * (20 * 1024**2 + 1))
    assert reply.status_code == 413
    assert "Files of up to 20 MB can be read" in reply.text


def test_other_forms_take_no_more_than_before(somebody: Somebody) -> None:
    sent = {"scope": "x" * 300_000}
    assert somebody.client.post("/cards/decks", data=sent).status_code == 413


@pytest.mark.browser
def test_a_deck_goes_away_and_reviews_come_in_a_browser(app: Flask, page: Page) -> None:
    with app.app_context():
        store_bank("words", *make_items(3))
    page.goto("/cards/")
    follow(page.get_by_role("link", name="Take it with you: Words"))
    with page.expect_download() as download:
        page.get_by_role("link", name="For Anki, .apkg: all cards").click()
    assert download.value.suggested_filename == "net-learning-bank-words.apkg"
    follow(page.get_by_role("link", name="Bring reviews from Anki"))
    page.get_by_label("File from Anki").set_input_files(
        {"name": "deck.apkg", "mimeType": "application/octet-stream", "buffer": file_of(3, 3, 1, 3)}
    )
    follow(page.get_by_role("button", name="Look at what is in it"))
    assert "4 reviews of 1 card" in page.inner_text("main")
    follow(page.get_by_role("button", name="Bring them in"))
    assert "4 reviews of 1 card brought in." in page.inner_text("main")
    assert page.get_by_role("link", name="Study: Words").is_visible()
