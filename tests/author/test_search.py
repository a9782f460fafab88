"""What educators find by words and by what items are, on both databases."""

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.author.search import finding as search
from quizapp.author.search.sought import FoundItems, Order, Search, State
from quizapp.banks import queries as banks
from quizapp.core.reviewing import Stage
from quizapp.core.search_query import question, synonyms
from quizapp.database import db
from quizapp.models import BankRow, CatalogueRow
from tests.author.desk import BANK, SLUG, Educator, knowledge, make_educator, new_item, stored
from tests.core.search_reference import holds


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def author(app: Flask) -> Educator:
    return make_educator(app, "avery")


def find(words: str = "", *, page: int = 1, bank: str = "", **wanted: str) -> FoundItems:
    bank_id = db.session.scalar(select(BankRow.id).filter_by(slug=bank)) if bank else None
    order = Order(wanted.pop("order", Order.PLACE))
    return search.find(Search(words=words, order=order, **wanted), knowledge(), bank_id=bank_id, page=page)


def slugs(found: FoundItems) -> list[str]:
    return [one.slug for one in found.items]


QUESTIONS = (
    *(
        "tumour",
        "tumors",
        "NET",
        "nets pancreas",
        "neuroendocrine tumour",
        "NEC",
        "serotonin",
        "5-HT",
        "oesoph",
    ),
    *(
        "diarrhoea flush",
        '"small bowel"',
        "F012",
        "cruk-2014",
        SLUG,
        "metastases liver",
        "gast",
        "cel",
        "68Ga",
    ),
    *(
        '"',
        "' OR 1=1 --",
        "NOT",
        "AND OR",
        "a:b*",
        "(x",
        "{",
        "-net",
        "\0",
        "%",
        "_",
        "ß",
        "Ωmega",
        "数",
        "n" * 10_000,
    ),
    *("net AND NOT (pancreas)", 'rowid:"1"', "found_by @@ 'x'", "!net", "net:*", "net <-> tumour", "\\", "'"),
)


def test_every_question_finds_the_same_in_every_database(app: Flask) -> None:
    with app.app_context():
        entries = list(db.session.execute(select(CatalogueRow.slug, CatalogueRow.words)))
        known = synonyms(tuple(knowledge().terms.values()))
        for typed in QUESTIONS:
            asked = question(typed, known)
            wanted = {slug for slug, words in entries if holds(asked, tuple(words.split()))}
            found = search.find_slugs(Search(words=typed), knowledge(), bank_id=1, most=10_000)
            in_bank = set(db.session.scalars(select(CatalogueRow.slug).filter_by(bank_id=1)))
            assert set(found) == wanted & in_bank, typed
            assert find(typed).count == len(wanted), typed


@pytest.mark.parametrize(("one", "other"), [("tumour", "tumors"), ("NET", "neuroendocrine tumours")])
def test_either_way_of_writing_finds_what_the_other_finds(app: Flask, one: str, other: str) -> None:
    with app.app_context():
        assert find(f'"{one}"').count == find(f'"{other}"').count > 50


def test_items_are_found_by_what_they_are_page_by_page(app: Flask) -> None:
    with app.app_context():
        bank = find(bank=BANK)
        several = [one for page in range(1, bank.pages + 1) for one in slugs(find(bank=BANK, page=page))]
        assert len(several) == len(set(several)) == bank.count
        assert find(page=999, bank=BANK).page == bank.pages
        assert {one.topic for one in find(topic="symptoms").items} == {"symptoms"}
        assert {one.type for one in find(type="matching").items} == {"matching"}
        assert all(one.for_patients for one in find(audience="patient", level="apply").items)
        assert find(state="given").count == find().count
        assert find(state="retired").count == find(state="in-work").count == 0


def test_an_item_in_work_is_found_by_what_is_written_in_it_now(app: Flask, author: Educator) -> None:
    with app.app_context():
        draft_id = author.takes_up(stored())
        table = new_item(id=SLUG, stem="What does a xylophone have to do with it?")
        author.saves(draft_id, table, revision=1)
        new_one = author.begins(new_item(stem="Zithers, perhaps?"))
        (found,) = find("xylophones").items
        assert (found.slug, found.state, found.stage, found.draft_id) == (
            SLUG,
            State.GIVEN,
            Stage.DRAFT,
            draft_id,
        )
        assert found.stem != table["stem"]
        (new_found,) = find("zithers").items
        assert (new_found.state, new_found.draft_id) == (None, new_one)
        assert slugs(find(state="in-work", order="newest")) == ["a-new-one", SLUG]
        assert slugs(find(bank=BANK, page=99))[-1] == "a-new-one"
        author.saves(new_one, new_item(stem="What would harps be used for here?"), revision=1)
        author.drops(draft_id)
        assert find("xylophone").count == find("zither").count == 0
        author.sends(new_one)
        assert slugs(find("harp", state="in-review")) == ["a-new-one"]


def test_what_is_published_or_retired_is_found_as_it_is(app: Flask, author: Educator) -> None:
    reviewer = make_educator(app, "robin")
    with app.app_context():
        draft_id = author.begins(new_item(stem="What is a harp used for here?"))
        author.sends(draft_id)
        reviewer.signs(draft_id)
        reviewer.publishes(draft_id)
        (found,) = find("harp").items
        assert (found.state, found.draft_id) == (State.GIVEN, None)
        row = banks.item_by_slug("a-new-one")
        assert row
        author.retires(row, version=1)
        assert slugs(find("harp", state="retired")) == ["a-new-one"]
