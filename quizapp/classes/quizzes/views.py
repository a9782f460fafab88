"""Quizzes that a class is given: giving one, its page, and beginning an attempt."""

from dataclasses import replace
from secrets import randbelow
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.classes import asking
from quizapp.classes.extra_time import queries as time_queries
from quizapp.classes.extra_time.forms import BeginForm
from quizapp.classes.extra_time.words import given_words
from quizapp.classes.knowledge import knowing
from quizapp.classes.marks import queries as mark_queries
from quizapp.classes.marks.words import trail_lines
from quizapp.classes.quizzes import holding
from quizapp.classes.quizzes import queries as assigned_queries
from quizapp.classes.quizzes import service as assigned
from quizapp.classes.quizzes.forms import FORGOTTEN, AssignForm
from quizapp.classes.quizzes.review_words import review_words
from quizapp.classes.quizzes.service import Chosen
from quizapp.classes.quizzes.words import (
    LATE_WORDS,
    attempts_words,
    fewer_words,
    handed_in_words,
    limit_words,
    standing_words,
)
from quizapp.classes.words import OVER
from quizapp.core.assignments import Counts
from quizapp.core.behaviour import Behaviour
from quizapp.core.errors import EmptyQuizError
from quizapp.core.items import Audience, Level, Topic
from quizapp.core.people import Role
from quizapp.core.time_limits import AS_SET, best_share
from quizapp.formats.quiz_json import load_review
from quizapp.quiz import queries as quiz_queries
from quizapp.quiz.behaviour_words import BEHAVIOUR_NAMES, BEHAVIOUR_NOTES
from quizapp.quiz.forms import HIGHEST_SEED
from quizapp.quiz.ready import service as ready
from quizapp.quiz.timing import service as timing
from quizapp.web import access, learners
from quizapp.web.clock import new_id, utcnow
from quizapp.web.filters import count_of

bp = Blueprint("class_quiz", __name__, url_prefix="/classes/<uuid:cohort_id>/quizzes")

NO_QUESTIONS = "No question fits what you chose. Choose more topics, or any level."
USUAL = {
    "audience": Audience.STUDENT.value,
    "attempts": "1",
    "behaviour": Behaviour.DEFERRED.value,
}
"""What is chosen of a new quiz before somebody chooses."""

GONE = "None of its questions can be asked just now. Please tell your teacher."


@bp.get("/new")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def new(cohort_id: UUID) -> ResponseReturnValue:
    """Show what a class can be given."""
    form = AssignForm(formdata=None, client_id=new_id(), **USUAL | _suggested())
    return _show_new(cohort_id, form, _offer(form))


@bp.post("/new")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def assign(cohort_id: UUID) -> ResponseReturnValue:
    """Give a class a quiz."""
    asking.teaching(cohort_id)
    form, now = AssignForm(), utcnow()
    topic_counts = _offer(form)
    terms = form.terms(asking.zone(), opens_at=now) if form.validate() else None
    if terms is None or not (
        form.fits(terms)
        and form.suits_audience()
        and form.suits(_behaviour(form), closes=bool(terms.closes_at))
    ):
        return _show_new(cohort_id, form, topic_counts, status=422)
    try:
        missing = assigned.assign(
            form.client_id.value,
            cohort_id,
            _chosen(form, cohort_id, day=asking.tomorrow(now)),
            title=form.title.data or "",
            terms=terms,
            counts=Counts(form.counts.data),
            now=now,
        )
    except EmptyQuizError:
        form.topics.errors = [NO_QUESTIONS]
        return _show_new(cohort_id, form, topic_counts, status=422)
    flash("The class has this quiz now. Students find it on their page Today while it is open.")
    if missing:
        flash(fewer_words(missing))
    return redirect(url_for("classes.show", cohort_id=cohort_id), code=303)


@bp.get("/<uuid:assignment_id>/")
@access.account_owner
def show(cohort_id: UUID, assignment_id: UUID) -> ResponseReturnValue:
    """Show a quiz of a class, and what somebody did about it."""
    return _show(cohort_id, assignment_id)


