"""The accessibility check finds faults; a check that finds nothing proves nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support import accessibility

FAULTY_PAGE = """<!doctype html>
<html><head><title></title><meta name="viewport" content="width=device-width, user-scalable=no"></head>
<body>
  <h1>One</h1> <h4>Four</h4>
  <p style="color: #aaa; background: #fff">Pale words on white</p>
  <img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
  <form><input type="text" name="answer"> <button type="submit"></button></form>
  <div style="width: 3000px">wide</div>
</body></html>"""

EXPECTED = {"button-name", "color-contrast", "document-title", "html-has-lang", "image-alt", "label"}
EXPECTED_BY_PRACTICE = {"heading-order", "landmark-one-main", "meta-viewport"}

pytestmark = pytest.mark.browser


@pytest.fixture
def faulty_page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        page = context.new_page()
        page.set_content(FAULTY_PAGE)
        yield page


def test_the_check_finds_the_faults_of_a_page_made_faulty_on_purpose(faulty_page: Page) -> None:
    found = {fault.split(":")[0] for fault in accessibility.faults(faulty_page)}
    assert found >= EXPECTED | EXPECTED_BY_PRACTICE


def test_the_check_finds_a_page_that_is_too_wide(faulty_page: Page) -> None:
    assert accessibility.is_too_wide(faulty_page)
