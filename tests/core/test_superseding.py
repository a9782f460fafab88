"""What rests on a superseded fact."""

from dataclasses import replace
from typing import Any

import pytest

from quizapp.core.facts import Knowledge
from quizapp.core.flaws.check import check_facts, check_item
from quizapp.core.items import Choices, Status
from quizapp.core.superseding import Renewal, renewal, superseded
from tests.core.builders import make_item
from tests.core.flaws.items import SINGLE, TODAY, fact, source

SOURCES = {"cruk-2014": source("cruk-2014", "Cancer Research UK", 2014)}
OLD = {"F001": replace(fact("F001"), superseded_by="F002"), "F002": fact("F002")}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"facts": ("F001",)}, ("F001",)),
        ({"facts": ("F002",), "background": ("F001",)}, ("F001",)),
        ({"facts": ("F002",)}, ()),
    ],
)
def test_an_item_rests_on_a_fact_by_its_key_and_by_its_reasons(changes: Any, found: tuple[str, ...]) -> None:
    assert superseded(make_item(**changes), OLD) == found


def test_an_item_rests_on_the_fact_that_fixes_the_truth_of_an_option() -> None:
    body = SINGLE.body
    assert isinstance(body, Choices)
    options = (replace(body.options[0], because="F001"), *body.options[1:])
    assert superseded(make_item(facts=("F002",), body=replace(body, options=options)), OLD) == ("F001",)


@pytest.mark.parametrize(
    ("being_updated", "offered", "expected"),
    [
        (True, False, Renewal.BEING_UPDATED),
        (False, True, Renewal.UPDATED),
        (False, False, Renewal.WITHDRAWN),
    ],
)
def test_what_became_of_an_item_follows_from_what_is_offered_now(
    being_updated: bool, offered: bool, expected: Renewal
) -> None:
    assert renewal(being_updated=being_updated, offered=offered) is expected


@pytest.mark.parametrize(("status", "expected"), [(Status.PUBLISHED, 1), (Status.RETIRED, 0)])
def test_a_published_item_on_a_superseded_fact_is_an_error(status: Status, expected: int) -> None:
    knowledge = Knowledge(facts=OLD, sources=SOURCES, terms={})
    found = check_item(make_item(facts=("F001",), status=status), knowledge, today=TODAY)
    assert sum(one.rule == "superseded-fact" for one in found) == expected


@pytest.mark.parametrize("newer", ["F999", "F001"])
def test_what_takes_the_place_of_a_fact_is_a_fact_that_holds(newer: str) -> None:
    facts = {"F001": replace(fact("F001"), superseded_by=newer)}
    found = [one.rule for one in check_facts(Knowledge(facts=facts, sources=SOURCES, terms={}))]
    assert "idle-successor" in found
