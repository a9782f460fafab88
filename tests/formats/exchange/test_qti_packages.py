"""Packages of QTI: what they list, what they hold, and what was made to harm."""

import io
import re
import tracemalloc
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.exchange.files import Format, format_of, read_file
from quizapp.formats.exchange.qti.reader import read_qti
from quizapp.formats.exchange.reading import MOST_FINDINGS, ReadBank
from tests.formats.exchange import qti_samples as qti
from tests.support.speed import within

ONE = qti.item(qti.choice("Liver", "Pancreas"), qti.response("B"))


def rules(found: ReadBank) -> list[str]:
    return [located.finding.rule for located in found.findings]


def named(text: str, name: str) -> str:
    return text.replace('identifier="item-1"', f'identifier="{name}"')


@pytest.mark.parametrize(
    "kind", ["imsqti_item_xmlv2p1", "imsqti_item_xmlv2p2", "imsqti_apipitem_xmlv2p1", "imsqti_item_xmlv3p0"]
)
@pytest.mark.parametrize("folder", ["", "mine/"])
def test_a_package_gives_its_items_in_the_order_of_its_list_with_their_keywords(
    kind: str, folder: str
) -> None:
    spelt = qti.in_3 if kind.endswith("v3p0") else str
    listed = qti.manifest(
        qti.resource("items/b%20b.xml", "topic:sites", "a word", kind=kind),
        qti.resource("a.xml", kind=kind, files=("x.png",)),
        qti.resource("test.xml", kind="imsqti_test_xmlv2p1"),
    )
    files = {
        "a.xml": spelt(ONE),
        "items/b b.xml": spelt(named(ONE, "item-2")),
        "x.png": "",
        "test.xml": "<t/>",
    }
    found = read_qti(
        qti.zipped({f"{folder}{name}": text for name, text in {"imsmanifest.xml": listed, **files}.items()})
    )
    assert [(item.id, item.file, item.tags) for item in found.items] == [
        ("item-2", f"{folder}items/b b.xml", ("topic:sites", "a word")),
        ("item-1", f"{folder}a.xml", ()),
    ]
    assert found.findings == ()


def test_a_tag_of_ours_tells_a_matrix_from_a_matching_item() -> None:
    pairs = qti.response("R1 C1", "R2 C2", cardinality="multiple", base_type="directedPair")
    text = qti.item(qti.match(["a", "b"], ["x", "y"]), pairs)
    listed = qti.manifest(qti.resource("a.xml", "type:matrix"), qti.resource("b.xml"))
    found = read_qti(qti.zipped({"imsmanifest.xml": listed, "a.xml": text, "b.xml": text}))
    assert [item.kind for item in found.items] == ["matrix", "matching"]


def test_a_text_that_items_share_stands_before_the_question() -> None:
    item = qti.in_3(ONE).replace(
        "<qti-item-body>", '<qti-assessment-stimulus-ref identifier="S" href="s.xml"/><qti-item-body>'
    )
    body = "<qti-stimulus-body><p>Read this.</p></qti-stimulus-body>"
    text = f"<qti-assessment-stimulus>{body}</qti-assessment-stimulus>"
    listed = qti.manifest(
        qti.resource("i/a.xml", kind="imsqti_item_xmlv3p0"),
        qti.resource("i/s.xml", kind="imsqti_stimulus_xmlv3p0"),
    )
    found = read_qti(qti.zipped({"imsmanifest.xml": listed, "i/a.xml": item, "i/s.xml": text}))
    assert found.items[0].stem == "Read this.\nWhich organ makes insulin?"
    assert rules(found) == []
    assert rules(read_qti(item.encode())) == ["stimulus"]


