"""The gradebook of a class, on a page and as a table to take along."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple, TypeVar
from uuid import UUID

from flask import Blueprint, Response, abort, get_template_attribute, render_template
from flask.typing import ResponseReturnValue

from quizapp.classes import asking, queries
from quizapp.classes.grades import gradebook
from quizapp.classes.grades.gradebook import Gradebook, GradeCell
from quizapp.classes.grades.queries import Student
from quizapp.classes.quizzes.words import COUNTS_NAMES
from quizapp.classes.tasks.words import KIND_NAMES, PROGRESS_NAMES, PROGRESS_SIGNS
from quizapp.core.assignments import Counts
from quizapp.core.class_tasks import Progress, WorkKind
from quizapp.formats.gradebook_xlsx import write_workbook
from quizapp.formats.sheets import as_csv
from quizapp.web import access

Share = TypeVar("Share")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

bp = Blueprint("class_grades", __name__, url_prefix="/classes/<uuid:cohort_id>")


class Heading(NamedTuple):
    """What stands over a column: what the class was given, a word on it, and where its page is."""

    title: str
    note: str
    link: str


@bp.get("/gradebook")
@access.account_owner
def index(cohort_id: UUID) -> ResponseReturnValue:
    """Show what came of all that a class is given, student by student."""
    found = asking.staff(cohort_id)
    book = gradebook.of_class(cohort_id)
    return render_template(
        "classes/gradebook.html",
        section="more",
        cohort=found.cohort,
        quizzes=[
            Heading(
                one.title,
                COUNTS_NAMES[Counts(one.counts)],
                asking.address(WorkKind.QUIZ, cohort_id, one.id),
            )
            for one in book.assignments
        ],
        marks=list(_marks_in_words(book)),
        tasks=[
            Heading(one.title, KIND_NAMES[one.kind], asking.address(one.kind, cohort_id, one.id))
            for one in book.tasks.tasks
        ],
        told=list(_told_in_words(book)),
    )


@bp.get("/gradebook/<uuid:member_id>")
@access.account_owner
def student(cohort_id: UUID, member_id: UUID) -> ResponseReturnValue:
    """Show what came of the quizzes for one student, each with how its mark came about."""
    found = asking.staff(cohort_id)
    member = queries.find_row(member_id, cohort_id=cohort_id) or abort(404)
    book = gradebook.of_class(cohort_id)
    cells = next((row.cells for row in book.rows if row.student.member_id == member_id), None)
    return render_template(
        "classes/gradebook_student.html",
        section="more",
        cohort=found.cohort,
        member=member,
        marks=None if cells is None else list(zip(book.assignments, cells, strict=True)),
        told=[
            (task, KIND_NAMES[task.kind], PROGRESS_SIGNS[come], PROGRESS_NAMES[come])
            for task, come in zip(book.tasks.tasks, book.tasks.of(member.account_id), strict=True)
        ],
    )


@bp.get("/gradebook.csv")
@access.account_owner
def sheet(cohort_id: UUID) -> ResponseReturnValue:
    """Give the gradebook as a table for a spreadsheet."""
    asking.staff(cohort_id)
    book = gradebook.of_class(cohort_id)
    rows = _rows(book, share=lambda share: round(float(100 * share), 2))
    response = Response(as_csv([_header(book), *rows]), mimetype="text/csv")
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


def _marks_in_words(book: Gradebook) -> Iterator[tuple[Student, list[str]]]:
    """Yield each student with what is said of their marks, quiz by quiz.

    A large gradebook has 20,000 cells, most of which say the same as others, so each thing is said once.
    """
    say = get_template_attribute("classes/_grade.html", "grade_words")
    said: dict[tuple[int, bool, bool, bool], str] = {}
    for row in book.rows:
        words = []
        for cell in row.cells:
            # The grades live as long as the book, so no two of them share an id.
            key = (id(cell.grade), cell.begun, cell.is_set, cell.is_late)
            words.append(said.get(key) or said.setdefault(key, say(cell)))
        yield row.student, words


def _told_in_words(book: Gradebook) -> Iterator[tuple[Student, list[str]]]:
    """Yield each student with what they said of the cards and steps, one after the other."""
    say = get_template_attribute("classes/_grade.html", "progress_words")
    said = {come: say(PROGRESS_SIGNS[come], PROGRESS_NAMES[come]) for come in Progress}
    for row in book.rows:
        yield row.student, [said[come] for come in book.tasks.of(row.student.account_id)]


def _header(book: Gradebook) -> list[str]:
    """Return the header of the table: of each quiz the percentage that counts, and its state.

    After them the cards and steps, of which there is a state alone.
    """
    header = ["name", "email"]
    for one in book.assignments:
        header += [f"{one.title} ({COUNTS_NAMES[Counts(one.counts)].lower()}, %)", f"{one.title} (state)"]
    return header + [f"{one.title} ({KIND_NAMES[one.kind].lower()})" for one in book.tasks.tasks]


def _rows(book: Gradebook, *, share: Callable[[Fraction], Share]) -> Iterator[list[str | Share | None]]:
    """Yield the rows of the table; ``share`` makes of a mark what its cell holds."""
    for row in book.rows:
        cells: list[str | Share | None] = [row.student.name, row.student.email]
        for cell in row.cells:
            cells += [share(cell.grade.share) if cell.grade else None, _state(cell)]
        yield cells + [PROGRESS_NAMES[one] for one in book.tasks.of(row.student.account_id)]


def _state(cell: GradeCell) -> str:
    if cell.is_set:
        return "set by hand"
    if cell.is_late:
        return "late, does not count"
    if cell.grade:
        return "late" if cell.grade.late else "handed in"
    return "begun" if cell.begun else "not begun"
