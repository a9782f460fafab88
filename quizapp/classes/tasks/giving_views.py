"""Giving a class cards or a step, changing them, and taking them back."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.classes import asking
from quizapp.classes.quizzes.forms import local
from quizapp.classes.tasks import holding as task_holding
from quizapp.classes.tasks import queries as task_queries
from quizapp.classes.tasks import service as tasks
from quizapp.classes.tasks.forms import ChangeDeckForm, ChangeStepForm, DeckForm, StepForm
from quizapp.classes.tasks.words import deck_name, task_lines
from quizapp.core.class_tasks import Task, WorkKind
from quizapp.core.errors import EditedElsewhereError, TaskBegunError
from quizapp.core.people import Role
from quizapp.quiz.ready import service as ready
from quizapp.web import access
from quizapp.web.clock import new_id, utcnow
from quizapp.web.forms import BaseForm

bp = Blueprint("class_tasks", __name__, url_prefix="/classes/<uuid:cohort_id>/tasks")

ELSEWHERE = (
    "Somebody else changed this since you opened this page, so nothing was stored."
    " Below is what they stored, and what you wrote: save it to have yours in its place."
)
GIVEN = {
    WorkKind.DECK: (
        "The class has these cards to study now. Students find them on their page Today while they are open."
    ),
    WorkKind.STEP: "The class has this step now. Students find it on their page Today while it is open.",
}


@bp.get("/new/<any(deck,step):kind>")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def new(cohort_id: UUID, kind: str) -> ResponseReturnValue:
    """Show what cards, or what step, a class can be given."""
    form = _new_form(WorkKind(kind), filled=False)
    return _show_new(cohort_id, WorkKind(kind), form)


@bp.post("/new/<any(deck,step):kind>")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def give(cohort_id: UUID, kind: str) -> ResponseReturnValue:
    """Give a class cards or a step."""
    asking.teaching(cohort_id)
    form, now = _new_form(WorkKind(kind), filled=True), utcnow()
    window = form.window(asking.zone(), opens_at=now) if form.validate() else None
    if window is None or not (form.fits(window) and form.suits()):
        return _show_new(cohort_id, WorkKind(kind), form, status=422)
    deck = form.scope if isinstance(form, DeckForm) else None
    tasks.give(form.client_id.value, cohort_id, form.task(window, deck), now=now)
    flash(GIVEN[WorkKind(kind)])
    return redirect(url_for("classes.show", cohort_id=cohort_id), code=303)


@bp.get("/<uuid:task_id>/change")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def show(cohort_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Show cards or a step of a class, to be changed."""
    asking.teaching(cohort_id)
    row = task_queries.find(task_id, cohort_id=cohort_id) or abort(404)
    return _show_change(cohort_id, task_id, _change_form(tasks.task_of(row), seen=row.revision))


