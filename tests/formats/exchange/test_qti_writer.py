"""Packages in QTI: what we write comes back, and keeps the rules of the standard."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.core.banks import Bank, Severity
from quizapp.core.facts import Knowledge
from quizapp.core.items import Item, ItemType
from quizapp.formats.exchange.qti_reader import read_qti
from quizapp.formats.exchange.qti_writer import write_qti_2_1, write_qti_3_0
from quizapp.formats.exchange.writing import Writer
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
