"""Practice for an exam: the schedule stays as it is, whatever is practised."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from quizapp.core.errors import CardNotDueError, NoSuchDayError, NothingToUndoError, StaleCardError
from quizapp.core.forgetting import Rating
from quizapp.core.setting_aside import MOST_DAYS
from quizapp.core.study_day import date_of
from quizapp.core.study_queue import parse_scope
from quizapp.database import db
from quizapp.models import CardStateRow, CramRow, DailyTallyRow, ReviewRow
from quizapp.study import queries, rebuild, service
from quizapp.study.breaks import queries as break_queries
from quizapp.study.breaks import service as breaks
from quizapp.study.cram import service as cram
from quizapp.study.fitting import queries as fit_queries
from quizapp.study.joining import service as joining
from quizapp.study.log import clock_of
from tests.study.desk import Desk, make_learner
from tests.study.test_answering import make_rows

AGAIN, HARD, GOOD, EASY = Rating


def begin(desk: Desk, scope: str = "bank:words", *, exam: date | None = None) -> CramRow:
    """Begin a practice."""
    named = parse_scope(scope)
    assert named
    return cram.begin(desk.learner, uuid4(), named, exam=exam, now=desk.now)


def look(desk: Desk, practice: CramRow) -> cram.Practice:
    return cram.look(desk.learner, practice, now=desk.now)


def say(
    desk: Desk, practice: CramRow, *, knew: bool, review_id: UUID | None = None, turn: int | None = None
) -> str:
    """Answer the next card of a practice; return its name, or nothing when there is none."""
    stands = look(desk, practice)
    if stands.card is None:
        return ""
    said = cram.PracticeAnswer(
        knew=knew,
        turn=stands.turn if turn is None else turn,
        review_id=review_id or uuid4(),
        duration_ms=90_000,
    )
    cram.answer(desk.learner, practice, stands.card.state, said, now=desk.now)
    desk.wait(seconds=5)
    return f"{stands.card.content.slug}/{stands.card.state.face}"


def stored(desk: Desk, table: type[CardStateRow | DailyTallyRow | ReviewRow]) -> list[dict[str, object]]:
    """Return the learner's rows of a table as they are stored, but for practice."""
    db.session.expire_all()
    names = [column.name for column in table.__table__.columns]
    rows = db.session.scalars(select(table).filter_by(learner_id=desk.learner.id))
    found = [{name: getattr(row, name) for name in names} for row in rows]
    return sorted((row for row in found if row.get("cram_id") is None), key=str)


def take_back(desk: Desk, practice: CramRow, *, undo_id: UUID | None = None) -> None:
    """Take the last answer of a practice back."""
    last = look(desk, practice).undoable
    assert last
    cram.undo(desk.learner, practice, last, undo_id=undo_id or uuid4(), now=desk.now)
    desk.wait(seconds=5)


def crammed(desk: Desk) -> list[ReviewRow]:
    stmt = select(ReviewRow).filter_by(learner_id=desk.learner.id, kind="cram")
    return list(db.session.scalars(stmt.order_by(ReviewRow.reviewed_at)))


def test_answers_of_a_practice_are_taken_back_one_after_another_to_its_beginning(desk: Desk) -> None:
    desk.add("bank:words")
    practice, seen = begin(desk), []
    for knew in (False, True, True, False, True, True, True, True):
        seen.append(look(desk, practice))
        say(desk, practice, knew=knew)
    for before in reversed(seen):
        take_back(desk, practice)
        now = look(desk, practice)
        assert now.card
        assert before.card
        assert now.card.state.item_id == before.card.state.item_id
        told = [(one.turn, one.answered, one.left, one.undoable) for one in (now, before)]
        assert told[0] == told[1]
    assert now.undoable is None


