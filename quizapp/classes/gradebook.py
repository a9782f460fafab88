"""A class as a table: its students, its assignments, and what came of each."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from quizapp.banks import queries as bank_queries
from quizapp.classes import assigned_queries, grade_queries
from quizapp.classes.grade_queries import AttemptKey, Student, Taken
from quizapp.core.assignments import Counts, Terms
from quizapp.core.behaviour import Behaviour, Step, replay
from quizapp.core.corrections import as_corrected
from quizapp.core.gradebook import WHOLE, Grade, counted, grade_of
from quizapp.core.outcomes import outcome
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
                _cell(
                    attempts.get((student.learner_id, id_), ()),
                    terms,
                    counts,
                    more,
                    set_=student.marks.get(id_),
                )
                for id_, terms, counts in columns
            ),
        )
        for student in grade_queries.students(cohort_id)
    ]
    return Gradebook(assignments=assignments, rows=tuple(rows))


def _cell(
    attempts: Sequence[Taken],
    terms: Terms,
    counts: Counts,
    more: Mapping[AttemptKey, int],
    *,
    set_: int | None,
) -> GradeCell:
    if set_ is not None:
        by_hand = Grade(share=Fraction(set_, WHOLE), late=False)
        return GradeCell(grade=by_hand, begun=bool(attempts), is_set=True)
    grades = [
        grade_of(one.thirds + more.get(one.key, 0), one.items, late=terms.is_late(one.finished_at))
        for one in attempts
        if one.finished_at and one.items and one.thirds is not None
    ]
    what_counts = counted(grades, counts, terms.late)
    is_late = bool(grades) and what_counts is None
    return GradeCell(grade=what_counts, begun=bool(attempts), is_late=is_late)


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
