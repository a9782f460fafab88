"""What a session leaves: a sheet for everybody, and counts for who led it."""

import csv
import io
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from re import findall, sub
from zlib import decompressobj

import pytest
from flask import Flask

from quizapp.core.items import Response
from quizapp.core.live import Command
from quizapp.core.live_plan import SessionKind
from quizapp.core.live_tally import Confidence
from quizapp.core.people import Role
from quizapp.database import db
from quizapp.formats.live_sheet import CountRow, write_counts
from quizapp.live import printing, reducing
from quizapp.live.service import LIFE
from quizapp.models import LiveSessionRow, SupersededFactRow
from quizapp.web.clock import utcnow
from tests.live.hall import told
from tests.live.visiting import Room
from tests.support.people import log_in, make_account
from tests.support.visitor import AppConnection, Reply, Visitor

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
TAUGHT = "All NETs start in neuroendocrine cells."
FOUND = 200


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def room(app: Flask) -> Room:
    return Room(app)


def held(
    room: Room,
    *,
    people: int = 6,
    items: int = 3,
    before: Sequence[int] = (4, 4, 3, 2),
    after: Sequence[int] = (3, 3, 5, 3),
) -> Room:
    """Hold a session to its end: ask how sure people feel, some items, and how sure they feel then."""
    feel(room, dict(zip(Confidence, before, strict=False)))
    for _ in range(items):
        room.does(Command.NEXT)
        room.answered_by(people)
        room.does(Command.CLOSE, Command.REVEAL)
    if items == 3:
        feel(room, dict(zip(Confidence, after, strict=False)))
    room.does(Command.END)
    return room


def feel(room: Room, people: dict[Confidence, int]) -> None:
    room.does(Command.NEXT)
    with room.app.app_context():
        position = room.hall.shown().state.position
        for how, many in people.items():
            for phone in [room.hall.phone() for _ in range(many)]:
                answer = phone.answers(position, Response(chosen=frozenset({str(how)})))
                assert told(answer, now=utcnow()) is None
    room.does(Command.CLOSE)


def visitor(room: Room) -> Visitor:
    return Visitor(AppConnection(room.app))


def leader(room: Room) -> Visitor:
    """Return a browser that opened the facilitator's link."""
    leading = visitor(room)
    leading.get(f"/live/lead/with/{room.hall.secret}")
    return leading


def words(reply: Reply) -> str:
    """Return the text of a page on one line."""
    assert reply.status == FOUND, reply.text
    return " ".join(unescape(sub(r"<[^>]+>", " ", reply.text)).split())


def test_the_sheet_says_what_was_learned_and_what_the_room_knew_and_felt(room: Room) -> None:
    said = words(visitor(held(room)).get(f"{room.path}recap"))
    for part in (
        "An evening about words",
        TAUGHT,
        "Where did it start?",
        "Together we knew 3 of 3.",
        "Fairly or very sure of this topic: 5 of 13 before, 8 of 14 after.",
        "neuroendocrine tumour: a tumour that starts in neuroendocrine cells",
        "Cancer Research UK",
        "Not yet reviewed by a clinician",
        "For learning, not medical advice.",
    ):
        assert part in said


def test_before_the_end_nobody_but_who_leads_sees_the_sheet_because_it_tells_the_answers(room: Room) -> None:
    for file in ("recap", "recap.pdf"):
        early = visitor(room).get(f"{room.path}{file}")
        assert (early.path, TAUGHT in early.text) == (room.path, False)
    assert TAUGHT in words(leader(room).get(f"/live/lead/{room.hall.code}/recap"))
    assert visitor(room).get(f"/live/lead/{room.hall.code}/recap").status == 404


def test_what_a_session_did_not_get_to_is_not_said_to_be_learned(room: Room) -> None:
    said = words(visitor(held(room, items=0)).get(f"{room.path}recap"))
    assert TAUGHT not in said
    assert "1 sentence is not on this sheet, because we did not get to its question." in said


def test_a_room_of_four_is_told_nothing_of_how_it_answered(room: Room) -> None:
    said = words(visitor(held(room, people=4, before=(2, 2), after=(1, 3))).get(f"{room.path}recap"))
    assert "Together we knew" not in said
    assert "sure of this topic" not in said