@bp.post("/<uuid:assignment_id>/")
@access.account_owner
def begin(cohort_id: UUID, assignment_id: UUID) -> ResponseReturnValue:
    """Begin an attempt, or go on with the one that waits."""
    learner = learners.require()  # first, because storing one forgets what was read before
    found = assigned_queries.find_to_begin(assignment_id, cohort_id=cohort_id, account_id=asking.account_id())
    if found is None:  # the page is not there, or the class is over
        return _show(cohort_id, assignment_id, problem=OVER, status=409)
    form = BeginForm()
    if not form.validate():
        return _show(cohort_id, assignment_id, status=422)
    given = _given(found.minutes, cohort_id)
    try:
        started = assigned.begin(
            learner,
            found,
            attempt_id=form.client_id.value,
            seed=1 + randbelow(HIGHEST_SEED),
            share=best_share(given, form.chosen_share),
            now=utcnow(),
        )
    except EmptyQuizError:
        return _show(cohort_id, assignment_id, problem=GONE, status=409)
    if started is None:
        return _show(cohort_id, assignment_id, status=409)
    if started.missing:
        flash(fewer_words(started.missing))
    return redirect(url_for("attempt.resume", attempt_id=started.attempt_id), code=303)


def _offer(form: AssignForm) -> dict[str, int]:
    """Offer the topics and sets there are; return how many questions there are on each topic."""
    counts = quiz_queries.topic_counts()
    form.offer(counts)
    form.offer_sets(ready.sets())
    return counts


def _suggested() -> dict[str, Any]:
    """Return what the address fills in, as the page of what a class knows writes it."""
    given = {
        name: request.args[name] for name in ("title", "shares", "length", "audience") if name in request.args
    }
    return given | ({"topics": topics} if (topics := request.args.getlist("topics")) else {})


def _chosen(form: AssignForm, cohort_id: UUID, *, day: int) -> Chosen:
    if form.what.data:
        return Chosen(set_id=form.what.data)
    blueprint = form.blueprint()
    if form.shares.data == FORGOTTEN:
        topics = [Topic(topic) for topic in form.topics.data or [one.value for one in form.topics.choices]]
        level = Level(form.level.data) if form.level.data else None
        cells = knowing.cells_for(cohort_id, topics, level=level, length=blueprint.length, day=day)
        blueprint = replace(blueprint, cells=cells)
    return Chosen(blueprint=blueprint, behaviour=_behaviour(form), review=form.chosen_review())


def _behaviour(form: AssignForm) -> Behaviour:
    return Behaviour(form.behaviour.data)


def _show_new(
    cohort_id: UUID, form: AssignForm, topic_counts: dict[str, int], *, status: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "classes/assign.html",
        section="more",
        cohort=asking.teaching(cohort_id).cohort,
        form=form,
        behaviour_notes=BEHAVIOUR_NOTES,
        topic_notes={topic: count_of(n, "question", "questions") for topic, n in topic_counts.items()},
        zone=asking.zone().key,
    )
    return page, status


def _show(
    cohort_id: UUID, assignment_id: UUID, *, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    found, now, zone = asking.member(cohort_id), utcnow(), asking.zone()
    row = assigned_queries.find(assignment_id, cohort_id=cohort_id) or abort(404)
    learner = learners.current()
    if learner:
        timing.end_overdue(now, learner_id=learner.id, most=timing.MOST_FOR_A_PAGE)
    given = _given(row.minutes, cohort_id)
    tried = (
        assigned_queries.tried(row.id, learner_id=learner.id) if learner else assigned_queries.NOTHING_TRIED
    )
    page = render_template(
        "classes/assignment.html",
        section="more",
        found=found,
        assignment=row,
        may_teach=asking.may_teach(),
        sees_results=asking.sees_results(found),
        standing=standing_words(row.terms, zone, now=now),
        attempts=attempts_words(row.attempts, Counts(row.counts)),
        review=review_words(load_review(row.review), row.closes_at, zone),
        zone=zone.key,
        tried=tried,
        handed_in={
            one.id: handed_in_words(row.terms, one.finished_at, zone, ran_out=one.ran_out)
            for one in tried.attempts
            if one.finished_at
        },
        may_begin=not found.is_over and row.terms.may_begin(len(tried.ids), now),
        holding=holding.of_assignment(row),
        behaviours=BEHAVIOUR_NAMES,
        late=LATE_WORDS[row.terms.late],
        limit=limit_words(row.minutes),
        given=given_words(given) if row.minutes else "",
        trail=trail_lines(mark_queries.trail(row.id, account_id=found.member.account_id), zone),
        problem=problem,
        form=_begin_form(row.minutes, given),
    )
    return page, status


def _given(minutes: int | None, cohort_id: UUID) -> int | None:
    """Return how much time whoever asks was given, which is asked for only where there is a limit."""
    return time_queries.share_of(cohort_id, account_id=asking.account_id()) if minutes else AS_SET


def _begin_form(minutes: int | None, given: int | None) -> BeginForm:
    """Return the form that begins an attempt; it asks for how much time where there is a time limit."""
    form = BeginForm(formdata=None, client_id=new_id(), share=str(given or AS_SET))
    form.offer(minutes, given)
    return form
