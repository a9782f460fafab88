"""Answers of a room, stored many at a time: one transaction for all that came in meanwhile."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from quizapp.core.errors import NoAnswersNowError, NotInSessionError, QuizError
from quizapp.core.items import Response
from quizapp.database import db
from quizapp.formats.quiz_json import dump_response, load_response
from quizapp.live import queries, seat_queries
from quizapp.live.service import hashed

SKIPPED = ""
"""What is stored of somebody who would rather skip."""


def as_stored(response: Response) -> str:
    """Return a response as it is stored; an empty one means that somebody would rather skip."""
    return SKIPPED if response.is_empty else dump_response(response)


def response_of(text: str) -> Response:
    """Return what was answered from how it is stored."""
    return Response() if text == SKIPPED else load_response(text)


class Answer(NamedTuple):
    """One answer as it came in; ``response`` is as it is stored.

    ``revision`` is counted up by the phone with each change of mind.
    """

    session_id: int
    participant_id: UUID
    secret: str
    position: int
    revision: int
    response: str

    @property
    def key(self) -> tuple[int, int, UUID]:
        """What it is stored under."""
        return self.session_id, self.position, self.participant_id

    @property
    def seat(self) -> tuple[int, UUID]:
        """Whom it says that it is from."""
        return self.session_id, self.participant_id


def store(answers: Sequence[Answer], *, now: datetime) -> list[QuizError | int]:
    """Store answers in one transaction; return for each which revision is stored now, or why none is.

    Of two answers of one person to one step the one with the higher revision stays, whichever comes last, and
    of two with the same one, from two tabs, the last. One that was stored before, or is older, counts as
    stored, even when the step takes no more answers.
    """
    session_ids = {answer.session_id for answer in answers}
    states = {
        row.id: queries.state_of(row, queries.steps(row.id)) for row in queries.lock_for_answers(session_ids)
    }
    seated = seat_queries.seated({answer.seat for answer in answers})
    taken = {
        (session_id, position)
        for session_id, position in {(answer.session_id, answer.position) for answer in answers}
        if session_id in states and states[session_id].takes_answers(position, now=now)
    }
    late = {answer.key for answer in answers if (answer.session_id, answer.position) not in taken}
    stored = seat_queries.answers_at(late) if late else {}
    told: list[QuizError | tuple[int, int, UUID]] = []
    kept: dict[tuple[int, int, UUID], Answer] = {}
    for answer in answers:
        if answer.session_id not in states or seated.get(answer.seat) != hashed(answer.secret):
            told.append(NotInSessionError())
        elif answer.key in late:
            revision, text = stored.get(answer.key, (-1, SKIPPED))
            is_stored = revision > answer.revision or (revision, text) == (answer.revision, answer.response)
            told.append(answer.key if is_stored else NoAnswersNowError())
        else:
            told.append(answer.key)
            before = kept.get(answer.key)
            if before is None or answer.revision >= before.revision:
                kept[answer.key] = answer
    revisions = {key: revision for key, (revision, _) in stored.items()}
    revisions |= {key: answer.revision for key, answer in kept.items()}
    if kept:
        _keep(list(kept.values()))
        revisions |= seat_queries.newer({key: answer.revision for key, answer in kept.items()})
    db.session.commit()
    return [one if isinstance(one, QuizError) else revisions[one] for one in told]


def _keep(answers: Sequence[Answer]) -> None:
    seat_queries.store_answers(
        {
            "session_id": answer.session_id,
            "position": answer.position,
            "participant_id": answer.participant_id,
            "revision": answer.revision,
            "response": answer.response,
        }
        # Always in one order, so that two processes that store the same answers do not wait for each other.
        for answer in sorted(answers, key=_order)
    )


def _order(answer: Answer) -> tuple[int, int, int]:
    # As numbers, which are compared ten times as fast as ids.
    return answer.session_id, answer.position, answer.participant_id.int
