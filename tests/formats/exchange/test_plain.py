"""Texts of other systems without their markup."""

import pytest

from quizapp.formats.exchange.plain import from_html, tidy
from tests.support.speed import within


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("no markup at all", "no markup at all"),
        ("a &lt; b &amp;&nbsp;c", "a < b & c"),
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("one<br/>two<BR>three", "one\ntwo\nthree"),
        ("<ul><li>a</li>\n<li>b</li></ul>", "a\nb"),
        ("a line\nbreak in <b>HTML</b>", "a line break in HTML"),
        ("p<0.05 and q>1", "p<0.05 and q>1"),
        ('<img alt="The pancreas" src="x.png">?', "[The pancreas]?"),
        ("<a title='1 > 0' href=x>link</a>", "link"),
        ("x<script>alert('<p>no</p>')</script>y", "xy"),
        ("x<!-- <p>not this</p> -->y", "xy"),
        ("a <b", "a <b"),
        ("x<y and z>w", "x<y and z>w"),
        ("one<o:p></o:p> two", "one two"),
        ("it isn't <b class='c>bold</b>", "it isn't bold"),
        (
            "<sup>68</sup>Ga, Ca<SUP>2+</SUP>, 10<sup class='x'>&minus;3</sup> g/m<sup> 2 </sup>",
            "⁶⁸Ga, Ca²⁺, 10⁻³ g/m²",
        ),
        ("CO<sub>2</sub>, 1<sup>st</sup>, a<sub>i+1</sub>", "CO₂, 1st, ai+1"),
        ("\u202eevil\u0000 text\u200b", "evil text"),
    ],
)
def test_html_is_told_as_plain_text(html: str, text: str) -> None:
    assert from_html(html).text == text


def test_what_is_lost_with_the_markup_is_told() -> None:
    html = "H<sub>2</sub>O 10<sup>a</sup> <img src=x> <math><mi>x</mi></math><b>bold</b>"
    assert from_html(html).lost == {"a superscript", "a picture", "a formula"}


def test_several_spaces_and_lines_become_one() -> None:
    assert tidy(" a\t \u00a0b \r\n\r\n \n c ") == "a b\nc"


@pytest.mark.parametrize(
    "piece",
    [
        "<!",
        "<sup>",
        "<sup ",
        "<sup>1",
        "<a",
        "<div>",
        "<a '",
        "<a '>",
        "<script>",
        "</script>",
        "&#",
        "&amp",
        "<!--",
        "\u2003",
    ],
)
def test_a_text_made_to_be_slow_is_read_in_good_time(piece: str) -> None:
    with within(1):
        from_html(piece * 200_000)
