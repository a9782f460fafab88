"""Bank files to core values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.contents import join
from quizapp.core.facts import Fact, FactUse, Knowledge, Source, Term
from quizapp.core.items import Choices, Item, Matching, Ordering, ShortAnswer, Topic
from quizapp.core.pictures import Picture, Region
from quizapp.formats.item_json import dump_content, load_content
from quizapp.formats.toml_bank import parse_bank
from quizapp.formats.toml_knowledge import parse_facts, parse_glossary, parse_sources
from quizapp.formats.toml_text import table_lines
from tests.banks.folders import make_bank, make_item
from tests.core.flaws.items import KNOWLEDGE, findings_in
from tests.formats.toml_texts import bank_texts

HEAD = make_bank("animals")
FISH = Picture(
    id="fish",
    title="A fish",
    description="It swims.",
    width=400.0,
    height=300.5,
    svg='<svg viewBox="0 0 400 300.5"><path d="M0 0"></path></svg>',
    regions=(Region(id="tail", name="Tail", x=350.0, y=20.25, r=29.0),),
)
COMMON = """[[item]]
id = "one"
audience = ["patient"]
topic = "sites"
level = "remember"
facts = ["F001"]
sources = ["zoo-2020"]
status = "published"
review_due = 2027-05-31
stem = "Which one?"
"""


def read(rest: str) -> Item:
    """Return the item of a bank that is whole."""
    parsed = parse_bank(HEAD + COMMON + rest)
    assert parsed.bank, parsed.findings
    assert parsed.findings == ()
    return parsed.bank.items[0]


def rules(text: str) -> list[tuple[int, str, str]]:
    """Return what is wrong with a text: line, item, message."""
    return [(found.line, found.finding.item, found.finding.message) for found in parse_bank(text).findings]


def join_all(item: Item) -> str:
    """Return the item's content as stored, with made-up facts and a word that occurs in it."""
    facts = {
        id_: Fact(id=id_, topic=Topic.SITES, statement="So it is.", use=FactUse.TEACH, sources=("s",))
        for id_ in item.all_facts
    }
    sources = {id_: Source(id=id_, publisher="P", title="T", year=None) for id_ in item.sources}
    terms = {"a": Term(term="a", forms=("an",), meaning="one", facts=("F1",))}
    known = Knowledge(facts=facts, sources=sources, terms=terms, pictures={"fish": FISH})
    return dump_content(join(item, known))


@given(bank_texts())
def test_what_is_stored_of_an_item_reads_back_as_it_was(text: str) -> None:
    parsed = parse_bank(text)
    assert parsed.bank, parsed.findings
    assert parsed.findings == ()
    for item in parsed.bank.items:
        stored = join_all(item)
        assert load_content(stored).item == item
        assert dump_content(load_content(stored)) == stored


@given(st.text())
def test_any_text_ends_in_a_value_or_in_findings(text: str) -> None:
    for parse in (parse_bank, parse_facts, parse_sources, parse_glossary):
        parse(text)


