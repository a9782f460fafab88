"""Beginning an attempt inside the caller's transaction: its items, drawn or given, in their places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from quizapp.banks import queries as bank_queries
from quizapp.core.assembly import Assembly, AssessmentBlueprint, assemble, draw
from quizapp.core.behaviour import Behaviour
from quizapp.core.errors import EmptyQuizError
from quizapp.core.facts import ItemContent
from quizapp.core.items import Audience
from quizapp.core.time_limits import AS_SET, deadline
from quizapp.database import db
from quizapp.formats.quiz_json import dump_blueprint
from quizapp.models import AttemptItemRow, AttemptRow, LearnerRow
from quizapp.quiz import queries
from quizapp.quiz.ready.service import OfferedSet


@dataclass(frozen=True, kw_only=True)
class Started:
    """A quiz that was started: how many items it holds, and how many fewer than asked for."""

    attempt_id: UUID
    items: int = 0
    missing: int = 0


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """The assignment of a class that an attempt is at, its time limit in minutes, and how much of that.

    ``share`` is in percent of the limit, None where there is none for whoever begins.
    """

    id: UUID | None = None
    minutes: int | None = None
    share: int | None = AS_SET

    def clock(self, now: datetime) -> dict[str, Any]:
        """Return what an attempt that begins now stores of its time."""
        if self.minutes is None or self.share is None:
            return {}
        return {"minutes": self.minutes, "ends_at": deadline(now, self.minutes, self.share)}


NO_ASSIGNMENT = Assignment()


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A quiz that was drawn, and what the items hold that were looked at, by id and version."""

    assembly: Assembly
    contents: Mapping[tuple[int, int], ItemContent]


def drawn(blueprint: AssessmentBlueprint, *, seed: int) -> Drawn:
    """Draw the items of a quiz; nothing is begun."""
    cells = draw(blueprint, queries.candidates(blueprint), seed=seed)
    contents = bank_queries.contents({(c.id, c.version) for cell in cells for c in cell})
    items = {item_id: content.item for (item_id, _), content in contents.items()}
    return Drawn(assembly=assemble(blueprint, cells, items, seed=seed), contents=contents)


def begin(
    learner: LearnerRow,
    blueprint: AssessmentBlueprint,
    *,
    attempt_id: UUID,
    title: str,
    behaviour: Behaviour,
    seed: int,
    now: datetime,
    ready_id: int | None = None,
    assignment: Assignment = NO_ASSIGNMENT,
) -> Started:
    """Assemble a quiz and begin an attempt at it; the same ``attempt_id`` again begins nothing new.

    ``ready_id`` names the step of the course whose check it is, ``assignment`` the assignment of a class.

    :raises EmptyQuizError: no item fits the blueprint.
    """
    if queries.find_attempt(attempt_id, learner_id=learner.id):
        return Started(attempt_id=attempt_id)
    assembly = drawn(blueprint, seed=seed).assembly
    row = AttemptRow(
        id=attempt_id,
        title=title,
        behaviour=behaviour,
        seed=seed,
        blueprint=dump_blueprint(blueprint),
        ready_id=ready_id,
        assignment_id=assignment.id,
        started_at=now,
        **assignment.clock(now),
    )
    add(learner, [(candidate.id, candidate.version) for candidate in assembly.chosen], row)
    return Started(attempt_id=attempt_id, items=len(assembly.chosen), missing=assembly.missing)


def begin_set(
    learner: LearnerRow,
    offered: OfferedSet,
    *,
    attempt_id: UUID,
    title: str,
    seed: int,
    now: datetime,
    assignment: Assignment = NO_ASSIGNMENT,
) -> Started:
    """Begin an attempt at a ready-made set, its items in its order; ``seed`` mixes their options.

    :raises EmptyQuizError: none of its items is offered any more.
    """
    if queries.find_attempt(attempt_id, learner_id=learner.id):
        return Started(attempt_id=attempt_id)
    row = AttemptRow(
        id=attempt_id,
        title=title,
        behaviour=Behaviour.IMMEDIATE,
        seed=seed,
        blueprint=dump_blueprint(AssessmentBlueprint(cells=(), audience=Audience.PATIENT)),
        ready_id=offered.id,
        assignment_id=assignment.id,
        started_at=now,
        **assignment.clock(now),
    )
    add(learner, offered.versions, row)
    return Started(attempt_id=attempt_id, items=len(offered.versions))


def add(learner: LearnerRow, versions: Sequence[tuple[int, int]], row: AttemptRow) -> None:
    """Store an attempt at some item versions, in their order.

    :raises EmptyQuizError: there are none.
    """
    if not versions:
        raise EmptyQuizError
    row.learner_id = learner.id
    db.session.add(row)
    db.session.flush()
    db.session.add_all(
        AttemptItemRow(
            learner_id=learner.id,
            attempt_id=row.id,
            position=position,
            item_id=item_id,
            item_version=version,
        )
        for position, (item_id, version) in enumerate(versions, start=1)
    )
