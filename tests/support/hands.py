"""Using a page with the mouse, or with the keyboard alone."""

from typing import Protocol

from playwright.sync_api import Locator

OUTLINES = "one => [one.closest('label') || one, one].map(part => getComputedStyle(part).outlineStyle).join()"
"""What outlines a control, or the label around it, is given."""

MOST_TABS = 250
"""How often the Tab key is pressed before something counts as out of reach: once around the longest page."""


class Hands(Protocol):
    """How somebody presses buttons, writes into fields, marks boxes and circles, turns boxes, and chooses."""

    def press(self, target: Locator) -> None: ...

    def write(self, target: Locator, text: str) -> None: ...

    def mark(self, target: Locator) -> None: ...

    def turn(self, target: Locator) -> None: ...

    def choose(self, target: Locator, label: str) -> None: ...


class Mouse:
    """Clicks on what is to be used; texts are typed in one piece."""

    def press(self, target: Locator) -> None:
        target.click()

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)

    def mark(self, target: Locator) -> None:
        target.check()

    def turn(self, target: Locator) -> None:
        target.click()

    def choose(self, target: Locator, label: str) -> None:
        target.select_option(label=label)


class Keyboard:
    """Goes to what is to be used with the Tab key, and must see there where the focus is."""

    def press(self, target: Locator) -> None:
        tab_to(target)
        target.page.keyboard.press("Enter")

    def write(self, target: Locator, text: str) -> None:
        tab_to(target)
        target.page.keyboard.press("ControlOrMeta+a")
        target.page.keyboard.type(text)

    def mark(self, target: Locator) -> None:
        if target.get_attribute("type") == "checkbox":
            self.turn(target)
            return
        group = target.page.locator(f'[type="radio"][name="{target.get_attribute("name")}"]')
        chosen = group.and_(target.page.locator(":checked"))
        tab_to(chosen if chosen.count() else group.first)
        target.page.keyboard.press("Space")
        for _ in range(group.count()):
            if target.is_checked():
                return
            target.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrow keys never reach {target}")

    def turn(self, target: Locator) -> None:
        tab_to(target)
        target.page.keyboard.press("Space")

    def choose(self, target: Locator, label: str) -> None:
        tab_to(target)
        target.page.keyboard.type(label)


def tab_to(target: Locator) -> None:
    """Move the focus with the Tab key alone to something, which must then be seen to have it."""
    page = target.page
    target.wait_for()
    for _ in range(MOST_TABS):
        if target.evaluate("one => one === document.activeElement"):
            outline = target.evaluate(OUTLINES)
            assert outline != "none,none", "the focus cannot be seen"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key never reaches {target}")
