"""What learners say is wrong with a question."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.banks import queries as bank_queries
from quizapp.core.items import Item, Status
from quizapp.quiz import service
from quizapp.quiz.forms import ReportForm
from quizapp.web import access
from quizapp.web.clock import new_id, utcnow

LARGEST = 2**31 - 1
"""The largest number a row can have on every database."""

bp = Blueprint(
    "reports",
    __name__,
    url_prefix=f"/questions/<int(max={LARGEST}):item_id>/<int(max={LARGEST}):version>/report",
)


@bp.get("/")
@access.anybody
def index(item_id: int, version: int) -> ResponseReturnValue:
    """Show the form."""
    return _show(item_id, version, ReportForm(formdata=None, client_id=new_id()), status=200)


@bp.post("/")
@access.anybody
def send(item_id: int, version: int) -> ResponseReturnValue:
    """Keep a report; who it was is not kept."""
    form = ReportForm()
    if not form.validate():
        return _show(item_id, version, form, status=422)
    _published(item_id, version)
    service.report(
        item_id,
        version,
        report_id=form.client_id.value,
        reason=form.reason.data,
        note=form.note.data,
        now=utcnow(),
    )
    report_id, back = form.client_id.value, request.args.get("back")
    sent = url_for(".sent", item_id=item_id, version=version, report=report_id, back=back)
    return redirect(sent, code=303)


@bp.get("/sent")
@access.anybody
def sent(item_id: int, version: int) -> ResponseReturnValue:
    """Say thanks, where the answer will be, and lead back to where the learner came from."""
    _published(item_id, version)
    report_id = request.args.get("report", type=UUID)
    return render_template(
        "quiz/reported.html",
        section="quiz",
        back=way_back(request.args.get("back", "")),
        answer_at=url_for("report_answer.index", report_id=report_id) if report_id else "",
    )


def way_back(path: str) -> str:
    """Return ``path`` if it is one of the quiz or the cards; otherwise Today, never another site."""
    is_ours = path.startswith(("/quiz/", "/cards/")) and "//" not in path and "\\" not in path
    return path if is_ours else url_for("today.index")


def _show(item_id: int, version: int, form: ReportForm, *, status: int) -> ResponseReturnValue:
    item = _published(item_id, version)
    return render_template("quiz/report.html", section="quiz", form=form, item=item), status


def _published(item_id: int, version: int) -> Item:
    """Return the item of a version that learners may see; any other one is not there."""
    content = bank_queries.contents({(item_id, version)}).get((item_id, version))
    if content is None or content.item.status is not Status.PUBLISHED:
        abort(404)
    return content.item
