"""Practice at one's level, page by page, without scripts."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from quizapp.banks import service
from quizapp.core.assembly import explains, fits
from quizapp.core.items import Audience, Item, Topic
from quizapp.core.practice_level import UNKNOWN, ItemDifficulty, level_after
from quizapp.database import db
from quizapp.models import AttemptItemRow, AttemptRow, ItemDifficultyRow, ItemRow
from quizapp.progress import rebuild as counts
from quizapp.quiz import attempts
from quizapp.quiz.attempts import Attempt
from quizapp.quiz.practice import service as practice
from quizapp.tallies import queries as tallies
from quizapp.web.clock import utcnow
from tests.banks.folders import FACTS, make_bank, make_item, make_questions
from tests.quiz import wrong_key
from tests.quiz.taking import Taker, fixed, item_at, item_form, replace
from tests.support.visitor import Reply

LEVEL = "Your practice level"


def start(taker: Taker, *topics: str, most: str = "10") -> Reply:
    form = taker.visitor.get("/quiz/practice/").form("/quiz/practice/")
    chosen = [*replace(form, most=most), *(("topics", topic) for topic in topics)]
    return taker.visitor.submit(form, chosen)


def go_on(taker: Taker, page: Reply) -> Reply:
    """Follow the feedback's way on."""
    found = re.search(r'class="button button-primary" href="([^"]+)">Go on<', page.text)
    assert found
    return taker.visitor.get(found[1])


def answer_all(taker: Taker, page: Reply, *, right: bool = True) -> Reply:
    """Answer until the practice ends by itself, and return the page before handing in."""
    while not page.path.endswith("/check"):
        page = go_on(taker, taker.answer(page, "check", right=right))
    return page


def finish(taker: Taker, page: Reply) -> Reply:
    form = taker.visitor.get(f"{page.path.rsplit('/', 1)[0]}/check").form("/finish")
    return taker.visitor.submit(form, form.as_it_stands())


def skip(taker: Taker, page: Reply) -> Reply:
    form = item_form(page)
    return taker.visitor.submit(form, [*fixed(form), ("action", "skip")])


def choose_and_skip(taker: Taker, page: Reply) -> Reply:
    """Choose an answer, which is kept at once, and then skip the question."""
    form = item_form(page)
    pairs = [*fixed(form), *taker.wrong_pairs(page), ("action", "autosave")]
    assert taker.visitor.send(form, pairs).status == 200
    return skip(taker, taker.visitor.get(page.path))


def given(taker: Taker) -> list[Item]:
    """Return the items that were given so far, in their order."""
    with taker.app.app_context():
        found = db.session.execute(
            select(AttemptItemRow.attempt_id, AttemptItemRow.position).order_by(AttemptItemRow.position)
        ).all()
    return [item_at(taker.app, f"/quiz/{attempt_id}/{position}") for attempt_id, position in found]


def set_difficulty(taker: Taker, *, answers: int) -> None:
    """Let every item be as hard as its id says, and known from so many answers."""
    with taker.app.app_context():
        db.session.add_all(
            ItemDifficultyRow(item_id=id_, item_version=number, logits=id_ % 5 - 2, answers=answers)
            for id_, number in db.session.execute(select(ItemRow.id, ItemRow.version))
        )
        db.session.commit()


def read(taker: Taker) -> Attempt:
    """Return the only attempt; inside an application's context."""
    row = db.session.scalars(select(AttemptRow)).one()
    attempt = attempts.find(row.id, learner_id=row.learner_id, now=utcnow())
    assert attempt
    return attempt


def test_each_answer_brings_the_next_question_until_the_most_is_answered(taker: Taker) -> None:
    page = start(taker)
    assert "Question 1 of at most 10" in page.text
    assert len(given(taker)) == 1
    told = taker.answer(page, "check")
    assert len(given(taker)) == 2
    check = answer_all(taker, go_on(taker, told))
    items = given(taker)
    assert len(items) == 10
    assert "you answered as many questions as you chose" in check.text
    result = finish(taker, check)
    assert LEVEL in result.text
    assert "Quiz number" not in result.text
    assert all(Audience.STUDENT in item.audience for item in items)
    for place, item in enumerate(items):
        assert fits(item, items[:place])
        assert not any(explains(before, item) for before in items[:place])
    with taker.app.app_context():
        assert [one.differences for one in counts.check()] == [()]


