"""A class as a table: its students, its assignments, and what came of each."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from quizapp.banks import queries as bank_queries
from quizapp.classes.grades import queries as grade_queries
from quizapp.classes.grades.queries import AttemptKey, Student
from quizapp.classes.tasks import book as task_book
from quizapp.classes.tasks import queries as task_queries
from quizapp.classes.tasks.book import TaskBook
from quizapp.classes.tasks.queries import Told
from quizapp.core.assignments import Counts, Late
from quizapp.core.behaviour import Behaviour, Step, replay
from quizapp.core.corrections import as_corrected
from quizapp.core.gradebook import WHOLE, Grade, counted, grade_of
from quizapp.core.outcomes import outcome
from quizapp.database import texts_of
from quizapp.models import AssignmentRow


@dataclass(frozen=True, kw_only=True)
class GradeCell:
    """What came of an assignment for a student: what counts, if something does, and if not, why.

    ``is_set``: it was set by hand. ``is_late``: what was handed in came late, and does not count.
    """

    grade: Grade | None
    begun: bool
    is_set: bool = False
    is_late: bool = False


class Column(NamedTuple):
    """An assignment, and how what was handed in for it counts.

    ``cells`` are those that were made of a single grade, with it, by its id.
    """

    id: UUID
    counts: Counts
    late: Late
    cells: dict[int, tuple[Grade, GradeCell]]


NOT_BEGUN = GradeCell(grade=None, begun=False)


@dataclass(frozen=True, kw_only=True)
class GradeRow:
    """A student, and what came of each assignment, in the order of the gradebook."""

    student: Student
    cells: tuple[GradeCell, ...]


@dataclass(frozen=True, kw_only=True)
class Gradebook:
    """The assignments of a class, what opened first before the others, and a row for each student.

    ``tasks`` are its cards and steps, which have no marks.
    """

    assignments: Sequence[AssignmentRow]
    tasks: TaskBook
    rows: tuple[GradeRow, ...]


def of_class(cohort_id: UUID) -> Gradebook:
    """Return the gradebook of a class, by the keys as they are now.

    Four reads, and one more where the key of an item was corrected since it was answered.
    """
    given = list(task_queries.given(cohort_id))
    assignments = [one for one in given if isinstance(one, AssignmentRow)]
    tasks = task_book.of_tasks(one for one in given if isinstance(one, Told))
    more = _more_thirds(cohort_id)
    # Asked once of each assignment, not of each student: rows and enums answer slowly.
    terms = [one.terms for one in assignments]
    columns = [Column(one.id, Counts(one.counts), one.terms.late, {}) for one in assignments]
    places = {text: place for place, one in enumerate(assignments) for text in texts_of(one.id)}
    tried: dict[int | None, dict[int, list[Grade]]] = {}
    for learner_id, attempts in grade_queries.taken(cohort_id):
        own = tried[learner_id] = {}
        for attempt_id, assignment_id, items, thirds, finished_at in attempts:
            place = places.get(assignment_id)
            if place is None:  # it was given to the class since the assignments were read
                continue
            grades = own.setdefault(place, [])
            if finished_at and items and thirds is not None:
                now = thirds + more[AttemptKey(learner_id, attempt_id)] if more else thirds
                grades.append(grade_of(now, items, late=terms[place].is_late(finished_at)))
    rows = [
        GradeRow(
            student=student,
            cells=_cells(tried.get(student.learner_id, {}), student.marks, columns),
        )
        for student in grade_queries.students(cohort_id)
    ]
    return Gradebook(assignments=assignments, tasks=tasks, rows=tuple(rows))


def _cells(
    tried: Mapping[int, Sequence[Grade]], marks: Mapping[UUID, int], columns: Sequence[Column]
) -> tuple[GradeCell, ...]:
    cells = [NOT_BEGUN] * len(columns)
    for place, grades in tried.items():
        cells[place] = _cell(grades, columns[place])
    if marks:
        for place, column in enumerate(columns):
            if (share := marks.get(column.id)) is not None:
                grade = Grade(share=Fraction(share, WHOLE), late=False)
                cells[place] = GradeCell(grade=grade, begun=place in tried, is_set=True)
    return tuple(cells)


def _cell(grades: Sequence[Grade], column: Column) -> GradeCell:
    """Return what came of attempts; as most people have one, and many fare alike, cells are made once."""
    if len(grades) != 1:
        return _counted(grades, column)
    # A grade that a cell was made of stays as long as the cells, so no two of them share an id.
    key = id(grades[0])
    if key not in column.cells:
        column.cells[key] = (grades[0], _counted(grades, column))
    return column.cells[key][1]


def _counted(grades: Sequence[Grade], column: Column) -> GradeCell:
    what_counts = counted(grades, column.counts, column.late)
    return GradeCell(grade=what_counts, begun=True, is_late=bool(grades) and what_counts is None)


def _more_thirds(cohort_id: UUID) -> Counter[AttemptKey]:
    """Return how many more thirds attempts earned by corrected keys; below 0: fewer."""
    more: Counter[AttemptKey] = Counter()
    taken: defaultdict[tuple[AttemptKey, Behaviour, int, int, int], list[Step]] = defaultdict(list)
    for key, behaviour, item_id, version, corrected, step in grade_queries.corrected_steps(cohort_id):
        taken[key, behaviour, item_id, version, corrected].append(step)
    contents = bank_queries.contents(
        {(item_id, number) for _, _, item_id, *numbers in taken for number in numbers}
    )
    for (key, behaviour, item_id, version, corrected), steps in taken.items():
        shown, now = contents[item_id, version].item, contents[item_id, corrected].item
        (state,) = replay(steps).values()
        before, after = (
            outcome(item, state, behaviour) for item in (shown, as_corrected(shown, now) or shown)
        )
        more[key] += after.thirds - before.thirds
    return more
