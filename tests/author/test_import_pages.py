"""Bringing questions from a file, and taking a bank elsewhere: the pages."""

import csv
import io
import re
import tomllib
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from quizapp.author.exporting import export
from quizapp.author.importing.views import ON_A_PAGE
from quizapp.core.people import Role
from quizapp.database import db
from quizapp.formats.exchange.files import READERS
from quizapp.models import DraftRow, ImportFileRow, ImportItemRow
from tests.a11y.looking import ON_SQLITE
from tests.author.desk import BANK
from tests.author.files import FIVE
from tests.support.people import log_in, make_account

pytestmark = ON_SQLITE

INTO_BANK = {"bank": BANK, "format": "", "language": "en-GB", "topic": "", "level": ""}
NEW = {**INTO_BANK, "bank": "", "title": "From Moodle", "slug": ""}
MANY = "\n\n".join(f"// [id:many-{number}]\nQuestion {number}? {{=Yes ~No}}" for number in range(1, 61))


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def educator(app: Flask, client: FlaskClient) -> FlaskClient:
    log_in(client, make_account(app, roles=[Role.EDUCATOR]))
    return client


def upload(client: FlaskClient, data: bytes, *, name: str = "five.gift", **fields: str) -> TestResponse:
    """Send a file as a browser does; the client's own way leaves a large file open."""
    sent = {"import_id": str(uuid4()), **INTO_BANK, **fields}
    parts = [f'name="{key}"\r\n\r\n{value}'.encode() for key, value in sent.items()]
    parts.append(f'name="file"; filename="{name}"\r\n\r\n'.encode() + data)
    body = b"".join(b"--edge\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts)
    kind = "multipart/form-data; boundary=edge"
    return client.post("/author/import/", data=body + b"--edge--\r\n", content_type=kind)


def looked(client: FlaskClient, data: bytes, **fields: str) -> str:
    """Upload a file that can be read, and return the address of its preview."""
    reply = upload(client, data, **fields)
    assert reply.status_code == 303, reply.text
    return reply.location


def count(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_file_is_looked_through_and_what_is_ticked_is_brought_in(app: Flask, educator: FlaskClient) -> None:
    address = looked(educator, FIVE.encode(), **NEW)
    page = educator.get(address).text
    for words in (
        "In the gut",
        "Most are found there.",
        "Ask your team.",
        "kept as it stands",
        "Nets / First",
    ):
        assert words in page
    assert "Are they" in page  # what was read of the one with a fault
    shown = re.findall(r'name="shown" value="(\d+)"', page)
    assert re.findall(r'value="(\d+)" checked', page) == ["1", "2", "4", "5"]
    assert count(app, DraftRow) == 0
    sent = {"shown": shown, "ticked": ["1", "2"], "then": "bring"}
    for _ in range(2):
        reply = educator.post(address, data=sent)
        assert (reply.status_code, reply.location) == (303, "/author/banks/from-moodle/")
        assert "1 question is in work now. 1 is kept as" in educator.get(reply.location).text
    assert count(app, DraftRow) == 1
    kept = educator.get("/author/banks/from-moodle/kept/").text
    assert "Tell us how you live with it." in kept
    source = re.search(r'href="([^"]+/source)"', kept)
    assert source
    file = educator.get(source[1])
    assert file.text == "::Tell me:: Tell us how you live with it. {}"
    assert file.headers["Content-Disposition"].startswith("attachment")


def test_ticks_are_kept_from_page_to_page_and_can_be_set_all_at_once(
    app: Flask, educator: FlaskClient
) -> None:
    address = looked(educator, MANY.encode())
    assert f"Page 1 of {-(-60 // ON_A_PAGE)}" in educator.get(address).text
    shown = [str(place) for place in range(1, ON_A_PAGE + 1)]
    reply = educator.post(address, data={"shown": shown, "ticked": ["2"], "then": "all/2"})
    page = educator.get(reply.location).text
    assert "Page 2 of 3" in page
    assert f"{60 - ON_A_PAGE + 1} questions are ticked" in page
    assert (
        "0 questions are ticked" in educator.get(educator.post(address, data={"then": "none"}).location).text
    )
    assert (
        "60 questions are ticked"
        in educator.get(educator.post(address, data={"then": "sound"}).location).text
    )


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"\xff\xfe\x00", "a.gift", "UTF-16"),
        (b"PK\x03\x04 no package", "a.zip", "No question could be read"),
        (
            b'<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaaaaaa">]><quiz>&a;</quiz>',
            "a.xml",
            "No question",
        ),
        (b"", "nothing.bin", "which format this file has"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_by_what_to_do(
    app: Flask, educator: FlaskClient, data: bytes, name: str, words: str
) -> None:
    reply = upload(educator, data, name=name)
    assert reply.status_code == 422
    assert words in reply.text
    assert count(app, ImportFileRow) == 0


def test_a_file_of_eight_megabytes_in_one_line_is_answered_in_time(app: Flask, educator: FlaskClient) -> None:
    reply = upload(educator, b"{=" * 4_000_000)
    assert reply.status_code in {303, 422}


def test_a_new_bank_needs_a_title_and_a_name_that_is_free(educator: FlaskClient) -> None:
    assert "Give the new bank a title" in upload(educator, b"", **{**NEW, "title": ""}).text
    reply = upload(educator, b"A? {T}", **{**NEW, "slug": BANK})
    assert reply.status_code == 422
    assert "already" in reply.text


def test_a_file_of_somebody_else_is_not_there(app: Flask, educator: FlaskClient) -> None:
    address = looked(educator, FIVE.encode())
    robin = app.test_client()
    log_in(robin, make_account(app, "robin@example.org", roles=[Role.ADMIN]))
    assert robin.get(address).status_code == 404
    assert robin.post(address, data={"then": "bring"}).status_code == 404
    assert robin.post(f"{address}delete").status_code == 404
    assert educator.post(f"{address}delete").status_code == 303
    assert (count(app, ImportFileRow), count(app, ImportItemRow)) == (0, 0)


@pytest.mark.parametrize("format_", export.FORMATS)
def test_a_bank_leaves_in_every_format_and_says_what_stays_behind(
    educator: FlaskClient, format_: str
) -> None:
    page = educator.get(f"/author/banks/{BANK}/take/?format={format_}")
    assert "Download the file" in page.text
    file = educator.get(f"/author/banks/{BANK}/take/{format_}")
    assert (file.status_code, file.data[:1] != b"") == (200, True)
    assert f"filename={BANK}." in file.headers["Content-Disposition"]
    if format_ == "toml":
        assert tomllib.loads(file.text)["item"]
    if format_ == "csv":
        rows = list(csv.reader(io.StringIO(file.text)))
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_what_left_comes_back_as_what_is_here_already(educator: FlaskClient) -> None:
    for format_ in ("gift", "moodle-xml", "canvas-qti", "xlsx", "json"):
        assert format_ in READERS
        file = educator.get(f"/author/banks/{BANK}/take/{format_}")
        page = educator.get(looked(educator, file.data, name="back", format=format_)).text
        assert "0 questions are ticked" in page, format_
