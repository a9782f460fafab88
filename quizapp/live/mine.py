"""What somebody answered themselves: shown to them alone."""

from dataclasses import dataclass
from uuid import UUID

from quizapp.core.items import Response
from quizapp.live import queries
from quizapp.live.answers import response_of


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
    return OwnAnswer(revision=row.revision, response=response_of(row.response))
