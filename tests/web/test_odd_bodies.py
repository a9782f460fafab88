"""A form that is not sent as our pages send it is filled with what are its fields, or with nothing."""

import io

import pytest
from flask import Flask

from tests.support.visitor import AppConnection, Visitor


@pytest.fixture
def content() -> str:
    return "banks"


def test_a_file_in_the_place_of_a_text_or_an_id_is_left_out(app: Flask) -> None:
    visitor = Visitor(AppConnection(app))
    form = visitor.get("/").form("/quiz/quick")
    sent = dict(form.as_it_stands())
    client = app.test_client()
    for name, value in visitor.cookies.items():
        client.set_cookie(name, value)
    names = [name for name in sent if name not in {"csrf_token", "ticket"}]
    assert names
    for name in names:
        odd = sent | {name: (io.BytesIO(b"text"), "file.txt")}
        reply = client.post(form.action, data=odd, content_type="multipart/form-data")
        assert reply.status_code in {303, 422}, (name, reply.status_code)


def test_json_fills_no_form(app: Flask) -> None:
    visitor = Visitor(AppConnection(app))
    form = visitor.get("/").form("/quiz/quick")
    client = app.test_client()
    for name, value in visitor.cookies.items():
        client.set_cookie(name, value)
    token = dict(form.as_it_stands())["csrf_token"]
    reply = client.post(
        form.action, json={"client_id": {"a": 1}, "length": [1]}, headers={"X-CSRFToken": token}
    )
    assert reply.status_code in {303, 400, 422}
