"""What is due, what comes next, and how that is said."""

from quizapp.core.forgetting import Rating
from quizapp.core.items import Topic
from quizapp.study import service
from tests.core.builders import make_item
from tests.study.desk import Desk, make_learner, store_bank
from tests.study.test_answering import make_rows
from tests.study.test_feed import item_id, quiz_answer

AGAIN, HARD, GOOD, EASY = Rating


def today(desk: Desk) -> service.Today:
    return service.today(desk.learner, now=desk.now)


def comes_back(desk: Desk, slug: str) -> str:
    return service.comes_back(desk.learner, [item_id(slug)], now=desk.now).get(item_id(slug), "")


def test_what_is_due_is_told_by_topic_with_the_time_it_takes(desk: Desk) -> None:
    store_bank("other", make_item(id="elsewhere", topic=Topic.SITES))
    desk.add("bank:words")
    desk.add("bank:other")
    said = today(desk)
    assert (said.due, said.minutes_words) == (13, "About 4 minutes.")
    assert [(one.topic, one.due) for one in said.topics] == [("terminology", 12), ("sites", 1)]


def test_no_more_is_told_to_be_due_than_the_limits_allow(desk: Desk) -> None:
    desk.learner.new_per_day = 3
    desk.add("bank:words")
    assert (today(desk).due, today(desk).minutes_words) == (3, "About 1 minute.")
    assert today(desk).due == desk.left()


def test_what_was_missed_in_a_quiz_is_due_at_once(desk: Desk) -> None:
    quiz_answer(desk, "item-1", right=False)
    assert today(desk).due == 1
    assert comes_back(desk, "item-1") == "As a card, this question comes back in 1 min."
    desk.wait(minutes=5)
    assert comes_back(desk, "item-1") == "As a card, this question waits for you now."


def test_somebody_without_cards_is_told_so(desk: Desk) -> None:
    assert (today(desk).due, today(desk).next_words) == (0, "There are no cards here yet.")


def test_the_day_of_the_next_cards_is_named(desk: Desk) -> None:
    desk.add("bank:words")
    desk.learner.new_per_day = 1
    desk.learn("item-1")
    assert today(desk).next_words == "The next cards come tomorrow."
    desk.learner.new_per_day = 12
    desk.study_all()
    assert today(desk).next_words == "The next cards come on Wednesday."
    assert comes_back(desk, "item-1") == "As a card, this question comes back in 2 days."


def test_new_cards_that_are_switched_off_are_not_promised(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    desk.learner.new_per_day = 0
    assert today(desk).next_words.startswith("The next cards come on ")
    desk.move("item-1", "rest")
    said = today(desk)
    assert (said.next_words, said.switched_off) == ("New cards are switched off in your settings.", True)
    desk.learner.new_per_day, desk.learner.reviews_per_day = 5, 0
    desk.learner.new_inside_reviews = True
    assert today(desk).switched_off


def test_reviews_that_are_switched_off_are_not_promised(desk: Desk) -> None:
    quiz_answer(desk, "item-1", right=False)
    desk.rate("item-1", EASY)
    desk.learner.reviews_per_day = 0
    for _ in range(2):
        said = today(desk)
        assert (said.next_words, said.switched_off) == ("Reviews are switched off in your settings.", True)
        desk.wait(days=60)


def test_cards_hidden_until_tomorrow_come_tomorrow(desk: Desk) -> None:
    make_rows()
    desk.add("bank:pairs")
    desk.rate("hormones/pair-insulin", EASY)
    assert today(desk).next_words == "The next cards come tomorrow."


def test_an_items_earliest_card_is_the_one_that_is_told(desk: Desk) -> None:
    make_rows()
    desk.add("bank:pairs")
    desk.rate("hormones/pair-insulin", EASY)
    assert comes_back(desk, "hormones") == "As a card, this question waits for you now."


def test_an_item_without_a_card_is_not_told_of(desk: Desk) -> None:
    assert comes_back(desk, "item-1") == ""
    desk.add("bank:words")
    assert service.comes_back(make_learner(), [item_id("item-1")], now=desk.now) == {}