def test_what_a_package_lists_and_does_not_hold_is_told_and_the_other_way_round() -> None:
    listed = qti.manifest(
        qti.resource("a.xml", files=("gone.png",)), qti.resource("gone.xml"), qti.resource("broken.xml")
    )
    found = read_qti(
        qti.zipped({"imsmanifest.xml": listed, "a.xml": ONE, "more.xml": ONE, "broken.xml": ONE[:-9]})
    )
    assert [item.file for item in found.items] == ["a.xml"]
    told = {located.finding.message.partition(":")[0]: located for located in found.findings}
    assert sorted(rules(found)) == ["missing-file", "missing-file", "unlisted-file", "xml"]
    assert any("broken.xml" in located.finding.message for located in told.values())
    assert all(located.finding.fix.endswith(".") for located in found.findings)


def test_a_package_without_a_list_is_searched_for_items() -> None:
    found = read_qti(qti.zipped({"a.xml": ONE, "b.xml": "<other/>", "c.xml": "no XML", "d.txt": ""}))
    assert [item.file for item in found.items] == ["a.xml"]
    assert rules(found) == ["no-manifest"]


def test_a_package_without_items_is_refused_in_a_sentence() -> None:
    for files in (
        {"a.txt": "x"},
        {"imsmanifest.xml": qti.manifest(), "a": ""},
        {"imsmanifest.xml": "no XML"},
    ):
        found = read_qti(qti.zipped(dict(files)))
        assert found.items == ()
        assert any(located.is_error for located in found.findings)


@pytest.mark.parametrize(
    ("name", "data", "format_"),
    [
        ("a.xml", ONE.encode(), Format.QTI),
        ("a.xml", ONE.encode("utf-16"), Format.QTI),
        ("a.xml", f"<!-- <quiz> -->{qti.in_3(ONE).partition('?>')[2]}".encode(), Format.QTI),
        ("a.ZIP", qti.zipped({"imsmanifest.xml": qti.manifest(qti.resource("a.xml"))}), Format.QTI),
        ("a.zip", b"", Format.QTI),
        ("a.xml", b"<html/>", None),
        ("a.xml", b"", None),
    ],
)
def test_a_file_of_qti_is_known_by_what_it_holds(name: str, data: bytes, format_: Format | None) -> None:
    assert format_of(name, data) is format_
    assert read_file(data, name=name).findings or format_


