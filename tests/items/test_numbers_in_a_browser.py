"""A number typed in a real quiz, with a script and without one."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.a11y.looking import LOOKS, ON_SQLITE
from tests.items.questions import NUMERIC, write_questions
from tests.items.test_in_a_browser import check, look, start
from tests.support.browser import follow, watched_page

pytestmark = [pytest.mark.browser, ON_SQLITE]
OTHER_UNIT = "“min” is not the unit asked for."


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return write_questions(tmp_path / "questions", NUMERIC)


@pytest.mark.parametrize("javascript", [True, False], ids=["with a script", "without a script"])
def test_a_number_is_typed_again_in_the_unit_asked_for(
    browser: Browser, live_server: str, javascript: bool
) -> None:
    with watched_page(browser, live_server, javascript=javascript) as page:
        start(page)
        field = page.get_by_label("Your answer, in h")
        field.fill("840 min")
        if javascript:
            field.blur()
            expect(page.locator("#saved")).to_contain_text(OTHER_UNIT)
        check(page)
        expect(page.get_by_role("alert")).to_contain_text(OTHER_UNIT)
        expect(field).to_have_value("840 min")
        expect(field).to_have_attribute("aria-invalid", "true")
        field.fill("14,5 h")
        check(page)
        expect(page.get_by_role("status").first).to_have_text("Right.")
        expect(page.get_by_text("14 h (12.5 to 15.5 h counts)")).to_be_visible()


@LOOKS
def test_no_page_of_a_number_has_a_fault(
    browser: Browser, live_server: str, colours: str, width: int
) -> None:
    faults = {}
    with watched_page(browser, live_server, width=width, colours=colours) as page:  # type: ignore[arg-type]
        start(page)
        faults["asked"] = look(page)
        page.get_by_label("Your answer, in h").fill("840 min")
        check(page)
        faults["another unit"] = look(page)
        page.get_by_label("Your answer, in h").fill("20")
        check(page)
        faults["answered"] = look(page)
        page.goto("/cards/")
        follow(page.get_by_role("button", name="Animals"))
        page.goto("/cards/how-long-a-cat-sleeps/main")
        faults["card"] = look(page)
        page.get_by_label("Your answer").fill("13")
        follow(page.get_by_role("button", name="Compare with the answer"))
        expect(page.get_by_text("Yours counts, too.")).to_be_visible()
        faults["card, answered"] = look(page)
    assert {name: found for name, found in faults.items() if found} == {}
