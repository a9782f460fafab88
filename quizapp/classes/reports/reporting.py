"""The report of a quiz of a class: how its questions did, by the versions that were shown."""

from uuid import UUID

from quizapp.banks import queries as bank_queries
from quizapp.classes.reports import queries as report_queries
from quizapp.core.item_report import Answered, QuizReport, report


def of_assignment(assignment_id: UUID, *, cohort_id: UUID) -> QuizReport:
    """Return how the questions of a quiz did in the first attempt that each student handed in; two reads.

    Figures stay with the version that was shown, and with its key. Of several tries at a question the first
    is looked at: the others followed a hint.
    """
    taken = report_queries.first_attempts(report_queries.handed_in([cohort_id], assignment_id=assignment_id))
    contents = bank_queries.contents({(one.item_id, one.version) for one in report_queries.places_of(taken)})
    names = {key: f"{key[0]}/{key[1]}" for key in contents}
    return report(
        {names[key]: content.item for key, content in contents.items()},
        (
            Answered(attempt=one.key, item=names[place.item_id, place.version], response=place.first)
            for one in taken
            for place in one.places
        ),
    )
