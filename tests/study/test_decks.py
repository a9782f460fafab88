"""Decks: cards made of banks and topics."""

from quizapp.core.items import Topic
from quizapp.study import service
from quizapp.study.decks import service as decks
from quizapp.study.log import clock_of
from tests.core.builders import make_item
from tests.study.desk import Desk, make_items, store_bank
from tests.study.test_answering import make_rows
from tests.study.test_feed import quiz_answer


def listed(desk: Desk) -> decks.Decks:
    due = service.due_cards(desk.learner, clock_of(desk.learner).moment(desk.now))
    return decks.decks(desk.learner, due)


def test_a_deck_makes_each_card_once(desk: Desk) -> None:
    assert (desk.add("bank:words"), desk.add("bank:words")) == (12, 0)
    assert desk.add("topic:terminology") == 0


def test_a_card_that_is_there_keeps_its_state(desk: Desk) -> None:
    quiz_answer(desk, "item-3", right=False)
    assert desk.add("bank:words") == 11
    assert desk.card("item-3").reps == 1


def test_a_matching_item_makes_a_card_for_each_row(desk: Desk) -> None:
    make_rows()
    assert desk.add("bank:pairs") == 3


def test_a_topic_takes_from_every_bank(desk: Desk) -> None:
    store_bank("other", make_item(id="here"), make_item(id="elsewhere", topic=Topic.SITES))
    assert desk.add("topic:terminology") == 13


def test_a_bank_that_does_not_exist_makes_nothing(desk: Desk) -> None:
    assert desk.add("bank:nothing") == 0


def test_a_large_deck_is_made_whole(desk: Desk) -> None:
    store_bank("large", *(make_item(id=f"large-{item.id}") for item in make_items(600)))
    assert desk.add("bank:large") == 600


def test_the_list_tells_what_is_offered_what_is_a_card_and_what_is_left_today(desk: Desk) -> None:
    store_bank("other", make_item(id="elsewhere", topic=Topic.SITES))
    desk.learner.new_per_day = 3
    desk.add("bank:words")
    found = listed(desk)
    assert [(deck.title, deck.offered, deck.has_cards, deck.due) for deck in found.banks] == [
        ("Other", 1, False, 0),
        ("Words", 12, True, 3),
    ]
    assert [(str(deck.scope), deck.has_cards, deck.due) for deck in found.topics] == [
        ("topic:terminology", True, 3),
        ("topic:sites", False, 0),
    ]
    assert not found.has_missed


def test_the_list_tells_of_missed_items(desk: Desk) -> None:
    quiz_answer(desk, "item-3", right=False)
    assert listed(desk).has_missed


def test_somebody_of_whom_nothing_is_stored_sees_the_decks(desk: Desk) -> None:
    found = decks.decks(None, service.DueCards(by_topic={}, by_bank={}))
    assert [(deck.title, deck.has_cards) for deck in found.banks] == [("Words", False)]
