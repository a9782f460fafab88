"""What is read and stored of many participants at once, when a whole hall acts in the same moment."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.database import db
from quizapp.models import LiveAnswerRow, LiveParticipantRow


def seated(asked: Collection[tuple[int, UUID]]) -> dict[tuple[int, UUID], str]:
    """Return the hashed secrets of those, by session and participant, who joined and did not leave."""
    row = LiveParticipantRow
    stmt = select(row.session_id, row.id, row.token_hash).where(
        row.session_id.in_({session_id for session_id, _ in asked}),
        row.id.in_({participant_id for _, participant_id in asked}),
        ~row.left,
    )
    return {(session_id, id_): token_hash for session_id, id_, token_hash in db.session.execute(stmt)}


def answers_at(asked: Collection[tuple[int, int, UUID]]) -> dict[tuple[int, int, UUID], tuple[int, str]]:
    """Return revision and stored response, by session, step and participant, where something is stored."""
    row = LiveAnswerRow
    stmt = select(row.session_id, row.position, row.participant_id, row.revision, row.response).where(
        row.session_id.in_({session_id for session_id, _, _ in asked}),
        row.position.in_({position for _, position, _ in asked}),
        row.participant_id.in_({participant_id for _, _, participant_id in asked}),
    )
    return {
        (session_id, position, participant_id): (revision, response)
        for session_id, position, participant_id, revision, response in db.session.execute(stmt)
    }


def newer(revisions: Mapping[tuple[int, int, UUID], int]) -> dict[tuple[int, int, UUID], int]:
    """Return revisions of answers, by session, step and participant, where higher ones are stored."""
    lowest: dict[tuple[int, int], int] = {}
    for (session_id, position, _), revision in revisions.items():
        lowest[session_id, position] = min(revision, lowest.get((session_id, position), revision))
    row = LiveAnswerRow
    # Not by participant: a room that answers at once has a thousand, and few of them two tabs.
    stmt = select(row.session_id, row.position, row.participant_id, row.revision).where(
        or_(
            *(
                and_(row.session_id == session_id, row.position == position, row.revision > revision)
                for (session_id, position), revision in lowest.items()
            )
        )
    )
    found = {
        (session_id, position, participant_id): revision
        for session_id, position, participant_id, revision in db.session.execute(stmt)
    }
    return {key: found[key] for key, revision in revisions.items() if found.get(key, revision) > revision}


def store_answers(rows: Iterable[Mapping[str, object]]) -> None:
    """Store answers, each in the place of one with the same or a lower revision."""
    row = LiveAnswerRow
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    # By the table, not by the row's class: making rows of a thousand answers takes longer than storing them.
    stmt = insert(db.metadata.tables[row.__tablename__])
    stmt = stmt.on_conflict_do_update(
        index_elements=[row.session_id, row.position, row.participant_id],
        set_={"revision": stmt.excluded.revision, "response": stmt.excluded.response},
        where=row.revision <= stmt.excluded.revision,
    )
    db.session.connection().execute(stmt, list(rows))
