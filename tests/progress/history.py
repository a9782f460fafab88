"""What a learner does over the months: quizzes beside the desk of cards."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from quizapp.core.assembly import AssessmentBlueprint, Cell
from quizapp.core.behaviour import Behaviour, StepKind
from quizapp.core.items import Item, Response, Topic
from quizapp.progress.service import Summary, summary
from quizapp.quiz import attempts, service
from quizapp.quiz.attempts import Attempt
from tests.core.builders import make_choices, make_item
from tests.study.desk import Desk

RIGHT, WRONG = Response(chosen=frozenset({"a"})), Response(chosen=frozenset({"b"}))


def make_topic(slug: str, topic: Topic, count: int) -> list[Item]:
    """Return so many items on a topic that fit into one quiz, numbered from 1 on; the key of each is “a”."""
    return [
        make_item(
            id=f"{slug}-{number}",
            topic=topic,
            facts=(f"F-{slug}-{number}",),
            stem=f"What is number {number}?",
            body=make_choices(f"{slug.title()}{number}*", f"Other{number}"),
        )
        for number in range(1, count + 1)
    ]


@dataclass(kw_only=True)
class History(Desk):
    """A learner who also takes quizzes; ``waiting`` are those that are not handed in, by their behaviour."""

    waiting: dict[Behaviour, UUID] = field(default_factory=dict)

    def start(self, topic: Topic, count: int, *, behaviour: Behaviour = Behaviour.DEFERRED) -> Attempt:
        """Start a quiz on a topic."""
        cells = (Cell(topic=topic, level=None, count=count),)
        attempt_id = uuid4()
        service.start(
            self.learner,
            AssessmentBlueprint(cells=cells),
            attempt_id=attempt_id,
            title="Quiz",
            behaviour=behaviour,
            seed=1,
            now=self.now,
        )
        return self.read(attempt_id)

    def open_quiz(self, behaviour: Behaviour) -> Attempt:
        """Return the quiz that was started last with this behaviour, or a new one once it is handed in."""
        if behaviour not in self.waiting or self.read(self.waiting[behaviour]).is_finished:
            self.waiting[behaviour] = self.start(Topic.TERMINOLOGY, 3, behaviour=behaviour).row.id
        return self.read(self.waiting[behaviour])

    def read(self, attempt_id: UUID) -> Attempt:
        """Return an attempt as it stands now."""
        attempt = attempts.find(attempt_id, learner_id=self.learner.id, now=self.now)
        assert attempt
        return attempt

    def answer(
        self,
        attempt: Attempt,
        position: int,
        *,
        right: bool,
        kind: StepKind = StepKind.SAVE,
        confidence: int | None = None,
    ) -> Attempt:
        """Take one step, and return the attempt after it."""
        place = attempt.place(position)
        assert place
        service.record(
            self.learner,
            attempt,
            place,
            kind=kind,
            response=RIGHT if right else WRONG,
            confidence=confidence,
            client_id=uuid4(),
            now=self.now,
        )
        return self.read(attempt.row.id)

    def take(self, topic: Topic, marks: Sequence[bool], *, confidence: int | None = None) -> Attempt:
        """Take a whole quiz: one item of the topic for each mark."""
        attempt = self.start(topic, len(marks))
        for position, right in enumerate(marks, start=1):
            attempt = self.answer(attempt, position, right=right, confidence=confidence)
        return self.finish(attempt)

    def finish(self, attempt: Attempt) -> Attempt:
        """Hand a quiz in."""
        service.finish(self.learner, attempt, now=self.now)
        return self.read(attempt.row.id)

    def summary(self) -> Summary:
        """Return how the learner is doing now."""
        return summary(self.learner, now=self.now)
