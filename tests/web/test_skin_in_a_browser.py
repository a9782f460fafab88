"""What the shared skin does in a real browser: meanings in place, unsent answers, large type, paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import follow, watched_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
]

OPEN = ":popover-open"


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def plain_page(browser: Browser, live_server: str) -> Iterator[Page]:
    """A page without scripts."""
    with watched_page(browser, live_server, javascript=False) as page:
        yield page


@pytest.fixture
def unwatched_page(browser: Browser, live_server: str) -> Iterator[Page]:
    """A page that may meet a broken network."""
    with browser.new_context(base_url=live_server) as context:
        yield context.new_page()


def start_quiz(page: Page) -> None:
    """Start a long quiz, the same one each time."""
    page.goto("/quiz/")
    page.get_by_label("How many questions").select_option("30")
    page.get_by_text("Take the same quiz").click()
    page.get_by_label("Quiz number").fill("1")
    follow(page.get_by_role("button", name="Start your quiz"))


def open_question_with_a_gloss(page: Page) -> None:
    """Open the first question of a quiz that explains one of its words."""
    start_quiz(page)
    quiz = page.url.removesuffix("/1")
    for position in range(1, 21):
        page.goto(f"{quiz}/{position}")
        if page.locator(".gloss-word").count():
            return
    raise AssertionError("no question of the quiz explains a word")


def test_a_word_is_explained_by_keyboard_and_without_a_script(plain_page: Page) -> None:
    open_question_with_a_gloss(plain_page)
    meaning = plain_page.locator(".gloss-meaning").first
    expect(meaning).to_be_hidden()
    plain_page.locator(".gloss-word").first.focus()
    plain_page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    plain_page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()


def test_a_meaning_opens_inside_the_screen_of_a_small_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    open_question_with_a_gloss(page)
    page.locator(".gloss-word").first.click()
    box = page.locator(OPEN).bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 320
    assert 0 <= box["y"] <= box["y"] + box["height"] <= 568


def test_on_paper_meanings_are_readable_and_nothing_asks_to_be_pressed(page: Page) -> None:
    open_question_with_a_gloss(page)
    page.emulate_media(media="print")
    expect(page.locator(".gloss-meaning").first).to_be_visible()
    expect(page.locator(".places")).to_be_hidden()
    expect(page.get_by_role("button", name="Check answer")).to_be_hidden()
    expect(page.get_by_text("For learning, not medical advice")).to_be_visible()


def test_an_answer_that_could_not_be_sent_says_so_and_stays(unwatched_page: Page) -> None:
    page = unwatched_page
    start_quiz(page)
    page.wait_for_load_state("load")
    page.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.locator("form[hx-post]").dispatch_event("change")
    expect(page.locator("#saved")).to_contain_text("Not saved yet")
    page.unroute("**/*")
    page.locator("form[hx-post]").dispatch_event("change")
    expect(page.locator("#saved")).not_to_contain_text("Not saved yet")


def test_a_refused_form_takes_the_reader_to_what_is_to_be_put_right(page: Page) -> None:
    start_quiz(page)
    follow(page.get_by_role("button", name="Finish here"))
    follow(page.get_by_role("button", name="Finish"))
    follow(page.get_by_role("link", name="Something wrong").first)
    follow(page.get_by_role("button", name="Send"))
    expect(page.locator("#error-summary")).to_be_focused()
    page.locator("#error-summary a").click()
    expect(page.get_by_role("radio").first).to_be_focused()


def test_large_type_is_24_pixels_on_every_page(page: Page) -> None:
    page.goto("/accessibility")
    page.get_by_label("Large").check()
    follow(page.get_by_role("button", name="Set the size"))
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.querySelector('main p')).fontSize") == "24px"
