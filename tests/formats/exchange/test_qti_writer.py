"""Packages in QTI: what we write comes back, and keeps the rules of the standard."""

import io
from dataclasses import replace
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.core.banks import Bank, Severity
from quizapp.core.facts import Knowledge
from quizapp.core.items import Item, ItemType
from quizapp.formats.exchange.packing import packed
from quizapp.formats.exchange.qti.reader import read_qti
from quizapp.formats.exchange.qti.writer import write_qti_2_1, write_qti_3_0
from quizapp.formats.exchange.writing import Writer
from quizapp.formats.toml_bank import parse_bank
from tests.formats.exchange.qti_structure import faults_of_package
from tests.formats.exchange.sound_banks import as_draft_without, come_home, sound_banks

NOTHING_KNOWN = Knowledge(facts={}, sources={}, terms={})
WRITERS = st.sampled_from([write_qti_2_1, write_qti_3_0])


def expected(item: Item) -> Item:
    """Return what of an item comes back from QTI."""
    kept = as_draft_without(item, {"because", "region", "reverse_stem"})
    return replace(kept, type=ItemType.SINGLE_CHOICE) if kept.type is ItemType.HOTSPOT else kept


@given(sound_banks(), WRITERS)
@settings(max_examples=50, deadline=None)
def test_what_qti_carries_comes_back_as_it_went(bank: Bank, write: Writer) -> None:
    read = read_qti(write(bank, NOTHING_KNOWN).data)
    assert [located for located in read.findings if located.finding.severity is Severity.ERROR] == []
    assert [come_home(item) for item in read.items] == [expected(item) for item in bank.items]


BANK = parse_bank(
    """
id = "a-bank"
title = "A bank"
description = "Words."
language = "en-GB"
[[item]]
id = "1-gap"
type = "dropdown-cloze"
audience = ["patient"]
topic = "sites"
level = "remember"
facts = ["F001"]
sources = []
status = "draft"
review_due = 2030-01-01
stem = "Fill the gap."
text = "A NET of the [place] is common."
[[item.blank]]
id = "place"
option = [
  {text = "ileum", key = true, rationale = "It is.", because = ""},
  {text = "lung < skin", key = false, rationale = "It is not.", because = ""},
]
"""
).bank


@pytest.mark.parametrize("write", [write_qti_2_1, write_qti_3_0])
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('identifier="choice_2"', 'identifier="choice_1"'),
        (">choice_1<", ">choice_3<"),
        ('="FEEDBACK" cardinality', '="REASONS" cardinality'),
        ('="_1-gap"', '="1-gap"'),
        ('="false"', '="no"'),
        ("<p>It is.</p>", "<div>It is.</div>"),
        ('="choice_1"', '="choice_1" colour="red"'),
        (' title="1-gap"', ""),
        ("/xsd/imsqti", "/xsd/imsqwerty"),
        ("_item_xmlv", "_test_xmlv"),
        ("items/1-gap.xml", "items/2-gap.xml"),
    ],
)
def test_a_package_that_breaks_the_rules_is_found_out(write: Writer, right: str, wrong: str) -> None:
    assert BANK
    with ZipFile(io.BytesIO(write(BANK, NOTHING_KNOWN).data)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert faults_of_package(packed({name: text.encode() for name, text in files.items()})) == []
    assert right in "".join(files.values())
    broken = {name: text.replace(right, wrong).encode() for name, text in files.items()}
    assert faults_of_package(packed(broken))


@given(sound_banks(), WRITERS)
@settings(max_examples=50, deadline=None)
def test_what_is_written_keeps_the_rules_of_qti(bank: Bank, write: Writer) -> None:
    assert faults_of_package(write(bank, NOTHING_KNOWN).data) == []