@given(bank_texts(), st.data())
def test_a_damaged_bank_ends_in_a_value_or_in_findings(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    damage = data.draw(st.sampled_from(["", '"', "'''", "[[item]]\n", "= 3\n", "\x00", "{", "nan", "[" * 50]))
    parsed = parse_bank(text[:start] + damage + text[end:])
    assert parsed.bank is not None or parsed.findings


@given(bank_texts())
def test_whatever_stands_in_a_bank_it_can_be_held_against_the_rules(text: str) -> None:
    parsed = parse_bank(text)
    assert parsed.bank
    items = parsed.bank.items
    for found in findings_in(items, KNOWLEDGE, earlier=items[:1]):
        assert found.message.endswith((".", "…"))
        assert found.fix.endswith(".")


def test_option_ids_follow_the_alphabet_and_tell_nothing_about_the_key() -> None:
    item = read(
        'type = "single-choice"\n'
        'option = [{text="pear", rationale="x", key=true}, {text="Apple", rationale="y"},'
        ' {text="fig", rationale="z"}]'
    )
    assert isinstance(item.body, Choices)
    assert [(o.id, o.text, o.is_key) for o in item.body.options] == [
        ("a", "Apple", False),
        ("b", "fig", False),
        ("c", "pear", True),
    ]


def test_a_statement_becomes_two_choices_with_its_correction() -> None:
    item = read(
        'type = "true-false"\nanswer = false\ncorrection = "It is not."\n'
        'rationale = {true="No.", false="Yes."}'
    )
    assert isinstance(item.body, Choices)
    assert [(o.id, o.text, o.rationale, o.is_key) for o in item.body.options] == [
        ("true", "True", "No.", False),
        ("false", "False", "Yes.", True),
    ]
    assert item.body.correction == "It is not."


def test_a_pair_becomes_a_subject_that_names_its_match() -> None:
    item = read(
        'type = "matching"\nextra = [{text="bark", rationale="Dogs."}]\n'
        'pair = [{id="cow", subject="Cow", match="moo", rationale="Cows."},'
        ' {id="cat", subject="Cat", match="meow", rationale="Cats."}]'
    )
    assert isinstance(item.body, Matching)
    assert [option.text for option in item.body.options] == ["bark", "meow", "moo"]
    assert [(subject.id, subject.key) for subject in item.body.subjects] == [("cow", "c"), ("cat", "b")]


PAIRS = """type = "matching"
[[item.pair]]
id = "cow"
subject = "Cow"
match = "{moo}"
rationale = "Cows."
reverse_stem = "{stem}"
[[item.pair]]
id = "calf"
subject = "Calf"
match = "moo"
rationale = "Calves."
reverse_stem = "Who is small and moos?"
"""


@pytest.mark.parametrize(
    ("moo", "stem", "told"),
    [
        (
            "long moo",
            "Which animal, a COW or a calf, moos long?",
            "“reverse_stem” holds its own answer, “Cow”",
        ),
        ("Moo", "Who is large and moos?", "“Moo” fits two subjects, so “reverse_stem” has two answers"),
        ("long moo", "Who is small, and moos?", "“Who is small, and moos?” is asked for two subjects"),
    ],
)
def test_a_question_the_other_way_round_must_have_one_answer_and_not_tell_it(
    moo: str, stem: str, told: str
) -> None:
    [(_, item, message)] = rules(HEAD + COMMON + PAIRS.format(moo=moo, stem=stem))
    assert item == "one"
    assert told in message


def test_a_pair_may_be_asked_the_other_way_round() -> None:
    item = read(PAIRS.format(moo="long moo", stem="Who is large and moos long?"))
    assert isinstance(item.body, Matching)
    assert [subject.reverse_stem for subject in item.body.subjects] == [
        "Who is large and moos long?",
        "Who is small and moos?",
    ]


def test_steps_keep_their_order_as_the_key() -> None:
    item = read(
        'type = "ordering"\n'
        'step = [{text="rise", rationale="1"}, {text="eat", rationale="2"}, {text="go", rationale="3"}]'
    )
    assert isinstance(item.body, Ordering)
    assert [option.text for option in item.body.options] == ["eat", "go", "rise"]
    assert item.body.key == ("c", "a", "b")


def test_typed_answers_are_kept_in_their_order() -> None:
    item = read('type = "short-answer"\nanswers = ["purr", "purring"]\nrationale = "So."')
    assert item.body == ShortAnswer(answers=("purr", "purring"), rationale="So.")


def test_one_broken_item_does_not_hide_the_others() -> None:
    parsed = parse_bank(make_bank("animals", make_item("one", status="new"), make_item("two")))
    assert parsed.bank
    assert [item.id for item in parsed.bank.items] == ["two"]
    [found] = parsed.findings
    assert (found.line, found.finding.item, found.finding.rule) == (7, "one", "shape")
    assert "“status”" in found.finding.message


def test_every_thing_that_does_not_fit_is_told() -> None:
    text = (
        HEAD
        + COMMON.replace('"sites"', "7").replace("2027-05-31", '"soon"')
        + 'type = "short-answer"\nanswers = []'
    )
    assert [message for _, _, message in rules(text)] == [
        "“topic” has a value that is not known.",
        "“review_due” must be a day.",
        "“answers” has too few entries.",
        "“rationale” is missing.",
    ]


def test_an_id_that_stands_twice_is_told_where_it_stands_again() -> None:
    text = make_bank("animals", make_item("one"), make_item("one"))
    assert rules(text) == [(29, "one", "The id “one” stands twice in this bank (first in line 7).")]


def test_a_character_that_cannot_be_seen_is_refused() -> None:
    text = make_bank("animals", make_item("one", stem="Which\\u0000 animal?"))
    assert "U+0000" in rules(text)[0][2]


def test_a_bank_that_does_not_say_which_it_is_is_refused_with_its_items_still_read() -> None:
    parsed = parse_bank(make_item("one", status="new"))
    assert parsed.bank is None
    assert {found.finding.item for found in parsed.findings} == {"", "one"}


def test_what_looks_like_a_table_inside_a_text_is_not_one() -> None:
    text = '''
[[item]]
stem = """
[[item]]
id = "inside"
"""  # [[item]]
id = "first"
[[item.option]]
id = "not this"
[[item]]
name = 'id = "x"'
'''
    assert table_lines(text, "item", key="id") == [7, 10]