def test_a_skipped_question_does_not_count_and_another_comes(taker: Taker) -> None:
    second = skip(taker, start(taker))
    assert "Question 2 of at most 11" in second.text
    check = answer_all(taker, second)
    assert len(given(taker)) == 11
    assert "10 of 11 answered" in check.text
    with taker.app.app_context():
        assert len(practice.counted(read(taker))) == 10


def test_what_was_chosen_and_then_skipped_does_not_count_after_handing_in_either(taker: Taker) -> None:
    check = answer_all(taker, choose_and_skip(taker, start(taker)))
    result = finish(taker, check)
    with taker.app.app_context():
        attempt = read(taker)
        assert attempt.places[0].state.given
        assert practice.counted(attempt) == list(attempt.places[1:])
        assert practice.level_of(attempt) == level_after(
            (practice.difficulty(place), float(place.mark.share)) for place in attempt.places[1:]
        )
    assert "Of the 10 questions that count" in result.text


def test_what_was_chosen_at_the_last_question_counts_once_it_is_handed_in(taker: Taker) -> None:
    page = go_on(taker, taker.answer(start(taker), "check"))
    form = item_form(page)
    assert (
        taker.visitor.send(form, [*fixed(form), *taker.right_pairs(page), ("action", "autosave")]).status
        == 200
    )
    finish(taker, page)
    with taker.app.app_context():
        assert len(practice.counted(read(taker))) == 2


def test_a_skipped_question_may_be_answered_later_and_brings_no_further_one(taker: Taker) -> None:
    first = start(taker)
    second = skip(taker, first)
    assert taker.answer(taker.visitor.get(first.path), "check").status == 200
    assert len(given(taker)) == 2
    assert taker.visitor.get(f"{first.path.rsplit('/', 1)[0]}/").path == second.path


def test_who_skips_is_given_twice_as_many_as_chosen_and_told_so_and_may_answer_them(taker: Taker) -> None:
    page = first = start(taker)
    while not page.path.endswith("/check"):
        assert re.search(r"Question \d+ of at most (1\d|20)\b", page.text)
        page = skip(taker, page)
    assert len(given(taker)) == 20
    assert "you looked at twice as many questions as you chose" in page.text
    assert taker.answer(taker.visitor.get(first.path), "check").status == 200
    assert len(given(taker)) == 20


def test_who_was_sure_and_whose_keys_were_corrected_since_is_not_told_that_no_question_is_left(
    taker: Taker,
) -> None:
    set_difficulty(taker, answers=1_000_000)
    page = start(taker, most="40")
    right = True
    while not page.path.endswith("/check"):
        page = go_on(taker, taker.answer(page, "check", right=right))
        right = not right
    assert len(given(taker)) < 40
    assert "more questions would tell little more" in page.text
    with taker.app.app_context():
        # What is known of how hard it was goes with each key that is corrected.
        db.session.execute(update(AttemptItemRow).values(item_answers=0))
        db.session.commit()
    told = taker.visitor.get(page.path).text
    assert "Practice ends here. It does so early where no further question is left" in told


def test_who_comes_back_goes_on_with_the_last_question_and_what_was_chosen_there(taker: Taker) -> None:
    page = go_on(taker, taker.answer(start(taker), "check"))
    form = item_form(page)
    pairs = [*fixed(form), *taker.right_pairs(page), ("action", "autosave")]
    assert taker.visitor.send(form, pairs).status == 200
    address = f"{page.path.rsplit('/', 1)[0]}/"
    assert taker.visitor.get(address).path == page.path
    assert "Saved" in taker.visitor.get(address).text
    assert address in taker.visitor.get("/").text
    assert len(given(taker)) == 2


