"""Entities, relations, lists and false statements in TOML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.toml_entities import parse_entities

RELATION = '[[relation]]\nid = "r"\nstatement = "{Subject} goes with {object}."\n'
CLOSED = '[[closed]]\nid = "L1"\nsubject = "a"\nrelation = "r"\nobjects = ["b"]\nreason = "So it is."\n'


def faults(text: str) -> list[str]:
    """Return what is wrong with a file."""
    return [f"{found.line}: {found.finding.message}" for found in parse_entities(text).findings]


def test_everything_is_read_with_its_line() -> None:
    text = RELATION + '\n[[entity]]\nid = "a"\nname = "thing"\nclass = "thing"\ngrain = "thing"\n'
    parsed = parse_entities(text)
    assert (parsed.findings, parsed.lines) == ((), {"r": 2, "a": 6})
    assert parsed.entities.entities["a"].kind == "thing"
    assert parsed.entities.relations["r"].phrases.statement == "{Subject} goes with {object}."


def test_an_entity_without_a_class_is_a_fault() -> None:
    assert faults('[[entity]]\nid = "a"\nname = "thing"\ngrain = "thing"\n') == ["2: “class” is missing."]


def test_a_whole_list_has_a_source_or_is_whole_by_definition() -> None:
    assert len(faults(CLOSED)) == 1
    assert faults(CLOSED + 'sources = ["s"]\n') == []
    assert faults(CLOSED + "by_definition = true\n") == []


def test_a_relation_that_rules_things_out_says_why() -> None:
    assert len(faults(RELATION + "single = true\n")) == 1
    assert faults(RELATION + 'single = true\nreason = "By definition."\n') == []


def test_a_phrase_knows_what_stands_in_braces() -> None:
    [fault] = faults(RELATION + 'forward = "What goes with {subjekt}?"\n')
    assert "{subjekt} stands for nothing" in fault


@pytest.mark.parametrize("line", ['signed = "Dr Who"', "colour = 1"])
def test_nobody_signs_in_the_file_and_nothing_else_is_known(line: str) -> None:
    assert len(faults(CLOSED + f"by_definition = true\n{line}\n")) == 1


@given(st.text())
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    parse_entities(text)
