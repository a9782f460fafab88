"""An answered item as a page shows it."""

from quizapp.core.items import Response
from quizapp.web.items.answer_parts import answer_parts
from tests.core.builders import make_item, make_matching, make_ordering, make_short_answer

SKIPPED = Response()


def parts_of(item, response):
    return answer_parts(item, response)


def verdicts(item, response):
    return [part.verdict for part in parts_of(item, response)]


def test_right_and_wrong_are_told_in_words_too():
    item = make_item()
    words = [part.words for part in parts_of(item, Response(chosen=frozenset("b")))]
    assert words == ["Right answer", "Not quite · your answer", "Not this one"]


def test_only_what_was_chosen_wrongly_is_marked_so():
    assert verdicts(make_item(), Response(chosen=frozenset("b"))) == ["right", "again", "other"]
    assert verdicts(make_item(), SKIPPED) == ["right", "other", "other"]


def test_a_step_in_the_wrong_place_is_not_shown_as_right():
    item = make_ordering("One", "Two", "Three")
    assert verdicts(item, Response(order=("a", "c", "b"))) == ["right", "again", "again"]
    assert verdicts(item, SKIPPED) == ["right", "right", "right"]


def test_each_pair_is_judged_by_itself_and_the_extras_say_that_they_fit_none():
    item = make_matching({"f-net": "functioning", "gi-net": "gut"}, "lung")
    given = Response(matches={"f-net": "a", "gi-net": "c"})
    parts = parts_of(item, given)
    assert [part.verdict for part in parts] == ["right", "again", "other"]
    assert parts[1].given.startswith("lung")
    assert parts[2].words == "Fits none of these"


def test_every_part_says_why():
    for item in (make_item(), make_ordering("One", "Two"), make_short_answer("gastrin")):
        assert all(part.rationale for part in parts_of(item, SKIPPED))
