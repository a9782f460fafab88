"""Rules about several items, and about facts, sources and glossary."""

from dataclasses import replace

import pytest

from quizapp.core.banks import Severity
from quizapp.core.facts import FactUse, Knowledge, Term
from quizapp.core.flaws import check
from quizapp.core.items import Item
from tests.core.flaws.items import (
    KNOWLEDGE,
    SINGLE,
    SOUND,
    TRUE,
    fact,
    findings_in,
    single,
    source,
    statement,
    typed,
    with_rationale,
)

TERM = Term(term="gland", forms=("glands",), meaning="a part", facts=("F001",), sources=("cruk-2014",))


def named(name: str, item: Item) -> Item:
    return replace(item, id=name)


def found_in(*items: Item, earlier: tuple[Item, ...] = ()) -> list[tuple[str, str]]:
    """Return item and rule of everything that is found in a bank of these items."""
    return [(found.item, found.rule) for found in findings_in(items, KNOWLEDGE, earlier=earlier)]


def knowing(**changes: object) -> Knowledge:
    """Return facts, sources and glossary that are sound, changed as asked."""
    sound = Knowledge(
        facts={"F001": fact("F001")},
        sources={"cruk-2014": source("cruk-2014", "Cancer Research UK", 2014)},
        terms={"gland": TERM},
    )
    return replace(sound, **changes)  # type: ignore[arg-type]


def test_sound_items_that_differ_make_a_sound_bank() -> None:
    assert found_in(*(named(f"item-{place}", item) for place, item in enumerate(SOUND))) == []


def test_an_item_with_nearly_the_same_words_is_a_duplicate() -> None:
    again = single("Nerve*", "Muscle", "Bone", stem="What does the first part “neuro” mean?")
    again = replace(again, facts=("F007",), sources=("netrf-2018",))
    assert found_in(SINGLE, named("again", again)) == [("again", "duplicate-item")]


def test_an_item_on_the_same_facts_with_the_same_answer_is_a_duplicate() -> None:
    again = single("Nerve*", "Muscle", "Bone", stem="Which English word is in the first half of the name?")
    assert found_in(SINGLE, named("again", again)) == [("again", "duplicate-item")]


def test_a_duplicate_in_another_bank_is_found() -> None:
    assert found_in(named("again", SINGLE), earlier=(SINGLE,)) == [("again", "duplicate-item")]


def test_recalling_what_another_item_asks_to_recognise_is_no_duplicate() -> None:
    assert found_in(SINGLE, named("again", typed("nerve", stem=SINGLE.stem))) == []


def statements(*, true: int, false: int) -> list[Item]:
    """Return so many statements, no two alike."""
    names = ("Cats", "Cows", "Hens", "Dogs", "Frogs", "Gulls", "Crows", "Snails", "Ducks", "Herons")
    places = ("bed", "lake", "tree", "road", "house", "field", "river", "wall", "boat", "barn")
    return [
        named(f"s-{place}", statement(f"{name} like the {near}.", answer=place < true, facts=("F001",)))
        for place, (name, near) in enumerate(zip(names[: true + false], places, strict=False))
    ]


def test_a_bank_in_which_most_statements_are_false_is_told() -> None:
    assert found_in(*statements(true=3, false=6)) == [("", "true-share")]


def test_half_of_the_statements_or_as_near_as_can_be_is_well() -> None:
    assert found_in(*statements(true=4, false=5)) == []
    assert found_in(*statements(true=5, false=5)) == []


def test_the_share_among_few_statements_is_not_judged() -> None:
    assert found_in(*statements(true=0, false=7)) == []


def test_a_bank_of_long_words_is_hard_to_read() -> None:
    long = "Neuropsychological interpretation necessitates multidimensional considerations."
    names = ("apple", "pear", "plum", "fig", "lime", "peach", "grape", "melon")
    items = [
        named(
            name, single(f"{name.title()}*", "Gland", "Blood", stem="What does the part “neuro” mean here?")
        )
        for name in names
    ]
    assert ("", "hard-to-read") not in found_in(*items)
    assert ("", "hard-to-read") in found_in(*(with_rationale(item, f"{long} {long}") for item in items))


def test_sound_knowledge_breaks_no_rule() -> None:
    assert list(check.check_facts(knowing())) == []
    assert list(check.check_terms(knowing())) == []
    assert list(check.unasked_facts(knowing(), [TRUE])) == []
    assert list(check.unused_sources(knowing())) == []


def test_a_fact_of_an_unknown_source_is_an_error() -> None:
    [found] = check.check_facts(knowing(facts={"F001": replace(fact("F001"), sources=("nobody",))}))
    assert (found.item, found.rule, found.severity) == ("F001", "fact-without-source", Severity.ERROR)


@pytest.mark.parametrize(
    "term",
    [replace(TERM, facts=("F999",)), replace(TERM, facts=("F004",)), replace(TERM, sources=("nobody",))],
    ids=["unknown fact", "fact to be avoided", "unknown source"],
)
def test_a_term_on_something_unknown_or_to_be_avoided_is_an_error(term: Term) -> None:
    known = replace(KNOWLEDGE, terms={"gland": term})
    assert [found.rule for found in check.check_terms(known)] == ["term-without-ground"]


def test_a_spelling_that_belongs_to_two_terms_is_an_error() -> None:
    other = replace(TERM, term="organ", forms=("Glands",))
    [found] = check.check_terms(knowing(terms={"gland": TERM, "organ": other}))
    assert (found.item, found.rule) == ("organ", "ambiguous-form")


def test_a_fact_that_nothing_asks_for_is_told() -> None:
    more = {"F001": fact("F001"), "F002": fact("F002")}
    [found] = check.unasked_facts(knowing(facts=more), [replace(TRUE, facts=("F001",))])
    assert (found.item, found.rule, found.severity) == ("F002", "unasked-fact", Severity.WARNING)
    assert list(check.unasked_facts(knowing(facts=more), [replace(TRUE, facts=("F001", "F002"))])) == []


def test_a_reason_for_leaving_out_what_is_asked_is_told() -> None:
    left = {"F002": replace(fact("F002", FactUse.ATTRIBUTE), left_out="Nobody needs it.")}
    [found] = check.unasked_facts(knowing(facts=left), [replace(TRUE, facts=("F002",))])
    assert (found.item, found.rule) == ("F002", "idle-reason")


def test_a_source_that_says_no_fact_is_told() -> None:
    sources = {"cruk-2014": source("cruk-2014", "C", 2014), "idle": source("idle", "I", None)}
    [found] = check.unused_sources(knowing(sources=sources))
    assert (found.item, found.rule) == ("idle", "unused-source")


def test_no_two_rules_bear_one_name() -> None:
    names = [rule.name for rule in check.RULES]
    assert len(names) == len(set(names))
