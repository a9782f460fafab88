"""Settings hold for guests and accounts, and say what they change."""

import pytest
import time_machine
from flask import Flask

from quizapp.personal.zones import with_zone, zone_choices
from tests.support.people import log_in, make_account
from tests.support.visitor import AppConnection, Reply, Visitor

EVENING = "2026-11-20T22:00:00Z"


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(AppConnection(app))


def choose(visitor: Visitor, **wishes: str) -> Reply:
    form = visitor.get("/settings").form("/settings")
    return visitor.submit(form, form.with_values(**wishes))


def choose_size(visitor: Visitor, size: str) -> None:
    form = visitor.get("/accessibility").form("/accessibility")
    visitor.submit(form, form.with_values(size=size))


def is_large(visitor: Visitor) -> bool:
    return 'class="large-type"' in visitor.get("/about").text


def test_an_account_s_settings_hold_in_another_browser(app: Flask, visitor: Visitor) -> None:
    person = make_account(app)
    log_in(visitor, person)
    choose(visitor, text_size="large", new_per_day="7")
    other = Visitor(AppConnection(app))
    assert not is_large(other)
    log_in(other, person)
    assert is_large(other)
    assert other.get("/settings").form("/settings").controls["new_per_day"].chosen == ["7"]


def test_the_size_of_the_text_is_kept_by_the_browser_of_whom_nothing_is_stored(visitor: Visitor) -> None:
    choose_size(visitor, "large")
    assert is_large(visitor)
    assert "Nothing is stored about you" in visitor.get("/data/").text


def test_the_size_comes_along_when_something_is_stored_and_is_changed_in_one_place(visitor: Visitor) -> None:
    choose_size(visitor, "large")
    choose(visitor, new_per_day="7")
    assert is_large(visitor)
    choose_size(visitor, "normal")
    assert not is_large(visitor)
    assert visitor.get("/settings").form("/settings").controls["text_size"].chosen == ["normal"]


@time_machine.travel(EVENING, tick=False)
def test_a_new_time_zone_says_which_day_it_is_for_the_cards(visitor: Visitor) -> None:
    assert "For your cards" not in choose(visitor, new_per_day="7").text
    page = choose(visitor, time_zone="Pacific/Auckland", rollover_hour="5")
    assert "For your cards it is Saturday, 21 November; the next day begins at 5:00." in page.text


def test_zones_are_found_by_country() -> None:
    labels = {choice.value: (choice.optgroup, choice.label) for choice in zone_choices()}
    assert labels["Europe/London"] == ("Europe", "United Kingdom: London")
    assert labels["America/New_York"] == ("The Americas", "United States: New York – Eastern (most areas)")
    assert len(labels) == len({label for _, label in labels.values()})


def test_an_older_name_that_somebody_has_already_can_be_kept() -> None:
    assert "US/Eastern" not in {choice.value for choice in zone_choices()}
    assert "US/Eastern" in {choice.value for choice in with_zone("US/Eastern")}
    assert with_zone("Middle/Earth") == zone_choices()
