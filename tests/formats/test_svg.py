"""Drawings: what is shown is written anew, of shapes and words; whatever else is refused in words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp import data_folder
from quizapp.formats.svg import ATTRIBUTES, LONGEST_DRAWING, SHAPES, Drawing, Refusal, read_svg

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
DRAWINGS = sorted((data_folder("questions") / "media").glob("*.svg"))


def svg(inside: str, attributes: str = 'viewBox="0 0 40 30"') -> str:
    return f"<svg {NAMESPACE} {attributes}>{inside}</svg>"


def refused(text: str) -> str:
    """Return why a text is refused."""
    refusal = read_svg(text)
    assert isinstance(refusal, Refusal), refusal
    assert refusal.fix
    return refusal.message


HOSTILE = {
    "a script": svg("<script>alert(1)</script>"),
    "a script of another name": svg('<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>'),
    "an event": svg('<path d="M0 0" onclick="alert(1)"/>'),
    "an event of the whole": svg("", 'viewBox="0 0 40 30" onload="alert(1)"'),
    "a page": svg("<foreignObject><p>Hi</p></foreignObject>"),
    "a sheet of styles": svg("<style>path { fill: url(http://a.example/) }</style>"),
    "a style": svg('<path style="fill: red"/>'),
    "a picture": svg('<image href="http://a.example/a.png"/>'),
    "a picture in itself": svg('<image href="data:image/png;base64,AAAA"/>'),
    "a link": svg('<a href="javascript:alert(1)"><path/></a>'),
    "an old link": svg('<use xlink:href="http://a.example/#a" xmlns:xlink="http://www.w3.org/1999/xlink"/>'),
    "a thing of use": svg('<use href="#a"/>'),
    "a fill from elsewhere": svg('<path fill="url(http://a.example/#a)"/>'),
    "a fill from itself": svg('<path fill="URL(#a)"/>'),
    "a filter": svg('<filter id="a"/>'),
    "a name": svg('<path id="stem"/>'),
    "a base": svg('<path xml:base="http://a.example/"/>'),
    "something that moves": svg('<path><animate attributeName="href" to="javascript:alert(1)"/></path>'),
    "something that sets": svg('<set attributeName="onclick" to="alert(1)"/>'),
    "an element of HTML": svg("<iframe/>"),
    "a type of document": f'<!DOCTYPE svg SYSTEM "http://a.example/a.dtd">{svg("")}',
    "a bomb": '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + svg("<text>&b;</text>"),
    "a file of the machine": '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"),
    "a sheet by instruction": f'<?xml-stylesheet href="http://a.example/a.css"?>{svg("")}',
    "an unknown entity": svg("<text>&nbsp;</text>"),
    "two things": svg("") + svg(""),
    "an open end": "<svg",
    "nothing": "",
    "words": "a picture",
    "another root": '<html xmlns="http://www.w3.org/1999/xhtml"/>',
    "no namespace": '<svg viewBox="0 0 40 30"/>',
    "no size": f"<svg {NAMESPACE}/>",
    "no width": f'<svg {NAMESPACE} viewBox="0 0 0 30"/>',
    "a size that begins elsewhere": f'<svg {NAMESPACE} viewBox="-5 0 40 30"/>',
    "a size that is none": f'<svg {NAMESPACE} viewBox="0 0 nan 1e9"/>',
    "too deep": svg("<g>" * 200 + "</g>" * 200),
    "far too deep": svg("<g>" * 6000 + "</g>" * 6000),
    "too long": svg("<g/>" * (LONGEST_DRAWING // 4)),
    "a letter that is none": svg("<text>\x00</text>"),
    "half a letter": svg("<text>\ud800</text>"),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_does_not_belong_into_a_drawing_is_told(text: str) -> None:
    assert refused(text)


def test_a_drawing_keeps_its_shapes_its_words_and_its_size() -> None:
    text = svg(
        "\n  <!-- a face -->\n  <title>A face</title>\n"
        '  <g class="pic-organ" stroke-width="2"><circle cx="5" cy="5" r="2"/></g>\n'
        '  <text x="1" y="2">salt &amp; <tspan>pepper</tspan> &lt;3</text>\n'
    )
    assert read_svg('<?xml version="1.0" encoding="UTF-8"?>\n' + text) == Drawing(
        markup='<svg viewBox="0 0 40 30" xmlns="http://www.w3.org/2000/svg">'
        '<g class="pic-organ" stroke-width="2"><circle cx="5" cy="5" r="2"></circle></g>'
        '<text x="1" y="2">salt &amp; <tspan>pepper</tspan> &lt;3</text></svg>',
        width=40,
        height=30,
    )


def test_what_was_written_anew_reads_as_itself() -> None:
    for path in DRAWINGS:
        first = read_svg(path.read_text(encoding="utf-8"))
        assert isinstance(first, Drawing)
        assert read_svg(first.markup) == first


NAMES = st.sampled_from(["g", "path", "text", "script", "svg", "a", "title", "tspan", "x:y"])
KEYS = st.sampled_from(["d", "class", "fill", "onload", "href", "style", "x", "viewBox"])


@st.composite
def markup(draw: st.DrawFn) -> str:
    """Return something like a drawing."""
    name = draw(NAMES)
    pairs = draw(st.dictionaries(KEYS, st.text(max_size=8) | st.sampled_from(["url(#a)", "a:b", "M0 0"])))
    inside = draw(st.lists(markup() | st.text(max_size=8), max_size=2))
    attributes = "".join(f' {key}="{value}"' for key, value in pairs.items())
    return f"<{name}{attributes}>{''.join(inside)}</{name}>"


@given(markup())
def test_whatever_is_read_ends_in_a_harmless_drawing_or_in_words(inside: str) -> None:
    read = read_svg(svg(inside))
    if isinstance(read, Drawing):
        assert set(re.findall(r"<([^/ >]+)", read.markup)) <= SHAPES | {"svg"}
        assert set(re.findall(r' ([^ ="<>]+)="', read.markup)) <= ATTRIBUTES | {"xmlns"}
        assert "url" not in "".join(re.findall(r'="([^"]*)"', read.markup)).casefold()
    else:
        assert read.message


@given(st.text())
def test_any_text_ends_in_a_drawing_or_in_words(text: str) -> None:
    assert isinstance(read_svg(text), Drawing | Refusal)
