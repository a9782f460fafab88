"""The gradebook of a class, on a page and as a table to take along."""

from uuid import UUID

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from quizapp.classes import asking, gradebook
from quizapp.classes.assigned_words import COUNTS_NAMES
from quizapp.classes.gradebook import Gradebook, GradeCell
from quizapp.core.assignments import Counts
from quizapp.formats.gradebook_sheet import write_gradebook
from quizapp.formats.sheets import Value
from quizapp.web import access

bp = Blueprint("class_grades", __name__, url_prefix="/classes/<uuid:cohort_id>")


@bp.get("/gradebook")
@access.account_owner
def index(cohort_id: UUID) -> ResponseReturnValue:
    """Show what came of the quizzes of a class, student by student."""
    found = asking.staff(cohort_id)
    return render_template(
        "classes/gradebook.html",
        section="more",
        cohort=found.cohort,
        gradebook=gradebook.of_class(cohort_id),
        counts={counts.value: name for counts, name in COUNTS_NAMES.items()},
    )


@bp.get("/gradebook.csv")
@access.account_owner
def sheet(cohort_id: UUID) -> ResponseReturnValue:
    """Give the gradebook as a table for a spreadsheet."""
    asking.staff(cohort_id)
    header, rows = _table(gradebook.of_class(cohort_id))
    response = Response(write_gradebook(header, rows), mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=gradebook.csv"
    return response


def _table(book: Gradebook) -> tuple[list[str], list[list[Value]]]:
    """Return the header and the rows of the table: of each quiz the percentage that counts, and its state."""
    header = ["name", "email"]
    for one in book.assignments:
        header += [f"{one.title} ({COUNTS_NAMES[Counts(one.counts)].lower()}, %)", f"{one.title} (state)"]
    rows: list[list[Value]] = []
    for row in book.rows:
        cells: list[Value] = [row.student.name, row.student.email]
        for cell in row.cells:
            cells += [round(float(100 * cell.grade.share), 2) if cell.grade else None, _state(cell)]
        rows.append(cells)
    return header, rows


def _state(cell: GradeCell) -> str:
    if cell.is_set:
        return "set by hand"
    if cell.is_late:
        return "late, does not count"
    if cell.grade:
        return "late" if cell.grade.late else "handed in"
    return "begun" if cell.begun else "not begun"