def test_the_same_answer_sent_twice_and_another_from_a_second_tab_bring_one_question(taker: Taker) -> None:
    page = start(taker)
    other = taker.visitor.get(page.path)
    form = item_form(page)
    pairs = [*fixed(form), *taker.right_pairs(page), ("action", "check")]
    assert {taker.visitor.send(form, pairs).status for _ in range(2)} == {303}
    late = taker.visitor.send(
        item_form(other), [*fixed(item_form(other)), *taker.wrong_pairs(other), ("action", "check")]
    )
    assert late.status == 409
    assert len(given(taker)) == 2


def test_the_same_start_sent_twice_starts_one_practice(taker: Taker) -> None:
    form = taker.visitor.get("/quiz/practice/").form("/quiz/practice/")
    assert len({taker.visitor.send(form, form.as_it_stands()).location for _ in range(2)}) == 1
    assert (taker.count(AttemptRow), taker.count(AttemptItemRow)) == (1, 1)


def test_who_answers_rightly_is_given_harder_questions_than_who_does_not(taker: Taker) -> None:
    set_difficulty(taker, answers=1000)
    means = []
    for right in (True, False):
        answer_all(taker, start(taker, most="20"), right=right)
        with taker.app.app_context():
            last = select(AttemptItemRow.item_difficulty).where(AttemptItemRow.position > 5)
            attempt_id = db.session.scalars(
                select(AttemptRow.id).order_by(AttemptRow.started_at.desc()).limit(1)
            ).one()
            found = db.session.scalars(last.where(AttemptItemRow.attempt_id == attempt_id)).all()
            means.append(sum(one for one in found if one is not None) / len(found))
    assert means[0] > means[1] + 1


def test_the_level_is_that_of_the_answers_and_the_difficulties_when_they_were_given(taker: Taker) -> None:
    set_difficulty(taker, answers=1000)
    finish(taker, answer_all(taker, start(taker)))
    with taker.app.app_context():
        db.session.execute(update(ItemDifficultyRow).values(logits=0))
        db.session.commit()
        attempt = read(taker)
        expected = level_after(
            (ItemDifficulty(logits=place.row.item_id % 5 - 2, answers=1000), float(place.mark.share))
            for place in attempt.places
        )
        assert practice.level_of(attempt) == expected


def test_while_difficulties_are_not_known_the_result_says_it_is_provisional(taker: Taker) -> None:
    page = finish(taker, answer_all(taker, start(taker)))
    assert "This is provisional" in page.text
    assert "Of the 10 questions that count, 10 were answered by few people" in page.text


def test_once_they_are_known_it_does_not_say_so_and_never_ranks_anybody(taker: Taker) -> None:
    set_difficulty(taker, answers=200)
    page = finish(taker, answer_all(taker, start(taker), right=False))
    assert "provisional" not in page.text
    assert "about 1 of 10" in page.text
    assert "To look at next" in page.text
    assert not re.search(r"\b(ability|rank|better than|percentile|failed)\b", page.text)


def test_after_less_than_five_answers_it_says_that_they_are_too_few(taker: Taker) -> None:
    page = finish(taker, go_on(taker, taker.answer(start(taker), "check")))
    assert "You answered 1 question. That is too few" in page.text


def test_an_item_that_is_not_offered_any_more_does_not_come_and_one_that_was_given_stays(
    taker: Taker,
) -> None:
    page = start(taker)
    with taker.app.app_context():
        keep = db.session.scalars(select(ItemRow.id).where(ItemRow.for_students).limit(3)).all()
        db.session.execute(update(ItemRow).where(ItemRow.id.not_in(keep)).values(offered=False))
        db.session.commit()
    check = answer_all(taker, page)
    assert 1 <= len(given(taker)) <= 4
    assert "no further question is left" in check.text
    assert LEVEL in finish(taker, check).text


def test_where_there_are_fewer_questions_than_the_most_the_first_page_says_so(taker: Taker) -> None:
    with taker.app.app_context():
        found = db.session.scalars(select(ItemRow.id).filter_by(topic=Topic.SITES, for_students=True)).all()
        db.session.execute(update(ItemRow).where(ItemRow.id.in_(found[7:])).values(offered=False))
        db.session.commit()
    assert "There is no more than 7 questions on what you chose" in start(taker, Topic.SITES).text


