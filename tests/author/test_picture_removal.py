"""A picture that nobody may see any more goes from every version, old ones, too."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizapp.banks import queries as banks
from quizapp.cli.picture import picture
from quizapp.core.items import Status
from quizapp.core.people import Role
from quizapp.core.reviewing import Action, Vouch
from quizapp.database import db
from quizapp.models import AuditRow, ItemRow, ItemVersionRow, PictureRow
from quizapp.web.clock import utcnow
from tests.author.desk import SLUG, stored
from tests.author.pictures import CREDIT, WORDS, photo, upload
from tests.author.test_pictures import publish
from tests.cli import schemas
from tests.support.people import log_in, make_account

COMMAND = ("remove", "a-slice")


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def educator(app: Flask, client: FlaskClient) -> FlaskClient:
    log_in(client, make_account(app, "avery@example.org", roles=[Role.EDUCATOR]))
    upload(client, photo())
    publish(app)
    return client


def texts() -> str:
    """Return everything in which a picture could still be found."""
    contents = db.session.scalars(select(ItemVersionRow.content))
    return "".join([*contents, *db.session.scalars(select(PictureRow.content))])


def test_it_goes_from_old_versions_and_what_shows_it_now_is_not_offered(
    app: Flask, educator: FlaskClient
) -> None:
    with app.app_context():
        assert "data:image/webp" in texts()
    result = app.test_cli_runner().invoke(picture, [*COMMAND, "--yes", "--json"])
    told = schemas.read("picture-remove", result.stdout)
    assert told == {"picture": "a-slice", "versions": 1, "withdrawn": [SLUG]}
    with app.app_context():
        for trace in ("data:image/webp", WORDS, CREDIT, "A slice"):
            assert trace not in texts()
        row = stored()
        content = banks.contents({(row.id, row.version)})[row.id, row.version]
        assert content.picture
        assert content.picture.title == "A picture that was removed"
        assert {one.vouches for one in content.signed} == {Vouch.FACTS, Vouch.WORDING}
        assert not row.offered
        entry = db.session.scalars(select(AuditRow).filter_by(action=Action.REMOVED_PICTURE)).one()
        assert (entry.picture, entry.account_id) == ("a-slice", None)
    page = educator.get(f"/author/items/{SLUG}/versions/2/preview")
    assert page.status_code == 200
    assert "A picture that was removed" in page.text
    assert "its picture was removed" in educator.get(f"/author/items/{SLUG}/").text
    assert "Whoever runs this site" in educator.get("/author/trail/").text
    again = app.test_cli_runner().invoke(picture, [*COMMAND, "--yes"])
    assert again.exit_code == 0


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_it_is_asked_first_and_a_no_changes_nothing(app: Flask, educator: FlaskClient) -> None:
    result = app.test_cli_runner().invoke(picture, COMMAND, input="n\n")
    assert result.exit_code == 1
    assert "1 version of a question shows the picture “a-slice”." in result.output
    with app.app_context():
        assert "data:image/webp" in texts()
        assert db.session.scalars(select(ItemRow.offered).filter_by(slug=SLUG)).one()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("name", "words"),
    [("no-such-one", "There is no picture “no-such-one”."), ("body-map", "came with the program")],
)
def test_what_cannot_be_removed_is_said_plainly(app: Flask, name: str, words: str) -> None:
    result = app.test_cli_runner().invoke(picture, ["remove", name, "--yes"])
    assert result.exit_code == 1
    assert words in result.output


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_question_whose_picture_was_removed_can_be_retired(app: Flask, educator: FlaskClient) -> None:
    app.test_cli_runner().invoke(picture, [*COMMAND, "--yes"])
    page = f"/author/items/{SLUG}/"
    with app.app_context():
        version = stored().version
    reply = educator.post(f"{page}retire", data={"version": version, "note": "Its picture is gone."})
    assert reply.status_code == 303
    with app.app_context():
        row = stored()
        content = banks.contents({(row.id, row.version)})[row.id, row.version]
        assert (row.version, content.item.status) == (version + 1, Status.RETIRED)
        assert content.picture
        assert content.picture.title == "A picture that was removed"


def test_the_title_of_a_picture_goes_from_the_trail_too(app: Flask, educator: FlaskClient) -> None:
    with app.app_context():
        deleted = AuditRow(
            slug="", picture="a-slice", action=Action.DELETED_PICTURE, note="A slice", done_at=utcnow()
        )
        other = AuditRow(
            slug="", picture="a-map", action=Action.DELETED_PICTURE, note="A map", done_at=utcnow()
        )
        db.session.add_all([deleted, other])
        db.session.commit()
    app.test_cli_runner().invoke(picture, [*COMMAND, "--yes"])
    with app.app_context():
        notes = set(db.session.scalars(select(AuditRow.note).where(AuditRow.picture != "")))
        assert notes == {"", "A map"}
