"""Pictures uploaded, described, their places named, shown in questions, and deleted."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from quizapp.author import service
from quizapp.author.exporting import export
from quizapp.banks import picture_queries
from quizapp.banks.known import knowledge
from quizapp.banks.service import load
from quizapp.core.people import Role
from quizapp.core.pictures import Picture
from quizapp.core.reviewing import Action
from quizapp.database import db
from quizapp.formats.exchange.files import Format
from quizapp.models import AuditRow, PictureRow
from quizapp.web.uploads import MEGABYTE
from tests.a11y.looking import ON_SQLITE
from tests.author.desk import BANK, NOON, SLUG, make_educator, new_item
from tests.author.desk import stored as question
from tests.author.pictures import CREDIT, SENT, WORDS, photo, upload
from tests.support.people import log_in, make_account
from tests.support.queries import statements

PAGE = "/author/pictures/a-slice/"
PLACES = {
    "places-0-name": "The head",
    "places-0-x": "20",
    "places-0-y": "50",
    "places-1-name": "The tail",
    "places-1-x": "80",
    "places-1-y": "40",
}


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def educator(app: Flask, client: FlaskClient) -> FlaskClient:
    log_in(client, make_account(app, "avery@example.org", roles=[Role.EDUCATOR]))
    return client


def stored(app: Flask) -> dict[str, Picture]:
    with app.app_context():
        return picture_queries.uploaded()


def seen(who: FlaskClient) -> str:
    """Return the fingerprint that the page of the picture was made with."""
    (found,) = re.findall(r'name="seen" type="hidden" value="(\w+)"', who.get(PAGE).text)
    return str(found)


def test_a_picture_is_kept_with_its_words_once_however_often_it_is_sent(
    app: Flask, educator: FlaskClient
) -> None:
    replies = [upload(educator, photo()) for _ in range(2)]
    assert [(one.status_code, one.location) for one in replies] == [(303, PAGE)] * 2
    picture = stored(app)["a-slice"]
    assert (picture.width, picture.height, picture.title) == (400, 300, "A slice")
    page = educator.get(PAGE).text
    for words in (WORDS, CREDIT, "data:image/webp;base64,", "by avery@example.org"):
        assert words in page
    with app.app_context():
        row = db.session.get(PictureRow, "a-slice")
        assert row
        assert row.account_id


@ON_SQLITE
def test_no_picture_takes_the_place_of_another(app: Flask, educator: FlaskClient) -> None:
    assert upload(educator, photo()).status_code == 303
    shipped = educator.get("/author/pictures/body-map/").text
    (title,) = re.findall(r"<h1>(.*?)</h1>", shipped)
    for name in ("A slice", "a  SLICE!", "Body map", title):
        reply = upload(educator, photo("red"), title=name)
        assert reply.status_code == 422, name
        assert "Another picture is called that" in reply.text
    assert list(stored(app)) == ["a-slice"]


@ON_SQLITE
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Give the picture a title"),
        ("description", "", "Say in a sentence"),
        ("description", "A pancreas.", "Say in a sentence"),
        ("credit", "", "Say who made it"),
    ],
)
def test_a_picture_is_not_kept_without_its_words(
    app: Flask, educator: FlaskClient, field: str, value: str, words: str
) -> None:
    reply = upload(educator, photo(), **{field: value})
    assert reply.status_code == 422
    assert words in reply.text
    assert stored(app) == {}


@ON_SQLITE
@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"%PDF-1.7", "p.png", "no picture that can be read"),
        (b"", "p.png", "no picture that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "p.svg", "export it as PNG"),
        (photo()[:200], "p.jpg", "no picture that can be read"),
    ],
    ids=["pdf", "nothing", "svg", "cut"],
)
def test_what_is_no_picture_is_refused_beside_its_field(
    app: Flask, educator: FlaskClient, data: bytes, name: str, words: str
) -> None:
    reply = upload(educator, data, name=name)
    assert reply.status_code == 422
    assert words in reply.text
    assert stored(app) == {}


@ON_SQLITE
def test_a_file_that_is_too_large_is_not_read(educator: FlaskClient) -> None:
    assert upload(educator, bytes(20 * MEGABYTE)).status_code == 413


@ON_SQLITE
def test_places_keep_their_lasting_ids_whatever_they_are_called(app: Flask, educator: FlaskClient) -> None:
    upload(educator, photo())
    sent = {**SENT, **PLACES}
    for _ in range(2):
        assert educator.post(PAGE, data={**sent, "seen": seen(educator)}).status_code == 303
    places = stored(app)["a-slice"].regions
    assert [(one.name, one.x, one.y) for one in places] == [("The head", 80, 150), ("The tail", 320, 120)]
    ids = {f"places-{number}-id": one.id for number, one in enumerate(places)}
    renamed = {**sent, **ids, "places-0-name": "The tail", "places-1-name": "The head"}
    assert educator.post(PAGE, data={**renamed, "seen": seen(educator)}).status_code == 303
    again = stored(app)["a-slice"].regions
    assert [(one.id, one.name) for one in again] == [(places[0].id, "The tail"), (places[1].id, "The head")]


@ON_SQLITE
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"places-0-x": "120"}, "from 0 to 100"),
        ({"places-0-x": ""}, "Say where it is"),
        ({"places-0-x": "left"}, "integer"),
        ({"places-0-name": ""}, "Say what is there"),
        ({"title": "Where the organs are"}, "Another picture is called that"),
    ],
)
def test_a_place_that_is_half_said_is_refused_beside_its_field(
    app: Flask, educator: FlaskClient, changes: dict[str, str], words: str
) -> None:
    upload(educator, photo())
    reply = educator.post(PAGE, data={**SENT, **PLACES, "seen": seen(educator), **changes})
    assert reply.status_code == 422
    assert words in reply.text
    assert stored(app)["a-slice"].regions == ()


def test_a_second_author_overwrites_nothing(app: Flask, educator: FlaskClient) -> None:
    upload(educator, photo())
    before = seen(educator)
    assert educator.post(PAGE, data={**SENT, "title": "Mine", "seen": before}).status_code == 303
    reply = educator.post(PAGE, data={**SENT, "title": "Another", "seen": before})
    assert reply.status_code == 409
    assert "Another" in reply.text
    assert stored(app)["a-slice"].title == "Mine"


def publish(app: Flask) -> None:
    """Let a question that shows the picture come to learners."""
    robin, kim = make_educator(app, "robin"), make_educator(app, "kim")
    with app.app_context():
        draft_id = robin.takes_up(question())
        robin.saves(draft_id, new_item(id=SLUG, picture="a-slice"), revision=1)
        known = knowledge(app.config["QUESTIONS_DIR"])
        service.send(draft_id, known, account_id=robin.account_id, now=NOON)
        kim.signs(draft_id)
        service.publish(draft_id, known, account_id=kim.account_id, correction="", now=NOON)


def test_a_picture_in_a_question_in_work_is_seen_and_cannot_be_deleted(
    app: Flask, educator: FlaskClient
) -> None:
    upload(educator, photo())
    robin = make_educator(app, "robin")
    with app.app_context():
        draft_id = robin.begins(new_item(picture="a-slice"))
    assert "data:image/webp;base64," in educator.get(f"/author/in-work/{draft_id}/preview").text
    reply = educator.post(f"{PAGE}delete")
    assert reply.status_code == 409
    assert f"/author/in-work/{draft_id}/" in reply.text
    assert "a-slice" in stored(app)


def test_a_place_that_a_question_asks_for_cannot_be_taken_away(app: Flask, educator: FlaskClient) -> None:
    upload(educator, photo())
    sent = {**SENT, **PLACES}
    educator.post(PAGE, data={**sent, "seen": seen(educator)})
    head, tail = (one.id for one in stored(app)["a-slice"].regions)
    robin = make_educator(app, "robin")
    with app.app_context():
        robin.begins(new_item(picture="a-slice", type="hotspot", option=[{"region": head}]))
    without = {
        **SENT,
        "places-0-id": tail,
        "places-0-name": "The tail",
        "places-0-x": "80",
        "places-0-y": "40",
    }
    reply = educator.post(PAGE, data={**without, "seen": seen(educator)})
    assert reply.status_code == 409
    assert "a place that you took away" in reply.text
    assert len(stored(app)["a-slice"].regions) == 2


def test_a_published_question_keeps_its_picture_and_travels_by_its_lasting_name(
    app: Flask, educator: FlaskClient, tmp_path: Path
) -> None:
    upload(educator, photo())
    publish(app)
    assert educator.post(f"{PAGE}delete").status_code == 409
    path = tmp_path / f"{BANK}.toml"
    for format_ in export.FORMATS:
        reply = educator.get(f"/author/banks/{BANK}/take/{format_}")
        assert reply.status_code == 200, format_
        if format_ == Format.TOML:
            path.write_bytes(reply.data)
    assert 'picture = "a-slice"' in path.read_text(encoding="utf-8")
    questions = app.config["QUESTIONS_DIR"]
    with app.app_context():
        result = load(questions, [path], now=NOON)
        assert [(one.slug, one.changed) for one in result.banks] == [(BANK, 0)]
    path.write_text(path.read_text(encoding="utf-8").replace("a-slice", "another"), encoding="utf-8")
    with app.app_context():
        [file] = load(questions, [path], now=NOON).report.banks
        [finding] = [located.finding for located in file.findings if located.is_error]
    assert "There is no picture “another” here." in finding.message


@ON_SQLITE
def test_a_picture_that_no_question_shows_goes_and_stays_gone(app: Flask, educator: FlaskClient) -> None:
    upload(educator, photo())
    for _ in range(2):
        reply = educator.post(f"{PAGE}delete")
        assert (reply.status_code, reply.location) == (303, "/author/pictures/")
    assert stored(app) == {}
    trail = educator.get("/author/trail/").text
    assert "deleted this picture" in trail
    assert 'href="/author/pictures/a-slice/"' not in trail
    assert educator.get(PAGE).status_code == 404
    assert educator.post(PAGE, data=SENT).status_code == 404


def test_what_is_done_to_a_picture_is_noted_once_and_stands_on_its_page(
    app: Flask, educator: FlaskClient
) -> None:
    for _ in range(2):
        upload(educator, photo())
    before = seen(educator)
    titled = {**SENT, "title": "Two ends"}
    for _ in range(2):
        assert educator.post(PAGE, data={**titled, "seen": before}).status_code == 303
    assert educator.post(PAGE, data={**titled, **PLACES, "seen": seen(educator)}).status_code == 303
    with app.app_context():
        rows = db.session.scalars(select(AuditRow).order_by(AuditRow.id)).all()
        assert [(row.picture, row.action, row.note) for row in rows] == [
            ("a-slice", Action.UPLOADED_PICTURE, ""),
            ("a-slice", Action.CHANGED_PICTURE, "title"),
            ("a-slice", Action.CHANGED_PICTURE, "places"),
        ]
        assert all(row.account_id for row in rows)
    for path in (PAGE, "/author/trail/"):
        page = educator.get(path).text
        assert re.findall(r"<b>avery@example.org</b> (\w+) this picture", page) == [
            "changed",
            "changed",
            "uploaded",
        ]


@ON_SQLITE
def test_a_picture_that_came_with_the_program_says_why_it_stays(educator: FlaskClient) -> None:
    reply = educator.post("/author/pictures/body-map/delete")
    assert reply.status_code == 409
    assert "the next release would bring it back" in reply.text
    assert educator.get("/author/pictures/body-map/").status_code == 200


@ON_SQLITE
def test_the_list_shows_each_picture_small_and_fetches_only_what_comes_into_sight(
    educator: FlaskClient,
) -> None:
    upload(educator, photo())
    page = educator.get("/author/pictures/").text
    (image,) = re.findall(r"<img [^>]*>", page)
    for part in ('alt=""', 'width="400"', 'height="300"', 'loading="lazy"', f'src="{PAGE}as-image"'):
        assert part in image
    assert "data:image" not in page
    reply = educator.get(f"{PAGE}as-image")
    assert reply.mimetype == "image/webp"
    with Image.open(BytesIO(reply.data)) as found:
        assert (found.format, found.size) == ("WEBP", (400, 300))
    assert educator.get("/author/pictures/body-map/as-image").status_code == 404


@ON_SQLITE
def test_only_new_and_changed_pictures_are_read(app: Flask, educator: FlaskClient) -> None:
    for number in range(3):
        upload(educator, photo(), title=f"Slice {number}")
    stored(app)
    with statements(app) as sent:
        assert len(stored(app)) == 3
    assert len(sent) == 1
    upload(educator, photo("red"), title="Slice 3")
    with statements(app) as sent:
        assert len(stored(app)) == 4
    assert [one.count("?") for one in sent] == [0, 1]
