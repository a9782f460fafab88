"""Several items of a bank changed at once, on both databases."""

from collections.abc import Collection
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.author import queries
from quizapp.author.bulk import service as bulk
from quizapp.author.bulk.queries import sign_offs
from quizapp.author.bulk.service import Done, Plan
from quizapp.author.search.finding import find
from quizapp.author.search.sought import Search
from quizapp.banks import queries as banks
from quizapp.banks import web_changes
from quizapp.core.bulk_changes import Hindrance, Kind, Wish
from quizapp.core.reviewing import Action, Vouch
from quizapp.database import db
from quizapp.formats.toml_bank import parse_bank
from quizapp.models import AuditRow, BankRow, DraftRow, ItemRow
from tests.author.desk import BANK, SLUG, Educator, knowledge, make_educator, new_item, stored

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SYMPTOMS = Wish(kind=Kind.TOPIC, to=("symptoms",))
RETIRE = Wish(kind=Kind.RETIRE)
AGAIN = Wish(kind=Kind.AGAIN)


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def author(app: Flask) -> Educator:
    return make_educator(app, "avery")


def bank() -> BankRow:
    row = banks.bank_by_slug(BANK)
    assert row
    return row


def first(number: int) -> dict[str, int]:
    """Return the first items of the bank, with their versions."""
    stmt = select(ItemRow).filter_by(bank_id=bank().id).order_by(ItemRow.position).limit(number)
    return {row.slug: row.version for row in db.session.scalars(stmt)}


def on_symptoms() -> int:
    """Return how many items of the bank are found on that topic."""
    return find(Search(topic="symptoms"), knowledge(), bank_id=bank().id).count


def plan(slugs: Collection[str], wish: Wish) -> Plan:
    return bulk.plan(bank().id, slugs, wish, knowledge(), today=NOON.date())


def change(who: Educator, versions: dict[str, int], wish: Wish, change_id: UUID | None = None) -> Done:
    return bulk.change(
        bank().id,
        versions,
        wish,
        knowledge(),
        change_id=change_id or uuid4(),
        account_id=who.account_id,
        now=NOON,
    )


def test_what_is_planned_is_done_at_once_and_once(app: Flask, author: Educator) -> None:
    with app.app_context():
        some, change_id = first(5), uuid4()
        others = on_symptoms()
        planned = plan(some, SYMPTOMS)
        assert {one.before.id: one.version for one in planned.planned} == some
        assert {one.after.topic for one in planned.planned} == {"symptoms"}
        before = {slug: queries.newest_item(row) for slug, row in banks.items_by_slug(some).items()}
        for _ in range(2):
            assert change(author, some, SYMPTOMS, change_id) == Done(changed=5)
        rows = banks.items_by_slug(some)
        assert {slug: row.version for slug, row in rows.items()} == dict.fromkeys(some, 2)
        assert {row.topic for row in rows.values()} == {"symptoms"}
        for one in planned.planned:
            assert queries.newest_item(rows[one.before.id]) == one.after
            assert one.before == before[one.before.id]
        trail = db.session.scalars(select(AuditRow).filter_by(action=Action.CHANGED)).all()
        assert sorted((row.slug, row.item_version, row.note) for row in trail) == sorted(
            (slug, 2, f"topic: {before[slug].topic} → symptoms") for slug in some
        )
        assert on_symptoms() == others + 5
        read = parse_bank(web_changes.text_of(bank()), name=BANK).bank
        assert read
        assert [item.topic for item in read.items[:5]] == ["symptoms"] * 5


def test_what_somebody_works_on_and_what_moved_is_left_out_and_told(app: Flask, author: Educator) -> None:
    with app.app_context():
        some = first(4)
        in_work, moved, *_ = some
        row = banks.item_by_slug(in_work)
        assert row
        draft_id = author.takes_up(row)
        author.begins(new_item())
        left = plan([*some, "a-new-one"], SYMPTOMS).left_out
        assert {one.slug: one.why for one in left} == {
            in_work: Hindrance.IN_WORK,
            "a-new-one": Hindrance.IN_WORK,
        }
        done = change(author, some | {moved: 7}, SYMPTOMS)
        assert done.changed == 2
        assert {one.slug: one.why for one in done.left_out} == {
            in_work: Hindrance.IN_WORK,
            moved: Hindrance.MOVED,
        }
        assert queries.find_draft(draft_id)
        assert {slug: row.version for slug, row in banks.items_by_slug(some).items()} == {
            slug: 1 if slug in (in_work, moved) else 2 for slug in some
        }


def test_an_item_comes_to_patients_only_if_their_rules_hold(app: Flask, author: Educator) -> None:
    reviewer = make_educator(app, "robin")
    with app.app_context():
        long = (
            "Which of these names of tumours that doctors and nurses use in their notes and letters tells a"
            " reader in which part of the body it started?"
        )
        for name, made in (("hard-one", {"stem": long}), ("plain-one", {})):
            draft_id = author.begins(new_item(id=name, audience=["student"], **made))
            author.sends(draft_id)
            reviewer.signs(draft_id, Vouch.FACTS, Vouch.WORDING, Vouch.CLINICAL)
            reviewer.publishes(draft_id)
        wish = Wish(kind=Kind.AUDIENCE, to=("patient", "student"))
        (left,) = plan(["hard-one", "plain-one"], wish).left_out
        assert (left.slug, left.why) == ("hard-one", Hindrance.FAULTY)
        assert left.errors
        done = change(author, {"hard-one": 1, "plain-one": 1}, wish)
        assert (done.changed, [one.slug for one in done.left_out]) == (1, ["hard-one"])
        rows = banks.items_by_slug(["hard-one", "plain-one"])
        assert (rows["hard-one"].for_patients, rows["plain-one"].for_patients) == (False, True)
        signs = sign_offs({(rows["plain-one"].id, 2)})
        assert {one.vouches for one in signs} == {Vouch.FACTS, Vouch.CLINICAL}
        shown = banks.contents({(rows["plain-one"].id, 2)})[rows["plain-one"].id, 2]
        assert {one.vouches for one in shown.signed} == {Vouch.FACTS, Vouch.CLINICAL}


def test_what_is_retired_is_taken_into_work_to_be_published_again(app: Flask, author: Educator) -> None:
    with app.app_context():
        some, change_id = first(3), uuid4()
        assert change(author, some, RETIRE).changed == 3
        assert not any(row.offered for row in banks.items_by_slug(some).values())
        assert {one.why for one in plan(some, RETIRE).left_out} == {Hindrance.SAME}
        now = first(3)
        for _ in range(2):
            assert change(author, now, AGAIN, change_id).changed == 3
        assert db.session.scalar(select(func.count()).select_from(DraftRow)) == 3
        assert not any(row.offered for row in banks.items_by_slug(some).values())
        row = banks.item_by_slug(next(iter(some)))
        assert row
        draft_id = queries.draft_of(row.id)
        assert draft_id
        author.sends(draft_id)


def test_an_item_that_learners_are_not_given_for_now_is_not_given_to_them_by_the_way(
    app: Flask, author: Educator
) -> None:
    with app.app_context():
        stored().offered, stored().being_updated = False, True
        db.session.commit()
        assert [one.why for one in plan([SLUG], SYMPTOMS).left_out] == [Hindrance.SET_ASIDE]
        assert change(author, {SLUG: 1}, SYMPTOMS).changed == 0
        assert not stored().offered
