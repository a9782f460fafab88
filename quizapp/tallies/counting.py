"""What is counted as it happens, inside the caller's transaction: nothing here commits."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from quizapp.core import tallies
from quizapp.core.forgetting import Rating
from quizapp.core.grading import Mark
from quizapp.core.outcomes import Score
from quizapp.core.scheduling import Phase
from quizapp.core.tallies import NOTHING, DayTopic, Tally
from quizapp.models import ReviewRow
from quizapp.tallies import queries


@dataclass(frozen=True, kw_only=True)
class Counted:
    """An answer to an item of a quiz that counts from now on: it was checked, or handed in."""

    topic: str
    mark: Mark
    confidence: int | None


@dataclass(frozen=True, kw_only=True)
class LoggedReview:
    """A row of the review log, with the study day of the card's review before it, if there was one."""

    row: ReviewRow
    last_day: int | None

    @property
    def tally(self) -> Tally:
        """Return what the row adds."""
        return tallies.of_review(
            Rating(self.row.rating),
            phase=Phase(self.row.phase_before),
            last_day=self.last_day,
            day=self.row.study_day,
            from_card=self.row.source != "quiz",
        )


def count(*, learner_id: int, day: int, answers: Iterable[Counted], reviews: Iterable[LoggedReview]) -> None:
    """Add answers to the counts of ``day``, on which they came to count, and reviews to those of theirs."""
    marks = ((DayTopic(day=day, topic=a.topic), tallies.of_answer(a.mark, a.confidence)) for a in answers)
    _add(chain(marks, ((_key(review.row), review.tally) for review in reviews)), learner_id=learner_id)


def count_score(score: Score, *, learner_id: int, attempt_id: UUID) -> None:
    """Keep what came of an attempt."""
    queries.add_score(score, learner_id=learner_id, attempt_id=attempt_id)


def count_reviews(reviews: Iterable[LoggedReview], *, learner_id: int) -> None:
    """Add reviews to the counts of their study days."""
    _add(((_key(review.row), review.tally) for review in reviews), learner_id=learner_id)


def uncount_review(review: LoggedReview) -> None:
    """Take a review that was undone out of the counts of its study day."""
    _add([(_key(review.row), -review.tally)], learner_id=review.row.learner_id)


def _key(row: ReviewRow) -> DayTopic:
    return DayTopic(day=row.study_day, topic=row.topic)


def _add(tallies_by_key: Iterable[tuple[DayTopic, Tally]], *, learner_id: int) -> None:
    sums: dict[DayTopic, Tally] = defaultdict(Tally)
    for key, tally in tallies_by_key:
        sums[key] += tally
    changes = {key: tally for key, tally in sums.items() if tally != NOTHING}
    if changes:
        queries.add(changes, learner_id=learner_id)