def deflated(files: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


def a_bomb_of_rules() -> bytes:
    many = qti.rules(*[qti.scores(qti.is_answer("A"))] * 15_000)
    return qti.item(qti.choice(*map(str, range(26))), qti.response("B"), many).encode()


def a_bomb_of_items() -> bytes:
    few = qti.rules(*[qti.scores(qti.is_answer("A"))] * 40)
    text = qti.item(qti.choice(*map(str, range(26))), qti.response("B"), few)
    return deflated({f"{number}.xml": text for number in range(1_000)})


def a_bomb_of_feedback() -> bytes:
    told = "".join(
        f'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="{number}">x</modalFeedback>'
        for number in range(40_000)
    )
    return qti.item(qti.choice("a", "b"), qti.response("A"), after=told).encode()


def a_bomb_of_gaps() -> bytes:
    gaps = "".join(f'<gap identifier="g{number}"/>' for number in range(60_000))
    keys = [f"a g{number}" for number in range(60_000)]
    return qti.item(
        '<gapMatchInteraction responseIdentifier="RESPONSE"><gapText identifier="a">a</gapText>'
        f'<gapText identifier="b">b</gapText><p>{gaps}</p></gapMatchInteraction>',
        qti.response(*keys, cardinality="multiple", base_type="directedPair"),
    ).encode()


def a_text_within_itself(name: str) -> bytes:
    start = f'<{name} identifier="x" responseIdentifier="RESPONSE">'
    return qti.item(start * 190 + "x y " * 500_000 + "<b/>" * 100_000 + f"</{name}>" * 190).encode()


def a_text_read_a_thousand_times() -> bytes:
    reference = '<assessmentStimulusRef identifier="S" href="s.xml"/>'
    text = f"<assessmentStimulus><stimulusBody>{'<p>x</p>' * 50_000}</stimulusBody></assessmentStimulus>"
    item = ONE.replace("<itemBody>", f"{reference * 1_000}<itemBody>")
    return deflated({"imsmanifest.xml": qti.manifest(qti.resource("a.xml")), "a.xml": item, "s.xml": text})


def a_response_of_many_values() -> bytes:
    entries = "".join(f'<mapEntry mapKey="k{number}" mappedValue="1"/>' for number in range(60_000))
    declared = qti.response("k1", base_type="string", mapping=f"<mapping>{entries}</mapping>")
    return qti.item(
        '<textEntryInteraction responseIdentifier="RESPONSE"/>', declared, qti.MAP_RESPONSE
    ).encode()


ENTITIES = (
    '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><assessmentItem>&b;</assessmentItem>'
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><assessmentItem title="&x;"/>'


@pytest.mark.parametrize(
    "data",
    [
        ENTITIES.encode(),
        OUTSIDE.encode(),
        b"<a>" * 100_000,
        b"<assessmentItem " + b"x" * 8_000_000,
        ONE.encode("latin-1").replace(b"Liver", b"\xff\xfe\x00"),
        ONE.replace("Liver", "\x00").encode(),
        a_bomb_of_rules(),
        a_bomb_of_items(),
        a_bomb_of_feedback(),
        a_bomb_of_gaps(),
        a_response_of_many_values(),
        a_text_read_a_thousand_times(),
        *(
            a_text_within_itself(name)
            for name in ("div", "prompt", "simpleChoice", "inlineChoiceInteraction")
        ),
        deflated({"imsmanifest.xml": ENTITIES, "a.xml": ONE}),
        deflated({"imsmanifest.xml": qti.manifest(qti.resource("a.xml")), "a.xml": " " * 60_000_000}),
        deflated({"imsmanifest.xml": qti.manifest(*[qti.resource("../../etc/passwd")] * 5_000)}),
    ],
    ids=lambda data: f"{len(data)} bytes",
)
def test_what_was_made_to_harm_ends_in_findings_in_time(data: bytes) -> None:
    with within(5):
        found = read_qti(data)
    assert 0 < len(found.findings) <= MOST_FINDINGS + 1
    assert all(item.body is None or item.stem for item in found.items)


def test_a_script_in_an_item_is_no_part_of_its_text() -> None:
    text = qti.item(
        "<p>Look<script>alert(1)</script></p>" + qti.choice("&lt;script&gt;", "b"), qti.response("A")
    )
    [item] = read_qti(text.encode()).items
    assert "alert" not in item.stem


def test_a_large_package_is_read_in_little_memory() -> None:
    data = deflated({f"{number}.xml": named(ONE, f"item-{number}") for number in range(500)})
    tracemalloc.start()
    found = read_qti(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found.items) == 500
    assert most < 100 * 1024**2


WHOLE = qti.zipped({"imsmanifest.xml": qti.manifest(qti.resource("a.xml")), "a.xml": ONE})
PARTS = re.findall(r"<[^>]*>|[^<>]+", ONE)


@given(noise=st.binary(max_size=40), place=st.integers(0, len(WHOLE)))
def test_no_bytes_raise(noise: bytes, place: int) -> None:
    for data in (noise, WHOLE[:place] + noise + WHOLE[place + len(noise) :]):
        found = read_qti(data)
        assert found.items or found.findings


@given(order=st.lists(st.sampled_from(PARTS), max_size=len(PARTS)), gone=st.integers(0, len(PARTS)))
def test_no_elements_in_any_order_raise(order: list[str], gone: int) -> None:
    found = read_qti("".join(PARTS[:gone] + PARTS[gone + 1 :]).encode())
    assert found.items or found.findings
    assert read_qti(f"<assessmentItem>{''.join(order)}</assessmentItem>".encode()).findings