@pytest.mark.parametrize(
    ("before", "after", "is_told", "has_table"),
    [
        ((6, 7, 5, 5), (5, 5, 5, 9), True, True),
        ((6, 7, 5, 4), (5, 5, 5, 9), True, False),
        ((6, 7, 2, 2), (5, 5, 5, 9), False, False),
        ((6, 0, 0, 5), (0, 0, 6, 0), False, False),
    ],
)
def test_the_sheet_tells_no_number_under_five_of_how_sure_the_room_felt(
    room: Room, before: Sequence[int], after: Sequence[int], *, is_told: bool, has_table: bool
) -> None:
    sheet = visitor(held(room, before=before, after=after)).get(f"{room.path}recap")
    assert ("sure of this topic" in words(sheet), '<table class="felt">' in sheet.text) == (
        is_told,
        has_table,
    )


def test_the_sheet_of_a_class_tells_how_sure_everybody_felt(app: Flask) -> None:
    room = Room(app, kind=SessionKind.CLASS)
    said = words(visitor(held(room, before=(6, 0, 0, 1), after=(0, 0, 6, 0))).get(f"{room.path}recap"))
    assert "Fairly or very sure of this topic: 1 of 7 before, 6 of 6 after." in said
    assert "Before, of 7 After, of 6" in said


def test_a_sentence_whose_fact_was_replaced_is_left_out(room: Room) -> None:
    held(room)
    with room.app.app_context():
        row = SupersededFactRow(
            id="F012", statement="So.", newer_id="F901", newer_statement="Not so.", noticed_at=utcnow()
        )
        db.session.add(row)
        db.session.commit()
    said = words(visitor(room).get(f"{room.path}recap"))
    assert TAUGHT not in said
    assert "1 sentence is left out, because a fact behind it has been replaced since." in said


def test_the_sheet_is_the_same_once_nobodys_answers_are_left_and_gone_when_the_session_expires(
    room: Room,
) -> None:
    before = words(visitor(held(room)).get(f"{room.path}recap"))
    with room.app.app_context():
        reducing.reduce(room.hall.id, now=utcnow() + reducing.LINGER)
    assert words(visitor(room).get(f"{room.path}recap")) == before
    with room.app.app_context():
        db.session.get_one(LiveSessionRow, room.hall.id).expires_at = utcnow()
        db.session.commit()
    assert visitor(room).get(f"{room.path}recap").status == 404
    with room.app.app_context():
        reducing.reduce(room.hall.id, now=utcnow() + LIFE)
    for path in (f"{room.path}recap", f"/live/lead/{room.hall.code}/recap"):
        assert leader(room).get(path).status == 404


@ON_SQLITE
def test_the_pdf_is_tagged_has_a_title_and_claims_to_conform_to_nothing(room: Room) -> None:
    held(room, before=(6, 7, 5, 5), after=(5, 5, 5, 9))
    page = visitor(room).get(f"{room.path}recap")
    assert f'href="{room.path}recap.pdf"' in page.text
    made = room.app.test_client().get(f"{room.path}recap.pdf")
    assert (made.status_code, made.mimetype) == (FOUND, "application/pdf")
    inside = unpacked(made.data)
    for part in (
        b"/StructTreeRoot",
        b"/Lang (en-GB)",
        b"/H1",
        b"/Table",
        b"DisplayDocTitle",
        "What we learned: ".encode("utf-16-be").hex().encode(),
    ):
        assert part in inside
    assert b"pdfuaid" not in inside


def unpacked(pdf: bytes) -> bytes:
    """Return what a PDF holds, its packed parts unpacked."""
    parts = findall(rb"(?s)stream\r?\n(.*?)\r?\nendstream", pdf)
    return pdf + b"".join(decompressobj().decompress(part) if part[:1] == b"x" else b"" for part in parts)


