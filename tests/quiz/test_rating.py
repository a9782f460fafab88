"""How hard items are, learned from what was stored of quizzes; the command that does so and proves it."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, select, update

from quizapp import worker
from quizapp.cli.practice import practice
from quizapp.core.item_rating import Version
from quizapp.core.items import Topic
from quizapp.core.practice_level import START, UNKNOWN, ItemDifficulty
from quizapp.database import db
from quizapp.models import AttemptRow, ItemDifficultyRow, ItemRow, LearnerRow
from quizapp.quiz.practice import queries as practice_queries
from quizapp.quiz.practice import service as practice_service
from quizapp.quiz.rating import queries as rating_queries
from tests.cli import schemas
from tests.quiz import wrong_key
from tests.quiz.taking import Taker, replace
from tests.quiz.test_practice import choose_and_skip, finish, read, start
from tests.support.visitor import AppConnection, Visitor


def stored(app: Flask) -> dict[Version, ItemDifficulty]:
    with app.app_context():
        return rating_queries.stored()


def rebuild(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(practice, ["rebuild", *arguments])


def first_answer(share: float) -> ItemDifficulty:
    return UNKNOWN.after(expected=START.expected(UNKNOWN), share=share)


def take(taker: Taker, *, right: bool, audience: str = "student", seed: str = "7", ends: bool = True) -> None:
    """Take a quiz of five questions with all answers at the end."""
    form = next(one for one in taker.visitor.get("/quiz/").forms if "behaviour" in one.controls)
    chosen = replace(form, behaviour="deferred", length="5", seed=seed, audience=audience)
    page = taker.visitor.submit(form, chosen)
    address = page.path.removesuffix("/1")
    while not page.path.endswith("/check"):
        page = taker.answer(page, "save", right=right)
    if ends:
        finish = taker.visitor.get(f"{address}/check").form("/finish")
        taker.visitor.submit(finish, finish.as_it_stands())


def another(taker: Taker) -> Taker:
    return Taker(taker.app, Visitor(AppConnection(taker.app)))


def test_each_first_answer_of_a_student_moves_how_hard_its_item_is(taker: Taker) -> None:
    take(taker, right=False)
    take(another(taker), right=True)
    assert stored(taker.app) == {}
    worker.rate_items(taker.app)
    found = stored(taker.app)
    assert len(found) == 5
    assert {one.answers for one in found.values()} == {2}
    with taker.app.app_context():
        pool = {item.id: item.difficulty for item in practice_queries.pool(list(Topic), learner_id=0)}
    assert {(item_id, number): pool[item_id] for item_id, number in found} == found


def test_a_second_answer_does_not_count_nor_what_is_not_handed_in_nor_what_patients_answered(
    taker: Taker,
) -> None:
    take(taker, right=False)
    worker.rate_items(taker.app)
    before = stored(taker.app)
    take(taker, right=True)
    take(another(taker), right=True, ends=False)
    take(another(taker), right=True, audience="patient")
    assert rebuild(taker.app, "--check").exit_code == 0
    assert stored(taker.app) == before


def test_what_was_chosen_and_then_skipped_does_not_count(taker: Taker) -> None:
    page = choose_and_skip(taker, start(taker))
    finish(taker, taker.answer(page, "check"))
    with taker.app.app_context():
        answered = practice_service.counted(read(taker))
    worker.rate_items(taker.app)
    assert [place.row.position for place in answered] == [2]
    assert list(stored(taker.app)) == [(place.row.item_id, place.row.item_version) for place in answered]


def test_an_item_that_was_met_in_plain_words_first_is_not_met_first_as_a_student(taker: Taker) -> None:
    with taker.app.app_context():
        for_both = ItemRow.for_patients & ItemRow.for_students
        db.session.execute(update(ItemRow).where(~for_both).values(offered=False))
        db.session.commit()
    take(taker, right=True, audience="patient")
    take(taker, right=False)
    worker.rate_items(taker.app)
    assert stored(taker.app) == {}


def test_the_answers_of_simulated_people_do_not_count(taker: Taker) -> None:
    take(taker, right=False)
    with taker.app.app_context():
        db.session.execute(update(LearnerRow).values(simulated=True))
        db.session.commit()
    worker.rate_items(taker.app)
    assert stored(taker.app) == {}


def test_what_a_deleted_learner_answered_no_longer_counts(taker: Taker) -> None:
    take(taker, right=False)
    worker.rate_items(taker.app)
    with taker.app.app_context():
        db.session.execute(delete(AttemptRow))
        db.session.commit()
    assert rebuild(taker.app, "--check").exit_code == 1
    worker.rate_items(taker.app)
    assert stored(taker.app) == {}


def test_a_check_tells_what_differs_and_changes_nothing(taker: Taker) -> None:
    take(taker, right=False)
    told = rebuild(taker.app, "--check")
    assert told.exit_code == 1
    assert "5 item versions, 5 first answers; 5 differ" in told.output
    assert stored(taker.app) == {}
    told = rebuild(taker.app, "--check", "--json")
    found = schemas.read("practice-rebuild", told.output)
    assert (found["different"], found["rebuilt"], found["differences"][0]["stored"]) == (5, False, None)
    assert "5 were stored anew" in rebuild(taker.app).output
    with taker.app.app_context():
        db.session.execute(update(ItemDifficultyRow).values(logits=ItemDifficultyRow.logits + 0.001))
        db.session.commit()
    assert rebuild(taker.app, "--check").exit_code == 1
    schemas.read("practice-rebuild", rebuild(taker.app, "--json").output)
    told = rebuild(taker.app, "--check")
    assert told.exit_code == 0
    assert "each difficulty is what the answers say" in told.output


class TestOfOneQuestion:
    """A bank of one question whose key is wrong, or that is put in other words."""

    @pytest.fixture
    def content(self) -> str:
        return "empty"

    def load(self, app: Flask, folder: Path, **how: str) -> None:
        wrong_key.load(app, folder, **how)
        with app.app_context():
            db.session.execute(update(ItemRow).values(for_students=True))
            db.session.commit()

    def answer(self, taker: Taker, text: str) -> None:
        form = taker.visitor.get("/quiz/practice/").form("/quiz/practice/")
        page = taker.visitor.submit(form, form.as_it_stands())
        wrong_key.answer(taker.visitor, page.path.removesuffix("/1"), text)

    def test_answers_count_by_the_corrected_key_and_the_new_version_is_as_hard(
        self, app: Flask, taker: Taker, tmp_path: Path
    ) -> None:
        self.load(app, tmp_path, right=wrong_key.SAID)
        self.answer(taker, wrong_key.RIGHT)
        worker.rate_items(app)
        assert list(stored(app).values()) == [first_answer(0.0)]
        self.load(app, tmp_path, right=wrong_key.RIGHT)
        worker.rate_items(app)
        old, new = (one for _, one in sorted(stored(app).items()))
        assert old == first_answer(1.0)
        assert new == ItemDifficulty(logits=old.logits)

    def test_answers_to_a_question_that_was_corrected_and_asks_otherwise_now_say_nothing(
        self, app: Flask, taker: Taker, tmp_path: Path
    ) -> None:
        self.load(app, tmp_path, right=wrong_key.SAID)
        self.answer(taker, wrong_key.RIGHT)
        self.load(app, tmp_path, right=wrong_key.RIGHT, stem="Which animal barks at the postman?")
        with app.app_context():
            corrected = db.session.scalar(select(ItemRow.version))
        worker.rate_items(app)
        assert corrected == 2
        assert stored(app) == {}