def test_only_topics_that_were_chosen_come(taker: Taker) -> None:
    answer_all(taker, start(taker, Topic.SITES, Topic.SYMPTOMS))
    topics = [item.topic for item in given(taker)]
    assert {topics.count(Topic.SITES), topics.count(Topic.SYMPTOMS)} == {5}


def test_with_nothing_to_ask_it_says_what_to_do(taker: Taker) -> None:
    form = taker.visitor.get("/quiz/practice/").form("/quiz/practice/")
    with taker.app.app_context():
        db.session.execute(update(ItemRow).values(offered=False))
        db.session.commit()
    reply = taker.visitor.send(form, form.as_it_stands())
    assert reply.status == 422
    assert taker.count(AttemptRow) == 0


def test_a_practice_is_not_among_the_last_quizzes_whose_shares_are_compared(taker: Taker) -> None:
    finish(taker, answer_all(taker, start(taker)))
    with taker.app.app_context():
        row = db.session.scalars(select(AttemptRow)).one()
        assert tallies.last_quizzes(learner_id=row.learner_id, most=10, now=utcnow()) == []


class TestOfTwoQuestions:
    """A bank of two questions; the reasons of the second tell the answer of the first."""

    @pytest.fixture
    def content(self) -> str:
        return "empty"

    @pytest.fixture
    def practices(self, app: Flask, taker: Taker, tmp_path: Path) -> dict[str, Reply]:
        """Two practices by the names of the questions that they begin with: what is new comes first."""
        second = make_item("two", facts='["F002"]').replace(
            'sources = ["zoo-2020"]\n', 'background = ["F001"]\nsources = ["zoo-2020"]\n'
        )
        folder = make_questions(tmp_path, animals=make_bank("animals", make_item("one"), second))
        with (folder / "facts.toml").open("a", encoding="utf-8") as file:
            file.write(FACTS.replace("F001", "F002").replace("Cats purr", "Cats purr at night"))
        with app.app_context():
            service.load_all(folder, now=utcnow())
            db.session.execute(update(ItemRow).values(for_students=True))
            db.session.commit()
        pages = [start(taker), start(taker)]
        return {"one" if "eno" in page.text else "two": page for page in pages}

    def test_what_would_tell_the_answer_of_one_that_was_skipped_does_not_come(
        self, taker: Taker, practices: dict[str, Reply]
    ) -> None:
        assert skip(taker, practices["one"]).path.endswith("/check")

    def test_it_comes_when_that_one_was_answered(self, taker: Taker, practices: dict[str, Reply]) -> None:
        assert go_on(taker, taker.answer(practices["one"], "check")).path.endswith("/2")

    def test_what_was_told_already_is_not_asked(self, taker: Taker, practices: dict[str, Reply]) -> None:
        assert go_on(taker, taker.answer(practices["two"], "check")).path.endswith("/check")


class TestOfOneQuestion:
    """A bank of one question whose key is wrong."""

    @pytest.fixture
    def content(self) -> str:
        return "empty"

    def test_a_corrected_key_moves_the_level_and_its_difficulty_counts_as_unknown(
        self, app: Flask, taker: Taker, tmp_path: Path
    ) -> None:
        wrong_key.load(app, tmp_path, right=wrong_key.SAID)
        with app.app_context():
            db.session.execute(update(ItemRow).values(for_students=True))
            db.session.commit()
        address = start(taker).path.removesuffix("/1")
        wrong_key.answer(taker.visitor, address, wrong_key.RIGHT)
        with app.app_context():
            low = practice.level_of(read(taker)).mean
            db.session.execute(update(AttemptItemRow).values(item_difficulty=3.0, item_answers=500))
            db.session.commit()
        wrong_key.load(app, tmp_path, right=wrong_key.RIGHT)
        with app.app_context():
            level = practice.level_of(read(taker))
            assert low < 0 < level.mean
            assert level == level_after([(UNKNOWN, 1.0)])
