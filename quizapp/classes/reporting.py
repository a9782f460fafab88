"""The report of a quiz of a class: how its questions did, by the versions that were shown."""

from uuid import UUID

from quizapp.banks import queries as bank_queries
from quizapp.classes import report_queries
from quizapp.core.behaviour import AnswerState, replay
from quizapp.core.item_report import Answered, QuizReport, report


def of_assignment(assignment_id: UUID, *, cohort_id: UUID) -> QuizReport:
    """Return how the questions of a quiz did in the first attempt that each student handed in; two reads.

    Figures stay with the version that was shown, and with its key. Of several tries at a question the first
    is looked at: the others followed a hint.
    """
    shown = report_queries.handed_in(assignment_id, cohort_id=cohort_id)
    contents = bank_queries.contents({(one.item_id, one.version) for one in shown})
    return report(
        {_name(*key): content.item for key, content in contents.items()},
        (
            Answered(
                attempt=one.key,
                item=_name(one.item_id, one.version),
                response=replay(one.steps).get(one.position, AnswerState()).first.response,
            )
            for one in shown
        ),
    )


def _name(item_id: int, version: int) -> str:
    return f"{item_id}/{version}"