def test_only_the_last_answer_of_a_practice_is_taken_back_and_once(desk: Desk) -> None:
    desk.add("bank:words")
    practice, other = begin(desk), begin(desk)
    say(desk, other, knew=True)
    for _ in range(2):
        say(desk, practice, knew=True)
    first, last = crammed(desk)[-2:]
    undo_id = uuid4()
    refused = [(practice, first.id), (other, last.id), (practice, uuid4())]
    for one, review_id in refused:
        with pytest.raises(NothingToUndoError):
            cram.undo(desk.learner, one, review_id, undo_id=uuid4(), now=desk.now)
    for _ in range(2):
        cram.undo(desk.learner, practice, last.id, undo_id=undo_id, now=desk.now)
    with pytest.raises(NothingToUndoError):
        cram.undo(desk.learner, practice, first.id, undo_id=undo_id, now=desk.now)
    assert look(desk, practice).answered == 1


def test_an_answer_taken_back_and_sent_again_stays_taken_back(desk: Desk) -> None:
    desk.add("bank:words")
    practice, review_id = begin(desk), uuid4()
    stands = look(desk, practice)
    assert stands.card
    said = cram.PracticeAnswer(knew=True, turn=0, review_id=review_id, duration_ms=0)
    cram.answer(desk.learner, practice, stands.card.state, said, now=desk.now)
    take_back(desk, practice)
    cram.answer(desk.learner, practice, stands.card.state, said, now=desk.now)
    assert look(desk, practice).answered == 0


def test_practice_taken_back_before_somebody_got_an_account_stays_taken_back(desk: Desk) -> None:
    desk.add("bank:words")
    account = Desk(learner=make_learner(), now=desk.now)
    account.add("bank:words")
    practice = begin(desk)
    for _ in range(3):
        say(desk, practice, knew=True)
    take_back(desk, practice)
    joining.join_cards(desk.learner.id, learner_id=account.learner.id, new_id=uuid4)
    db.session.commit()
    found = cram.find(account.learner, practice.id)
    assert found
    assert (look(account, found).answered, differences(account)) == (2, [])


def test_a_practice_goes_on_until_each_card_was_known_once(desk: Desk) -> None:
    desk.add("bank:words")
    practice = begin(desk)
    assert (look(desk, practice).left, look(desk, practice).cards) == (12, 12)
    assert say(desk, practice, knew=False) == "item-1/main"
    seen = [say(desk, practice, knew=True) for _ in range(12)]
    assert seen[5] == "item-1/main"
    assert sorted(seen) == sorted(f"item-{number}/main" for number in range(1, 13))
    end = look(desk, practice)
    assert (end.card, end.left, end.known_at_once) == (None, 0, 11)
    assert say(desk, practice, knew=True) == ""


def test_what_is_least_likely_to_be_known_on_the_day_of_the_exam_comes_first(desk: Desk) -> None:
    desk.add("bank:words")
    for name in ("item-3", "item-2"):
        desk.rate(name, EASY)
        desk.wait(days=3)
    day = clock_of(desk.learner).day(desk.now)
    practice = begin(desk, exam=date_of(day + 30))
    order = [say(desk, practice, knew=True) for _ in range(12)]
    assert order[:2] == ["item-1/main", "item-4/main"]  # never studied
    assert order[10:] == ["item-3/main", "item-2/main"]


