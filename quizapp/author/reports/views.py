"""What learners report: what waits for an answer, the reports of an item, and answering one."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.author.asking import account_id
from quizapp.author.reports import queries as report_queries
from quizapp.author.reports import service as report_service
from quizapp.author.reports.forms import AnswerForm
from quizapp.author.reports.queries import Report
from quizapp.banks import queries as banks
from quizapp.core.people import Role
from quizapp.core.reporting import Outcome
from quizapp.web import access
from quizapp.web.clock import utcnow

bp = Blueprint("author_reports", __name__, url_prefix="/author/reports")

MOST_AT_ONCE = 100


@bp.get("/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def index() -> ResponseReturnValue:
    """Show the reports that wait for an answer, the oldest first."""
    return render_template(
        "author/reports.html",
        section="more",
        reports=report_queries.open_reports(most=MOST_AT_ONCE),
        count=report_queries.open_count(),
    )


@bp.get("/of/<item_slug>/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def of_item(item_slug: str) -> ResponseReturnValue:
    """Show the reports of an item, the newest first."""
    row = banks.item_by_slug(item_slug) or abort(404)
    return render_template(
        "author/reports_of_item.html",
        section="more",
        content=banks.newest_contents([row.id])[row.id],
        reports=report_queries.reports_of(item_slug, most=MOST_AT_ONCE),
    )


@bp.get("/<uuid:report_id>")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def show(report_id: UUID) -> ResponseReturnValue:
    """Show a report, with its answer or the form for it."""
    return _page(_find(report_id), AnswerForm(formdata=None))


@bp.post("/<uuid:report_id>")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def answer(report_id: UUID) -> ResponseReturnValue:
    """Answer a report."""
    report, form = _find(report_id), AnswerForm()
    if not form.validate():
        return _page(report, form, status=422)
    outcome, words = Outcome(form.outcome.data), form.words.data or ""
    report_service.answer(report, outcome, words, account_id=account_id(), now=utcnow())
    flash("Answered. Whoever sent the report can read it at the address that they were given.")
    return redirect(url_for(".index"), code=303)


def _page(report: Report, form: AnswerForm, *, status: int = 200) -> ResponseReturnValue:
    html = render_template("author/report.html", section="more", report=report, form=form)
    return html, status


def _find(report_id: UUID) -> Report:
    return report_queries.find_report(report_id) or abort(404)
