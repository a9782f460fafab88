"""Each newer type answered in a real quiz, with a script and without one."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.a11y.looking import LOOKS, ON_SQLITE
from tests.support import accessibility
from tests.support.browser import follow, watched_page

pytestmark = [pytest.mark.browser, ON_SQLITE]
JAVASCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["with a script", "without a script"])


def start(page: Page) -> str:
    """Start a quiz of all items, and return its address."""
    page.goto("/quiz/")
    follow(page.get_by_role("button", name="Start your quiz"))
    return page.url.removesuffix("/1")


def go_to(page: Page, shown: str) -> None:
    """Start a quiz, and go to the question that shows what ``shown`` selects."""
    quiz = start(page)
    for position in (1, 2, 3):
        page.goto(f"{quiz}/{position}")
        if page.locator(shown).count():
            return
    raise AssertionError(f"no question shows {shown}")


def check(page: Page) -> None:
    follow(page.get_by_role("button", name="Check answer"))


@JAVASCRIPT
def test_the_gaps_of_a_text_are_filled_and_marked_one_by_one(
    browser: Browser, live_server: str, javascript: bool
) -> None:
    with watched_page(browser, live_server, javascript=javascript) as page:
        go_to(page, ".cloze")
        first, second = page.get_by_label("Blank 1 of 2"), page.get_by_label("Blank 2 of 2")
        expect(first).to_have_accessible_description("A cat that lies still may blank 1 of 2.")
        expect(second).to_have_accessible_description("Its claws are then blank 2 of 2, inside soft fur.")
        first.select_option("purr")
        check(page)
        expect(page.get_by_role("alert")).to_have_text(
            "Choose a word for each blank, or skip the question for now."
        )
        second.select_option("painted")
        check(page)
        expect(page.get_by_role("status").first).to_contain_text("Partly right: 1 of 2")
        expect(page.get_by_text("Your answer: A cat that lies still may purr.")).to_be_visible()
        expect(page.get_by_text("You chose: painted.")).to_be_visible()


@JAVASCRIPT
def test_the_rows_of_a_table_are_answered_and_marked_one_by_one(
    browser: Browser, live_server: str, javascript: bool
) -> None:
    with watched_page(browser, live_server, javascript=javascript) as page:
        go_to(page, ".matrix")
        page.get_by_role("radio", name="Barn owl By night", exact=True).check()
        page.get_by_role("radio", name="Mallard By day", exact=True).check()
        check(page)
        expect(page.get_by_role("alert")).to_have_text(
            "Choose one for each row, or skip the question for now."
        )
        expect(page.get_by_role("radio", name="Mallard By day", exact=True)).to_be_checked()
        page.get_by_role("radio", name="Red kite By night", exact=True).check()
        check(page)
        expect(page.get_by_role("status").first).to_contain_text("Partly right: 2 of 3")
        expect(page.get_by_text("Red kite: By day")).to_be_visible()


@JAVASCRIPT
@pytest.mark.parametrize("where", ["on the picture", "in the list"])
def test_a_place_is_chosen_on_the_picture_or_in_the_list(
    browser: Browser, live_server: str, javascript: bool, where: str
) -> None:
    with watched_page(browser, live_server, javascript=javascript, width=320, touch=True) as page:
        go_to(page, ".figure")
        places = page.get_by_role("radio")
        letters = [place.evaluate("radio => radio.value") for place in places.all()]
        assert letters == ["a", "b", "c"]
        gill = page.get_by_role("radio", name="B · Just behind the head", exact=True)
        if where == "on the picture":
            page.locator(".marker-touch").nth(1).tap()
        else:
            gill.check()
        expect(gill).to_be_checked()
        check(page)
        expect(page.get_by_role("status").first).to_have_text("Right.")
        expect(page.get_by_role("img", name="A fish from the side")).to_be_visible()
        page.get_by_text("What the picture shows").click()
        expect(page.get_by_text("Behind the head lies the gill.")).to_be_visible()


def test_a_place_that_is_not_the_right_one_is_marked_beside_it(page: Page, app: object) -> None:
    go_to(page, ".figure")
    page.get_by_role("radio", name="A · At the thin end").check()
    check(page)
    marks = {text.inner_html() for text in page.locator(".marker-words").all()}
    assert marks == {"Right answer", "Your answer"}
    assert page.locator(".marker-right rect").count() == 1
    assert page.locator(".marker-again circle.marker-dot").count() == 1


def test_what_was_chosen_is_kept_and_stands_there_again(page: Page, app: object) -> None:
    for shown, control in (
        (".cloze", "select"),
        (".matrix", "input[type=radio]"),
        (".figure", "input[type=radio]"),
    ):
        go_to(page, shown)
        first = page.locator(f"main {control}").first
        if control == "select":
            first.select_option(index=1)
        else:
            first.check()
        expect(page.locator("#saved")).to_contain_text("Saved.")
        page.reload()
        kept = page.locator(f"main {control}").first
        assert kept.input_value() != "" if control == "select" else kept.is_checked()


@pytest.mark.parametrize("width", [320, 360])
def test_every_target_is_large_enough_for_a_finger(browser: Browser, live_server: str, width: int) -> None:
    with watched_page(browser, live_server, width=width, touch=True) as page:
        for shown, targets in (
            (".cloze", ".cloze-select"),
            (".matrix", ".option"),
            (".figure", ".marker-touch, .option"),
        ):
            go_to(page, shown)
            for target in page.locator(targets).all():
                box = target.bounding_box()
                assert box, shown
                assert min(box["width"], box["height"]) >= 44, (shown, box)


@pytest.mark.parametrize("width", [320, 640])
def test_a_table_folds_where_there_is_no_room_for_it(browser: Browser, live_server: str, width: int) -> None:
    with watched_page(browser, live_server, width=width) as page:
        go_to(page, ".matrix")
        cells = [cell.bounding_box() for cell in page.locator("tbody tr").first.locator("td").all()]
        side_by_side = bool(cells[0] and cells[1] and cells[0]["y"] == cells[1]["y"])
        assert side_by_side is (width == 640)
        assert not accessibility.is_too_wide(page)
        page.evaluate("document.documentElement.classList.add('large-type')")
        cells = [cell.bounding_box() for cell in page.locator("tbody tr").first.locator("td").all()]
        assert len({cell["y"] for cell in cells if cell}) == len(cells)
        assert not accessibility.is_too_wide(page)


@LOOKS
def test_no_page_of_the_newer_types_has_a_fault(
    browser: Browser, live_server: str, colours: str, width: int
) -> None:
    faults = {}
    with watched_page(browser, live_server, width=width, colours=colours) as page:  # type: ignore[arg-type]
        for shown in (".cloze", ".matrix", ".figure"):
            go_to(page, shown)
            faults[shown] = look(page)
            check(page)
            faults[f"{shown}, nothing chosen"] = look(page)
            for select in page.locator("main select").all():
                select.select_option(index=1)
            for label in page.locator("main .option").all():
                label.click()
            check(page)
            faults[f"{shown}, answered"] = look(page)
        page.goto("/cards/")
        follow(page.get_by_role("button", name="Animals"))
        for face in ("cats-at-rest/blank-sound", "owls-and-others/row-owl", "where-fish-breathe/main"):
            page.goto(f"/cards/{face}")
            faults[face] = look(page)
            page.get_by_text("Show the answer").click()
            faults[f"{face}, answered"] = look(page)
    assert {name: found for name, found in faults.items() if found} == {}


def look(page: Page) -> list[str]:
    return accessibility.faults(page) + (["wider than the screen"] if accessibility.is_too_wide(page) else [])