def test_the_outlook_counts_the_days_to_the_exam(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    day = clock_of(desk.learner).day(desk.now)
    outlook = look(desk, begin(desk, exam=date_of(day + 5))).outlook
    assert outlook
    assert (outlook.days_left, outlook.cards_a_day, outlook.learned, outlook.untouched) == (5, 3, 1, 11)
    assert outlook.share
    assert 0.9 < outlook.share < 1  # its stability is 8.3 days
    practice = begin(desk, exam=date_of(day))
    desk.wait(days=1)
    assert look(desk, practice).outlook is None


@pytest.mark.parametrize("days", [-1, MOST_DAYS + 1])
def test_an_exam_that_is_over_or_too_far_ahead_is_refused(desk: Desk, days: int) -> None:
    desk.add("bank:words")
    with pytest.raises(NoSuchDayError):
        begin(desk, exam=date_of(clock_of(desk.learner).day(desk.now) + days))


def test_begun_twice_it_is_one_practice(desk: Desk) -> None:
    desk.add("bank:words")
    one, scope = uuid4(), parse_scope("bank:words")
    assert scope
    for _ in range(2):
        cram.begin(desk.learner, one, scope, exam=None, now=desk.now)
    assert [open_.id for open_ in cram.open_practices(desk.learner, now=desk.now)] == [one]


def test_the_same_answer_sent_twice_is_noted_once(desk: Desk) -> None:
    desk.add("bank:words")
    practice, review_id = begin(desk), uuid4()
    card = desk.card("item-1")
    said = cram.PracticeAnswer(knew=True, turn=0, review_id=review_id, duration_ms=0)
    for _ in range(2):
        cram.answer(desk.learner, practice, card, said, now=desk.now)
    assert [row.id for row in crammed(desk)] == [review_id]


def test_of_two_tabs_with_one_card_the_second_is_told(desk: Desk) -> None:
    desk.add("bank:words")
    practice, card = begin(desk), desk.card("item-1")
    first, second = (
        cram.PracticeAnswer(knew=knew, turn=0, review_id=uuid4(), duration_ms=0) for knew in (False, True)
    )
    cram.answer(desk.learner, practice, card, first, now=desk.now)
    with pytest.raises(StaleCardError):
        cram.answer(desk.learner, practice, card, second, now=desk.now)
    assert len(crammed(desk)) == 1


def test_a_card_that_was_known_is_not_asked_again(desk: Desk) -> None:
    desk.add("bank:words")
    practice = begin(desk)
    say(desk, practice, knew=True)
    again = cram.PracticeAnswer(knew=False, turn=1, review_id=uuid4(), duration_ms=0)
    with pytest.raises(StaleCardError):
        cram.answer(desk.learner, practice, desk.card("item-1"), again, now=desk.now)
    assert len(crammed(desk)) == 1


def test_an_id_that_stands_for_something_else_is_refused(desk: Desk) -> None:
    desk.add("bank:words")
    review = desk.rate("item-1", GOOD)
    practice = begin(desk)
    with pytest.raises(StaleCardError):
        say(desk, practice, knew=True, review_id=review.id)
    say(desk, practice, knew=True)
    taken = crammed(desk)[0].id
    for version in (None, 99):
        db.session.expunge_all()  # another request
        desk.renew(1)
        with pytest.raises(StaleCardError):
            desk.rate("item-2", GOOD, version=version, review_id=taken)
    assert desk.card("item-2").reps == 0


def test_a_practice_can_be_gone_on_with_another_day(desk: Desk) -> None:
    desk.add("bank:words")
    practice_id = begin(desk).id
    practice = cram.find(desk.learner, practice_id)
    assert practice
    say(desk, practice, knew=True)
    db.session.expunge_all()
    desk.renew(1)
    desk.wait(days=20)
    again = cram.find(desk.learner, practice_id)
    assert again
    assert look(desk, again).left == 11
    assert cram.open_practices(desk.learner, now=desk.now)[0].left == 11
    assert cram.find(make_learner(), practice_id) is None


def test_a_card_taken_out_meanwhile_does_not_come(desk: Desk) -> None:
    desk.add("bank:words")
    practice = begin(desk)
    desk.move("item-1", "rest")
    assert (look(desk, practice).left, say(desk, practice, knew=True)) == (11, "item-2/main")


def test_a_row_of_practice_says_that_nothing_changed(desk: Desk) -> None:
    desk.add("bank:words")
    desk.learn("item-1")
    practice = begin(desk)
    while say(desk, practice, knew=True):
        pass
    state = desk.card("item-1")
    row = next(row for row in crammed(desk) if row.item_id == state.item_id)
    before = (row.phase_before, row.step_before, row.stability_before, row.difficulty_before)
    assert before == (row.phase_after, row.step_after, row.stability_after, row.difficulty_after)
    assert before == (state.phase, state.step, state.stability, state.difficulty)
    assert (row.card_version, row.due_day, row.due_at, row.interval_days) == (None, None, None, 0)
    assert (row.rating, row.source, row.duration_ms, row.cram_id) == (3, "card", 60_000, practice.id)
    with pytest.raises(NothingToUndoError):
        desk.undo(row)


def test_practice_is_no_answer_of_the_day_nothing_to_fit_and_no_end_of_a_break(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    day = clock_of(desk.learner).day(desk.now)
    desk.wait(days=10)
    practice = begin(desk)
    while say(desk, practice, knew=False) != "item-3/main":
        pass
    learner_id = desk.learner.id
    assert queries.done_on(day + 10, learner_id=learner_id).reviews == 0
    assert fit_queries.count_answers(learner_id=learner_id, with_quizzes=True, most=100) == 1
    assert len(list(fit_queries.answers(learner_id=learner_id))) == 1
    assert break_queries.last_day(learner_id=learner_id) == day
    assert breaks.break_of(desk.learner, now=desk.now).until == ""
    assert desk.left("forgotten") == 0


def test_a_guests_practice_goes_on_under_their_account(desk: Desk) -> None:
    guest = Desk(learner=make_learner())
    for one in (desk, guest):
        one.add("bank:words")
        one.rate("item-1", EASY)
    practice = begin(guest)
    for _ in range(4):
        say(guest, practice, knew=True)
    desk.wait(days=9)
    desk.rate("item-1", GOOD)
    practice_id = practice.id
    joining.join_cards(guest.learner.id, learner_id=desk.learner.id, new_id=uuid4)
    db.session.commit()
    mine = cram.find(desk.learner, practice_id)
    assert mine
    assert look(desk, mine).left == 8
    assert differences(desk) == []


moves = st.one_of(
    st.tuples(
        st.just("rate"),
        st.sampled_from(["item-1", "item-2", "hormones/pair-insulin"]),
        st.sampled_from(Rating),
    ),
    st.tuples(st.just("wait"), st.just(""), st.integers(0, 200)),
    st.tuples(st.just("flag"), st.sampled_from(["item-1", "item-2"]), st.just(0)),
)


def differences(desk: Desk) -> list[str]:
    """Return what the check finds about the cards of the learner."""
    learner_id = desk.learner.id
    found = [one for card in rebuild.check() for one in card.differences]
    desk.renew(learner_id)
    return [f"{one.card.face}: {one.field}" for one in found if one.card.learner_id == learner_id]


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(moves, max_size=12),
    st.lists(st.booleans(), max_size=12),
    st.sampled_from(["all", "bank:words", "topic:terminology", "flag", "forgotten"]),
)
def test_rule_10_whatever_is_practised_states_queue_and_counts_stay(
    words_and_pairs: Desk, history: list[tuple[str, str, int]], said: list[bool], scope: str
) -> None:
    desk = Desk(learner=make_learner())
    desk.add("bank:words")
    desk.add("bank:pairs")
    for how, name, value in history:
        if how == "wait":
            desk.wait(hours=value)
        elif how == "flag":
            desk.move(name, "flag")
        else:
            try:
                desk.rate(name, Rating(value))
            except CardNotDueError:
                db.session.rollback()
    tables = (CardStateRow, DailyTallyRow, ReviewRow)
    before = [stored(desk, table) for table in tables]
    queue = (
        desk.next(),
        desk.left(),
        service.due_cards(desk.learner, clock_of(desk.learner).moment(desk.now)),
    )
    at, practice = desk.now, begin(desk, scope)
    for knew in said:
        say(desk, practice, knew=knew)
    if said and look(desk, practice).undoable:
        take_back(desk, practice)
    desk.now = at
    assert [stored(desk, table) for table in tables] == before
    assert queue == (
        desk.next(),
        desk.left(),
        service.due_cards(desk.learner, clock_of(desk.learner).moment(desk.now)),
    )
    assert differences(desk) == []


@pytest.fixture
def words_and_pairs(desk: Desk) -> Desk:
    make_rows()
    return desk