def test_a_pdf_holds_no_file_but_our_own_styles(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="ascii")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "ours.txt").write_text("ours", encoding="ascii")

    def attached(address: str) -> bool:
        page = f'<html lang="en"><title>A page</title><link rel="attachment" href="{address}"><p>Text</p>'
        made = printing.pdf(page, static_folder=tmp_path / "static", static_path="/static/")
        return b"/EmbeddedFile" in made

    assert attached("/static/ours.txt")
    assert not attached(f"file://{tmp_path}/secret.txt")
    assert not attached("/static/../secret.txt")
    assert not attached("/static/%2e%2e/secret.txt")


def test_where_no_pdf_can_be_made_there_is_no_link_and_the_address_says_what_is_missing(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "PACKAGE", "no_such_package")
    held(room)
    assert "recap.pdf" not in visitor(room).get(f"{room.path}recap").text
    missing = visitor(room).get(f"{room.path}recap.pdf")
    assert missing.status == 406
    assert "quizapp[pdf]" in missing.text


def counted(room: Room) -> dict[tuple[str, str], str]:
    """Return the exported counts of a session, by step and answer."""
    path = f"/live/lead/{room.hall.code}/counts.csv"
    assert visitor(room).get(path).status == 404
    return table(leader(room).get(path))


def table(reply: Reply) -> dict[tuple[str, str], str]:
    """Return the counts of a table, by step and answer."""
    rows = csv.DictReader(io.StringIO(reply.text.removeprefix("\ufeff")))
    return {(row["step"], row["answer"]): row["people"] for row in rows}


def test_counts_of_fewer_than_five_people_leave_no_patient_session(room: Room) -> None:
    found = counted(held(room))
    assert found["2", "Answered"] == "6"
    # Everybody chose one answer, so the zeros beside it could be worked out from the sum.
    assert {found["2", answer] for step, answer in found if step == "2" and answer != "Answered"} == {
        "left out"
    }


def test_a_class_keeps_all_its_counts(app: Flask) -> None:
    found = counted(held(Room(app, kind=SessionKind.CLASS), people=3))
    assert found["2", "They start in neuroendocrine cells"] == "3"
    assert found["2", "They cause symptoms from early on"] == "0"
    assert found["4", "Right"] == "3"


@ON_SQLITE
def test_an_account_finds_the_counts_of_its_class_when_the_code_leads_nowhere_any_more(app: Flask) -> None:
    room = Room(app, kind=SessionKind.CLASS)
    held(room, people=3)
    educator, other = Visitor(AppConnection(app)), Visitor(AppConnection(app))
    person = make_account(app, "avery@example.org", roles={Role.EDUCATOR})
    log_in(educator, person)
    log_in(other, make_account(app, "kim@example.org", roles={Role.EDUCATOR}))
    with app.app_context():
        db.session.get_one(LiveSessionRow, room.hall.id).account_id = person.account_id
        db.session.commit()
        reducing.reduce(room.hall.id, now=utcnow() + LIFE)
    (path,) = findall(r'href="(/live/lead/kept/\d+/counts.csv)"', educator.get("/live/lead/").text)
    assert table(educator.get(path))["2", "They start in neuroendocrine cells"] == "3"
    assert other.get(path).status == 404
    assert "Earlier sessions" not in other.get("/live/lead/").text


def test_before_the_end_there_are_no_counts_to_compare(room: Room) -> None:
    early = leader(room).get(f"/live/lead/{room.hall.code}/counts.csv")
    assert early.path == f"/live/lead/{room.hall.code}/"


def test_no_cell_of_the_counts_is_taken_for_a_formula() -> None:
    row = CountRow(step=1, item="a", version=1, question="=1+1", what="-2", is_right=True, count=None)
    assert write_counts([row]).decode().splitlines()[1] == "1,a,1,'=1+1,'-2,yes,left out"


def test_people_in_a_class_get_names_that_only_they_see(app: Flask) -> None:
    room = Room(app, kind=SessionKind.CLASS)
    pages = [room.member().page().text for _ in range(2)]
    names = [sub(r"(?s).*you are ([A-Z][a-z]+ [A-Z][a-z]+).*", r"\1", page) for page in pages]
    assert names[0] != names[1]
    assert all(len(name.split()) == 2 for name in names)
    for reply in (leader(room).get(f"/live/lead/{room.hall.code}/"), room.member().page()):
        assert not any(name in reply.text for name in names)
