"""What quizzes give to the cards, inside the caller's transaction: nothing here commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from quizapp.core.forgetting import Rating
from quizapp.core.grading import Mark
from quizapp.core.scheduling import NEW_CARD, Plan, review
from quizapp.core.study_day import Moment
from quizapp.database import db
from quizapp.models import CardStateRow, LearnerRow
from quizapp.study import queries
from quizapp.study.log import answer_row, clock_of
from quizapp.study.plans import plan_unread, with_retention
from quizapp.tallies import counting
from quizapp.tallies.counting import LoggedReview


@dataclass(frozen=True, kw_only=True)
class QuizAnswer:
    """One answered item of a quiz: its mark, and which of its faces were right and which were missed.

    ``confidence`` is how sure the learner said they were, if they did.
    """

    item_id: int
    topic: str
    mark: Mark
    confidence: int | None
    attempt_id: UUID
    position: int
    right_faces: frozenset[str]
    missed_faces: frozenset[str]

    def review_id(self, face: str) -> UUID:
        """Return the id of the review that this answer is for a face; the same answer has the same id."""
        return uuid5(self.attempt_id, f"{self.position}:{face}")


def take_answers(
    learner: LearnerRow, answers: Sequence[QuizAnswer], *, now: datetime, to_cards: bool = True
) -> None:
    """Count answers that count from now on in the learner's progress, and let them move the cards.

    An item's first answer of the study day in a quiz is a review: missed is Again, right is Good. What was
    missed becomes a card first, if it is still asked; what was right and is no card stays none. The same
    answers again move no card again. No card moves when the learner has switched this off, or where a card
    would tell what a class keeps back (``to_cards``).
    """
    if not answers:
        return
    at = clock_of(learner).moment(now)
    reviews = _feed(learner, answers, at) if to_cards and learner.quiz_feeds_cards else []
    marks = [counting.Counted(topic=one.topic, mark=one.mark, confidence=one.confidence) for one in answers]
    counting.count(learner_id=learner.id, day=at.day, answers=marks, reviews=reviews)


def _feed(learner: LearnerRow, answers: Sequence[QuizAnswer], at: Moment) -> list[LoggedReview]:
    fed = _cards(learner, answers, at)
    missing = [
        (answer.item_id, face)
        for answer in answers
        for face in sorted(answer.missed_faces)
        if (answer.item_id, face) not in fed
    ]
    if missing:  # a quiz may be older than the newest version of an item, which may lack what was missed
        there = queries.faces_now({item_id for item_id, _face in missing})
        missing = [key for key in missing if key in there]
    if queries.insert_cards(missing, learner_id=learner.id, origin="missed", now=at.now) < len(missing):
        fed = _cards(learner, answers, at)  # another request made some of them meanwhile
    counted = {card.state.item_id for card in fed.values() if card.counted}
    made = [_new_card(learner, key) for key in missing if key not in fed]
    db.session.add_all(made)
    # What is new was missed, so it runs in minutes first, whatever the retention.
    wished = {card.state: card.retention for card in fed.values()} | dict.fromkeys(made)
    plans = _plans(learner, wished)
    return [
        review
        for answer in answers
        if answer.item_id not in counted
        for review in _count(learner, answer, plans, at)
    ]


def _plans(learner: LearnerRow, wished: Mapping[CardStateRow, float | None]) -> dict[CardStateRow, Plan]:
    """Return the plan of each card; ``wished`` are the retentions chosen for their decks.

    What waits on other days is not looked at: many cards at once would all take the emptiest day, and chance
    spreads them well.
    """
    retentions = {card: retention or learner.retention for card, retention in wished.items()}
    by_retention = {
        retention: plan_unread(with_retention(learner, retention), learner)
        for retention in set(retentions.values())
    }
    return {card: by_retention[retention] for card, retention in retentions.items()}


def _cards(
    learner: LearnerRow, answers: Sequence[QuizAnswer], at: Moment
) -> dict[queries.Key, queries.FedCard]:
    found = queries.cards_to_feed(
        {answer.item_id for answer in answers},
        learner_id=learner.id,
        day=at.day,
        review_ids=[a.review_id(face) for a in answers for face in a.right_faces | a.missed_faces],
    )
    return {(card.state.item_id, card.state.face): card for card in found}


def _new_card(learner: LearnerRow, key: queries.Key) -> CardStateRow:
    item_id, face = key
    card = CardStateRow(learner_id=learner.id, item_id=item_id, face=face, suspended=False, flag=0, version=0)
    card.memory = NEW_CARD
    return card


def _count(
    learner: LearnerRow, answer: QuizAnswer, plans: Mapping[CardStateRow, Plan], at: Moment
) -> list[LoggedReview]:
    """Log an answer as a review of each of its faces, and move their cards on."""
    reviews = []
    for card in [card for card in plans if card.item_id == answer.item_id]:
        if card.face in answer.right_faces:
            rating = Rating.GOOD
        elif card.face in answer.missed_faces:
            rating = Rating.AGAIN
        else:  # a face that the shown version of the item does not have
            continue
        after = review(card.memory, rating, now=at.now, day=at.day, seed=card.seed, plan=plans[card])
        row = answer_row(
            learner,
            card,
            rating,
            after,
            review_id=answer.review_id(card.face),
            at=at,
            topic=answer.topic,
            source="quiz",
            version=card.version,
        )
        db.session.add(row)
        reviews.append(LoggedReview(row=row, last_day=card.last_day))
        card.memory = after
        card.last_review_at = at.now
        card.suspended = card.suspended or row.rests
        card.version += 1
    return reviews
