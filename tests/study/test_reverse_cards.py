"""Cards that ask a pair the other way round."""

from sqlalchemy import select

from quizapp.core.cards import faces_of
from quizapp.core.forgetting import Rating
from quizapp.core.items import Item
from quizapp.database import db
from quizapp.models import ItemRow
from tests.core.builders import make_matching
from tests.study.desk import Desk, store_version
from tests.study.test_answering import make_rows

PAIRS = {"insulin": "lowers blood sugar", "glucagon": "raises blood sugar", "gastrin": "makes acid"}


def ask_back() -> str:
    """Store a version of the hormones that asks for insulin, and return the face that does."""
    item: Item = make_matching(PAIRS, "makes bile", reverse={"insulin": "What lowers blood sugar?"})
    store_version(db.session.scalars(select(ItemRow).filter_by(slug="hormones")).one(), item)
    return faces_of(item)[-1]


def test_what_an_item_asks_anew_is_added_with_its_deck_and_waits_for_another_day(desk: Desk) -> None:
    make_rows()
    desk.add("bank:pairs")
    desk.rate("hormones/pair-insulin", Rating.EASY)
    reverse = ask_back()
    desk.wait(days=1)
    assert desk.add("bank:pairs") == 1
    desk.rate(desk.next("bank:pairs"), Rating.EASY)
    assert desk.card(f"hormones/{reverse}").buried_until_day is not None
    assert desk.next("bank:pairs") == ""