@bp.post("/<uuid:task_id>/change")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def change(cohort_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Change cards or a step of a class, unless somebody else did so since they were shown."""
    asking.teaching(cohort_id)
    stored = tasks.task_of(task_queries.find(task_id, cohort_id=cohort_id) or abort(404))
    form = _change_form(stored)
    window = (
        form.window(asking.zone(), opens_at=stored.window.opens_at, stored=stored.window)
        if form.validate()
        else None
    )
    if window is None or not (form.fits(window) and form.suits()):
        return _show_change(cohort_id, task_id, form, status=422)
    try:
        tasks.change(task_id, form.task(window, stored.deck), cohort_id=cohort_id, seen=form.revision)
    except EditedElsewhereError:
        return _elsewhere(cohort_id, task_id, form)
    flash("The changes are saved. What was marked as done stays done.")
    return redirect(url_for("class_task.show", cohort_id=cohort_id, task_id=task_id), code=303)


@bp.get("/<uuid:task_id>/take-back")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def ask(cohort_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Say what taking back means, before cards or a step are taken back."""
    return _ask(cohort_id, task_id)


@bp.post("/<uuid:task_id>/take-back")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def take_back(cohort_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Take back cards or a step that nobody has begun; what is gone already stays gone."""
    asking.teaching(cohort_id)
    try:
        tasks.take_back(task_id, cohort_id=cohort_id)
    except TaskBegunError:
        return _ask(cohort_id, task_id, status=409)
    flash("It is taken back. The class does not have it any more.")
    return redirect(url_for("classes.show", cohort_id=cohort_id), code=303)


def _new_form(kind: WorkKind, *, filled: bool) -> DeckForm | StepForm:
    """Return a form for a new task, with what was sent if it is ``filled``, and with what can be chosen."""
    empty = {} if filled else {"formdata": None, "client_id": new_id()}
    if kind is WorkKind.STEP:
        step = StepForm(**empty)
        _offer_steps(step)
        return step
    deck = DeckForm(**empty)
    deck.offer(
        (one.scope, deck_name(one.scope, one.title), one.questions) for one in task_holding.offered_decks()
    )
    return deck


def _change_form(task: Task, *, seen: int | None = None) -> ChangeDeckForm | ChangeStepForm:
    """Return a form for a task as it is stored at revision ``seen``; without one, with what was sent."""
    zone = asking.zone()
    values = (
        {}
        if seen is None
        else {
            "formdata": None,
            "seen": seen,
            "title": task.title,
            "words": task.words,
            "opens": local(task.window.opens_at, zone),
            "closes": local(task.window.closes_at, zone),
        }
    )
    if task.deck:
        return ChangeDeckForm(**values, asked=task.asked) if values else ChangeDeckForm()
    of_step = {"course_step": str(task.course_step or ""), "topic": task.topic or "", "link": task.link}
    form = ChangeStepForm(**values, **of_step) if values else ChangeStepForm()
    _offer_steps(form, stored=task.course_step)
    return form


def _offer_steps(form: StepForm | ChangeStepForm, *, stored: int | None = None) -> None:
    """Let a step of the course be chosen, and the one that is stored also while it is not offered."""
    offered = {one.id: f"{one.number}. {one.step.title}" for one in ready.course(None)}
    if stored:
        offered.setdefault(stored, "The step that was chosen before, which is not offered just now")
    form.offer(offered.items())


def _show_new(
    cohort_id: UUID, kind: WorkKind, form: DeckForm | StepForm, *, status: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "classes/task_new.html",
        section="more",
        cohort=asking.teaching(cohort_id).cohort,
        kind=kind.value,
        form=form,
        zone=asking.zone().key,
    )
    return page, status


def _elsewhere(cohort_id: UUID, task_id: UUID, form: ChangeDeckForm | ChangeStepForm) -> ResponseReturnValue:
    """Show what somebody else stored beside what was written, which may be stored in its place."""
    row = task_queries.find(task_id, cohort_id=cohort_id) or abort(404)
    form.form_errors.append(ELSEWHERE)
    form.seen.data = str(row.revision)
    task = tasks.task_of(row)
    theirs = task_lines(task, asking.zone(), course_step=task_holding.step_of(task))
    return _show_change(cohort_id, task_id, form, theirs=theirs, status=409)


def _show_change(
    cohort_id: UUID,
    task_id: UUID,
    form: ChangeDeckForm | ChangeStepForm,
    *,
    theirs: tuple[str, ...] = (),
    status: int = 200,
) -> ResponseReturnValue:
    page = render_template(
        "classes/task_change.html",
        section="more",
        cohort_id=cohort_id,
        task_id=task_id,
        form=form,
        theirs=theirs,
        zone=asking.zone().key,
    )
    return page, status


def _ask(cohort_id: UUID, task_id: UUID, *, status: int = 200) -> ResponseReturnValue:
    found = asking.educator(cohort_id)
    row = task_queries.find(task_id, cohort_id=cohort_id) or abort(404)
    page = render_template(
        "classes/task_take_back.html",
        section="more",
        cohort=found.cohort,
        task_id=task_id,
        title=row.title,
        is_begun=task_queries.is_begun(task_id),
        form=BaseForm(formdata=None),
    )
    return page, status
