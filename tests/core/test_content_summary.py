"""What a set of items rests on, told as a whole."""

from dataclasses import replace
from datetime import date

from quizapp.core.content_summary import summarise
from quizapp.core.facts import Fact, FactUse, ItemContent, Source
from quizapp.core.items import Item, Topic
from tests.core.builders import make_item
from tests.core.flaws.items import fact, source

TODAY = date(2026, 11, 20)
CHARITY = source("cruk-2014", "Cancer Research UK", 2014)
ABROAD = replace(source("abroad", "A Journal", 2020), outside=True)


def content(item: Item, *facts: Fact, sources: tuple[Source, ...] = (CHARITY,)) -> ItemContent:
    return ItemContent(item=item, facts=facts or (fact("F001"),), sources=sources, terms=())


def test_sources_are_counted_by_the_items_that_rest_on_them() -> None:
    contents = [content(make_item(id="one")), content(make_item(id="two"), sources=(CHARITY, ABROAD))]
    found = summarise(contents, today=TODAY)
    assert [(use.source.id, use.items) for use in found.first] == [("cruk-2014", 2)]
    assert [(use.source.id, use.items) for use in found.outside] == [("abroad", 1)]


def test_only_disputed_facts_of_items_about_a_disagreement_are_told_each_once() -> None:
    disputed = replace(fact("F003", FactUse.CONFLICT), topic=Topic.SITES)
    about = make_item(disagreement=True)
    contents = [content(about, disputed, fact("F001")), content(about, disputed), content(make_item())]
    [(topic, claims)] = summarise(contents, today=TODAY).disagreements.items()
    assert topic is Topic.SITES
    assert [(claim.fact.id, claim.sources) for claim in claims] == [("F003", (CHARITY,))]


def test_a_claim_names_all_who_make_it_though_the_item_about_it_names_one() -> None:
    disputed = replace(fact("F003", FactUse.CONFLICT), topic=Topic.SITES, sources=("cruk-2014", "abroad"))
    contents = [content(make_item(disagreement=True), disputed), content(make_item(), sources=(ABROAD,))]
    [[claim]] = summarise(contents, today=TODAY).disagreements.values()
    assert claim.sources == (CHARITY, ABROAD)


def test_what_is_due_is_counted_and_the_next_day_is_the_first_that_lies_ahead() -> None:
    days = [date(2026, 11, 20), date(2027, 8, 1), date(2027, 5, 1)]
    found = summarise([content(make_item(review_due=day)) for day in days], today=TODAY)
    assert (found.due, found.next_review) == (1, date(2027, 5, 1))


def test_no_items_rest_on_nothing() -> None:
    found = summarise([], today=TODAY)
    assert (found.items, found.sources, found.next_review) == (0, (), None)
