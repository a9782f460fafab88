"""The stylesheets hold what the pages use, and the pages name what the stylesheets hold."""

import re
from pathlib import Path

import quizapp
from quizapp import data_folder

PACKAGE = Path(quizapp.__file__).parent
SHEETS = {path.name: path.read_text(encoding="utf-8") for path in (PACKAGE / "static" / "css").glob("*.css")}
STYLES = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", "\n".join(SHEETS.values()), flags=re.DOTALL)
PAGES = "\n".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "templates").rglob("*.html"))
DRAWINGS = "\n".join(
    path.read_text(encoding="utf-8") for path in (data_folder("questions") / "media").glob("*.svg")
)
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "static" / "js").glob("*.js"))


def styled() -> set[str]:
    """Return the classes that a stylesheet names."""
    return set(re.findall(r"\.([a-z][a-z0-9-]*)", STYLES))


def is_used(name: str) -> bool:
    """Tell whether a page or a script names a class, whole or put together from a stem and an ending."""
    stem, _, ending = name.rpartition("-")
    whole = rf"(?<![\w-]){re.escape(name)}(?![\w-])"
    joined = rf"(?<![\w-]){re.escape(stem)}-(?:\{{\{{|[\"'] ~)"
    return bool(
        re.search(whole, PAGES + DRAWINGS + SCRIPTS)
        or (stem and re.search(joined, PAGES) and re.search(rf"[\"']{re.escape(ending)}[\"']", PAGES))
    )


def test_every_class_of_a_stylesheet_stands_on_a_page() -> None:
    assert {name for name in styled() if not is_used(name)} == set()


def test_every_class_written_out_on_a_page_stands_in_a_stylesheet() -> None:
    written = {
        name
        for value in re.findall(r'class="([^"]*)"', PAGES)
        for name in re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", re.sub(r"\S*\{\{.*?\}\}\S*", " ", value)).split()
    }
    assert written - styled() == set()


def test_every_token_is_defined_and_used() -> None:
    defined = set(re.findall(r"(--[a-z-]+):", STYLES)) - {
        "--bs-body-font-family",
        "--bs-body-color",
        "--bs-body-bg",
    }
    assert defined == set(re.findall(r"var\((--[a-z-]+)\)", STYLES))


def test_no_stylesheet_loads_anything_from_elsewhere() -> None:
    addresses = [address for sheet in SHEETS.values() for address in re.findall(r"url\(([^)]*)\)", sheet)]
    assert addresses
    assert all(address.startswith('"../vendor/') for address in addresses)
