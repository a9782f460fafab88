"""What somebody types is shown as text, inside elements and inside attributes; nothing of it runs."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from quizapp.core.items import ItemType, ShortAnswer
from quizapp.database import db
from quizapp.models import ApiTokenRow, LoginSessionRow, PasskeyRow
from tests.core.builders import make_item
from tests.personal.lives import NOW
from tests.study.desk import store_bank
from tests.support.browser import follow, watched_page
from tests.support.people import Person, log_in, make_account

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
]

LATER = datetime(2100, 1, 1, tzinfo=UTC)
HOSTILE = """"'><img src=x class=hostile onerror=alert(1)><b class=hostile>{{7*7}}</b>"""


@pytest.fixture
def app(app: Flask) -> Flask:
    with app.app_context():
        body = ShortAnswer(answers=("nerve",), rationale="It is the Greek word.")
        store_bank("words", *[make_item(body, id=f"neuro-{n}", type=ItemType.SHORT_ANSWER) for n in range(8)])
    return app


@pytest.fixture
def page(browser: Browser, live_server: str) -> Iterator[Page]:
    with watched_page(browser, live_server) as page:
        page.on("dialog", lambda _dialog: pytest.fail("a text was run"))
        yield page


def look(page: Page, *, shown: str = HOSTILE) -> None:
    """See that the text stands on the page as it was typed, and made no element."""
    assert page.locator(".hostile").count() == 0
    fields = page.locator("main input:not([type=hidden]), main textarea").all()
    assert shown in page.locator("main").inner_text() or shown in [field.input_value() for field in fields]


def test_a_typed_answer_is_text(page: Page) -> None:
    page.goto("/")
    follow(page.get_by_role("button", name="Start", exact=True).first)
    page.get_by_label("Your answer").fill(HOSTILE)
    follow(page.get_by_role("button", name="Check answer"))
    look(page)
    page.goto(page.url.rsplit("/", 1)[0] + "/check")
    follow(page.get_by_role("button", name="Finish"))
    look(page)


def test_a_note_in_a_report_is_text(page: Page) -> None:
    page.goto("/questions/1/1/report/")
    page.get_by_label("A few words").fill(HOSTILE)
    follow(page.get_by_role("button", name="Send"))
    look(page)


@pytest.mark.parametrize(
    ("path", "label", "button"),
    [
        ("/settings", "New cards a day", "Save"),
        ("/settings", "Hour at which a new day begins", "Save"),
        ("/account/login", "E-mail address", "Log in"),
        ("/account/register", "E-mail address", "Make an account"),
        ("/account/reset", "E-mail address", None),
    ],
)
def test_what_a_refused_form_shows_again_is_text(
    page: Page, path: str, label: str, button: str | None
) -> None:
    page.goto(path)
    page.get_by_label(label).fill(HOSTILE)
    buttons = page.get_by_role("main").get_by_role("button")
    follow(buttons.filter(has_text=button).first if button else buttons.first)
    look(page)


@pytest.mark.parametrize(
    "path",
    [
        "/cards/next?scope={0}",
        "/questions/1/1/report/?back={0}",
        "/account/login?next={0}",
        "/{0}",
    ],
)
def test_an_address_is_never_run(page: Page, path: str) -> None:
    page.goto(path.format(HOSTILE.replace(" ", "%20")))
    assert page.locator(".hostile").count() == 0
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.fixture
def person(app: Flask) -> Person:
    """Somebody whose devices and programs have names that would be code."""
    person = make_account(app)
    mine = {"account_id": person.account_id, "created_at": NOW}
    with app.app_context():
        db.session.add_all(
            [
                PasskeyRow(
                    user_id=person.account_id,
                    name=HOSTILE[:64],
                    usage="first",
                    credential_id=b"id",
                    public_key=b"key",
                    backup_state=False,
                    device_type="single_device",
                    lastuse_datetime=NOW,
                ),
                LoginSessionRow(id=uuid4(), device=HOSTILE[:80], last_seen_at=NOW, **mine),
                ApiTokenRow(
                    id=uuid4(), name=HOSTILE[:80], digest="0" * 64, scopes="read", expires_at=LATER, **mine
                ),
            ]
        )
        db.session.commit()
    return person


def test_names_of_passkeys_devices_and_programs_are_text(app: Flask, page: Page, person: Person) -> None:
    log_in(page, person)
    page.goto("/account/wan-register")
    look(page, shown=HOSTILE[:64])
    page.goto("/account/sessions")
    look(page, shown=HOSTILE[:80])
    page.goto("/account/tokens/")
    look(page, shown=HOSTILE[:80])
    for path in ("/account/", "/data/", "/data/delete"):
        page.goto(path)
        assert page.locator(".hostile").count() == 0
