"""What can be done with a quiz: one function, one use case, one commit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy.exc import IntegrityError

from quizapp.banks import queries as bank_queries
from quizapp.core import cards
from quizapp.core.assembly import AssessmentBlueprint, assemble, draw
from quizapp.core.behaviour import Behaviour, Step, StepKind, after, allow
from quizapp.core.errors import EmptyQuizError, IdInUseError
from quizapp.core.items import Audience, Response
from quizapp.database import db
from quizapp.formats.quiz_json import dump_blueprint, dump_response
from quizapp.models import AttemptItemRow, AttemptRow, LearnerRow, ReportRow, ResponseRow
from quizapp.quiz import queries
from quizapp.quiz.attempts import Attempt, Place
from quizapp.quiz.ready import OfferedSet
from quizapp.study import feed
from quizapp.study.log import clock_of
from quizapp.tallies import counting


@dataclass(frozen=True, kw_only=True)
class Started:
    """A quiz that was started: how many items it holds, and how many fewer than asked for."""

    attempt_id: UUID
    items: int = 0
    missing: int = 0


def start(
    learner: LearnerRow,
    blueprint: AssessmentBlueprint,
    *,
    attempt_id: UUID,
    title: str,
    behaviour: Behaviour,
    seed: int,
    now: datetime,
    ready_id: int | None = None,
) -> Started:
    """Assemble a quiz and start an attempt at it; the same ``attempt_id`` again starts nothing new.

    ``ready_id`` names the step of the course whose check it is.

    :raises EmptyQuizError: no item fits the blueprint.
    """
    if queries.find_attempt(attempt_id, learner_id=learner.id):
        return Started(attempt_id=attempt_id)
    drawn = draw(blueprint, queries.candidates(blueprint), seed=seed)
    contents = bank_queries.contents({(c.id, c.version) for cell in drawn for c in cell})
    items = {item_id: content.item for (item_id, _), content in contents.items()}
    assembly = assemble(blueprint, drawn, items, seed=seed)
    _add_attempt(
        learner,
        [(candidate.id, candidate.version) for candidate in assembly.chosen],
        AttemptRow(
            id=attempt_id,
            title=title,
            behaviour=behaviour,
            seed=seed,
            blueprint=dump_blueprint(blueprint),
            ready_id=ready_id,
            started_at=now,
        ),
    )
    db.session.commit()
    return Started(attempt_id=attempt_id, items=len(assembly.chosen), missing=assembly.missing)


def start_set(
    learner: LearnerRow, offered: OfferedSet, *, attempt_id: UUID, seed: int, now: datetime
) -> Started:
    """Start an attempt at a ready-made set, its items in its order; ``seed`` mixes their options.

    :raises EmptyQuizError: none of its items is offered any more.
    """
    if queries.find_attempt(attempt_id, learner_id=learner.id):
        return Started(attempt_id=attempt_id)
    _add_attempt(
        learner,
        offered.versions,
        AttemptRow(
            id=attempt_id,
            title=offered.ready.title,
            behaviour=Behaviour.IMMEDIATE,
            seed=seed,
            blueprint=dump_blueprint(AssessmentBlueprint(cells=(), audience=Audience.PATIENT)),
            ready_id=offered.id,
            started_at=now,
        ),
    )
    db.session.commit()
    return Started(attempt_id=attempt_id, items=len(offered.versions))


def start_again_with_missed(
    learner: LearnerRow, before: Attempt, *, attempt_id: UUID, seed: int, now: datetime
) -> Started:
    """Start an attempt at the items of ``before`` that were missed or skipped, in their newest versions.

    :raises EmptyQuizError: nothing was missed, or none of it is offered any more.
    """
    if queries.find_attempt(attempt_id, learner_id=learner.id):
        return Started(attempt_id=attempt_id)
    missed = [place.row.item_id for place in before.places if not place.mark.is_right]
    newest = queries.newest_versions(missed)
    _add_attempt(
        learner,
        [(item_id, newest[item_id]) for item_id in missed if item_id in newest],
        AttemptRow(
            id=attempt_id,
            title="Another look",
            behaviour=before.row.behaviour,
            seed=seed,
            blueprint=dump_blueprint(AssessmentBlueprint(cells=())),
            started_at=now,
        ),
    )
    db.session.commit()
    return Started(attempt_id=attempt_id)


def record(
    learner: LearnerRow,
    attempt: Attempt,
    place: Place,
    *,
    kind: StepKind,
    response: Response,
    confidence: int | None = None,
    client_id: UUID,
    now: datetime,
) -> Place:
    """Store one step of an attempt, and return where its item stands now.

    ``confidence`` is how sure the learner said they were, 1 to 3. The newest step of an item sent again is
    stored once. Anything else, also from a page that was sent before (two quick changes, the back button), is
    a new step: what was chosen last counts.

    :raises AttemptFinishedError: the attempt was handed in meanwhile.
    :raises ItemFinishedError: the item's feedback was shown meanwhile.
    """
    text = dump_response(response)
    newest = attempt.newest_step(place)
    if newest and newest.client_id == client_id and _says(newest, kind, text, confidence, attempt.behaviour):
        return place
    kind = allow(kind, place.state, behaviour=attempt.behaviour, finished=attempt.is_finished)
    row = ResponseRow(
        learner_id=learner.id,
        attempt_id=attempt.row.id,
        step=len(attempt.steps) + 1,
        position=place.row.position,
        client_id=_unused(client_id, attempt),
        kind=kind,
        response=text,
        confidence=confidence,
        answered_at=now,
        study_day=clock_of(learner).day(now),
    )
    db.session.add(row)
    step = Step(position=row.position, kind=kind, response=response, confidence=confidence)
    moved = replace(place, state=after(place.state, step))
    if kind is StepKind.CHECK:
        feed.take_answers(learner, [_answer(attempt, moved)], now=now)
    db.session.commit()
    return moved


def record_once(
    learner: LearnerRow,
    attempt: Attempt,
    place: Place,
    *,
    kind: StepKind,
    response: Response,
    confidence: int | None,
    client_id: UUID,
    now: datetime,
) -> Place:
    """Store one step of an attempt as `record` does, unless its id is stored, also with others after it.

    :raises IdInUseError: the id is stored for another step.
    """
    stored = next((step for step in attempt.steps if step.client_id == client_id), None)
    if stored is None:
        return record(
            learner,
            attempt,
            place,
            kind=kind,
            response=response,
            confidence=confidence,
            client_id=client_id,
            now=now,
        )
    text = dump_response(response)
    if stored.position != place.row.position or not _says(stored, kind, text, confidence, attempt.behaviour):
        raise IdInUseError
    return place


def finish(learner: LearnerRow, attempt: Attempt, *, now: datetime) -> None:
    """Hand an attempt in; handing it in twice is handing it in once."""
    if attempt.is_finished:
        return
    attempt.row.finished_at = now
    attempt.row.finished_day = clock_of(learner).day(now)
    open_answers = [p for p in attempt.places if p.state.is_answered and not p.state.is_checked]
    feed.take_answers(learner, [_answer(attempt, place) for place in open_answers], now=now)
    counting.count_score(attempt.score, learner_id=learner.id, attempt_id=attempt.row.id)
    db.session.commit()


def report(
    item_id: int, item_version: int, *, report_id: UUID, reason: str, note: str, now: datetime
) -> None:
    """Keep what somebody says is wrong with an item version; who said it is not kept."""
    db.session.add(
        ReportRow(
            id=report_id,
            item_id=item_id,
            item_version=item_version,
            reason=reason,
            note=note,
            reported_at=now,
        )
    )
    try:
        db.session.commit()
    except IntegrityError:  # the same report, sent twice
        db.session.rollback()


def _add_attempt(learner: LearnerRow, versions: Sequence[tuple[int, int]], row: AttemptRow) -> None:
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


def _unused(client_id: UUID, attempt: Attempt) -> UUID:
    """Return the page's id, or one made from it when an earlier step carries it."""
    used = {step.client_id for step in attempt.steps}
    return uuid5(client_id, str(len(used))) if client_id in used else client_id


def _says(step: ResponseRow, kind: StepKind, text: str, confidence: int | None, behaviour: Behaviour) -> bool:
    """Tell whether a stored step is this very step, sent again."""
    checks = kind is StepKind.CHECK and behaviour is Behaviour.DEFERRED
    same = step.response == text and step.confidence == confidence
    return same and step.kind == (StepKind.SAVE if checks else kind)


def _answer(attempt: Attempt, place: Place) -> feed.QuizAnswer:
    right, missed = cards.faces_by_mark(place.content.item, place.state.response)
    return feed.QuizAnswer(
        item_id=place.row.item_id,
        topic=place.content.item.topic,
        mark=place.mark,
        confidence=place.state.confidence,
        attempt_id=attempt.row.id,
        position=place.row.position,
        right_faces=right,
        missed_faces=missed,
    )
