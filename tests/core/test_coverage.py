"""What the banks ask of what is known."""

from dataclasses import replace

import pytest

from quizapp.core.coverage import Coverage, coverage
from quizapp.core.facts import FactUse, Knowledge
from quizapp.core.items import Item, ItemType, Status
from tests.core.builders import make_choices, make_item
from tests.core.flaws.items import fact, source

SOURCES = {"cruk-2014": source("cruk-2014", "Cancer Research UK", 2014)}


def covering(*items: Item, **changes: object) -> Coverage:
    """Hold items against one fact, F001, changed as asked."""
    known = replace(fact("F001"), **changes)  # type: ignore[arg-type]
    return coverage(items, Knowledge(facts={"F001": known}, sources=SOURCES, terms={}))


def test_a_fact_is_asked_by_the_items_keyed_on_it_and_by_no_others() -> None:
    keyed = make_item(id="keyed", facts=("F001",))
    used = make_item(id="used", facts=("F002",), background=("F001",))
    [one] = covering(keyed, used).facts
    assert (one.items, one.background, one.is_asked) == (("keyed",), ("used",), True)
    assert not covering(used).facts[0].is_asked


def test_an_item_that_is_not_published_asks_for_nothing() -> None:
    assert not covering(make_item(status=Status.DRAFT)).facts[0].is_asked


def test_one_fact_of_a_group_is_asked_for_all_of_it() -> None:
    known = {name: replace(fact(name), group="same") for name in ("F001", "F002")}
    found = coverage([make_item()], Knowledge(facts=known, sources=SOURCES, terms={}))
    assert [(one.fact.id, one.is_asked, one.through) for one in found.facts] == [
        ("F001", True, ()),
        ("F002", True, ("F001",)),
    ]


@pytest.mark.parametrize(
    ("use", "left_out", "superseded_by", "owed"),
    [
        (FactUse.TEACH, "", "", True),
        (FactUse.TEACH, "It is dull.", "", True),
        (FactUse.TEACH, "", "F009", False),
        (FactUse.ATTRIBUTE, "", "", True),
        (FactUse.ATTRIBUTE, "It is dull.", "", False),
        (FactUse.CONFLICT, "", "", False),
        (FactUse.AVOID, "", "", False),
    ],
)
def test_a_question_is_owed_on_what_may_be_taught_unless_an_attributed_fact_is_left_out_with_a_reason(
    use: FactUse, left_out: str, superseded_by: str, owed: bool
) -> None:
    found = covering(use=use, left_out=left_out, superseded_by=superseded_by)
    assert bool(found.owed) is owed


def test_keys_on_facts_to_be_avoided_are_counted_even_where_an_item_is_about_a_disagreement() -> None:
    item = make_item(disagreement=True)
    assert covering(item, use=FactUse.AVOID).avoided == ("an-item",)


def test_a_key_on_a_disputed_fact_is_counted_unless_the_item_is_about_the_disagreement() -> None:
    assert covering(make_item(), use=FactUse.CONFLICT).disputed == ("an-item",)
    found = covering(make_item(disagreement=True), use=FactUse.CONFLICT)
    assert (found.disputed, found.about_disagreement) == ((), ("an-item",))


def test_the_years_of_a_fact_are_those_of_its_sources() -> None:
    assert covering().facts[0].years == (2014,)


def test_key_positions_are_counted_for_single_choices_by_number_of_options() -> None:
    items = [
        make_item(make_choices("A*", "B", "C")),
        make_item(make_choices("A", "B", "C*")),
        make_item(make_choices("A", "B*", "C", "D")),
        make_item(make_choices("A*", "B*", "C", "D", "E"), type=ItemType.SELECT_ALL),
    ]
    found = coverage(items, Knowledge(facts={}, sources={}, terms={}))
    assert found.stored_positions == {3: (1, 0, 1), 4: (0, 1, 0, 0)}


def test_shuffling_spreads_keys_that_all_stand_first_in_the_alphabet() -> None:
    items = [make_item(make_choices("A*", "B", "C"), id=f"item-{number}") for number in range(300)]
    [places] = coverage(items, Knowledge(facts={}, sources={}, terms={})).key_positions.values()
    assert sum(places) == 300
    assert min(places) > 60


def test_a_fact_to_be_avoided_is_not_asked_through_its_group() -> None:
    known = {
        "F001": replace(fact("F001"), group="same"),
        "F002": replace(fact("F002", FactUse.AVOID), group="same"),
    }
    found = coverage([make_item()], Knowledge(facts=known, sources=SOURCES, terms={}))
    assert [one.is_asked for one in found.facts] == [True, False]


def test_shares_are_of_all_published_items() -> None:
    found = covering(make_item(id="one"), make_item(id="two", facts=("F002",)))
    assert found.share(lambda item: [item.id]) == {"one": (1, 0.5), "two": (1, 0.5)}


@pytest.mark.parametrize(("background", "owed"), [((), True), (("F001",), False)])
def test_a_fact_from_outside_is_owed_unless_something_uses_it(
    background: tuple[str, ...], owed: bool
) -> None:
    abroad = {"cruk-2014": replace(SOURCES["cruk-2014"], outside=True)}
    item = make_item(facts=("F002",), background=background)
    found = coverage([item], Knowledge(facts={"F001": fact("F001")}, sources=abroad, terms={}))
    assert [one.fact.id for one in found.owed] == (["F001"] if owed else [])
