"""A class as a table: its students, its assignments, and what came of each."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from quizapp.banks import queries as bank_queries
from quizapp.classes import assigned_queries, grade_queries
from quizapp.classes.grade_queries import AttemptKey, Student, Taken
from quizapp.core.assignments import Counts, Terms
from quizapp.core.behaviour import Behaviour, Step, replay
from quizapp.core.corrections import as_corrected
from quizapp.core.gradebook import Grade, counted, grade_of
from quizapp.core.outcomes import outcome
from quizapp.models import AssignmentRow


@dataclass(frozen=True, kw_only=True)
class GradeCell:
    """What came of an assignment for a student: what counts, if something was handed in, and if not, why."""

    grade: Grade | None
    begun: bool


@dataclass(frozen=True, kw_only=True)
class GradeRow:
    """A student, and what came of each assignment, in the order of the gradebook."""

    student: Student
    cells: tuple[GradeCell, ...]


@dataclass(frozen=True, kw_only=True)
class Gradebook:
    """The assignments of a class, what opened first before the others, and a row for each student."""

    assignments: Sequence[AssignmentRow]
    rows: tuple[GradeRow, ...]


def of_class(cohort_id: UUID) -> Gradebook:
    """Return the gradebook of a class, by the keys as they are now.

    Four reads, and one more where the key of an item was corrected since it was answered.
    """
    assignments = list(reversed(assigned_queries.of_class(cohort_id)))
    more = _more_thirds(cohort_id)
    attempts: defaultdict[tuple[int | None, UUID], list[Taken]] = defaultdict(list)
    for one in grade_queries.taken(cohort_id):
        attempts[one.key.learner_id, one.assignment_id].append(one)
    # Asked once of each assignment, not of each student: rows and enums answer slowly.
    columns = [(one.id, one.terms, Counts(one.counts)) for one in assignments]
    rows = [
        GradeRow(
            student=student,
            cells=tuple(
                _cell(attempts.get((student.learner_id, id_), ()), terms, counts, more)
                for id_, terms, counts in columns
            ),
        )
        for student in grade_queries.students(cohort_id)
    ]
    return Gradebook(assignments=assignments, rows=tuple(rows))


def _cell(
    attempts: Sequence[Taken], terms: Terms, counts: Counts, more: Mapping[AttemptKey, int]
) -> GradeCell:
    grades = [
        grade_of(one.thirds + more.get(one.key, 0), one.items, late=terms.is_late(one.finished_at))
        for one in attempts
        if one.finished_at and one.items and one.thirds is not None
    ]
    return GradeCell(grade=counted(grades, counts), begun=bool(attempts))


def _more_thirds(cohort_id: UUID) -> Mapping[AttemptKey, int]:
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
