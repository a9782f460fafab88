"""What can be done with a quiz: one function, one use case, one commit."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from quizapp.core.assembly import AssessmentBlueprint
from quizapp.core.behaviour import Behaviour, Step, StepKind, after, allow
from quizapp.core.errors import AnswersKeptBackError, IdInUseError
from quizapp.core.items import Response
from quizapp.core.review_options import Part
from quizapp.database import committed, db
from quizapp.formats.quiz_json import dump_blueprint, dump_response
from quizapp.models import AttemptRow, LearnerRow, ReportRow, ResponseRow
from quizapp.quiz import beginning, handing_in, queries
from quizapp.quiz.attempts import Attempt, Place
from quizapp.quiz.beginning import Started
from quizapp.quiz.practice import service as practice
from quizapp.quiz.ready.service import OfferedSet
from quizapp.study import feed
from quizapp.study.log import clock_of


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
    started = beginning.begin(
        learner,
        blueprint,
        attempt_id=attempt_id,
        title=title,
        behaviour=behaviour,
        seed=seed,
        ready_id=ready_id,
        now=now,
    )
    db.session.commit()
    return started


def start_practice(
    learner: LearnerRow, blueprint: AssessmentBlueprint, *, attempt_id: UUID, seed: int, now: datetime
) -> Started:
    """Start a practice that follows the learner, with its first item.

    :raises EmptyQuizError: no item fits the blueprint.
    """
    started = practice.begin(learner, blueprint, attempt_id=attempt_id, seed=seed, now=now)
    db.session.commit()
    return started


def start_set(
    learner: LearnerRow, offered: OfferedSet, *, attempt_id: UUID, seed: int, now: datetime
) -> Started:
    """Start an attempt at a ready-made set, its items in its order; ``seed`` mixes their options.

    :raises EmptyQuizError: none of its items is offered any more.
    """
    started = beginning.begin_set(
        learner, offered, attempt_id=attempt_id, title=offered.ready.title, seed=seed, now=now
    )
    db.session.commit()
    return started


def start_again_with_missed(
    learner: LearnerRow, before: Attempt, *, attempt_id: UUID, seed: int, now: datetime
) -> Started:
    """Start an attempt at the items of ``before`` that were missed or skipped, in their newest versions.

    :raises EmptyQuizError: nothing was missed, or none of it is offered any more.
    :raises AnswersKeptBackError: it would tell what was missed before that is shown.
    """
    if Part.KEY not in before.shown_of_result:
        raise AnswersKeptBackError
    if queries.find_attempt(attempt_id, learner_id=learner.id):
        return Started(attempt_id=attempt_id)
    missed = [place.row.item_id for place in before.places if not place.mark.is_right]
    newest = queries.newest_versions(missed)
    beginning.add(
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
    newest = attempt.newest_step(place)
    if newest and newest.client_id == client_id and _says(newest, kind, response, confidence, attempt):
        return place
    kind = allow(
        kind,
        place.state,
        item=place.marked_item,
        response=response,
        behaviour=attempt.behaviour,
        finished=attempt.is_finished,
    )
    row = ResponseRow(
        learner_id=learner.id,
        attempt_id=attempt.row.id,
        step=len(attempt.steps) + 1,
        position=place.row.position,
        client_id=_unused(client_id, attempt),
        kind=kind,
        response=dump_response(response),
        confidence=confidence,
        answered_at=now,
        study_day=clock_of(learner).day(now),
    )
    db.session.add(row)
    step = Step(position=row.position, kind=kind, response=response, confidence=confidence)
    moved = replace(place, state=after(place.state, step))
    if kind is StepKind.CHECK:
        feed.take_answers(
            learner,
            [handing_in.answer_of(attempt, moved)],
            now=now,
            to_cards=attempt.feeds_cards(finished_at=None),
        )
    if attempt.is_practice and moved.state.is_left:
        practice.go_on(learner, attempt, moved)
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
    if stored.position != place.row.position or not _says(stored, kind, response, confidence, attempt):
        raise IdInUseError
    return place


def finish(learner: LearnerRow, attempt: Attempt, *, now: datetime) -> None:
    """Hand an attempt in; handing it in twice is handing it in once."""
    if attempt.is_finished:
        return
    handing_in.hand_in(learner, attempt, now=now)
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
    committed()  # if not, it is the same report, sent twice


def _unused(client_id: UUID, attempt: Attempt) -> UUID:
    """Return the page's id, or one made from it when an earlier step carries it."""
    used = {step.client_id for step in attempt.steps}
    return uuid5(client_id, str(len(used))) if client_id in used else client_id


def _says(
    step: ResponseRow, kind: StepKind, response: Response, confidence: int | None, attempt: Attempt
) -> bool:
    """Tell whether a stored step is this very step, sent again."""
    taken = {kind}
    if attempt.behaviour is Behaviour.DEFERRED and kind in {StepKind.TRY, StepKind.CHECK}:
        taken = {StepKind.SAVE}
    elif kind is StepKind.TRY:
        repeated = attempt.state_before(step).was_just_tried(response)
        taken = {StepKind.SAVE} if repeated else {StepKind.TRY, StepKind.CHECK}
    same = step.response == dump_response(response) and step.confidence == confidence
    return same and step.kind in taken
