"""XML as a tree, and files that are refused."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.exchange.reading import ReadBank
from quizapp.formats.exchange.xml_tree import (
    DEEPEST,
    LARGEST_XML,
    MOST_PARTS,
    Document,
    Element,
    read_xml,
)
from tests.support.speed import within

SMALL = b"""<?xml version="1.0" encoding="UTF-8"?>
<q:quiz a="1 &gt; 0">before<b/>between<c d=">"/>
  <!-- not this --><text>\xc3\xa9 &amp; <![CDATA[<p>]]></text>after</q:quiz>
"""


def make_root(data: bytes) -> Element:
    """Return the outermost element of a file that can be read."""
    read = read_xml(data)
    assert isinstance(read, Document), read
    return read.root


def told(data: bytes) -> tuple[str, int, int]:
    """Return rule, line and column of the one finding on a file that is refused."""
    read = read_xml(data)
    assert isinstance(read, ReadBank), read
    (found,) = read.findings
    assert not read.items
    return found.finding.rule, found.line, found.column


def test_a_file_is_read_as_elements_with_their_texts_and_places() -> None:
    root = make_root(SMALL)
    assert (root.name, dict(root.attributes), root.text) == ("quiz", {"a": "1 > 0"}, "before")
    assert [(one.name, one.line, one.column, one.text, one.tail) for one in root.children] == [
        ("b", 2, 28, "", "between"),
        ("c", 2, 39, "", "\n  "),
        ("text", 3, 20, "é & <p>", "after"),
    ]
    assert root.words() == "beforebetween\n  é & <p>after"


def test_every_element_is_told_as_it_stands_in_the_file() -> None:
    read = read_xml(SMALL)
    assert isinstance(read, Document)
    assert [read.source(one) for one in read.root.children] == [
        "<b/>",
        '<c d=">"/>',
        "<text>é &amp; <![CDATA[<p>]]></text>",
    ]
    assert read.source(read.root) == SMALL.decode().split("?>\n")[1].rstrip()


def test_what_stands_in_an_element_is_told_as_html() -> None:
    root = make_root(b'<a>1 &lt; 2<m:img alt="&quot;"/>x<b>y</b></a>')
    assert root.inner_markup() == '1 &lt; 2<img alt="&quot;"></img>x<b>y</b>'


def test_the_text_of_elements_that_nobody_asks_for_is_not_kept() -> None:
    read = read_xml(b"<a>x<file>QUJD/></file>y<file/></a>", without_text=frozenset({"file"}))
    assert isinstance(read, Document)
    assert read.root.words() == "xy"
    assert [read.source(one) for one in read.root.children] == ["<file>QUJD/></file>", "<file/>"]


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("UTF-8", "utf-8-sig"),
        ("UTF-16", "utf-16"),
        ("utf-16", "utf-16-be"),
        ("ISO-8859-1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("US-ASCII", "utf-8"),
        ("UTF-16", "utf-8"),
    ],
)
def test_a_file_is_read_in_the_encoding_that_it_has(declared: str, codec: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><a>naïve é</a>'
    assert make_root(text.encode(codec)).text == "naïve é"


def test_a_document_type_that_declares_nothing_itself_is_ignored() -> None:
    root = make_root(b'<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd"><a>x&nbsp;y</a>')
    assert root.text == "x\u00a0y"


@pytest.mark.parametrize(
    ("data", "rule", "line", "column"),
    [
        (b"", "xml", 1, 1),
        (b"no XML", "xml", 1, 1),
        (b"<a>\n<b></a>", "xml", 2, 6),
        (b"<a>\n &nbsp;</a>", "xml", 2, 2),
        (b"<a>\x01</a>", "xml", 1, 4),
        (b"<a/><b/>", "xml", 1, 5),
        (b"<a x='1' x='2'/>", "xml", 1, 10),
        (b'\n<?xml version="1.0"?><a/>', "xml", 2, 1),
        (b"<a>\n\xe9</a>", "encoding", 2, 1),
        (b'<?xml version="1.0" encoding="UTF-7"?><a/>', "encoding", 1, 1),
        (b'<?xml version="1.0" encoding="rot13"?><a/>', "encoding", 1, 1),
        ("<a>é</a>".encode("utf-16")[:-1], "encoding", 1, 1),
        (b"<a>\n\x00</a>", "nul", 2, 1),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "doctype", 1, 13),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "doctype", 1, 13),
        (b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://example.org/"> %x;]><a/>', "doctype", 1, 13),
        (b"<a>" * (DEEPEST + 1), "too-deep", 1, 601),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_place(
    data: bytes, rule: str, line: int, column: int
) -> None:
    assert told(data) == (rule, line, column)


@pytest.mark.parametrize(
    "make",
    [
        lambda size: b"x" * (size + 1),
        lambda size: b'<a b="' + b"x" * (size - 9) + b'"/>',
        lambda size: b"<a>" + b"x" * (size - 7) + b"</a>",
        lambda size: b"<a><!--" + b"x" * (size - 14) + b"--></a>",
        lambda size: b"<a>" + b"<b/>" * (size // 4 - 2) + b"</a>",
        lambda _: b"<a>" + b"<b/>\n" * MOST_PARTS,
        lambda _: b"<a>" + b"".join(b"<a%d></a%d>" % (n, n) for n in range(MOST_PARTS)) + b"</a>",
        lambda _: b"<a " + b" ".join(b"a%d=''" % number for number in range(MOST_PARTS)) + b"/>",
        lambda size: b'<!DOCTYPE a SYSTEM "x"><a>' + b"&nbsp;" * (size // 6 - 5),
        lambda size: b"<" * size,
        lambda size: b"\n" * size,
        lambda size: ("<a>" + "x" * (size // 2 - 4)).encode("utf-16-le"),
    ],
    ids=lambda _: "",
)
def test_a_file_made_to_exhaust_the_reader_is_refused_within_seconds(make: Callable[[int], bytes]) -> None:
    data = make(LARGEST_XML)
    with within(5):
        told(data)


@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(
            st.sampled_from([b"<a>", b"</a>", b"<b/>", b"<!--", b"]]>", b"&#0;", b"<!DOCTYPE a[", b"\xff"])
        ).map(b"".join),
    )
)
def test_whatever_the_bytes_reading_ends_in_a_tree_or_a_finding(data: bytes) -> None:
    assert isinstance(read_xml(data), Document | ReadBank)
