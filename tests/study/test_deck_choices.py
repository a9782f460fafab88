"""How a single deck is studied: its own limits, its own retention, and what that costs."""

from dataclasses import replace
from random import Random

import pytest
from flask.testing import FlaskClient

from quizapp.core.forgetting import Rating
from quizapp.study import preferences
from quizapp.study.decks import choices as deck_choices
from quizapp.study.decks.choices import DeckWishes
from tests.study.desk import Desk

OWN = DeckWishes(new_per_day=2, reviews_per_day=3)


def test_a_deck_s_own_limit_holds_while_it_is_studied_by_itself(desk: Desk) -> None:
    desk.add("bank:words")
    deck_choices.choose(desk.learner, "words", OWN)
    assert desk.left("bank:words") == 2
    assert desk.left() > 2


def test_undo_gives_an_answer_back_to_the_deck_s_own_limit_and_to_that_of_all_cards(desk: Desk) -> None:
    desk.add("bank:words")
    deck_choices.choose(desk.learner, "words", OWN)
    left = [(desk.left("bank:words"), desk.left())]
    rows = []
    for number in (1, 2):
        rows.append(desk.rate(f"item-{number}/main", Rating.EASY))
        left.append((desk.left("bank:words"), desk.left()))
    assert [of_deck for of_deck, _ in left] == [2, 1, 0]
    for row in reversed(rows):
        left.pop()
        desk.undo(row)
        assert (desk.left("bank:words"), desk.left()) == left[-1]


def test_a_deck_without_choices_has_the_limits_of_all_cards(desk: Desk) -> None:
    desk.learner.new_per_day = 4
    desk.add("bank:words")
    assert desk.left("bank:words") == 4


def test_some_more_only_today_raises_the_deck_s_own_limit_until_tomorrow(desk: Desk) -> None:
    desk.add("bank:words")
    deck_choices.choose(desk.learner, "words", OWN)
    deck_choices.more_today(desk.learner, "words", new=3, reviews=0, now=desk.now)
    deck_choices.more_today(desk.learner, "words", new=3, reviews=0, now=desk.now)
    assert desk.left("bank:words") == 5
    desk.wait(days=1)
    assert desk.left("bank:words") == 2


def test_a_deck_s_own_retention_brings_its_cards_back_sooner(desk: Desk) -> None:
    desk.add("bank:words")
    waits = []
    for retention, card in ((0.8, "item-1/main"), (0.95, "item-2/main")):
        deck_choices.choose(desk.learner, "words", DeckWishes(retention=retention))
        waits.append(desk.rate(card, Rating.EASY).interval_days)
    assert waits[0] > waits[1]


def test_what_a_learner_wants_for_all_cards_holds_where_a_deck_says_nothing(desk: Desk) -> None:
    desk.add("bank:words")
    wishes = preferences.preferences(desk.learner)
    usual = desk.rate("item-1/main", Rating.EASY).interval_days
    preferences.change_preferences(desk.learner, replace(wishes, retention=0.8))
    assert desk.rate("item-2/main", Rating.EASY).interval_days > usual


def test_a_deck_says_what_each_retention_costs_once_cards_were_learned(desk: Desk) -> None:
    desk.add("bank:words")
    assert shown(desk).costs == ()
    desk.study_all()
    costs = [cost.answers_a_day for cost in shown(desk).costs]
    assert len(costs) == len(deck_choices.RETENTIONS)
    assert costs[0] <= costs[-1]


def shown(desk: Desk) -> deck_choices.ShownDeck:
    deck = deck_choices.find_deck(desk.learner, "words", now=desk.now, rng=Random(1))
    assert deck is not None
    return deck


def test_there_is_no_deck_of_a_bank_that_offers_nothing(desk: Desk) -> None:
    assert deck_choices.find_deck(desk.learner, "nowhere", now=desk.now, rng=Random(1)) is None
    with pytest.raises(KeyError):
        deck_choices.choose(desk.learner, "nowhere", OWN)


class TestOnItsPage:
    @pytest.fixture
    def content(self) -> str:
        return "banks"

    def test_what_is_chosen_stands_there_again(self, client: FlaskClient) -> None:
        sent = {"new_per_day": "7", "reviews_per_day": "", "retention": "0.85"}
        assert client.post("/cards/decks/terminology", data=sent).status_code == 303
        html = client.get("/cards/decks/terminology").text
        assert 'name="new_per_day"' in html
        assert 'value="7"' in html
        assert 'value="0.85" checked' in html

    @pytest.mark.parametrize(
        "sent", [{"new_per_day": "many"}, {"reviews_per_day": "-1"}, {"retention": "0.2"}]
    )
    def test_what_cannot_be_is_refused_in_words_and_nothing_is_lost(
        self, client: FlaskClient, sent: dict[str, str]
    ) -> None:
        reply = client.post("/cards/decks/terminology", data={"reviews_per_day": "33"} | sent)
        assert reply.status_code == 422
        assert "error-summary" in reply.text

    def test_a_deck_that_is_not_there_is_not_found(self, client: FlaskClient) -> None:
        assert client.get("/cards/decks/nowhere").status_code == 404
