"""Every pair of colours that is used together can be told apart (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

import quizapp

TOKENS = (Path(quizapp.__file__).parent / "static" / "css" / "tokens.css").read_text(encoding="utf-8")

TEXT = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "right-surface"),
    ("ink", "again-surface"),
    ("muted", "paper"),
    ("muted", "card"),
    ("accent", "paper"),
    ("accent", "card"),
    ("accent-strong", "paper"),
    ("accent-strong", "accent-wash"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("right", "right-surface"),
    ("again", "again-surface"),
    ("danger", "paper"),
    ("danger", "card"),
]
CONTROLS = [
    ("line", "paper"),
    ("line", "card"),
    ("accent", "track"),
    ("right", "paper"),
    ("again", "paper"),
    ("focus", "paper"),
    ("focus", "card"),
]


def colours(dark: bool) -> dict[str, str]:
    """Return the tokens as a reader with that preference gets them."""
    light, _, night = TOKENS.partition("@media (prefers-color-scheme: dark)")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light + (night if dark else "")))


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, by the formula of WCAG 2.2."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_stands_out_from_its_ground(front: str, back: str, *, dark: bool) -> None:
    named = colours(dark)
    assert contrast(named[front], named[back]) >= 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), CONTROLS)
def test_controls_stand_out_from_their_ground(front: str, back: str, *, dark: bool) -> None:
    named = colours(dark)
    assert contrast(named[front], named[back]) >= 3
