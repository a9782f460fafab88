"""Changing the terms of a quiz that a class was given, and taking it back."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.classes import asking
from quizapp.classes.quizzes import holding
from quizapp.classes.quizzes import queries as assigned_queries
from quizapp.classes.quizzes import service as assigned
from quizapp.classes.quizzes.forms import ChangeForm, local
from quizapp.classes.quizzes.holding import Holding
from quizapp.classes.quizzes.review_fields import as_chosen
from quizapp.classes.quizzes.review_words import review_lines
from quizapp.classes.quizzes.words import terms_lines
from quizapp.core.assignments import Counts
from quizapp.core.behaviour import Behaviour
from quizapp.core.errors import EditedElsewhereError, QuizBegunError
from quizapp.core.people import Role
from quizapp.core.time_limits import may_be_timed
from quizapp.formats.quiz_json import load_review
from quizapp.web import access
from quizapp.web.forms import BaseForm

bp = Blueprint("class_terms", __name__, url_prefix="/classes/<uuid:cohort_id>/quizzes/<uuid:assignment_id>")

ELSEWHERE = (
    "Somebody else changed this quiz since you opened this page, so nothing was stored."
    " Below is what they stored, and what you wrote: save it to have yours in its place."
)


@bp.get("/terms")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def show(cohort_id: UUID, assignment_id: UUID) -> ResponseReturnValue:
    """Show the terms of an assignment, to be changed."""
    asking.teaching(cohort_id)
    row = assigned_queries.find(assignment_id, cohort_id=cohort_id) or abort(404)
    zone = asking.zone()
    form = ChangeForm(
        formdata=None,
        title=row.title,
        opens=local(row.opens_at, zone),
        closes=local(row.closes_at, zone),
        attempts=str(row.attempts or ""),
        counts=row.counts,
        late=row.late,
        minutes=row.minutes,
        seen=row.revision,
        **as_chosen(load_review(row.review)),
    )
    _leave_out(form, holding.of_assignment(row))
    return _page(cohort_id, assignment_id, form)


@bp.post("/terms")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def change(cohort_id: UUID, assignment_id: UUID) -> ResponseReturnValue:
    """Change the terms of an assignment, unless somebody else did so since they were shown."""
    asking.teaching(cohort_id)
    row = assigned_queries.find(assignment_id, cohort_id=cohort_id) or abort(404)
    form, stored = ChangeForm(), row.terms
    _leave_out(form, holding.of_assignment(row))
    changed = form.terms(asking.zone(), opens_at=stored.opens_at, stored=stored) if form.validate() else None
    if changed is None or not (
        form.fits(changed) and form.suits(Behaviour(row.behaviour), closes=bool(changed.closes_at))
    ):
        return _page(cohort_id, assignment_id, form, status=422)
    try:
        assigned.change(
            assignment_id,
            cohort_id=cohort_id,
            title=form.title.data or "",
            terms=changed,
            counts=Counts(form.counts.data),
            review=form.chosen_review(),
            seen=form.revision,
        )
    except EditedElsewhereError:
        return _elsewhere(cohort_id, assignment_id, form)
    flash("The changes are saved, and hold for what was handed in before, too.")
    if changed.minutes != stored.minutes:
        flash("A time limit holds for attempts that begin from now on.")
    return redirect(url_for("class_quiz.show", cohort_id=cohort_id, assignment_id=assignment_id), code=303)


@bp.get("/take-back")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def ask(cohort_id: UUID, assignment_id: UUID) -> ResponseReturnValue:
    """Say what taking back a quiz means, before it is taken back."""
    return _ask(cohort_id, assignment_id)


@bp.post("/take-back")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def take_back(cohort_id: UUID, assignment_id: UUID) -> ResponseReturnValue:
    """Take back a quiz that nobody has begun; one that is gone already stays gone."""
    asking.teaching(cohort_id)
    try:
        assigned.take_back(assignment_id, cohort_id=cohort_id)
    except QuizBegunError:
        return _ask(cohort_id, assignment_id, status=409)
    flash("The quiz is taken back. The class does not have it any more.")
    return redirect(url_for("classes.show", cohort_id=cohort_id), code=303)


def _leave_out(form: ChangeForm, held: Holding) -> None:
    """Ask nothing that the quiz cannot have: a ready-made set shows its answers, and no patient is timed."""
    if held.set_title:
        form.leave_out_review()
    if not may_be_timed(held.audience):
        form.leave_out_limit()


def _elsewhere(cohort_id: UUID, assignment_id: UUID, form: ChangeForm) -> ResponseReturnValue:
    """Show what somebody else stored beside what was written, which may be stored in its place."""
    row = assigned_queries.find(assignment_id, cohort_id=cohort_id) or abort(404)
    form.form_errors.append(ELSEWHERE)
    form.seen.data = str(row.revision)
    return _page(
        cohort_id,
        assignment_id,
        form,
        theirs=(
            *terms_lines(row.title, row.terms, Counts(row.counts), asking.zone()),
            *review_lines(load_review(row.review)),
        ),
        status=409,
    )


def _page(
    cohort_id: UUID, assignment_id: UUID, form: ChangeForm, *, theirs: tuple[str, ...] = (), status: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "classes/terms.html",
        section="more",
        cohort_id=cohort_id,
        assignment_id=assignment_id,
        form=form,
        theirs=theirs,
        zone=asking.zone().key,
    )
    return page, status


def _ask(cohort_id: UUID, assignment_id: UUID, *, status: int = 200) -> ResponseReturnValue:
    found = asking.educator(cohort_id)
    row = assigned_queries.find(assignment_id, cohort_id=cohort_id) or abort(404)
    page = render_template(
        "classes/take_back.html",
        section="more",
        cohort=found.cohort,
        assignment=row,
        has_results=assigned_queries.has_results(assignment_id),
        sending=BaseForm(formdata=None),
    )
    return page, status
