"""Cards and steps that a class is given, as whoever is in it meets them, and says that they are done."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.classes import asking
from quizapp.classes.tasks import holding as task_holding
from quizapp.classes.tasks import service as tasks
from quizapp.classes.tasks.holding import Held
from quizapp.classes.tasks.words import (
    KIND_NAMES,
    answered_words,
    deck_name,
    done_words,
    paragraphs,
    rule_words,
    task_standing,
)
from quizapp.classes.words import OVER
from quizapp.core.assignments import Standing
from quizapp.core.class_tasks import Progress
from quizapp.core.cohorts import CohortRole
from quizapp.core.errors import ClassOverError, TaskNotOpenError, TaskUnfinishedError
from quizapp.core.items import Topic
from quizapp.web import access, learners
from quizapp.web.clock import utcnow
from quizapp.web.filters import count_of
from quizapp.web.forms import BaseForm

bp = Blueprint("class_task", __name__, url_prefix="/classes/<uuid:cohort_id>/tasks/<uuid:task_id>")

NOT_OPEN = "It is not open yet, so nothing was noted."
UNFINISHED = "A few questions are still to be answered before it is done. All that you answered is kept."


@bp.get("/")
@access.account_owner
def show(cohort_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Show cards or a step of a class, and how far somebody has come."""
    return _show(cohort_id, task_id)


@bp.post("/begin")
@access.account_owner
def begin(cohort_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Make the cards of a deck somebody's own, and note that they have begun."""
    learner = learners.require()  # first, because storing one forgets what was read before
    asking.member(cohort_id)
    try:
        added = tasks.begin(
            task_id, learner, cohort_id=cohort_id, account_id=asking.account_id(), now=utcnow()
        )
    except (ClassOverError, TaskNotOpenError) as refusal:
        return _refused(cohort_id, task_id, refusal)
    flash(
        f"{count_of(added, 'new card', 'new cards')} of yours. They come a few a day, as you have chosen."
        if added
        else "All of these are among your cards already. It is noted that you have begun."
    )
    return _back(cohort_id, task_id)


@bp.post("/done")
@access.account_owner
def finish(cohort_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Note that somebody says that it is done."""
    learner = learners.require()
    asking.member(cohort_id)
    try:
        tasks.finish(task_id, learner, cohort_id=cohort_id, account_id=asking.account_id(), now=utcnow())
    except (ClassOverError, TaskNotOpenError, TaskUnfinishedError) as refusal:
        return _refused(cohort_id, task_id, refusal)
    flash("Marked as done.")
    return _back(cohort_id, task_id)


@bp.post("/not-done")
@access.account_owner
def reopen(cohort_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Note that somebody says that it is not done after all."""
    asking.member(cohort_id)
    try:
        tasks.reopen(task_id, cohort_id=cohort_id, account_id=asking.account_id(), now=utcnow())
    except (ClassOverError, TaskNotOpenError) as refusal:
        return _refused(cohort_id, task_id, refusal)
    flash("It is not marked as done any more.")
    return _back(cohort_id, task_id)


def _refused(
    cohort_id: UUID, task_id: UUID, refusal: ClassOverError | TaskNotOpenError | TaskUnfinishedError
) -> ResponseReturnValue:
    """Say on the page of a task why nothing was noted; what is not there any more is not found."""
    problems = {ClassOverError: OVER, TaskNotOpenError: NOT_OPEN, TaskUnfinishedError: UNFINISHED}
    return _show(cohort_id, task_id, problem=problems[type(refusal)], status=409)


def _back(cohort_id: UUID, task_id: UUID) -> ResponseReturnValue:
    return redirect(url_for(".show", cohort_id=cohort_id, task_id=task_id), code=303)


def _show(cohort_id: UUID, task_id: UUID, *, problem: str = "", status: int = 200) -> ResponseReturnValue:
    found, now, zone = asking.member(cohort_id), utcnow(), asking.zone()
    held = task_holding.of_task(
        task_id, cohort_id=cohort_id, account_id=asking.account_id(), learner=learners.current()
    ) or abort(404)
    task, is_student = held.task, found.role is CohortRole.STUDENT
    page = render_template(
        "classes/task.html",
        section="more",
        found=found,
        task_id=task_id,
        held=held,
        task=task,
        kind=KIND_NAMES[task.kind],
        may_teach=asking.may_teach(),
        may_read=asking.sees_results(found) or task.window.standing(now) is not Standing.NOT_YET,
        standing=task_standing(task.window, zone, now=now, is_done=held.progress.is_done),
        is_closed=task.window.standing(now) is Standing.CLOSED,
        is_student=is_student,
        sees_results=asking.sees_results(found),
        may_say=not (found.is_over and held.progress is Progress.NOT_YET),
        over=OVER,
        zone=zone.key,
        paragraphs=paragraphs(task.words),
        done=done_words(task.window, held.done_at, zone) if held.done_at else "",
        deck=_deck(held, is_student=is_student),
        concerns_safety=task.topic is Topic.SUPPORT_SAFETY,
        form=BaseForm(formdata=None),
        problem=problem,
    )
    return page, status


def _deck(held: Held, *, is_student: bool) -> dict[str, str] | None:
    """Return what is said of a deck; nothing of a step."""
    task = held.task
    if task.deck is None:
        return None
    return {
        "scope": str(task.deck),
        "name": deck_name(task.deck, held.bank_title),
        "rule": rule_words(task.asked, held.met, is_student=is_student),
        "answered": answered_words(task.asked, held.met) if is_student else "",
    }
