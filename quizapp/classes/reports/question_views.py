"""Questions of a class over all of its quizzes, and each before and after, here and in other classes."""

from uuid import UUID

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from quizapp.banks import queries as bank_queries
from quizapp.classes import asking
from quizapp.classes.reports import comparing
from quizapp.classes.reports.comparing import Compared
from quizapp.classes.reports.standing_charts import ReachChart, reach_chart
from quizapp.core.live_tally import FEWEST
from quizapp.web import access

bp = Blueprint("class_questions", __name__, url_prefix="/classes/<uuid:cohort_id>/questions")


@bp.get("/")
@access.account_owner
def index(cohort_id: UUID) -> ResponseReturnValue:
    """Show how the questions of a class did over all of its quizzes."""
    found = asking.staff(cohort_id)
    return render_template(
        "classes/questions.html",
        section="more",
        cohort=found.cohort,
        questions=comparing.of_class(cohort_id, cohort_ids=asking.staffed()),
        fewest=FEWEST,
    )


@bp.get("/<item_slug>")
@access.account_owner
def show(cohort_id: UUID, item_slug: str) -> ResponseReturnValue:
    """Show a question before and after it was changed, in this class and in the other classes of who asks."""
    found = asking.staff(cohort_id)
    row = bank_queries.item_by_slug(item_slug) or abort(404)
    history = comparing.of_question(row.id, cohort_id=cohort_id, titles=asking.staffed())
    return render_template(
        "classes/question.html",
        section="more",
        cohort=found.cohort,
        history=history,
        charts={
            "versions": _charts(history.versions),
            "classes": _charts(history.classes),
        }
        if history
        else {},
        item_slug=item_slug,
        fewest=FEWEST,
        may_teach=asking.may_teach(),
    )


def _charts(compared: Compared) -> tuple[ReachChart, ReachChart]:
    """Return the drawings of facility and of discrimination, the latter from −1 to 1."""
    sides = compared.sides
    return (
        reach_chart((one.name, one.standing.facility, one.standing.facility_interval) for one in sides),
        reach_chart(
            (
                (one.name, one.standing.discrimination, one.standing.discrimination_interval)
                for one in sides
                if one.standing.discrimination is not None and one.standing.discrimination_interval
            ),
            least=-1,
        ),
    )
