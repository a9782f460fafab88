"""What axe finds on a page."""

from importlib import resources
from typing import Any

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

# What a page does well would take longer to tell than what it does not.
LOOK = """async (wanted) => {
  const found = await axe.run(document, {runOnly: wanted, resultTypes: ["violations"]});
  return found.violations.map(({id, help, nodes}) => ({id, help, targets: nodes.map((node) => node.target)}));
}"""


def faults(page: Page) -> list[str]:
    """Return one line for each rule that the page breaks, with the places where it does.

    Contrasts are looked at in light and in dark, and all else in the colours in which the page is shown.
    """
    # Evaluated by the browser's own tools, so the page's security policy stays as it is.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = _broken(page, EVERYTHING)
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    page.emulate_media(color_scheme="light" if is_dark else "dark")
    found += _broken(page, CONTRAST)
    page.emulate_media(color_scheme="dark" if is_dark else "light")
    return found


def is_too_wide(page: Page) -> bool:
    """Tell whether a reader would have to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def _broken(page: Page, wanted: dict[str, Any]) -> list[str]:
    return [
        f"{rule['id']}: {rule['help']} at "
        + ", ".join(" ".join(map(str, target)) for target in rule["targets"])
        for rule in page.evaluate(LOOK, wanted)
    ]
