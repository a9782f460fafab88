"""What somebody answered themselves: shown to them alone."""

from dataclasses import dataclass
from uuid import UUID

from quizapp.core.items import Response
from quizapp.formats.quiz_json import load_response
from quizapp.live import queries
from quizapp.live.answers import SKIPPED


@dataclass(frozen=True, kw_only=True)
class OwnAnswer:
    """An answer that is stored; an empty response means that they would rather skip."""

    revision: int
    response: Response


def own_answer(session_id: int, position: int, participant_id: UUID) -> OwnAnswer | None:
    """Return what a participant answered to a step, if anything is stored."""
    row = queries.answer_of(session_id, position, participant_id)
    if row is None:
        return None
    response = Response() if row.response == SKIPPED else load_response(row.response)
    return OwnAnswer(revision=row.revision, response=response)
