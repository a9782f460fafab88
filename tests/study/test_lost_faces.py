"""Cards that ask for what the newest version of their item lacks."""

from pathlib import Path

import pytest
from sqlalchemy import select

from quizapp.banks import service as banks
from quizapp.database import db
from quizapp.models import ItemRow
from quizapp.study import feed, queries, service
from quizapp.study.log import clock_of
from tests.banks.folders import make_bank, make_questions
from tests.core.builders import make_matching
from tests.study.desk import Desk, store_version
from tests.study.test_answering import make_rows
from tests.study.test_feed import answer, has_card

ITEM = """
[[item]]
id = "sounds"
type = "matching"
audience = ["student"]
topic = "sites"
level = "remember"
facts = ["F001"]
sources = ["zoo-2020"]
status = "published"
review_due = 2027-05-31
stem = "Which sound does each animal make?"
[[item.extra]]
text = "Song"
rationale = "None of these animals sings."
"""
PAIR = """
[[item.pair]]
id = "{id}"
subject = "The {id}"
match = "The {id} sound"
rationale = "It is what a {id} does."
"""


@pytest.fixture
def sounds(desk: Desk, tmp_path: Path) -> Path:
    """A folder of questions whose one item asks for five animals, all of them cards."""
    load(tmp_path, "cat", "dog", "cow", "hen", "owl")
    assert desk.add("bank:animals") == 5
    return tmp_path


def load(folder: Path, *animals: str) -> None:
    bank = make_bank("animals", ITEM + "".join(PAIR.format(id=animal) for animal in animals))
    result = banks.load_all(make_questions(folder, animals=bank), now=Desk.now)
    assert [one.finding for bank in result.report.banks for one in bank.findings] == []


def set_aside(desk: Desk) -> list[str]:
    day = clock_of(desk.learner).day(desk.now)
    return [card.face for card, _ in queries.set_aside(learner_id=desk.learner.id, day=day, most=100)]


def test_a_card_that_the_new_version_no_longer_asks_is_not_told_to_be_due(desk: Desk, sounds: Path) -> None:
    assert service.today(desk.learner, now=desk.now).due == 5
    load(sounds, "cat", "dog", "cow")
    assert service.today(desk.learner, now=desk.now).due == desk.left() == 3
    assert set_aside(desk) == []


def test_a_card_that_a_later_version_asks_again_can_be_taken_back_in(desk: Desk, sounds: Path) -> None:
    load(sounds, "cat", "dog", "cow")
    load(sounds, "cat", "dog", "cow", "hen")
    assert set_aside(desk) == ["pair-hen"]
    desk.move("sounds/pair-hen", "back")
    assert service.today(desk.learner, now=desk.now).due == 4


def test_a_quiz_older_than_the_newest_version_makes_no_card_that_cannot_be_shown(desk: Desk) -> None:
    make_rows()
    row = db.session.scalars(select(ItemRow).filter_by(slug="hormones")).one()
    store_version(row, make_matching({"insulin": "lowers sugar", "gastrin": "makes acid"}, "none of it"))
    missed = frozenset({"pair-glucagon", "pair-gastrin"})
    feed.take_answers(desk.learner, [answer("hormones", right=frozenset(), missed=missed)], now=desk.now)
    db.session.commit()
    assert not has_card(desk, "hormones", "pair-glucagon")
    assert has_card(desk, "hormones", "pair-gastrin")
