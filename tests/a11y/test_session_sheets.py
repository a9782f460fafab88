"""No sheet of a session has a fault, nor the page that says why there is no PDF of it."""

import pytest
from flask import Flask
from playwright.sync_api import Page

from quizapp.live import printing
from tests.a11y.looking import LOOKS, ON_SQLITE, SHEETS, Looker
from tests.live.test_recap import held
from tests.live.visiting import Room

pytestmark = pytest.mark.browser


@ON_SQLITE
@LOOKS
def test_no_sheet_of_a_session_has_a_fault(app: Flask, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    looker, room = Looker(app, page), Room(app)
    page.goto(f"/live/lead/with/{room.hall.secret}")
    page.goto(f"/live/lead/{room.hall.code}/recap")
    looker.look("planned")
    held(room)
    page.goto(f"{room.path}recap")
    looker.look("what we learned")
    monkeypatch.setattr(printing, "PACKAGE", "no_such_package")
    page.goto(f"{room.path}recap.pdf")
    looker.look("no PDF")
    assert looker.faults == {}
    assert looker.seen >= SHEETS
