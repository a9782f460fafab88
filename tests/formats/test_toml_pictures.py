"""Pictures as they stand in their file, with their drawings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.pictures import Region
from quizapp.formats.located import Located, fault
from quizapp.formats.toml_pictures import parse_pictures
from tests.items.questions import DRAWING, PICTURES


def messages(text: str, drawing: str | Located = DRAWING) -> list[tuple[int, str, str]]:
    """Return what is wrong: line, rule, message."""
    parsed = parse_pictures(text, lambda _: drawing)
    return [(found.line, found.finding.rule, found.finding.message) for found in parsed.findings]


def test_a_picture_is_read_with_its_places() -> None:
    drawings = {"media/fish.svg": DRAWING}
    parsed = parse_pictures(PICTURES, drawings.__getitem__)
    picture = parsed.values["fish"]
    assert parsed.findings == ()
    assert (picture.width, picture.height, picture.title) == (400.0, 240.0, "A fish from the side")
    assert picture.region_by_id["tail"] == Region(id="tail", name="Tail", x=350.0, y=120.0, r=29.0)
    assert picture.svg.startswith('<svg viewBox="0 0 400 240" class="pic"')


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('id = "tail"', 'id = "gill"', "This: two regions have the same id."),
        ("x = 350", "x = 450", "This: the region “tail” lies outside the picture."),
        ("x = 350", "x = true", "“region 2, x”"),
        ("x = 350", "x = nan", "“region 2, x”"),
        ("x = 350", "x = -1", "“region 2, x”"),
        ("r = 29", "radius = 29", "“region 1, r” is missing."),
        ("media/fish.svg", "../secret.svg", "“file” holds characters that an id may not have."),
        ("media/fish.svg", "/etc/fish.svg", "“file” holds characters that an id may not have."),
        ("media/fish.svg", "media/fish.png", "“file” holds characters that an id may not have."),
        ("The head is on the left", "\u202eThe head", "“description”"),
        ('title = "A fish from the side"', "", "“title” is missing."),
    ],
)
def test_what_does_not_fit_is_told_at_the_picture(before: str, after: str, message: str) -> None:
    found = messages(PICTURES.replace(before, after, 1))
    assert [(line, rule) for line, rule, _ in found][:1] == [(3, "shape")]
    assert found[0][2].startswith(message)


@pytest.mark.parametrize(
    ("drawing", "message"),
    [
        (DRAWING.replace("<title>", "<script/><title>"), "media/fish.svg: The drawing holds <script>"),
        (DRAWING.replace("400 240", "400 250"), "media/fish.svg is 400 wide and 250 high."),
        (fault("file", "There is no such file.", fix="Look."), "media/fish.svg: There is no such file."),
    ],
    ids=["unsafe", "another size", "missing"],
)
def test_a_drawing_that_cannot_be_shown_is_told_at_its_picture(drawing: str | Located, message: str) -> None:
    [(line, rule, said)] = messages(PICTURES, drawing)
    assert (line, rule) == (3, "unsafe-picture")
    assert said.startswith(message)


@given(st.text(), st.text())
def test_any_text_ends_in_pictures_or_in_findings(text: str, drawing: str) -> None:
    parse_pictures(text, lambda _: drawing)
    parse_pictures(PICTURES, lambda _: drawing)
