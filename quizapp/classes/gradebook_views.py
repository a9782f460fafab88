"""The gradebook of a class, on a page and as a table to take along."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TypeVar
from uuid import UUID

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from quizapp.classes import asking, gradebook
from quizapp.classes.assigned_words import COUNTS_NAMES
from quizapp.classes.gradebook import Gradebook, GradeCell
from quizapp.core.assignments import Counts
from quizapp.formats.gradebook_sheet import write_gradebook
from quizapp.formats.gradebook_xlsx import write_workbook
from quizapp.web import access

Share = TypeVar("Share")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

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
    book = gradebook.of_class(cohort_id)
    rows = _rows(book, share=lambda share: round(float(100 * share), 2))
    response = Response(write_gradebook(_header(book), rows), mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=gradebook.csv"
    return response


@bp.get("/gradebook.xlsx")
@access.account_owner
def workbook(cohort_id: UUID) -> ResponseReturnValue:
    """Give the gradebook as a workbook, its marks as numbers in percent."""
    asking.staff(cohort_id)
    book = gradebook.of_class(cohort_id)
    rows = _rows(book, share=lambda share: share)
    response = Response(write_workbook(_header(book), rows), mimetype=XLSX)
    response.headers["Content-Disposition"] = "attachment; filename=gradebook.xlsx"
    return response


def _header(book: Gradebook) -> list[str]:
    """Return the header of the table: of each quiz the percentage that counts, and its state."""
    header = ["name", "email"]
    for one in book.assignments:
        header += [f"{one.title} ({COUNTS_NAMES[Counts(one.counts)].lower()}, %)", f"{one.title} (state)"]
    return header


def _rows(book: Gradebook, *, share: Callable[[Fraction], Share]) -> Iterator[list[str | Share | None]]:
    """Yield the rows of the table; ``share`` makes of a mark what its cell holds."""
    for row in book.rows:
        cells: list[str | Share | None] = [row.student.name, row.student.email]
        for cell in row.cells:
            cells += [share(cell.grade.share) if cell.grade else None, _state(cell)]
        yield cells


def _state(cell: GradeCell) -> str:
    if cell.is_set:
        return "set by hand"
    if cell.is_late:
        return "late, does not count"
    if cell.grade:
        return "late" if cell.grade.late else "handed in"
    return "begun" if cell.begun else "not begun"
